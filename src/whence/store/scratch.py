"""Folders for what must not outlast its process: unmasked values, copies for pages, files that somebody dropped.

Whoever is killed leaves its folder behind. The lock in it goes with the process, so the next one knows that nobody
needs the folder any more, and removes it.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from time import time
from weakref import finalize

from whence.errors import BusyRecordError, ReadOnlyRecordError
from whence.store.lock import Lock

PREFIX = "whence-"
HELD = "held"  # what the lock stands beside
YOUNG = 60  # seconds in which a folder may still be without its lock


class Scratch:
    """A folder in the system's place for such, for its owner alone; gone when closed, forgotten or at the end."""

    def __init__(self, purpose: str = "") -> None:
        self.path = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{purpose}"))
        self._gone = finalize(self, _remove, self.path, Lock(self.path / HELD))

    def close(self) -> None:
        """Remove it with all that is in it."""
        self._gone()


def sweep(*, young: float = YOUNG) -> list[Path]:
    """Remove the folders of processes of this user that are gone; gives those."""
    return [one for one in sorted(Path(tempfile.gettempdir()).glob(f"{PREFIX}*")) if _swept(one, young)]


def _remove(folder: Path, lock: Lock) -> None:
    lock.release()
    shutil.rmtree(folder, ignore_errors=True)


def _swept(folder: Path, young: float) -> bool:
    try:
        found = folder.lstat()
        mine = not hasattr(os, "getuid") or found.st_uid == os.getuid()
        if not mine or folder.is_symlink() or time() - found.st_mtime < young:
            return False
        if not (folder / f"{HELD}.lock").is_file():
            return False
        lock = Lock(folder / HELD)
    except (OSError, BusyRecordError, ReadOnlyRecordError):
        return False
    _remove(folder, lock)
    return not folder.exists()
