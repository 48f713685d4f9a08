"""The map's places and countries as GeoJSON, for a map that draws itself."""

from __future__ import annotations

from collections.abc import Iterable
from math import cos, pi, radians, sin

from whence.web.draw.geography import AREA, shapes, told
from whence.web.filters import Filters
from whence.web.view.spots import Spot

CORNERS = 32  # of the oval that stands for a region
Found = dict[str, object]


def countries() -> Found:
    """The outlines of countries, each under its code."""
    return _collection(
        {"type": "Feature", "properties": {"code": code},
         "geometry": {"type": "MultiPolygon", "coordinates": [[[*ring, ring[0]]] for ring in rings]}}
        for code, rings in shapes().items()
    )  # fmt: skip


def places(spots: Iterable[Spot], filters: Filters) -> Found:
    """Places with how many events each has; what is known only as a country has no shape of its own."""
    address = filters.leading("place", "box")
    return _collection(
        {"type": "Feature", "id": spot.place_id, "geometry": _geometry(spot),
         "properties": {"name": spot.name, "told": told(spot), "events": spot.events, "country": spot.country,
                        "known": spot.precision, "area": spot.precision in AREA,
                        "href": f"/events{address}place={spot.place_id}"}}
        for spot in spots
    )  # fmt: skip


def _geometry(spot: Spot) -> Found | None:
    if spot.lon is None or spot.lat is None or spot.precision == "country":
        return None
    half = AREA.get(spot.precision)
    if half is None:
        return {"type": "Point", "coordinates": [spot.lon, spot.lat]}
    wide = half / max(0.2, cos(radians(spot.lat)))
    turns = (2 * pi * n / CORNERS for n in range(CORNERS))
    ring = [[round(spot.lon + wide * cos(t), 4), round(spot.lat + half * sin(t), 4)] for t in turns]
    return {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}


def _collection(features: Iterable[Found]) -> Found:
    return {"type": "FeatureCollection", "features": [*features]}
