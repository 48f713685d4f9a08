"""One entry of the gazetteer: a settlement, a region, a district, a country, an area without borders, a facility."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt
from typing import Literal

from msgspec import Struct

Kind = Literal["settlement", "region", "district", "country", "area", "facility"]


class Entry(Struct, frozen=True, gc=False):
    """What the gazetteer knows of a place; `admin1` is GeoNames' code, latitude and longitude are degrees."""

    id: int  # of this gazetteer file only
    geonameid: int | None
    name: str
    kind: Kind
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    population: int
    preferred: bool = True  # found under its own name, not under a further one
    capital: bool = False


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Great-circle distance in kilometres (haversine, mean radius 6,371 km)."""
    a, b, c, d = radians(lat), radians(lon), radians(other_lat), radians(other_lon)
    h = sin((c - a) / 2) ** 2 + cos(a) * cos(c) * sin((d - b) / 2) ** 2
    return 12742 * asin(min(1.0, sqrt(h)))
