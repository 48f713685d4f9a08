"""How two places stand to each other: the same, one inside the other, apart, or not known."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import Literal

from whence.linkage.normalise import same_name, words
from whence.schema.records import EventPlace, Place

Relation = Literal["same", "within", "near", "apart", "unknown"]
SAME_KM = 5.0
NEAR_KM = 30.0
_COARSE = {"country": 0, "region": 1, "district": 2}


def km(left: Place | EventPlace, right: Place | EventPlace) -> float | None:
    """Great-circle distance in kilometres; None where one has no coordinates."""
    if left.lat is None or left.lon is None or right.lat is None or right.lon is None:
        return None
    south, west, north, east = map(radians, (left.lat, left.lon, right.lat, right.lon))
    arc = sin((north - south) / 2) ** 2 + cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 12742 * asin(sqrt(min(1.0, arc)))


def relation(left: Place | None, right: Place | None) -> Relation:
    """Symmetric; precision decides what can be told: a region holds its towns, two towns may be apart."""
    if left is None or right is None:
        return "unknown"
    rank, other = _COARSE.get(left.precision, 3), _COARSE.get(right.precision, 3)
    if rank == other:
        return _level(left, right, rank)
    coarse, fine = (left, right) if rank < other else (right, left)
    if min(rank, other) == 0:
        return _either(coarse.country, fine.country, "within")
    if min(rank, other) == 1:
        if coarse.country and fine.country and coarse.country != fine.country:
            return "apart"
        region, holder = coarse.admin1 or coarse.name, fine.admin1
        return "unknown" if not holder else "within" if _alike(region, holder) else "apart"
    distance = km(coarse, fine)
    return "unknown" if distance is None else "within" if distance <= 2 * NEAR_KM else "apart"


def _level(left: Place, right: Place, rank: int) -> Relation:
    if rank == 0:
        return _either(left.country, right.country, "same")
    if left.fallback or right.fallback:
        return _by_name(left, right)
    if left.geonameid is not None and left.geonameid == right.geonameid:
        return "same"
    distance = km(left, right)
    if distance is not None and rank >= 2:
        return "same" if distance <= SAME_KM else "near" if distance <= NEAR_KM else "apart"
    return _by_name(left, right)


def _by_name(left: Place, right: Place) -> Relation:
    if left.country and right.country and left.country != right.country:
        return "apart"
    return "same" if _alike(left.name, right.name) else "apart"


def _either(left: str | None, right: str | None, said: Relation) -> Relation:
    return "unknown" if not left or not right else said if left == right else "apart"


def same_spot(left: Place, right: Place) -> bool:
    """Two points of one name, wherever they were placed."""
    return (
        left.precision == right.precision and _COARSE.get(left.precision, 3) == 3 and same_name(left.name, right.name)
    )


_KINDS = "oblast region province governorate state department county autonomous republic municipality district raion"
_GENERIC = frozenset(_KINDS.split())


def _alike(left: str, right: str) -> bool:
    short = " ".join(word for word in words(left) if word not in _GENERIC) or left
    long = " ".join(word for word in words(right) if word not in _GENERIC) or right
    return same_name(short, long)
