"""Events by what somebody looks for: a page of them, how many, and how many each further filter would leave."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from whence.web.filters import Filters, asked
from whence.web.view.chosen import masks, number_of, together, without
from whence.web.view.columns import FACETS, Places
from whence.web.view.lines import folded
from whence.web.view.pack import unpack
from whence.web.view.values import Line, Row
from whence.web.view.views import View

COLUMNS = (
    "events.n, event_id, type, mode, status, earliest, latest, country, precision, lat, lon, origins, grade, disputed, "
    "reviewed, claims, reports, line"
)
TABLES = "events CROSS JOIN lines ON lines.n = events.n"
AT_ONCE = 400  # lines fetched at a time
NAMED = 60  # parties and origins counted


class Counts(Struct, frozen=True, kw_only=True):
    """How many events there are, and how many by each value of each facet (the facet's own filter left out)."""

    total: int
    by: Mapping[str, Mapping[str, int]]


class Page(Struct, frozen=True, kw_only=True):
    """Some events, and where the next page begins: after so many."""

    rows: tuple[Row, ...]
    after: str | None


def page(view: View, filters: Filters) -> Page:
    """The events of one page."""
    found = _ordered(view, filters)
    begin = _begin(filters)
    end = begin + filters.size
    return Page(rows=tuple(_rows(view, found[begin:end])), after=str(end) if len(found) > end else None)


def every(view: View, filters: Filters, most: int) -> Iterator[Row]:
    """Events in the order asked for, up to `most`, for files."""
    yield from _rows(view, _ordered(view, filters)[:most])


def row_of(found: Sequence[object]) -> Row:
    """One row of `COLUMNS`."""
    values = dict(zip(Row.__struct_fields__, found, strict=True))
    line = unpack(found[-1], Line)  # type: ignore[arg-type]
    return Row(**{**values, "line": line, "disputed": bool(values["disputed"]), "reviewed": bool(values["reviewed"])})  # type: ignore[arg-type]


def counts(view: View, filters: Filters) -> Counts:
    """Facet counts; remembered while the record stays as it is, because many ask for the same."""
    wanted = asked(filters)
    return view.remembered.get(("counts", wanted), lambda: _counts(view, wanted))


def _counts(view: View, filters: Filters) -> Counts:
    columns, found = view.columns, masks(view, filters)
    places = without(found, "")
    by = {facet: columns.by[facet].counted(without(found, facet) if facet in found else places) for facet in FACETS}
    return Counts(total=len(columns) if places is None else len(places), by=by)


def names(view: View, filters: Filters, part: str) -> dict[str, int]:
    """The parties or origins that stand in most events, were they the next filter; the one chosen now is among them."""
    wanted = asked(filters)
    return view.remembered.get(("names", part, wanted), lambda: _names(view, wanted, part))


def same(asked_for: object, value: str | int) -> bool:
    """Whether a filter asks for this name or number, however the name is written."""
    return folded(asked_for) == folded(str(value)) if isinstance(asked_for, str) else asked_for == value


def _names(view: View, filters: Filters, part: str) -> dict[str, int]:
    chosen = without(masks(view, filters), part)
    held = view.named[part]
    found = held.most(chosen, NAMED)
    now = getattr(filters, part)
    if now is not None and (mine := number_of(view, part, now)):
        found = {mine: held.count(mine, chosen, len(view.columns)), **found}
    marks = ", ".join("?" * len(found))
    query = f"SELECT name_id, name FROM names WHERE name_id IN ({marks})"  # noqa: S608
    told = dict(view.connection().execute(query, [*found]).fetchall())
    return {told[name_id]: k for name_id, k in found.items()}


def _ordered(view: View, filters: Filters) -> Places:
    return view.columns.ordered(filters.sort, together(masks(view, filters).values()))


def _rows(view: View, places: Places) -> Iterator[Row]:
    for start in range(0, len(places), AT_ONCE):
        wanted = view.columns.n[places[start : start + AT_ONCE]].tolist()
        marks = ", ".join("?" * len(wanted))
        query = f"SELECT {COLUMNS} FROM {TABLES} WHERE events.n IN ({marks})"  # noqa: S608
        found = {one[0]: one for one in view.connection().execute(query, wanted)}
        yield from (row_of(found[n]) for n in wanted)


def _begin(filters: Filters) -> int:
    after = filters.after or ""
    return int(after) if after.isascii() and after.isdecimal() and len(after) < 10 else 0
