"""Places, and how many of the events asked for are at each."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct, structs

from whence.web import wording
from whence.web.filters import Filters, asked
from whence.web.view.chosen import chosen
from whence.web.view.views import View

COLUMNS = "place_id, name, admin1, country, lat, lon, precision, fallback, events"
MOST, NAMED = 600, 60  # places drawn, places among the filters


class Spot(Struct, frozen=True, kw_only=True):
    """A place of the record with the number of its events."""

    place_id: int
    name: str
    admin1: str | None
    country: str | None
    lat: float | None
    lon: float | None
    precision: str
    fallback: bool
    events: int

    @property
    def full(self) -> str:
        """With what holds it."""
        parts = (self.name, self.admin1, wording.countries().get(self.country or "", self.country))
        return ", ".join(dict.fromkeys(part for part in parts if part))


def place(view: View, place_id: int) -> Spot | None:
    """One place."""
    found = view.connection().execute(f"SELECT {COLUMNS} FROM places WHERE place_id = ?", (place_id,)).fetchone()  # noqa: S608
    return _spot(found) if found else None


def spots(view: View, filters: Filters, limit: int = MOST) -> list[Spot]:
    """The places of the events asked for, most events first."""
    places = chosen(view, filters)
    if places is None:
        query = f"SELECT {COLUMNS} FROM places ORDER BY events DESC, name LIMIT ?"  # noqa: S608
        return [_spot(one) for one in view.connection().execute(query, (limit,))]
    most = view.columns.by["place_id"].most(places, limit)
    marks = ", ".join("?" * len(most))
    query = f"SELECT {COLUMNS} FROM places WHERE place_id IN ({marks})"  # noqa: S608
    found = (_spot((*one[:-1], most[one[0]])) for one in view.connection().execute(query, [*most]))
    return sorted(found, key=lambda spot: (-spot.events, spot.name))


def facet(view: View, filters: Filters) -> list[Spot]:
    """The first few places of the events asked for, wherever they are; remembered as the other counts are."""
    anywhere = asked(structs.replace(filters, place=None))
    return view.remembered.get(("places", anywhere), lambda: spots(view, anywhere, NAMED))


def listed(view: View, begins: str, offset: int, limit: int) -> list[Spot]:
    """Places by how many events they have, if asked those whose name begins so."""
    clause, values = ("WHERE name LIKE ? ESCAPE '!'", [_like(begins)]) if begins else ("", [])
    query = f"SELECT {COLUMNS} FROM places {clause} ORDER BY events DESC, name LIMIT ? OFFSET ?"  # noqa: S608
    return [_spot(one) for one in view.connection().execute(query, (*values, limit, offset))]


def _like(begins: str) -> str:
    escaped = begins.replace("!", "!!").replace("%", "!%").replace("_", "!_")
    return escaped + "%"


def _spot(found: Sequence[object]) -> Spot:
    values = dict(zip(Spot.__struct_fields__, found, strict=True))
    return Spot(**{**values, "fallback": bool(values["fallback"])})  # type: ignore[arg-type]
