"""Values in and out of a column: JSON, compressed where that pays."""

from __future__ import annotations

import zlib
from typing import TypeVar

import msgspec

T = TypeVar("T")
SMALL = 600  # bytes under which compressing gains nothing


def pack(value: object) -> bytes:
    """JSON, compressed from a few hundred bytes up; the first byte tells which."""
    data = msgspec.json.encode(value)
    return data if len(data) < SMALL else zlib.compress(data, 1)


def unpack(data: bytes, kind: type[T]) -> T:
    """What was packed."""
    return msgspec.json.decode(data if data[:1] in b'{["' else zlib.decompress(data), type=kind)
