"""Pairs that days or places plainly keep apart, thrown out many at a time: most of what blocking finds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from whence.linkage.blocking import Ints, Keep
from whence.linkage.normalise import fold, sound
from whence.stages.merge.profile import INSIDE, Profile
from whence.stages.merge.rules import FAR_KM, MONTHS

_WIDE = frozenset({"country", "region", "district"})
_EARTH_KM = 12742.0  # diameter
CHUNK = 1 << 20  # pairs looked at together

Floats = NDArray[np.float64]
Mark = tuple[float, float, float, float, float, float]
NAN = float("nan")


def possible(marks: Sequence[Mark], left: Ints, right: Ints) -> Iterator[tuple[int, int]]:
    """The pairs that are left, of items with these marks; whatever goes is forbidden by `rules.cannot` as well."""
    keep = near(marks)
    for at in range(0, len(left), CHUNK):
        one, other = left[at : at + CHUNK], right[at : at + CHUNK]
        kept = keep(one, other)
        yield from zip(one[kept].tolist(), other[kept].tolist(), strict=True)


def near(marks: Sequence[Mark] | Floats) -> Keep:
    """Tells of two columns of items which pairs neither days nor places keep apart."""
    found = np.array(marks, np.float64).reshape(-1, 6)
    days, spots = found[:, :3], found[:, 3:]
    return lambda one, other: ~(_other_days(days, one, other) | _far(spots, one, other))


def mark(profile: Profile) -> Mark:
    """First and last day and how many may lie between two acts that are one; a point, and how its name begins.

    Not a number where nothing is known, or what is known is not believed.
    """
    days = (NAN, NAN, NAN)
    if profile.days and profile.claim.status != "planned":
        days = (*profile.days, 1 if profile.days_trust >= INSIDE else MONTHS)
    place = profile.place
    if place is None or place.lat is None or place.lon is None or profile.place_trust < INSIDE:
        return (*days, NAN, NAN, NAN)
    if place.precision in _WIDE or place.fallback:
        return (*days, NAN, NAN, NAN)
    return (*days, place.lat, place.lon, _opening(place.name))


def _opening(name: str) -> float:
    """Names that sound otherwise at the beginning are not one name spelt in two ways."""
    return float(sum(ord(letter) << (16 * at) for at, letter in enumerate(sound(fold(name))[:2])))


def _other_days(days: Floats, one: Ints, other: Ints) -> NDArray[np.bool_]:
    (first, last, most), (first2, last2, most2) = days[one].T, days[other].T
    found: NDArray[np.bool_] = np.maximum(first - last2, first2 - last) > np.maximum(most, most2)
    return found


def _far(spots: Floats, one: Ints, other: Ints) -> NDArray[np.bool_]:
    (lat, lon, name), (lat2, lon2, name2) = spots[one].T, spots[other].T
    north, south = np.radians(lat), np.radians(lat2)
    arc = np.sin((north - south) / 2) ** 2
    arc += np.cos(north) * np.cos(south) * np.sin(np.radians(lon - lon2) / 2) ** 2
    found: NDArray[np.bool_] = (_EARTH_KM * np.arcsin(np.sqrt(np.minimum(1.0, arc))) > FAR_KM + 1) & (name != name2)
    return found
