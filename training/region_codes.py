"""GeoNames numbers, ISO 3166-2 codes and centres of first-order divisions, out of packages of public registries.

Numbers and ISO codes: npm's `iso3166-2-db` by GeoNames' code, numbers of what is not in it from the table in Debian's
`libtimezonemap-data`. Centres: Natural Earth's polygons in Debian's `qgis-common`, joined by country and name.
"""

from __future__ import annotations

import json
import sqlite3
import struct
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pycountry
from msgspec import Struct

Point = tuple[float, float]  # longitude, latitude
Ring = list[Point]

TIMEZONES = Path("deb/usr/share/libtimezonemap/ui/admin1Codes.txt")
SHAPES = Path("deb/usr/share/qgis/resources/data/world_map.gpkg")
ENVELOPE = {0: 0, 1: 32, 2: 48, 3: 48, 4: 64}  # bytes of a GeoPackage header's box, by its kind


class Codes(Struct, frozen=True):
    """What other lists call one division."""

    iso: str
    geonameid: str
    names: tuple[str, ...]


def listed(folder: Path) -> dict[tuple[str, str], Codes]:
    """ISO code, GeoNames number and names by country and GeoNames' code; codes that ISO does not know are left out."""
    known = {part.code for part in pycountry.subdivisions}
    whole = json.loads((folder / "package" / "data" / "iso3166-2.json").read_text(encoding="utf-8"))
    found: dict[tuple[str, str], Codes] = {}
    for country, one in whole.items():
        for part in one["regions"]:
            iso = f"{country}-{part['iso']}"
            number = str(part["reference"].get("geonames") or "")
            names = tuple(str(part["names"][k]) for k in ("geonames", "en") if part["names"].get(k))
            found.setdefault((country, str(part.get("admin") or "")), Codes(iso if iso in known else "", number, names))
    return found


def numbered(folder: Path) -> dict[tuple[str, str], tuple[str, str]]:
    """Name and GeoNames number by country and code."""
    lines = (folder / TIMEZONES).read_text(encoding="utf-8").splitlines()
    cells = [line.split("\t") for line in lines]
    return {tuple(c[0].split(".", 1)): (c[1], c[3]) for c in cells if len(c) == 4}  # type: ignore[misc]


def centres(folder: Path) -> dict[str, list[tuple[tuple[str, ...], float, float]]]:
    """Names and centre (latitude, longitude) of every polygon of a state or province, by country."""
    found: defaultdict[str, list[tuple[tuple[str, ...], float, float]]] = defaultdict(list)
    connection = sqlite3.connect(folder / SHAPES)
    rows = connection.execute("SELECT iso_a2, name, woe_name, gn_name, geom FROM states_provinces ORDER BY fid")
    for country, name, other, geonames, blob in rows:
        names = tuple(dict.fromkeys(n for n in (name, other, geonames) if n))
        if country and names and blob:
            longitude, latitude = centroid(blob)
            found[country].append((names, round(latitude, 3), round(longitude, 3)))
    connection.close()
    return found


def centroid(blob: bytes) -> Point:
    """Centre of area of a GeoPackage polygon or set of polygons: longitude and latitude, as on a flat map."""
    area = x = y = 0.0
    rings = list(outlines(blob[8 + ENVELOPE[(blob[3] >> 1) & 7] :]))
    across = max(p[0] for r in rings for p in r) - min(p[0] for r in rings for p in r) > 180
    for ring in rings:
        if across:  # over the date line: the western part is counted on from 180 degrees
            ring = [(a + 360 if a < 0 else a, b) for a, b in ring]
        # Measured from the ring's own corner: the sums stay exact for small islands.
        left, low = ring[0]
        for (a, b), (c, d) in pairwise(ring):
            cross = (a - left) * (d - low) - (c - left) * (b - low)
            area += cross / 2
            x += cross * (a + c - 2 * left) / 6 + left * cross / 2
            y += cross * (b + d - 2 * low) / 6 + low * cross / 2
    return (x / area + 180) % 360 - 180, y / area


def outlines(wkb: bytes) -> Iterator[Ring]:
    """The outer ring of each polygon, all in one sense of turning."""
    yield from _parts(wkb, [0])


def _parts(wkb: bytes, at: list[int]) -> Iterator[Ring]:
    order = "<" if wkb[at[0]] else ">"
    kind, count = struct.unpack_from(f"{order}II", wkb, at[0] + 1)
    at[0] += 9
    if kind % 1000 == 6:
        for _ in range(count):
            yield from _parts(wkb, at)
        return
    for ring in range(count):
        (points,) = struct.unpack_from(f"{order}I", wkb, at[0])
        flat = struct.unpack_from(f"{order}{2 * points}d", wkb, at[0] + 4)
        at[0] += 4 + 16 * points
        if ring == 0:
            yield _turned(list(zip(flat[::2], flat[1::2], strict=True)))


def _turned(ring: Ring) -> Ring:
    (left, low), twice = ring[0], 0.0
    for (a, b), (c, d) in pairwise(ring):
        twice += (a - left) * (d - low) - (c - left) * (b - low)
    return ring if twice >= 0 else ring[::-1]
