"""Centres of polygons, and lists of codes joined with care."""

from __future__ import annotations

import json
import struct
from pathlib import Path

import pytest

pytest.importorskip("pycountry")

from training.region_codes import centroid, listed


def polygon(*rings: list[tuple[float, float]]) -> bytes:
    """A GeoPackage blob of a set of polygons with one ring each."""
    parts = [
        struct.pack("<BII", 1, 3, 1) + struct.pack("<I", len(r)) + b"".join(struct.pack("<dd", *p) for p in r)
        for r in rings
    ]
    return b"GP\x00\x01" + struct.pack("<i", 4326) + struct.pack("<BII", 1, 6, len(parts)) + b"".join(parts)


SQUARE = [(10.0, 40.0), (14.0, 40.0), (14.0, 44.0), (10.0, 44.0), (10.0, 40.0)]


def test_the_centre_of_a_square_is_its_middle_whichever_way_it_turns() -> None:
    assert centroid(polygon(SQUARE)) == pytest.approx((12.0, 42.0))
    assert centroid(polygon(SQUARE[::-1])) == pytest.approx((12.0, 42.0))


def test_parts_weigh_by_their_size() -> None:
    small = [(20.0, 40.0), (21.0, 40.0), (21.0, 41.0), (20.0, 41.0), (20.0, 40.0)]
    longitude, latitude = centroid(polygon(SQUARE, small))
    assert (longitude, latitude) == pytest.approx(((12 * 16 + 20.5) / 17, (42 * 16 + 40.5) / 17))


def test_land_on_both_sides_of_the_date_line_has_its_centre_there() -> None:
    east = [(176.0, -18.0), (180.0, -18.0), (180.0, -14.0), (176.0, -14.0), (176.0, -18.0)]
    west = [(-180.0, -18.0), (-176.0, -18.0), (-176.0, -14.0), (-180.0, -14.0), (-180.0, -18.0)]
    longitude, latitude = centroid(polygon(east, west))
    assert abs(longitude) == pytest.approx(180.0)
    assert latitude == pytest.approx(-16.0)


def test_codes_that_iso_does_not_know_are_left_out(tmp_path: Path) -> None:
    folder = tmp_path / "package" / "data"
    folder.mkdir(parents=True)
    regions = [
        {"iso": "09", "admin": "14", "names": {"en": "Luhansk Oblast"}, "reference": {"geonames": 702657}},
        {"iso": "QQ", "admin": "99", "names": {"en": "Nowhere"}, "reference": {}},
    ]
    (folder / "iso3166-2.json").write_text(json.dumps({"UA": {"regions": regions}}), encoding="utf-8")
    found = listed(tmp_path)
    assert (found["UA", "14"].iso, found["UA", "14"].geonameid) == ("UA-09", "702657")
    assert (found["UA", "99"].iso, found["UA", "99"].geonameid) == ("", "")
