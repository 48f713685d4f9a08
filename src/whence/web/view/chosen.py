"""Filters at work: for each that is in force, where it lets events through."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce

import numpy as np

from whence.store.found import terms
from whence.web.filters import Filters
from whence.web.view.columns import Columns, Mask, Places
from whence.web.view.lines import folded
from whence.web.view.views import View

NAMES = ("actor", "source", "outlet")


def masks(view: View, filters: Filters) -> dict[str, Mask]:
    """By the name of each filter in force."""
    columns = view.columns
    found = {name: columns.by[name].any_of(getattr(filters, name)) for name in ("type", "status", "country")
             if getattr(filters, name)}  # fmt: skip
    if filters.mode:
        found["mode"] = columns.by["mode"].any_of((filters.mode,))
    if filters.place is not None:
        found["place"] = columns.by["place_id"].any_of((filters.place,))
    if filters.origins:
        found["origins"] = columns.origins >= filters.origins
    if filters.disputed:
        found["disputed"] = columns.by["disputed"].any_of("1")
    if filters.reviewed is not None:
        found["reviewed"] = columns.by["reviewed"].any_of("1" if filters.reviewed else "0")
    return found | _when_and_where(columns, filters) | _looked_up(view, filters)


def _when_and_where(columns: Columns, filters: Filters) -> dict[str, Mask]:
    found: dict[str, Mask] = {}
    if filters.since:
        found["since"] = columns.by["latest"].from_(filters.since)
    if filters.until:
        found["until"] = columns.by["earliest"].up_to(filters.until + "~")  # all days of a month or year, too
    if filters.box:
        west, south, east, north = filters.box
        lon, lat = columns.lon, columns.lat  # where there is none, no comparison holds
        found["box"] = (lon >= west) & (lon <= east) & (lat >= south) & (lat <= north)
    return found


def _looked_up(view: View, filters: Filters) -> dict[str, Mask]:
    """What stands in an index on the disk: names and words. Found once, it is remembered."""
    found = {}
    for part in NAMES:
        if getattr(filters, part) is not None:
            key = folded(getattr(filters, part))
            found[part] = view.masks.get((part, key), lambda part=part, key=key: _named(view, part, key))  # type: ignore[misc]
    words = terms(filters.words) if filters.words else []
    if filters.words:
        query = " ".join('"' + word.replace('"', '""') + '"' for word in words)
        found["words"] = view.masks.get(("words", query), lambda: _told(view, query))
    return found


def _named(view: View, part: str, key: str) -> Mask:
    named = "SELECT name_id FROM names WHERE part = ? AND folded = ?"
    query = f"SELECT group_concat(n) FROM event_names WHERE name_id = ({named})"  # noqa: S608
    return view.columns.places_of(view.connection().execute(query, (part, key)).fetchone()[0])


def _told(view: View, query: str) -> Mask:
    if not query:
        return np.zeros(len(view.columns), dtype=bool)
    found = view.connection().execute("SELECT group_concat(rowid) FROM words WHERE words MATCH ?", (query,))
    return view.columns.places_of(found.fetchone()[0])


def together(found: Iterable[Mask]) -> Mask | None:
    """Where all let through; none where there is nothing to pass."""
    some: Sequence[Mask] = [*found]
    return reduce(np.logical_and, some) if some else None


def chosen(view: View, filters: Filters) -> Places | None:
    """The places of the events that pass; none where all do."""
    mask = together(masks(view, filters).values())
    return None if mask is None else np.flatnonzero(mask)
