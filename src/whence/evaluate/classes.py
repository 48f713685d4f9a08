"""F1 of classes: one by one, their plain mean (macro) and their mean by size (weighted)."""

from __future__ import annotations

from collections.abc import Collection, Sequence


def f1(right: float, found: float, given: float) -> float:
    """The harmonic mean of right / found and right / given, 0 where nothing is right."""
    return 2 * right / (found + given) if right else 0.0


def by_class(truth: Sequence[str], mine: Sequence[str]) -> dict[str, float]:
    """F1 of every class that stands in the truth."""
    return {
        name: f1(sum(a == b == name for a, b in zip(truth, mine, strict=True)), mine.count(name), truth.count(name))
        for name in sorted(set(truth))
    }


def macro(truth: Sequence[str], mine: Sequence[str]) -> float:
    """The mean of F1 over the classes of the truth."""
    scores = by_class(truth, mine)
    return sum(scores.values()) / len(scores) if scores else 0.0


def weighted(truth: Sequence[str], mine: Sequence[str]) -> float:
    """The mean of F1 over the classes of the truth, each counted as often as it stands there."""
    return sum(score * truth.count(name) for name, score in by_class(truth, mine).items()) / (len(truth) or 1)


def of_sets(truth: Sequence[Collection[str]], mine: Sequence[Collection[str]], name: str) -> dict[str, float]:
    """Precision, recall and F1 of one class where a text may have several or none."""
    right = sum(name in a and name in b for a, b in zip(truth, mine, strict=True))
    found, given = sum(name in b for b in mine), sum(name in a for a in truth)
    return {"precision": right / (found or 1), "recall": right / (given or 1), "f1": f1(right, found, given)}
