"""Sums of weighted features, the weights fitted beforehand and kept in a table beside the code that uses them."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import resources

from whence.schema.ids import digest


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
