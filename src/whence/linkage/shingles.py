"""Shared passages of two texts: shingles nominate, containment decides (wire copy is containment, not likeness)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from typing import TypeVar
from zlib import crc32

from whence.linkage.normalise import words

SIZE = 4  # words a shingle
KEEP_ONE_IN = 2  # sampled for the index by the shingle's own hash, so that both texts keep the same ones
MOST = 600  # sampled shingles of one text
EARLIEST = 8  # in each posting a text meets only so many that come before it: never quadratic
_PRIME = (1 << 61) - 1

Key = TypeVar("Key", bound=Hashable)


def shingles(text: str, size: int = SIZE) -> list[int]:
    """Hashes of all runs of `size` folded words, in order; the same on every machine."""
    codes = [crc32(word.encode()) + 1 for word in words(text)]
    found = []
    for at in range(len(codes) - size + 1):
        value = 0
        for code in codes[at : at + size]:
            value = (value * 1_000_003 + code) % _PRIME
        found.append(value)
    return found


def sample(found: Iterable[int]) -> list[int]:
    """The shingles that enter the index: at most MOST, chosen by their hash."""
    return sorted({value for value in found if (value >> 3) % KEEP_ONE_IN == 0})[:MOST]


def nominate(ordered: Sequence[tuple[Key, Sequence[int]]], least: int = 2) -> list[tuple[Key, Key]]:
    """Pairs (later, earlier) that share at least so many sampled shingles; `ordered` from the earliest on."""
    postings: Mapping[int, list[int]] = defaultdict(list)
    shared: Counter[tuple[int, int]] = Counter()
    for at, (_, found) in enumerate(ordered):
        for value in sample(found):
            posting = postings[value]
            for earlier in posting[:EARLIEST]:
                shared[at, earlier] += 1
            posting.append(at)
    return [(ordered[at][0], ordered[earlier][0]) for (at, earlier), n in sorted(shared.items()) if n >= least]


def contained(inner: Sequence[int], outer: Sequence[int]) -> float:
    """Share of the inner text's shingles that stand in the outer one, 0 to 1."""
    if not inner:
        return 0.0
    there = set(outer)
    return sum(value in there for value in inner) / len(inner)
