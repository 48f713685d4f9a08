"""The pairing of two sides, one to one, with the greatest total worth (the assignment problem), exactly."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

Pair = tuple[int, int]


def best_assignment(worth: Mapping[Pair, float]) -> list[Pair]:
    """Pairs (left, right), each side at most once, of the greatest total; only pairs that are given can be taken.

    Each connected part is solved by itself with the Hungarian method (Kuhn 1955, in the O(n^2 m) form with
    potentials): coreference gives many small parts.
    """
    taken: list[Pair] = []
    for lefts, rights in _parts(worth):
        matrix = [[worth.get((left, right), 0.0) for right in rights] for left in lefts]
        taken += [(lefts[row], rights[column]) for row, column in _solve(matrix) if matrix[row][column] > 0]
    return sorted(taken)


def _parts(worth: Mapping[Pair, float]) -> list[tuple[list[int], list[int]]]:
    rights: dict[int, list[int]] = defaultdict(list)
    lefts: dict[int, list[int]] = defaultdict(list)
    for left, right in sorted(worth):
        rights[left].append(right)
        lefts[right].append(left)
    seen: set[int] = set()
    parts = []
    for start in sorted(rights):
        if start not in seen:
            ours, theirs = _reached(start, rights, lefts)
            seen |= ours
            parts.append((sorted(ours), sorted(theirs)))
    return parts


def _reached(
    start: int, rights: Mapping[int, Sequence[int]], lefts: Mapping[int, Sequence[int]]
) -> tuple[set[int], set[int]]:
    ours, theirs, left_over = {start}, set[int](), [start]
    while left_over:
        for right in rights[left_over.pop()]:
            if right not in theirs:
                theirs.add(right)
                new = [left for left in lefts[right] if left not in ours]
                ours.update(new)
                left_over += new
    return ours, theirs


def _solve(matrix: Sequence[Sequence[float]]) -> list[Pair]:
    if len(matrix) > len(matrix[0]):
        turned = [list(column) for column in zip(*matrix, strict=True)]
        return [(row, column) for column, row in _rows_to_columns(turned)]
    return _rows_to_columns(matrix)


def _rows_to_columns(matrix: Sequence[Sequence[float]]) -> list[Pair]:
    """The Hungarian method on costs -worth; at least as many columns as rows. Index 0 is a dummy on both sides."""
    rows, columns = len(matrix), len(matrix[0])
    high, low = [0.0] * (rows + 1), [0.0] * (columns + 1)
    row_of, back = [0] * (columns + 1), [0] * (columns + 1)
    for row in range(1, rows + 1):
        row_of[0], column = row, 0
        least, done = [float("inf")] * (columns + 1), [False] * (columns + 1)
        while row_of[column]:
            done[column] = True
            column = _step(matrix, row_of[column], column, (high, low), least, done, back, row_of)
        while column:
            before = back[column]
            row_of[column], column = row_of[before], before
    return sorted((row_of[column] - 1, column - 1) for column in range(1, columns + 1) if row_of[column])


def _step(
    matrix: Sequence[Sequence[float]],
    row: int,
    column: int,
    potentials: tuple[list[float], list[float]],
    least: list[float],
    done: Sequence[bool],
    back: list[int],
    row_of: Sequence[int],
) -> int:
    """One column more in the alternating tree; the column that it reaches."""
    high, low = potentials
    best, reached = float("inf"), 0
    for other in range(1, len(low)):
        if done[other]:
            continue
        cost = -matrix[row - 1][other - 1] - high[row] - low[other]
        if cost < least[other]:
            least[other], back[other] = cost, column
        if least[other] < best:
            best, reached = least[other], other
    for other in range(len(low)):
        if done[other]:
            high[row_of[other]] += best
            low[other] -= best
        else:
            least[other] -= best
    return reached
