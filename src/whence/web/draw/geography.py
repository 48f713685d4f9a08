"""Where: a map drawn on the server, without tiles or scripts; what is known as a region is shaded, not pinned."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from math import cos, radians, sqrt

import msgspec
from markupsafe import Markup, escape
from msgspec import Struct

from whence.web import wording
from whence.web.filters import Filters
from whence.web.view.spots import Spot, spots
from whence.web.view.views import View

WIDTH, HEIGHT = 960, 540
LEAST = 7.0  # degrees that a map shows at least
NAMED = 24  # names on a map
AREA = {"district": 0.35, "region": 1.0}  # degrees: the half width of the shade that stands for one
WORDS = (
    "Borders are drawn for finding one's way and say nothing about whose land it is. Shapes: Natural Earth, thinned; "
    "Crimea is drawn as part of Ukraine. To which country a place belongs comes from GeoNames, never from this map."
)

Box = tuple[float, float, float, float]


class Country(Struct, frozen=True):
    """A country's outline; `shade` 0 to 3 by how many events are known only to lie somewhere in it."""

    code: str
    path: Markup
    shade: int
    told: str


class Mark(Struct, frozen=True, kw_only=True):
    """A pin for a spot, or a shade for a district or region."""

    x: float
    y: float
    rx: float
    ry: float
    area: bool
    told: str
    href: str
    name: str
    label: bool
    events: int


class Map(Struct, frozen=True, kw_only=True):
    """The drawing, and the places that it shows as a list."""

    countries: tuple[Country, ...]
    marks: tuple[Mark, ...]
    places: tuple[Spot, ...]
    nowhere: int  # places without coordinates
    box: Box
    closer: str
    wider: str
    address: str  # up to the place that a link is to name
    words: str = WORDS
    width: int = WIDTH
    height: int = HEIGHT

    @property
    def drawing(self) -> Markup:
        """Ovals first, then pins, the small ones on top; written out here, for there may be many."""
        areas = [_area(mark) for mark in self.marks if mark.area]
        pins = [_pin(mark) for mark in reversed(self.marks) if not mark.area]
        return Markup("\n".join((*areas, *pins)))  # noqa: S704 (every text in it is escaped)


def _area(mark: Mark) -> str:
    return _linked(mark, f'<ellipse class="area" cx="{mark.x}" cy="{mark.y}" rx="{mark.rx}" ry="{mark.ry}"/>')


def _pin(mark: Mark) -> str:
    at = f'cx="{mark.x}" cy="{mark.y}"'
    return _linked(mark, f'<circle class="reach" {at} r="13"/><circle class="pin" {at} r="{mark.rx}"/>')


def _linked(mark: Mark, shape: str) -> str:
    told = escape(mark.told)
    return f'<a href="/events{escape(mark.href)}" aria-label="{told}"><title>{told}</title>{shape}</a>'


def drawn(view: View, filters: Filters) -> Map:
    """The map of what is asked for."""
    found = spots(view, filters)
    pinned = [spot for spot in found if spot.lat is not None and spot.lon is not None and spot.precision != "country"]
    box = _fitted(filters.box or _around(pinned, found))
    inside = [spot for spot in pinned if _within(spot, box)]
    return Map(
        countries=tuple(_countries(box, found)),
        marks=tuple(_marks(inside, box, filters)),
        places=tuple(found),
        nowhere=sum(spot.lat is None and spot.precision != "country" for spot in found),
        box=box,
        closer=filters.query(box=_scaled(box, 0.5)),
        wider=filters.query(box=_scaled(box, 2.0)),
        address=filters.leading("place", "box"),
    )


def _around(pinned: Sequence[Spot], found: Sequence[Spot]) -> Box:
    """What holds most of the places: a stray tenth at the edges does not shrink all the rest."""
    if not pinned:
        codes = {spot.country for spot in found}
        held = [_bounds(rings) for code, rings in shapes().items() if code in codes]
        if not held:
            return -180.0, -60.0, 180.0, 78.0
        return min(b[0] for b in held), min(b[1] for b in held), max(b[2] for b in held), max(b[3] for b in held)
    lons = sorted(spot.lon for spot in pinned for _ in range(min(spot.events, 20)) if spot.lon is not None)
    lats = sorted(spot.lat for spot in pinned for _ in range(min(spot.events, 20)) if spot.lat is not None)
    cut = len(lons) // 20
    return lons[cut], lats[cut], lons[-1 - cut], lats[-1 - cut]


def _fitted(box: Box) -> Box:
    """A box of the drawing's own proportions with a margin."""
    west, south, east, north = box
    middle = (south + north) / 2
    squeeze = max(0.2, cos(radians(middle)))
    wide, high = max(east - west, LEAST) * 1.3, max(north - south, LEAST / 2) * 1.3
    if wide * squeeze / high < WIDTH / HEIGHT:
        wide = high * WIDTH / HEIGHT / squeeze
    else:
        high = wide * squeeze * HEIGHT / WIDTH
    wide, high = min(wide, 360.0), min(high, 180.0)
    x = min(max((west + east) / 2, -180 + wide / 2), 180 - wide / 2)
    y = min(max(middle, -90 + high / 2), 90 - high / 2)
    return round(x - wide / 2, 3), round(y - high / 2, 3), round(x + wide / 2, 3), round(y + high / 2, 3)


def _scaled(box: Box, by: float) -> Box:
    west, south, east, north = box
    x, y, wide, high = (west + east) / 2, (south + north) / 2, (east - west) * by / 2, (north - south) * by / 2
    return (round(max(-180.0, x - wide), 2), round(max(-90.0, y - high), 2),
            round(min(180.0, x + wide), 2), round(min(90.0, y + high), 2))  # fmt: skip


def _marks(inside: Sequence[Spot], box: Box, filters: Filters) -> list[Mark]:
    """A mark a place; a name beside it where there is room for one, the places of most events first."""
    taken: list[Box] = []
    found = []
    address = filters.leading("place", "box")
    for spot in inside:
        mark = _mark(spot, box, address)
        room = mark.x, mark.y - 9, mark.x + 14 + mark.rx + 6.5 * len(spot.name), mark.y + 9
        free = len(taken) < NAMED and room[2] < WIDTH and not any(_meets(room, other) for other in taken)
        if free:
            taken.append(room)
        found.append(msgspec.structs.replace(mark, label=free))
    return found


def _mark(spot: Spot, box: Box, address: str) -> Mark:
    x, y = _at(spot.lon or 0.0, spot.lat or 0.0, box)
    half = AREA.get(spot.precision)
    size = min(16.0, 3.0 + 1.6 * sqrt(spot.events))
    wide = max(12.0, half * WIDTH / (box[2] - box[0])) if half else size
    high = max(12.0, half * 0.7 * HEIGHT / (box[3] - box[1])) if half else size
    return Mark(
        x=x, y=y, rx=round(wide, 1), ry=round(high, 1), area=half is not None, told=told(spot), name=spot.name,
        label=False, href=f"{address}place={spot.place_id}", events=spot.events,
    )  # fmt: skip


def told(spot: Spot) -> str:
    """A place in words: what it is, how closely it is known, how many events it has."""
    known = wording.PRECISIONS[spot.precision] if spot.precision in AREA else ""
    placed = known or ("placed by what encloses it" if spot.fallback else "")
    return f"{spot.full}{', ' if placed else ''}{placed}: {wording.several(spot.events, 'event')}"


def _countries(box: Box, found: Sequence[Spot]) -> list[Country]:
    only = {spot.country: spot.events for spot in found if spot.precision == "country" and spot.country}
    drawn = []
    for code, path in _paths(box):
        events = only.get(code, 0)
        shade = 0 if not events else 1 if events < 5 else 2 if events < 50 else 3
        told = f"somewhere in it: {wording.several(events, 'event')}" if events else ""
        drawn.append(Country(code, path, shade, told))
    return drawn


@lru_cache(maxsize=64)
def _paths(box: Box) -> tuple[tuple[str, Markup], ...]:
    """What is drawn of each country in a part of the world; the same part is asked for again and again."""
    found = []
    for code, rings in shapes().items():
        path = "".join(_path(ring, box) for ring in rings if _meets(_bounds([ring]), box))
        if path:
            found.append((code, Markup(path)))  # noqa: S704 (numbers)
    return tuple(found)


def _path(ring: Sequence[tuple[float, float]], box: Box) -> str:
    points = [_at(lon, lat, box) for lon, lat in ring]
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + "Z"


def _at(lon: float, lat: float, box: Box) -> tuple[float, float]:
    west, south, east, north = box
    return round((lon - west) / (east - west) * WIDTH, 1), round((north - lat) / (north - south) * HEIGHT, 1)


def _within(spot: Spot, box: Box) -> bool:
    return (
        spot.lon is not None and spot.lat is not None and box[0] <= spot.lon <= box[2] and box[1] <= spot.lat <= box[3]
    )


def _meets(bounds: Box, box: Box) -> bool:
    return bounds[0] <= box[2] and box[0] <= bounds[2] and bounds[1] <= box[3] and box[1] <= bounds[3]


def _bounds(rings: Sequence[Sequence[tuple[float, float]]]) -> Box:
    xs, ys = [x for ring in rings for x, _ in ring], [y for ring in rings for _, y in ring]
    return min(xs), min(ys), max(xs), max(ys)


@lru_cache(maxsize=1)
def shapes() -> dict[str, list[list[tuple[float, float]]]]:
    """The rings of each country, longitude before latitude."""
    data = resources.files("whence.web").joinpath("data", "shapes.json").read_bytes()
    kept = msgspec.json.decode(data, type=dict[str, list[list[int]]])
    return {code: [_ring(ring) for ring in rings] for code, rings in kept.items()}


def _ring(steps: Sequence[int]) -> list[tuple[float, float]]:
    found, x, y = [], 0, 0
    for at in range(0, len(steps), 2):
        x, y = x + steps[at], y + steps[at + 1]
        found.append((x / 100, y / 100))
    return found
