"""Events by what somebody looks for: a page of them, how many, and how many each further filter would leave."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from msgspec import Struct

from whence.web.filters import Filters, Sort
from whence.web.view.conditions import Condition, Value, beyond_cube, in_cube, where
from whence.web.view.pack import unpack
from whence.web.view.values import Line, Row
from whence.web.view.views import View

CAP = 20_000  # events counted where the cube cannot answer; beyond that a count is "20,000 or more"
COLUMNS = (
    "events.n, event_id, type, mode, status, earliest, latest, country, precision, lat, lon, origins, grade, disputed, "
    "reviewed, claims, reports, line"
)
TABLES = "events CROSS JOIN lines ON lines.n = events.n"  # in that order: lines are fetched for what is shown alone
FACETS = ("type", "status", "country", "origins", "disputed", "reviewed", "month")
# Order: column, direction; `n` runs from the newest event to the oldest.
ORDERS: Mapping[Sort, tuple[str, str]] = {
    "newest": ("n", "ASC"),
    "oldest": ("n", "DESC"),
    "origins": ("origins", "DESC"),
    "claims": ("claims", "DESC"),
}


class Counts(Struct, frozen=True, kw_only=True):
    """How many events there are, and how many by each value of each facet (the facet's own filter left out)."""

    total: int
    capped: bool
    by: Mapping[str, Mapping[str, int]]


class Page(Struct, frozen=True, kw_only=True):
    """Some events, and where the next page begins."""

    rows: tuple[Row, ...]
    after: str | None


def page(view: View, filters: Filters) -> Page:
    """The events of one page."""
    conditions = [*in_cube(filters), *beyond_cube(filters)]
    column, direction = ORDERS[filters.sort]
    conditions += _begun(filters, column, direction)
    sql, values = where(conditions)
    order = f"events.{column} {direction}" + ("" if column == "n" else ", events.n ASC")
    query = f"SELECT {COLUMNS} FROM {TABLES} WHERE {sql} ORDER BY {order} LIMIT ?"  # noqa: S608
    found = view.connection().execute(query, (*values, filters.size + 1)).fetchall()
    rows = tuple(row_of(one) for one in found[: filters.size])
    last = rows[-1] if rows else None
    more = len(found) > filters.size and last is not None
    return Page(rows=rows, after=_end(last, column) if more and last else None)


def every(view: View, filters: Filters, most: int) -> Iterator[Row]:
    """Events in the order asked for, up to `most`, for files."""
    sql, values = where([*in_cube(filters), *beyond_cube(filters)])
    column, direction = ORDERS[filters.sort]
    order = f"events.{column} {direction}" + ("" if column == "n" else ", events.n ASC")
    query = f"SELECT {COLUMNS} FROM {TABLES} WHERE {sql} ORDER BY {order} LIMIT ?"  # noqa: S608
    for one in view.connection().execute(query, (*values, most)):
        yield row_of(one)


def row_of(found: Sequence[object]) -> Row:
    """One row of `COLUMNS`."""
    values = dict(zip(Row.__struct_fields__, found, strict=True))
    line = unpack(found[-1], Line)  # type: ignore[arg-type]
    return Row(**{**values, "line": line, "disputed": bool(values["disputed"]), "reviewed": bool(values["reviewed"])})  # type: ignore[arg-type]


def counts(view: View, filters: Filters) -> Counts:
    """Facet counts; remembered, because many ask for the same."""
    asked = Filters(**{name: getattr(filters, name) for name in _ASKED})
    return _counts(view, asked)


_ASKED = tuple(name for name in Filters.__struct_fields__ if name not in ("view", "sort", "after", "size"))


@lru_cache(maxsize=512)
def _counts(view: View, filters: Filters) -> Counts:
    cube, beyond = in_cube(filters), beyond_cube(filters)
    if beyond:
        sql, values = where(beyond)
        source = (
            "SELECT type, status, country, month, min(origins, 3) AS origins, disputed, reviewed, 1 AS k "  # noqa: S608
            f"FROM events WHERE {sql} LIMIT {CAP + 1}"
        )
    else:
        source, values = "SELECT * FROM cube", []
    return _grouped(view.connection(), source, values, cube, capped=bool(beyond))


def _grouped(
    connection: sqlite3.Connection, source: str, values: list[Value], cube: list[Condition], *, capped: bool
) -> Counts:
    parts: list[str] = []
    given: list[Value] = [*values]
    for facet in ("", *FACETS):
        clause, more = where([one for one in cube if one.name != facet or not facet])
        word = facet or "''"
        parts.append(f"SELECT '{facet}' AS facet, {word} AS word, sum(k) FROM found WHERE {clause} GROUP BY 2")  # noqa: S608
        given += more
    if capped:
        parts.append("SELECT 'seen', '', count(*) FROM found")
    query = f"WITH found AS MATERIALIZED ({source}) " + " UNION ALL ".join(parts)
    by: dict[str, dict[str, int]] = {facet: {} for facet in ("", *FACETS, "seen")}
    for facet, word, k in connection.execute(query, given):
        if word is not None and k:
            by[facet][str(word)] = k
    total = sum(by.pop("").values())
    return Counts(total=total, capped=sum(by.pop("seen").values()) > CAP, by=by)


def _begun(filters: Filters, column: str, direction: str) -> list[Condition]:
    """From where the last page ended."""
    parts = (filters.after or "").split("-")
    if not all(part.isascii() and part.isdecimal() and len(part) < 12 for part in parts):
        return []
    numbers = tuple(int(part) for part in parts)
    if column == "n":
        return [Condition("after", f"events.n {'>' if direction == 'ASC' else '<'} ?", numbers[:1])]
    if len(numbers) < 2:
        return []
    return [
        Condition("after", f"({column} < ? OR ({column} = ? AND events.n > ?))", (numbers[0], numbers[0], numbers[1]))
    ]


def _end(last: Row, column: str) -> str:
    return str(last.n) if column == "n" else f"{getattr(last, column)}-{last.n}"
