"""Declared pair features: each gives a number, and says in words what it means."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Generic, NamedTuple, TypeVar

from whence.schema.records import PairReason

Item = TypeVar("Item")
Value = Callable[[Item, Item], float]
Words = Callable[[Item, Item, float], str]


class Feature(NamedTuple, Generic[Item]):
    """One thing that is compared: a number (0 where it does not speak), and its words for people."""

    name: str
    value: Value[Item]
    words: Words[Item]


class Scorer(Generic[Item]):
    """A weighted sum of features: log-odds that two items belong together."""

    def __init__(self, features: Sequence[Feature[Item]], weights: Mapping[str, float], bias: float) -> None:
        weighed = ((feature, weights.get(feature.name, 0.0)) for feature in features)
        self.weighted = tuple((feature, weight) for feature, weight in weighed if weight)
        self.summed = tuple((feature.value, weight) for feature, weight in self.weighted)
        self.bias = bias

    def score(self, left: Item, right: Item) -> float:
        total = self.bias
        for value, weight in self.summed:
            total += weight * value(left, right)
        return total

    def reasons(self, left: Item, right: Item, least: float = 0.15) -> tuple[PairReason, ...]:
        """The features that moved the score, strongest first; `score` is what each added to the log-odds."""
        found = []
        for feature, weight in self.weighted:
            value = feature.value(left, right)
            if abs(weight * value) >= least:
                said = feature.words(left, right, value)
                found.append(PairReason(feature=feature.name, score=round(weight * value, 3), words=said))
        return tuple(sorted(found, key=lambda reason: (-abs(reason.score), reason.feature)))
