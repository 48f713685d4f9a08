"""Bounded reading: streams that count, unpack gzip and stop at the limits."""

from __future__ import annotations

import gzip
import io
import zlib
from typing import BinaryIO, cast

from whence.stages.ingest.limits import Limits

CHUNK = 1 << 16
GZIP = b"\x1f\x8b"
DAMAGED = (EOFError, gzip.BadGzipFile, zlib.error)


class BombError(Exception):
    """A gzip stream unpacks to more than any text does."""


class _Counted(io.RawIOBase):
    """A stream that starts with bytes already read and counts what is taken from it."""

    def __init__(self, head: bytes, rest: BinaryIO) -> None:
        self.taken = 0
        self._head = head
        self._rest = rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(buffer)  # type: ignore[arg-type]
        data = self._head[: len(view)] if self._head else self._rest.read(len(view))
        self._head = self._head[len(data) :] if self._head else b""
        view[: len(data)] = data
        self.taken += len(data)
        return len(data)


class Stream:
    """Bytes of one input, unpacked if they are gzip, never more of them in memory than is asked for."""

    def __init__(self, raw: BinaryIO, limits: Limits) -> None:
        start = _full_read(raw, len(GZIP))
        self._packed = _Counted(start, raw)
        self._limits = limits
        self._given = 0
        self.zipped = start == GZIP
        source = io.BufferedReader(self._packed, CHUNK)
        self._source: BinaryIO = cast("BinaryIO", gzip.GzipFile(fileobj=source) if self.zipped else source)
        self._pushed = b""

    def peek(self, size: int) -> bytes:
        """The next bytes, up to `size`, which stay to be read."""
        self._pushed += self._take(size - len(self._pushed)) if len(self._pushed) < size else b""
        return self._pushed[:size]

    def read(self, size: int) -> bytes:
        """Up to `size` bytes, fewer at the end alone; raises one of `DAMAGED`, or `BombError`."""
        data, self._pushed = self._pushed[:size], self._pushed[size:]
        return data + self._take(size - len(data)) if len(data) < size else data

    def _take(self, size: int) -> bytes:
        parts = []
        while size > 0 and (part := self._source.read(min(size, CHUNK))):
            parts.append(part)
            size -= len(part)
            self._given += len(part)
            self._check()
        return b"".join(parts)

    def _check(self) -> None:
        allowed = max(self._limits.ratio_from, self._limits.max_ratio * self._packed.taken)
        if self.zipped and self._given > allowed:
            raise BombError


def _full_read(raw: BinaryIO, size: int) -> bytes:
    data = b""
    while len(data) < size and (part := raw.read(size - len(data))):
        data += part
    return data
