"""The files behind the paths that were given: folders in order of name, links that loop told apart."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from msgspec import Struct

from whence.schema.records import Input, Issue
from whence.stages.ingest.problems import problem
from whence.stages.ingest.sidecar import ENDING
from whence.stages.ingest.sniff import by_name


class File(Struct, frozen=True):
    """A regular file to be read; `shown` is its path as given, in characters that can be stored."""

    path: str
    shown: str


def files(path: str | Path) -> Iterator[File | Issue]:
    """The file that a path names, or those in the folder that it names, sorted by name, hidden ones passed over."""
    name = os.fspath(path)
    try:
        mode = Path(name).stat().st_mode
    except (OSError, ValueError) as error:
        yield _unreadable(name, error)
        return
    if stat.S_ISDIR(mode):
        yield from _folder(name, ())
    elif stat.S_ISREG(mode):
        yield File(name, shown(name))
    else:
        yield problem("unreadable", Input(path=shown(name)), why="it is no regular file (pipe it in, and give -)")


def shown(path: str) -> str:
    """A path in valid Unicode: bytes of a file name that are no UTF-8 are written out."""
    return os.fsencode(path).decode("utf-8", "backslashreplace")


def _folder(folder: str, above: tuple[tuple[int, int], ...]) -> Iterator[File | Issue]:
    try:
        info = Path(folder).stat()
        names = sorted(entry.name for entry in os.scandir(folder) if not entry.name.startswith("."))
    except OSError as error:
        yield _unreadable(folder, error)
        return
    here = (info.st_dev, info.st_ino)
    if here in above:
        yield problem("loop", Input(path=shown(folder)))
        return
    for name in names:
        yield from _entry(os.path.join(folder, name), (*above, here))  # noqa: PTH118 (the path stays as it was given)


def _entry(path: str, above: tuple[tuple[int, int], ...]) -> Iterator[File | Issue]:
    try:
        mode = Path(path).stat().st_mode
    except OSError as error:
        yield _unreadable(path, error)
        return
    if stat.S_ISDIR(mode):
        yield from _folder(path, above)
    elif not stat.S_ISREG(mode) or path.endswith(ENDING):
        return
    elif by_name(path) or not Path(path).suffix:
        yield File(path, shown(path))
    else:
        yield problem("skipped", Input(path=shown(path)), suffix=Path(path).suffix)


def _unreadable(path: str, error: OSError | ValueError) -> Issue:
    why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
    return problem("unreadable", Input(path=shown(path) if "\0" not in path else repr(path)), why=why)
