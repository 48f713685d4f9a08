"""Filters as SQL: what the small cube of counts can answer, and what only the events themselves can."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import Struct

from whence.store.found import terms
from whence.web.filters import Filters
from whence.web.view.lines import folded

Value = str | int | float
NAMES = (("actor", "actor"), ("source", "source"), ("outlet", "outlet"))


class Condition(Struct, frozen=True):
    """One thing asked for."""

    name: str
    sql: str
    values: tuple[Value, ...] = ()


def in_cube(filters: Filters) -> list[Condition]:
    """What is asked of the columns that the cube has too."""
    found = [_any(name, getattr(filters, name)) for name in ("type", "status", "country") if getattr(filters, name)]
    if filters.origins:
        found.append(Condition("origins", "origins >= ?", (min(filters.origins, 3),)))
    if filters.disputed:
        found.append(Condition("disputed", "disputed = 1"))
    if filters.reviewed is not None:
        found.append(Condition("reviewed", "reviewed = ?", (int(filters.reviewed),)))
    return found


def beyond_cube(filters: Filters) -> list[Condition]:
    """What only the events themselves can answer."""
    found = list(_plain(filters))
    for name, part in NAMES:
        if getattr(filters, name) is not None:
            # The name first: the few events of one name, not the many of a type.
            named = "SELECT name_id FROM names WHERE part = ? AND folded = ?"
            chosen = f"events.n IN (SELECT n FROM event_names WHERE name_id = ({named}))"  # noqa: S608
            found.append(Condition(name, chosen, (part, folded(getattr(filters, name)))))
    words = terms(filters.words) if filters.words else []
    if words:
        query = " ".join('"' + word.replace('"', '""') + '"' for word in words)
        found.append(Condition("words", "events.n IN (SELECT rowid FROM words WHERE words MATCH ?)", (query,)))
    elif filters.words:
        found.append(Condition("words", "0"))
    return found


def _plain(filters: Filters) -> Iterator[Condition]:
    if filters.mode:
        yield Condition("mode", "mode = ?", (filters.mode,))
    if filters.place is not None:
        yield Condition("place", "place_id = ?", (filters.place,))
    if filters.since:
        yield Condition("since", "+latest >= ?", (filters.since,))
    if filters.until:
        end = filters.until + "~"  # all days of a month or year, too
        # `n` runs from the newest event to the oldest: nothing before the first that began by then needs a look.
        day = "SELECT max(earliest) FROM events WHERE earliest <= ?"
        first = f"coalesce((SELECT min(n) FROM events WHERE earliest = ({day})), 0)"  # noqa: S608
        yield Condition("until", f"+earliest <= ? AND events.n >= {first}", (end, end))
    if filters.box:
        west, south, east, north = filters.box
        yield Condition("box", "lon BETWEEN ? AND ? AND lat BETWEEN ? AND ?", (west, east, south, north))
    if filters.origins > 3:
        yield Condition("origins", "origins >= ?", (filters.origins,))


def _any(name: str, values: tuple[str, ...]) -> Condition:
    return Condition(name, f"{name} IN ({', '.join('?' * len(values))})", tuple(values))


def where(conditions: list[Condition]) -> tuple[str, list[Value]]:
    """All of them as one clause."""
    sql = " AND ".join(one.sql for one in conditions) or "1"
    return sql, [value for one in conditions for value in one.values]
