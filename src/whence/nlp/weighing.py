"""Sums of weighed facts as probabilities, the weights fitted beforehand and kept as JSON beside the code."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import resources
from math import exp
from typing import TypeVar

import msgspec

from whence.errors import ModelError

Facts = Mapping[str, float]
W = TypeVar("W")
_GREATEST = 30.0  # sums beyond it, either way, count as this


def shipped(file: str, kind: type[W]) -> W:
    """The weights in a file of this package; raises ModelError where they are missing or broken."""
    path = resources.files("whence.nlp").joinpath(file)
    try:
        return msgspec.json.decode(path.read_bytes(), type=kind)
    except (OSError, msgspec.DecodeError) as error:
        raise ModelError(f"nlp/{file}: {error}. Install the package again.") from error


def probability(facts: Facts, weights: Mapping[str, float]) -> float:
    """The logistic function of the weighed sum, from 0 to 1; a fact without a weight counts nothing."""
    total = sum(weights.get(name, 0.0) * value for name, value in facts.items())
    return 1 / (1 + exp(-max(-_GREATEST, min(_GREATEST, total))))
