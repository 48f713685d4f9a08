"""One loader at a time: a lock on a file beside the record that ends with its process, however that ends."""

from __future__ import annotations

import os
import platform
import sys
from pathlib import Path

from whence.errors import BusyRecordError, ReadOnlyRecordError

if sys.platform == "win32":
    import msvcrt

    def _take(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _take(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


def me() -> str:
    """This process, for whoever waits for it."""
    return f"whence, process {os.getpid()} on {platform.node()}"[:63]  # as long as PostgreSQL takes


class Lock:
    """Held from creation to `release`; raises `BusyRecordError` where another loader holds it."""

    def __init__(self, record: Path) -> None:
        self.path = record.with_name(record.name + ".lock")
        self.handle = self._acquire(record)

    def guard(self, _engine: object) -> None:
        """Nothing to see to: a lock on a file goes with nothing but its process."""

    def release(self) -> None:
        """Remove the file first, so that nobody finds one that no longer counts."""
        self.path.unlink(missing_ok=True)
        os.close(self.handle)

    def _acquire(self, record: Path) -> int:
        while True:
            handle = self._open(record)
            try:
                _take(handle)
            except OSError:
                held = os.pread(handle, 200, 0).decode("utf-8", "replace") if sys.platform != "win32" else ""
                os.close(handle)
                raise BusyRecordError(
                    f"{record}: another process is loading it{f' ({held})' if held else ''}. "
                    "Wait until it is done, then run again."
                ) from None
            if self._is_current(handle):
                os.truncate(handle, 0)
                os.write(handle, me().encode())
                return handle
            os.close(handle)  # the holder removed it between our opening and our locking

    def _open(self, record: Path) -> int:
        try:
            return os.open(self.path, os.O_RDWR | os.O_CREAT, 0o644)
        except OSError as error:
            raise ReadOnlyRecordError(
                f"{record}: the folder {self.path.parent} cannot be written ({error.strerror}). "
                "Choose another place with --into, or give yourself the right to write there."
            ) from error

    def _is_current(self, handle: int) -> bool:
        try:
            return os.path.samestat(os.fstat(handle), self.path.stat())
        except FileNotFoundError:
            return False
