"""Clusters by average linkage over a full table of scores: for some hundreds of items, where every pair is compared."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float64]
NEVER = -1e9


def average_linkage(scores: Scores, threshold: float) -> list[tuple[int, ...]]:
    """A partition of the rows of a symmetric table: the two clusters of the highest mean score join first.

    Joining stops below `threshold`. Ties go to the smallest numbers. Work grows with the cube of the items, memory
    with the square: block first. The diagonal is not looked at.
    """
    table = np.array(scores, dtype=np.float64)
    count = len(table)
    np.fill_diagonal(table, NEVER)
    sizes = np.ones(count)
    members = {item: [item] for item in range(count)}
    while len(members) > 1:
        left, right = divmod(int(table.argmax()), count)
        if table[left, right] < threshold:
            break
        mean = (table[left] * sizes[left] + table[right] * sizes[right]) / (sizes[left] + sizes[right])
        table[left], table[:, left] = mean, mean
        table[left, left] = NEVER
        table[right], table[:, right] = NEVER, NEVER
        sizes[left] += sizes[right]
        members[left] += members.pop(right)
    return sorted(tuple(sorted(found)) for found in members.values())
