"""Prepares the shapes that the map draws, out of Natural Earth as the npm package world-atlas holds it (public domain).

    npm pack world-atlas@2.0.2 && tar xzf world-atlas-2.0.2.tgz package/countries-50m.json
    python -m training.build_shapes package/countries-50m.json src/whence/web/data

Needs pycountry (a development dependency). Shapes are thinned on the arcs that neighbours share, so that no gaps open.
One thing is repaired: Crimea, which Natural Earth draws as Russia, is drawn as Ukraine, as the gazetteer has it and as
the General Assembly of the United Nations holds (resolution 68/262). Which country a place belongs to never follows
from these shapes: it comes from the gazetteer.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

Point = tuple[float, float]
Ring = list[Point]
TOLERANCE = 0.06  # degrees; some 6 km: nothing that shows at the size of a page
LEAST = 0.04  # square degrees of an island that is still drawn; each country keeps its largest
LINE = 6  # numbers: three points, without which a ring is no more than a line
CRIMEA = (32.3, 44.2, 36.7, 46.3)
# Natural Earth has no number for these.
NAMELESS = {"Kosovo": "XK", "N. Cyprus": "CY", "Somaliland": "SO"}


def prepare(source: Path, folder: Path) -> None:
    """Write `shapes.json` (country code to rings, in hundredths of a degree) and `countries.json` (code to name)."""
    topology = json.loads(source.read_text(encoding="utf-8"))
    arcs = [thinned(_decoded(arc, topology["transform"]), TOLERANCE) for arc in topology["arcs"]]
    shapes: dict[str, list[Ring]] = {}
    for one in topology["objects"]["countries"]["geometries"]:
        code = _code(one)
        if code:
            shapes.setdefault(code, []).extend(_rings(one, arcs))
    _repair(shapes)
    shapes.pop("AQ", None)  # runs round the pole: no box of a flat map holds it
    whole = {code: [part for ring in _large(rings) for part in unwrapped(ring)] for code, rings in shapes.items()}
    flat = {code: [_flat(ring) for ring in rings] for code, rings in sorted(whole.items())}
    kept = {code: drawn for code, rings in flat.items() if (drawn := [ring for ring in rings if len(ring) >= LINE])}
    _write(folder / "shapes.json", kept)
    _write(folder / "countries.json", _names())


def thinned(points: Ring, tolerance: float) -> Ring:
    """Points without which a line stays within `tolerance` of what it was (Douglas and Peucker); ends are kept."""
    keep = {0, len(points) - 1}
    open_ = [(0, len(points) - 1)]
    while open_:
        first, last = open_.pop()
        far, most = 0, tolerance
        for at in range(first + 1, last):
            away = _away(points[at], points[first], points[last])
            if away > most:
                far, most = at, away
        if far:
            keep.add(far)
            open_ += [(first, far), (far, last)]
    return [points[at] for at in sorted(keep)]


def _away(point: Point, first: Point, last: Point) -> float:
    across, up = last[0] - first[0], last[1] - first[1]
    length = across * across + up * up
    along = 0.0 if not length else ((point[0] - first[0]) * across + (point[1] - first[1]) * up) / length
    along = max(0.0, min(1.0, along))
    gap = point[0] - first[0] - along * across, point[1] - first[1] - along * up
    return float((gap[0] ** 2 + gap[1] ** 2) ** 0.5)


def _decoded(arc: Sequence[Sequence[int]], transform: dict[str, Sequence[float]]) -> Ring:
    x = y = 0
    found = []
    for step in arc:
        x, y = x + step[0], y + step[1]
        found.append((x * transform["scale"][0] + transform["translate"][0],
                      y * transform["scale"][1] + transform["translate"][1]))  # fmt: skip
    return found


def _rings(geometry: dict[str, object], arcs: Sequence[Ring]) -> list[Ring]:
    """Outer rings; lakes and enclaves are drawn over them by whoever they are."""
    held = geometry.get("arcs") or []
    polygons = held if geometry["type"] == "MultiPolygon" else [held]
    return [_stitched(polygon[0], arcs) for polygon in polygons if polygon]  # type: ignore[attr-defined]


def _stitched(numbers: Sequence[int], arcs: Sequence[Ring]) -> Ring:
    ring: Ring = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        ring += arc[1:] if ring else arc
    return ring


def _repair(shapes: dict[str, list[Ring]]) -> None:
    west, south, east, north = CRIMEA
    for ring in list(shapes["RU"]):
        if all(west <= x <= east and south <= y <= north for x, y in ring):
            shapes["RU"].remove(ring)
            mainland = max(shapes["UA"], key=_area)
            shapes["UA"].remove(mainland)
            shapes["UA"].append(joined(mainland, ring))


def joined(left: Ring, right: Ring) -> Ring:
    """Two rings that share a stretch as one: its edges, which run both ways, fall out."""
    edges = {*_edges(left), *_edges(right)}
    rest = {one for one in edges if (one[1], one[0]) not in edges}
    after = dict(rest)
    start = left[0] if left[0] in after else next(iter(sorted(after)))
    found, at = [start], after.pop(start)
    while at != start and at in after:
        found.append(at)
        at = after.pop(at)
    return [*found, start]


def unwrapped(ring: Ring) -> list[Ring]:
    """A ring that crosses the date line goes on beyond it, and is there a second time on the other side."""
    found, shift = [ring[0]], 0.0
    for before, at in _edges(ring):
        step = at[0] - before[0]
        shift += -360.0 if step > 180 else 360.0 if step < -180 else 0.0
        found.append((at[0] + shift, at[1]))
    low, high = min(x for x, _ in found), max(x for x, _ in found)
    if high > 180:
        return [found, [(x - 360, y) for x, y in found]]
    return [found, [(x + 360, y) for x, y in found]] if low < -180 else [found]


def _edges(ring: Ring) -> list[tuple[Point, Point]]:
    return list(pairwise(ring))


def _area(ring: Ring) -> float:
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in _edges(ring))) / 2


def _large(rings: list[Ring]) -> list[Ring]:
    ordered = sorted(rings, key=_area, reverse=True)
    return [ring for at, ring in enumerate(ordered) if at == 0 or _area(ring) >= LEAST]


def _flat(ring: Ring) -> list[int]:
    """Hundredths of a degree, each point as the step from the one before."""
    found: list[int] = []
    x = y = 0
    for point in ring:
        nx, ny = round(point[0] * 100), round(point[1] * 100)
        if not found or (nx, ny) != (x, y):
            found += [nx - x, ny - y]
        x, y = nx, ny
    return found


def _code(geometry: dict[str, object]) -> str | None:
    from pycountry import countries

    properties = geometry.get("properties")
    name = properties.get("name") if isinstance(properties, dict) else None
    if name in NAMELESS:
        return NAMELESS[str(name)]
    found = countries.get(numeric=str(geometry.get("id", "")).zfill(3))
    return found.alpha_2 if found else None


def _names() -> dict[str, str]:
    from pycountry import countries

    found = {one.alpha_2: getattr(one, "common_name", one.name).split(",")[0] for one in countries}
    told = {"KR": "South Korea", "KP": "North Korea", "CD": "DR Congo", "RU": "Russia", "SY": "Syria", "XK": "Kosovo",
            "FM": "Micronesia", "VG": "British Virgin Islands", "VI": "US Virgin Islands", "PS": "Palestine",
            "LA": "Laos", "TR": "Türkiye", "BN": "Brunei"}  # fmt: skip
    return dict(sorted({**found, **told}.items()))


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    prepare(Path(sys.argv[1]), Path(sys.argv[2]))
