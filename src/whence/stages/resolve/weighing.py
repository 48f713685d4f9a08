"""Sums of weighted features, the weights fitted beforehand and kept in a table beside the code that uses them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from importlib import resources
from math import exp
from typing import TypeVar

from whence.schema.ids import digest

K = TypeVar("K")
_GREATEST = 50.0  # no sum counts as greater


@cache
def _file(package: str) -> bytes:
    return (resources.files(package) / "choice.csv").read_bytes()


def fingerprint(package: str) -> str:
    """Digest of the weights in a package's `choice.csv`: other weights, other choices."""
    return digest(_file(package))


@cache
def weights(package: str) -> Mapping[str, float]:
    """The fitted weights by feature."""
    rows = (line.rsplit(",", 1) for line in _file(package).decode().splitlines()[1:])
    return {name: float(value) for name, value in rows}


def total(parts: Mapping[str, float], table: Mapping[str, float]) -> float:
    """Weighted sum; a feature without a weight counts nothing."""
    return sum(table.get(name, 0.0) * value for name, value in parts.items())


def odds(score: float) -> float:
    """What a weighted sum counts beside others."""
    return exp(min(score, _GREATEST))


def likeliest(scored: Iterable[tuple[K, float]], none: float) -> K | None:
    """The meaning whose candidates together count most, the first named of equals; None where `none` counts as much.

    Each candidate comes with what it means and its score; candidates of one meaning add up.
    """
    shares: dict[K, float] = {}
    for meaning, score in scored:
        shares[meaning] = shares.get(meaning, 0.0) + odds(score)
    best = max(shares, key=lambda meaning: shares[meaning], default=None)
    return best if best is not None and shares[best] > odds(none) else None
