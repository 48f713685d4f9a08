"""How the claims of a large record are cut for workers."""

from __future__ import annotations

from whence.linkage.blocking import Ints

SLICE = 20_000  # claims that a worker has at a time; the smaller, the more often partners are profiled again


def even(claims: int, workers: int) -> int:
    """How many claims make a slice of about SLICE, so that all workers are done at about the same time."""
    each = max(1, round(claims / (workers * SLICE)))
    return max(1, -(-claims // (workers * each)))


def shares(claims: Ints, pairs: Ints, size: int) -> list[int]:
    """Where to cut what has so many claims and pairs each: after `size` claims, or the pairs these have on average.

    Pairs take the time, and what hangs together is seldom of one size.
    """
    most = pairs.sum() * size / max(1, claims.sum())
    edges, held, told = [0], 0, 0
    for at, (some, others) in enumerate(zip(claims.tolist(), pairs.tolist(), strict=True), 1):
        held, told = held + some, told + others
        if held >= size or told > most:
            edges.append(at)
            held = told = 0
    return edges if edges[-1] == len(claims) else [*edges, len(claims)]
