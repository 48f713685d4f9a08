"""Events: one filter bar over a table, cards, a timeline and a map; the same as JSON, CSV and GeoJSON."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from http import HTTPStatus
from itertools import groupby
from operator import attrgetter

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response, StreamingResponse

from whence.publish import words
from whence.web import wording
from whence.web.asking import filters_of
from whence.web.draw import geography, timeline
from whence.web.filters import SHAPES, Filters
from whence.web.pages import facets, maps
from whence.web.site import as_json, site_of
from whence.web.view import events, spots
from whence.web.view.values import Row
from whence.web.view.views import View

MOST = 50_000  # events of a file
COLUMNS = (
    "event_id", "type", "mode", "status", "earliest", "latest", "who", "to_whom", "place", "country", "precision",
    "lat", "lon", "figures", "said_by", "independent_origins", "claims", "reports", "credibility", "credibility_why",
    "disputed", "reviewed", "words",
)  # fmt: skip
SORTED = {
    "newest": "Newest first", "oldest": "Oldest first", "origins": "Most origins first", "claims": "Most claims first",
}  # fmt: skip
PINNED = ("exact", "facility", "settlement", "district")


def home(_: Request) -> Response:
    """The record opens with its events."""
    return RedirectResponse("/events", HTTPStatus.SEE_OTHER)


def page(request: Request) -> Response:
    """The events page."""
    filters = filters_of(request)
    site = site_of(request)
    with site.views.open() as view:
        counts = events.counts(view, filters)
        found = events.page(view, filters)
        drawn = geography.drawn(view, filters) if filters.view == "map" else None
        bars = timeline.drawn(view, filters)
        return site.page(
            request, view, "events.html",
            filters=filters, counts=counts, page=found, sorts=SORTED, shapes=SHAPES,
            facets=facets.facets(view, filters, counts), modes=facets.modes(filters, counts),
            origins=facets.origins(counts), reviewed=facets.reviewed(filters, counts), chosen=chosen(filters, view),
            bars=bars, map=drawn, live=maps.addresses() if drawn else None,
            by_day=[(day, list(rows)) for day, rows in groupby(found.rows, key=attrgetter("earliest"))],
        )  # fmt: skip


def file(request: Request) -> Response:
    """The same events in another form, on the same path."""
    form = request.path_params["form"]
    filters = filters_of(request)
    with site_of(request).views.open() as view:
        if form == "json":
            found = events.page(view, filters)
            counts = events.counts(view, filters)
            following = filters.query(after=found.after) if found.after else None
            return as_json({
                "total": counts.total, "events": [plain(row) for row in found.rows],
                "facets": {**counts.by, **{part: events.names(view, filters, part) for part in ("actor", "source")}},
                "next": f"/events.json{following}" if following else None,
            })  # fmt: skip
        if form == "csv":
            lines = table(events.every(view, filters, MOST))
            named = {"Content-Disposition": 'attachment; filename="events.csv"'}
            return StreamingResponse(lines, media_type="text/csv; charset=utf-8", headers=named)
        if form == "geojson":
            features = [feature(row) for row in events.every(view, filters, MOST)]
            return Response(
                as_json({"type": "FeatureCollection", "features": features}).body, media_type="application/geo+json"
            )
    raise HTTPException(HTTPStatus.NOT_FOUND, f"Events come as json, csv or geojson, not as {form[:20]}.")


def plain(row: Row) -> dict[str, object]:
    """An event of a list, as JSON and CSV have it."""
    line = row.line
    values = (
        row.event_id, row.type, row.mode, row.status, row.earliest, row.latest, line.who or None, line.whom or None,
        line.place or None, row.country, row.precision, row.lat, row.lon, line.figures or None, list(line.said_by),
        row.origins, row.claims, row.reports, row.grade, line.grade_why, list(line.disputes), row.reviewed, line.words,
    )  # fmt: skip
    return dict(zip(COLUMNS, values, strict=True))


def feature(row: Row) -> dict[str, object]:
    """A GeoJSON feature; what is known no closer than a region has no point, only the name of it."""
    pinned = row.precision in PINNED and row.lat is not None
    point = {"type": "Point", "coordinates": [row.lon, row.lat]} if pinned else None
    return {"type": "Feature", "id": row.event_id, "geometry": point, "properties": plain(row)}


def table(rows: Iterator[Row]) -> Iterator[str]:
    """CSV with a header; no cell can be taken for a formula."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for number, row in enumerate(rows):
        writer.writerow([cell(value) for value in plain(row).values()])
        if number % 200 == 0:
            yield out.getvalue()
            out.seek(0)
            out.truncate()
    yield out.getvalue()


def cell(value: object) -> object:
    """One cell; a list on one line, and a mark before what a spreadsheet would compute."""
    if isinstance(value, list):
        value = "; ".join(str(one) for one in value)
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r"):
        return "'" + value
    return value


def chosen(filters: Filters, view: View) -> list[tuple[str, str]]:
    """What is filtered, each in words with the address without it."""
    found = [(wording.titles().get(one, one), filters.toggled("type", one)) for one in filters.type]
    found += [(words.STATUS[one], filters.toggled("status", one)) for one in filters.status]
    found += [(wording.countries().get(one, one), filters.toggled("country", one)) for one in filters.country]
    if filters.place is not None:
        place = spots.place(view, filters.place)
        found.append((f"at {place.name if place else '?'}", filters.query(place=None)))
    single = (
        ("mode", "way: {}"), ("since", "from {}"), ("until", "until {}"), ("actor", "party: {}"),
        ("source", "said by {}"), ("outlet", "in {}"), ("words", "words: {}"),
    )  # fmt: skip
    for name, told in single:
        if getattr(filters, name) is not None:
            value = getattr(filters, name)
            shown = wording.day(value) if name in ("since", "until") else value
            found.append((told.format(shown), filters.query(**{name: None})))
    if filters.box:
        found.append(("inside the part of the map", filters.query(box=None)))
    if filters.origins:
        found.append((f"{filters.origins} or more independent origins", filters.query(origins=0)))
    if filters.disputed:
        found.append(("disputed", filters.query(disputed=False)))
    if filters.reviewed is not None:
        found.append(("reviewed" if filters.reviewed else "not reviewed", filters.query(reviewed=None)))
    return found
