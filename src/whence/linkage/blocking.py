"""Which pairs are worth comparing: those that share a key which not too many share."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from itertools import pairwise

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

MOST = 1 << 25  # pairs that wait, some of them several times, before they are sorted out
CROWD = 128  # members beyond which a key tells nothing: its block is not compared at all
CHUNK = 1_000_000  # pairs that are made at a time
_MASK = (1 << 63) - 1

Ints = NDArray[np.int64]
Keep = Callable[[Ints, Ints], NDArray[np.bool_]]  # which pairs of two columns are worth keeping
_NONE: Ints = np.zeros(0, np.int64)


class Columns(Struct, frozen=True):
    """Keys of many items, one after another: how many each has, and all of them."""

    sizes: Ints
    values: Ints

    def __len__(self) -> int:
        return len(self.sizes)


Keys = Sequence[Collection[int]] | Columns


@lru_cache(maxsize=1 << 17)
def code(word: str) -> int:
    """A word as a number of 63 bits, the same on every machine."""
    return int.from_bytes(blake2b(word.encode(), digest_size=8).digest(), "big") & _MASK


def key(*parts: int) -> int:
    """One number for several, in their order."""
    found = 0
    for part in parts:
        found = (found * 0x2545F4914F6CDD1D + part + 1) & _MASK
    return found


def candidates(keys: Keys, keep: Keep | None = None) -> tuple[Ints, Ints]:
    """Pairs (i < j), as two columns, of items that share a key which at most CROWD have.

    What `keep` throws out is never held in memory. Whether a pair is found depends on the two items and on how many
    share their keys, on nothing else: what comes in later changes only blocks that it stands in. Work and memory grow
    with items x keys and with the pairs.
    """
    left, right, _ = sharing(keys, 1, CROWD, keep)
    return left, right


def sharing(
    keys: Keys,
    least: int,
    most: int,
    keep: Keep | None = None,
) -> tuple[Ints, Ints, Ints]:
    """Pairs (i < j) of items that share at least `least` keys, each of which at most `most` items have, and how many.

    With `least` 1 they are not counted.
    """
    many, items = _columns(keys)
    if not many.size:
        return _NONE, _NONE, _NONE
    order = np.argsort(many, kind="stable")
    many, items = many[order], items[order]
    edges = np.flatnonzero(np.concatenate(([True], many[1:] != many[:-1], [True])))
    sizes = np.diff(edges)
    kept = (sizes > 1) & (sizes <= most)
    starts, sizes = edges[:-1][kept], sizes[kept]
    del many, order, edges
    if least == 1:
        found, times = _once(_pairs(items, starts, sizes, len(keys), keep)), _NONE
    else:
        found, times = _often(items, starts, sizes, len(keys), keep, least)
    return found // len(keys), found % len(keys), times


def _often(items: Ints, starts: Ints, sizes: Ints, count: int, keep: Keep | None, least: int) -> tuple[Ints, Ints]:
    """Pairs that stand in `least` blocks, and in how many; in several goes where there are too many to sort at once."""
    goes = int((sizes * (sizes - 1) // 2).sum()) // MOST + 1
    edges = [at * count // goes for at in range(goes + 1)]
    found, often = [_NONE], [_NONE]
    for first, last in pairwise(edges):
        made = _pairs(items, starts, sizes, count, keep)
        inside = (some[(some >= first * count) & (some < last * count)] for some in made) if goes > 1 else made
        some, times = np.unique(np.concatenate([_NONE, *inside]), return_counts=True)
        found.append(some[times >= least])
        often.append(times[times >= least])
    return np.concatenate(found), np.concatenate(often)


def _once(made: Iterable[Ints]) -> Ints:
    """Each pair once, sorted; never many more in memory than there are."""
    found, waiting = _NONE, [_NONE]
    for some in map(_each_once, made):
        waiting.append(some)
        if sum(map(len, waiting)) > max(MOST, len(found)):
            found, waiting = _each_once(np.concatenate([found, *waiting])), [_NONE]
    return _each_once(np.concatenate([found, *waiting]))


def _each_once(some: Ints) -> Ints:
    """As `numpy.unique`, which looks numbers up in a table first: sorting alone takes a third of the time."""
    ordered = np.sort(some)
    kept: Ints = ordered[np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]]
    return kept


def _columns(keys: Keys) -> tuple[Ints, Ints]:
    if isinstance(keys, Columns):
        return keys.values, np.repeat(np.arange(len(keys), dtype=np.int64), keys.sizes)
    total = sum(map(len, keys))
    flat = np.fromiter((one for some in keys for one in some), np.int64, total)
    return flat, np.repeat(np.arange(len(keys), dtype=np.int64), [len(some) for some in keys])


def _pairs(items: Ints, starts: Ints, sizes: Ints, count: int, keep: Keep | None) -> Iterator[Ints]:
    """Pairs as `i * count + j`, block size by block size; items of a block stand in order."""
    for size in np.unique(sizes).tolist():
        left, right = np.triu_indices(size, 1)
        blocks = starts[sizes == size]
        step = max(1, CHUNK // len(left))
        for at in range(0, len(blocks), step):
            some = blocks[at : at + step, None]
            one, other = items[some + left].ravel(), items[some + right].ravel()
            if keep is not None:
                there = keep(one, other)
                one, other = one[there], other[there]
            yield one * count + other


def components(count: int, pairs: Iterable[tuple[int, int]]) -> list[list[int]]:
    """Items that hang together over pairs, those alone too; each sorted, in order of their first."""
    home = list(range(count))

    def root(item: int) -> int:
        while home[item] != item:
            home[item] = home[home[item]]
            item = home[item]
        return item

    for left, right in pairs:
        one, other = root(left), root(right)
        if one != other:
            home[max(one, other)] = min(one, other)
    found: dict[int, list[int]] = {}
    for item in range(count):
        found.setdefault(root(item), []).append(item)
    return list(found.values())
