"""Coarsening: places of private persons to the district, places of troop movements to the region."""

from __future__ import annotations

from typing import TypeVar

import msgspec

from whence.schema.records import EventPlace, Place, PlacePrecision

FINE: frozenset[PlacePrecision] = frozenset(("exact", "facility", "settlement"))
GRID = 0.5  # degrees; a cell of some 55 by 35 km at 50 degrees north, about the size of a district

P = TypeVar("P", Place, EventPlace)


def to_district(place: P) -> P:
    """No finer than a district: the region's name and the corner-rounded coordinates of a grid cell.

    The record holds no district names, so the name becomes the region's (the country's where none is known).
    Words that stand in the report stay where they are; only what was added to them is coarsened.
    """
    if place.precision not in FINE and not (place.precision == "unknown" and place.lat is not None):
        return place
    return msgspec.structs.replace(
        place,
        name=place.admin1 or place.country or "unknown",
        geonameid=None,
        lat=_grid(place.lat),
        lon=_grid(place.lon),
        precision="district",
    )


def to_region(place: P) -> P:
    """No finer than a region: its name, no coordinates; the country where no region is known."""
    if place.precision in ("region", "country"):
        return place
    return msgspec.structs.replace(
        place,
        name=place.admin1 or place.country or "unknown",
        geonameid=None,
        lat=None,
        lon=None,
        precision="region" if place.admin1 else "country" if place.country else "unknown",
    )


def _grid(degrees: float | None) -> float | None:
    return None if degrees is None else round(degrees / GRID) * GRID
