"""Figures about numbers on a scale from "did not happen" to "happened"."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import StatisticsError, correlation, mean

from whence.evaluate.classes import by_class


def pearson(one: Sequence[float], other: Sequence[float]) -> float:
    """Pearson's correlation; 0 where one of them does not vary."""
    try:
        return correlation(one, other)
    except StatisticsError:
        return 0.0


def sign_figures(truth: Sequence[float], mine: Sequence[float]) -> dict[str, float]:
    """F1 of `happened` (above 0), of `did not` (below 0), and their mean; a truth of 0 takes no part."""
    pairs = [(a, b) for a, b in zip(truth, mine, strict=True) if a]
    scores = by_class([_sign(a) for a, _ in pairs], [_sign(b) for _, b in pairs])
    return {"sign f1": mean(scores.values()) if scores else 0.0} | {f"{name} f1": s for name, s in scores.items()}


def _sign(value: float) -> str:
    return "happened" if value > 0 else "did not"
