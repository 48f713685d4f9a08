"""Finished work on disk: JSON Lines that are written aside, then renamed, so that a part is whole or not there."""

from __future__ import annotations

import errno
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from whence.errors import ReadOnlyRecordError, RecordFullError

S = TypeVar("S", bound=Struct)
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Whole(Struct, frozen=True):
    """The last line of a part: how many lines came before."""

    lines: int


def lines(items: Sequence[Struct]) -> tuple[bytes, ...]:
    """Items as the lines that a part holds."""
    return tuple(msgspec.json.encode(item) for item in items)


def write(path: Path, items: Sequence[Struct]) -> None:
    """Write a part; raises `RecordFullError` or `ReadOnlyRecordError`, and then leaves nothing behind."""
    put(path, lines(items))


def put(path: Path, found: Sequence[bytes]) -> None:
    """Write a part from its lines; raises as `write` does."""
    aside = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    with _said(path):
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            with aside.open("wb") as file:
                file.write(b"".join(line + b"\n" for line in (*found, *lines([Whole(len(found))]))))
                file.flush()
                os.fsync(file.fileno())
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)


def load(path: Path, kind: type[S]) -> list[S] | None:
    """The items of a part; null where it is not there, not whole, or not of this kind."""
    try:
        *lines, last = path.read_bytes().splitlines()
        if msgspec.json.decode(last, type=Whole).lines != len(lines):
            return None
        return [msgspec.json.decode(line, type=kind) for line in lines]
    except (OSError, ValueError, msgspec.MsgspecError):
        return None


def remove_all(folder: Path) -> None:
    """Remove a folder of parts, with those that a killed run left."""
    if folder.is_dir():
        for path in [*folder.glob("*.part"), *folder.glob("*.tmp")]:
            path.unlink(missing_ok=True)
        if not any(folder.iterdir()):
            folder.rmdir()


@contextmanager
def _said(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in FULL:
            raise RecordFullError(f"{path}: the disk is full. Make room and run again.") from error
        raise ReadOnlyRecordError(f"{path}: cannot be written ({error.strerror}). Check your rights there.") from error
