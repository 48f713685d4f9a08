"""GeoJSON (RFC 7946): one feature an event; events without coordinates have no geometry."""

from __future__ import annotations

from pathlib import Path

import msgspec

from whence.publish.flat import COLUMNS, row
from whence.publish.view import Bundle, View

FILES = ("events.geojson",)


def write(view: View, folder: Path) -> None:
    """Write the features one a line into an existing folder."""
    with (folder / FILES[0]).open("wb") as file:
        file.write(b'{"type":"FeatureCollection","name":"events","features":[')
        for number, one in enumerate(view.bundles()):
            file.write((b",\n" if number else b"\n") + msgspec.json.encode(feature(one)))
        file.write(b"\n]}\n")


def feature(one: Bundle) -> dict[str, object]:
    """An event as a feature; longitude stands first."""
    properties = dict(zip((column.name for column in COLUMNS), row(one), strict=True))
    lat, lon = properties.pop("lat"), properties.pop("lon")
    known = lat is not None and lon is not None
    return {
        "type": "Feature",
        "id": properties["event_id"],
        "geometry": {"type": "Point", "coordinates": [lon, lat]} if known else None,
        "properties": properties,
    }
