"""Shared passages of two texts: shingles nominate, containment decides (wire copy is containment, not likeness)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from zlib import crc32

import numpy as np

from whence.linkage.blocking import sharing
from whence.linkage.normalise import words

SIZE = 4  # words a shingle
KEEP_ONE_IN = 4  # sampled for the index by the shingle's own hash, so that both texts keep the same ones
SHORT = 60  # shingles
MOST = 300  # sampled shingles of one text
CROWD = 400  # texts that share a shingle; beyond that it is nobody's
SHARED = 2  # sampled shingles that nominate a pair
_FACTOR = 1_000_003
_MASK = (1 << 63) - 1


@lru_cache(maxsize=1 << 17)
def _code(word: str) -> int:
    return crc32(word.encode()) + 1


def shingles(text: str, size: int = SIZE) -> list[int]:
    """Hashes of all runs of `size` folded words, in order; the same on every machine."""
    codes = np.fromiter(map(_code, words(text)), np.uint64)
    count = len(codes) - size + 1
    if count < 1:
        return []
    value = np.zeros(count, np.uint64)
    for at in range(size):
        value = value * np.uint64(_FACTOR) + codes[at : at + count]
    found: list[int] = (value & np.uint64(_MASK)).tolist()
    return found


def sample(found: Iterable[int]) -> tuple[int, ...]:
    """The shingles that enter the index: at most MOST, chosen by their hash; all of a short text."""
    some = set(found)
    return tuple(sorted(value for value in some if len(some) < SHORT or (value >> 3) % KEEP_ONE_IN == 0)[:MOST])


def nominate(samples: Sequence[Collection[int]]) -> list[tuple[int, int, int]]:
    """Pairs (i < j) of texts with how many sampled shingles they share, SHARED at least."""
    left, right, shared = sharing(samples, SHARED, CROWD)
    return list(zip(left.tolist(), right.tolist(), shared.tolist(), strict=True))
