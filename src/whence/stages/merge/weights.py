"""The fitted weights of the pair features (`training/fit_merge.py fit` writes the file)."""

from __future__ import annotations

from functools import cache
from importlib.resources import files

import msgspec
from msgspec import Struct

from whence.linkage.features import Scorer
from whence.stages.merge.declared import FEATURES
from whence.stages.merge.profile import Profile
from whence.stages.merge.quick import Quick


class Side(Struct, frozen=True):
    bias: float
    weights: dict[str, float]


class Weights(Struct, frozen=True):
    """One set for two claims of one report, one for claims of two; log-odds a unit of each feature."""

    within: Side
    across: Side
    threshold: float
    nominate: float


class Both:
    """Scores of pairs within a report and across; what it remembers holds for one numbering of reports."""

    def __init__(self, weights: Weights) -> None:
        self.near = Quick(weights.within.weights, weights.within.bias)
        self.far = Quick(weights.across.weights, weights.across.bias)

    def score(self, left: Profile, right: Profile, floor: float | None = None) -> float:
        """As `Model.scorer(left, right).score(left, right)`; below the `floor` any number below it."""
        return (self.near if left.report == right.report else self.far).score(left, right, floor)


class Model:
    """The scorers that the weights make."""

    def __init__(self, weights: Weights) -> None:
        self.within = Scorer[Profile](FEATURES, weights.within.weights, weights.within.bias)
        self.across = Scorer[Profile](FEATURES, weights.across.weights, weights.across.bias)
        self.weights = weights
        self.threshold = weights.threshold
        self.nominate = weights.nominate

    def quick(self) -> Both:
        """The same scores sooner, for claims that are numbered together."""
        return Both(self.weights)

    def scorer(self, left: Profile, right: Profile) -> Scorer[Profile]:
        return self.within if left.report == right.report else self.across


@cache
def shipped() -> Model:
    """The model that ships with the package."""
    data = files("whence.stages.merge").joinpath("weights.json").read_bytes()
    return Model(msgspec.json.decode(data, type=Weights))
