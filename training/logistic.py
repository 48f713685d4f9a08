"""Logistic regression drawn towards given weights, by Newton's method."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
ROUNDS = 60


def fitted(
    rows: Sequence[Mapping[str, float]],
    right: Sequence[bool],
    names: Sequence[str],
    pull: float,
    centre: Mapping[str, float] | None = None,
) -> dict[str, float]:
    """The weights of the named facts with the highest likelihood less the pull towards `centre` (nothing: 0)."""
    facts: Floats = np.array([[row.get(name, 0.0) for name in names] for row in rows], dtype=np.float64)
    wanted: Floats = np.array(right, dtype=np.float64)
    old: Floats = np.array([(centre or {}).get(name, 0.0) for name in names])
    weight = old.copy()
    for _ in range(ROUNDS):
        chance = 1 / (1 + np.exp(-facts @ weight))
        slope = facts.T @ (chance - wanted) + pull * (weight - old)
        curve = (facts.T * (chance * (1 - chance))) @ facts + pull * np.eye(len(names))
        step = np.linalg.solve(curve, slope)
        weight -= step
        if np.abs(step).max() < 1e-7:
            break
    return {name: round(float(value), 4) for name, value in zip(names, weight, strict=True)}
