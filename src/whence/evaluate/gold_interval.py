"""How far a figure on a few reports can be trusted: bootstrap over reports."""

from __future__ import annotations

import random
from collections.abc import Sequence

DRAWS, SEED = 1000, 20220923

Counted = tuple[int, int, int]  # of one report: hits, predicted, true


def interval(reports: Sequence[Counted]) -> dict[str, float | int | None]:
    """F1 between which 95 of 100 draws of as many reports lie; nulls for none. Percentile bootstrap, fixed seed.

    Reports are drawn, not claims: claims of one report stand and fall together.
    """
    if not reports:
        return {"low": None, "high": None}
    dice = random.Random(SEED)  # noqa: S311 (nothing secret is drawn)
    drawn = sorted(_f1(dice.choices(reports, k=len(reports))) for _ in range(DRAWS))
    return {"low": drawn[DRAWS * 25 // 1000], "high": drawn[DRAWS * 975 // 1000 - 1]}


def _f1(reports: Sequence[Counted]) -> float:
    hits, predicted, true = (sum(column) for column in zip(*reports, strict=True))
    return 2 * hits / (predicted + true) if predicted + true else 0.0
