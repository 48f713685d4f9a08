"""Figures and times of claims on gold folders, given the gold evidence, type and mode: component scores."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from whence.evaluate.gold_works import GoldClaim, GoldFigure, folders, gold_works
from whence.schema.records import Claim, Figure
from whence.stages.extract.figures import claim_figures
from whence.stages.resolve.times import resolve_times


def figures(path: Path) -> dict[str, float]:
    """Precision, recall and F1 of figures (low, high, what, percent or not) on the gold folders at or below a path."""
    right = given = wanted = 0
    for folder in folders(path):
        for work, gold in gold_works(folder):
            for claim, truth in zip(work.claims, gold, strict=True):
                found = claim_figures(
                    work.report.text, claim.evidence, claim.type, claim.mode, claim.targets, claim.actors
                )
                right += _matches(found, truth.figures)
                given += len(found)
                wanted += len(truth.figures)
    return _scores(right, given, wanted)


def claim_times(path: Path) -> dict[str, float]:
    """Share of gold claims whose time (both dates, or none at all) is right, over all and over those that have one."""
    right = total = right_timed = timed = 0
    for folder in folders(path):
        for work, gold in gold_works(folder):
            for claim, truth in zip(resolve_times(work).claims, gold, strict=True):
                good = _same_time(claim, truth)
                right, total = right + good, total + 1
                right_timed, timed = right_timed + (good and truth.time is not None), timed + (truth.time is not None)
    return {
        "accuracy": right / (total or 1),
        "accuracy_where_timed": right_timed / (timed or 1),
        "claims": float(total),
    }


def _same_time(claim: Claim, truth: GoldClaim) -> bool:
    if truth.time is None or claim.time is None:
        return truth.time is None and claim.time is None
    return (claim.time.earliest, claim.time.latest) == (truth.time.earliest, truth.time.latest)


def _matches(found: Sequence[Figure], truth: Sequence[GoldFigure]) -> int:
    left, right = list(truth), 0
    for figure in found:
        match = next((gold for gold in left if _same_figure(figure, gold)), None)
        if match is not None:
            left.remove(match)
            right += 1
    return right


def _same_figure(figure: Figure, gold: GoldFigure) -> bool:
    same_unit = (figure.unit == "percent") == (gold.unit == "percent")
    return (figure.low, figure.high, figure.what) == (gold.low, gold.high, gold.what) and same_unit


def _scores(right: int, given: int, wanted: int) -> dict[str, float]:
    precision, recall = right / (given or 1), right / (wanted or 1)
    total = precision + recall
    return {"precision": precision, "recall": recall, "f1": 2 * precision * recall / total if total else 0.0}
