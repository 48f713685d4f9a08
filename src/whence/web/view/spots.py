"""Places, and how many of the events asked for are at each."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from whence.web import wording
from whence.web.filters import Filters
from whence.web.view.conditions import beyond_cube, in_cube, where
from whence.web.view.events import CAP
from whence.web.view.views import View

COLUMNS = "place_id, name, admin1, country, lat, lon, precision, fallback, events"
MOST = 600  # places drawn


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


def spots(view: View, filters: Filters) -> list[Spot]:
    """The places of the events asked for, most events first; of a great many events, of the newest of them."""
    conditions = [*in_cube(filters), *beyond_cube(filters)]
    connection = view.connection()
    if not conditions:
        query = f"SELECT {COLUMNS} FROM places ORDER BY events DESC, name LIMIT ?"  # noqa: S608
        return [_spot(one) for one in connection.execute(query, (MOST,))]
    sql, values = where(conditions)
    query = (
        f"WITH found AS (SELECT place_id FROM events WHERE {sql} AND place_id IS NOT NULL ORDER BY n LIMIT {CAP}), "  # noqa: S608
        "k AS (SELECT place_id, count(*) AS here FROM found GROUP BY 1 ORDER BY 2 DESC LIMIT ?) "
        "SELECT places.place_id, name, admin1, country, lat, lon, precision, fallback, here "
        "FROM k JOIN places USING (place_id) ORDER BY here DESC, name"
    )
    return [_spot(one) for one in connection.execute(query, (*values, MOST))]


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
