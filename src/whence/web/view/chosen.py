"""Filters at work: for each that is in force, where it lets events through."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce

import numpy as np

from whence.store.found import terms
from whence.web.filters import Filters, asked
from whence.web.view.columns import Columns, Mask, Places
from whence.web.view.lines import folded
from whence.web.view.named import PARTS
from whence.web.view.views import View


def masks(view: View, filters: Filters) -> dict[str, Mask]:
    """By the name of each filter in force; a page asks several times for the same."""
    wanted = asked(filters)
    return view.chosen.get(wanted, lambda: _masks(view, wanted))


def _masks(view: View, filters: Filters) -> dict[str, Mask]:
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
    """Names and words: looked up on the disk. Where words stand is remembered; names are held in memory."""
    found = {}
    for part in PARTS:
        if getattr(filters, part) is not None:
            name_id = number_of(view, part, getattr(filters, part))
            found[part] = view.named[part].mask(name_id, len(view.columns))
    words = terms(filters.words) if filters.words else []
    if filters.words:
        query = " ".join('"' + word.replace('"', '""') + '"' for word in words)
        found["words"] = view.masks.get(("words", query), lambda: _told(view, query))
    return found


def number_of(view: View, part: str, name: str) -> int:
    """The number of a name, written in whatever case; 0 where the record has no such name."""
    query = "SELECT name_id FROM names WHERE part = ? AND folded = ?"
    found = view.connection().execute(query, (part, folded(name))).fetchone()
    return int(found[0]) if found else 0


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
    return _places(together(masks(view, filters).values()))


def without(found: Mapping[str, Mask], facet: str) -> Places | None:
    """The places that pass every filter but the facet's own; none where all do."""
    return _places(together(mask for name, mask in found.items() if name != facet))


def _places(mask: Mask | None) -> Places | None:
    return None if mask is None else np.flatnonzero(mask)
