"""Pieces of bytes on disk, put away in any order and taken out by number or in order of their keys."""

from __future__ import annotations

import os
from array import array
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile

GATHERED = 1 << 20  # bytes that are written together


class Spool:
    """A file without a name: what it holds is gone with the process, however that ends."""

    def __init__(self, folder: Path | None = None) -> None:
        self._file = TemporaryFile(dir=folder, buffering=0)  # noqa: SIM115 (closed by `close`)
        self._keys: list[str] = []
        self._starts = array("q", [0])
        self._waiting: list[bytes] = []
        self._size = 0

    def __len__(self) -> int:
        return len(self._keys)

    def add(self, key: str, data: bytes) -> None:
        """Put one away; its number is how many were there before."""
        self._keys.append(key)
        self._starts.append(self._starts[-1] + len(data))
        self._waiting.append(data)
        self._size += len(data)
        if self._size >= GATHERED:
            self._write()

    def get(self, number: int) -> bytes:
        """The piece of that number."""
        if self._waiting:
            self._write()
        start = self._starts[number]
        return os.pread(self._file.fileno(), self._starts[number + 1] - start, start)

    def in_order(self) -> Iterator[bytes]:
        """All of them in order of their keys."""
        yield from map(self.get, sorted(range(len(self)), key=self._keys.__getitem__))

    def close(self) -> None:
        """Give the room on disk back."""
        self._file.close()

    def _write(self) -> None:
        rest = memoryview(b"".join(self._waiting))
        while rest:
            rest = rest[os.write(self._file.fileno(), rest) :]
        self._waiting, self._size = [], 0
