"""Clusters by linkage: nominated pairs propose, all pairs of two clusters together decide."""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterable, Sequence

Score = Callable[[int, int], float]
Forbid = Callable[[int, int], bool]
SAMPLE = 8  # members of a cluster that are scored with another's: bounds the work at 64 scores a decision
MEAN = 0.6  # weight of the mean of all pairs in a linkage; the rest is each member's best (five folds by storyline)
TWO_GROUPS = 0.5  # what two clusters of two and more must have above a lone claim: a wrong join costs the most there


def agglomerate(
    count: int,
    nominated: Iterable[tuple[int, int]],
    score: Score,
    forbid: Forbid,
    *,
    together: Iterable[tuple[int, int]] = (),
    threshold: float = 0.0,
) -> list[tuple[int, ...]]:
    """Partition `range(count)`; equal input gives equal output.

    `score(i, j)` is a log-odds of belonging together, `forbid` a cannot-link, `together` are must-links that no
    cannot-link undoes. Two clusters join when one of their pairs is nominated, no pair is forbidden, and their linkage
    is above the threshold: the mean score over at most SAMPLE x SAMPLE pairs, mixed with the mean of what each member's
    best partner scores (a bare mention fits one telling well and the others not at all), less TWO_GROUPS where neither
    is a single item. The best join goes first, ties go by number.
    """
    forest = _Forest(count, score, forbid)
    for left, right in together:
        forest.join_items(left, right)
    heap = forest.first_pairs(sorted(set(nominated)), threshold)
    while heap:
        _, left, right = heapq.heappop(heap)
        if left not in forest.members or right not in forest.members or forest.parted(left, right):
            continue
        joined = forest.join(left, right)
        for other in sorted(forest.neighbours[joined]):
            value = forest.linkage(joined, other)
            if value is not None and value > threshold:
                heapq.heappush(heap, (-value, min(joined, other), max(joined, other)))
    return sorted(tuple(sorted(found)) for found in forest.members.values())


class _Forest:
    """The clusters so far: each has a number that is never used again, its members and its nominated neighbours."""

    def __init__(self, count: int, score: Score, forbid: Forbid) -> None:
        self.members: dict[int, tuple[int, ...]] = {item: (item,) for item in range(count)}
        self.neighbours: dict[int, set[int]] = {item: set() for item in range(count)}
        self.home = list(range(count))
        self.next = count
        self.score = score
        self.forbid = forbid

    def first_pairs(self, nominated: Sequence[tuple[int, int]], threshold: float) -> list[tuple[float, int, int]]:
        pairs = set()
        for item, other in nominated:
            left, right = sorted((self.home[item], self.home[other]))
            if left != right:
                pairs.add((left, right))
                self.neighbours[left].add(right)
                self.neighbours[right].add(left)
        heap = []
        for left, right in sorted(pairs):
            value = self.linkage(left, right)
            if value is not None and value > threshold:
                heap.append((-value, left, right))
        heapq.heapify(heap)
        return heap

    def linkage(self, left: int, right: int) -> float | None:
        """Linkage of two clusters; None where a cannot-link parts them."""
        ours, theirs = _spread(self.members[left]), _spread(self.members[right])
        if any(self.forbid(i, j) for i in ours for j in theirs):
            return None
        if len(ours) == len(theirs) == 1:  # nearly always: mean and best are the one score
            only = self.score(ours[0], theirs[0])
            return MEAN * only + (1 - MEAN) * only
        scores = [[self.score(i, j) for j in theirs] for i in ours]
        mean = sum(sum(row) for row in scores) / (len(ours) * len(theirs))
        columns: list[tuple[float, ...]] = list(zip(*scores, strict=True))
        best = sum(max(row) for row in scores) + sum(max(column) for column in columns)
        alone = min(len(ours), len(theirs)) == 1
        return MEAN * mean + (1 - MEAN) * best / (len(ours) + len(theirs)) - (0.0 if alone else TWO_GROUPS)

    def parted(self, left: int, right: int) -> bool:
        """A cannot-link stands between any two members; `linkage` looks at a sample only."""
        ours, theirs = self.members[left], self.members[right]
        if max(len(ours), len(theirs)) <= SAMPLE:
            return False
        return any(self.forbid(i, j) for i in ours for j in theirs)

    def join_items(self, item: int, other: int) -> None:
        if self.home[item] != self.home[other]:
            self.join(self.home[item], self.home[other])

    def join(self, left: int, right: int) -> int:
        new, self.next = self.next, self.next + 1
        self.members[new] = tuple(sorted(self.members.pop(left) + self.members.pop(right)))
        near = (self.neighbours.pop(left) | self.neighbours.pop(right)) - {left, right}
        self.neighbours[new] = near
        for other in near:
            self.neighbours[other] -= {left, right}
            self.neighbours[other].add(new)
        for item in self.members[new]:
            self.home[item] = new
        return new


def _spread(members: tuple[int, ...]) -> tuple[int, ...]:
    """At most SAMPLE members, evenly spread: the same ones whichever way the cluster grew."""
    if len(members) <= SAMPLE:
        return members
    return tuple(members[at * len(members) // SAMPLE] for at in range(SAMPLE))
