"""UCDP GED's 49 columns in its order (codebook 25.1): asserted attacks with at least one death that somebody gives.

`best` is the figure with most independent support, `low` and `high` the lowest and highest that any claim gives, and
`source_original` the origins: who said so, not who printed it. UCDP's own numbers for conflicts, dyads and sides stay
empty: only UCDP gives them.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from whence.publish import delimited
from whence.publish.cells import Cell, day, flat, ident, joined
from whence.publish.codes import ARMED, CIVILIAN, STATE, country, days, sector
from whence.publish.delimited import Out
from whence.publish.flat import bounds, names
from whence.publish.view import Bundle, View
from whence.schema.records import Claim, Event, EventPlace, Number, Report

FILES = ("ged.csv",)
COLUMNS = (
    "id", "relid", "year", "active_year", "code_status", "type_of_violence", "conflict_dset_id", "conflict_new_id",
    "conflict_name", "dyad_dset_id", "dyad_new_id", "dyad_name", "side_a_dset_id", "side_a_new_id", "side_a",
    "side_b_dset_id", "side_b_new_id", "side_b", "number_of_sources", "source_article", "source_office", "source_date",
    "source_headline", "source_original", "where_prec", "where_coordinates", "where_description", "adm_1", "adm_2",
    "latitude", "longitude", "geom_wkt", "priogrid_gid", "country", "country_id", "region", "event_clarity",
    "date_prec", "date_start", "date_end", "deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown", "best",
    "high", "low", "gwnoa", "gwnob",
)  # fmt: skip
_WHERE = {"exact": 1, "facility": 1, "settlement": 1, "district": 3, "region": 4, "country": 6}
_CONTINENTS = {"EU": "Europe", "AF": "Africa", "NA": "Americas", "SA": "Americas", "AS": "Asia"}
_MIDDLE_EAST = frozenset("BH EG IR IQ IL JO KW LB OM PS QA SA SY TR AE YE".split())  # noqa: SIM905
_EUROPE_TOO = frozenset(("AM", "AZ", "CY", "GE"))


def write(view: View, folder: Path) -> tuple[str, ...]:
    """Write the table; gives back what was left out."""
    return delimited.write(view, folder / FILES[0], COLUMNS, row)


def row(one: Bundle) -> list[Cell] | Out:
    """The cells of an event."""
    event, at, time = one.event, one.event.place, one.event.time
    if event.status != "asserted" or event.type.value != "ASSAULT":
        return Out("no asserted attack")
    best, low, high = deaths(event, one.claims)
    if best is None or best < 1:
        return Out("nobody says how many died")
    where, reports = country(at.country if at else None), list(one.reports.values())
    name = ident("event", event.event_id)
    start = day(time.earliest) if time else None
    lat, lon = (at.lat, at.lon) if at else (None, None)
    return [
        name, name, int(start[:4]) if start else None, None, "Whence: read by machine", _violence(event), None, None,
        None, None, None, None, None, None, names(event.actors), None, None, names(event.targets), len(reports),
        joined((_article(report) for report in reports), ";"), joined((r.outlet for r in reports), ";"),
        joined((day(r.published.value) for r in reports if r.published), ";"),
        joined((flat(report.title) for report in reports), ";"), joined(origin.name for origin in event.origins),
        _precision(at), at.name if at else None, joined(flat(c.place.text) for c in one.claims if c.place),
        at.admin1 if at else None, None, lat, lon, None if lat is None or lon is None else f"POINT ({lon} {lat})",
        priogrid(lat, lon), where.name if where else None, None, _region(at), 1 if days(time) == 1 else None,
        _date_precision(event), start, day(time.latest) if time else None, None, None, None, None, best, high, low,
        None, None,
    ]  # fmt: skip


def deaths(event: Event, claims: Iterable[Claim]) -> tuple[Number | None, Number | None, Number | None]:
    """Best, low and high: the event's own figure, and the bounds over all claims that assert it."""
    best, most = bounds(event.figures, "killed")
    told = [bounds(claim.figures, "killed") for claim in claims if claim.status == "asserted"]
    lows = [low for low, _ in (*told, (best, None)) if low is not None]
    highs = [bound for pair in (*told, (best, most)) for bound in pair if bound is not None]
    return best, min(lows, default=None), max(highs, default=None)


def priogrid(lat: float | None, lon: float | None) -> int | None:
    """The PRIO-GRID cell of half a degree that holds a point."""
    if lat is None or lon is None:
        return None
    return min(359, int((lat + 90) * 2)) * 720 + min(719, int((lon + 180) * 2)) + 1


def _violence(event: Event) -> int | None:
    """1 state-based, 2 non-state, 3 one-sided; null where the sectors do not tell."""
    doing, done_to = sector(event.actors), sector(event.targets)
    if doing is None or done_to is None:
        return None
    if done_to in CIVILIAN and doing in ARMED | STATE:
        return 3
    if doing in ARMED | STATE and done_to in ARMED | STATE:
        return 1 if {doing, done_to} & STATE else 2
    return None


def _precision(at: EventPlace | None) -> int | None:
    if at is None or at.precision not in _WHERE:
        return None
    return max(2, _WHERE[at.precision]) if at.fallback else _WHERE[at.precision]


def _date_precision(event: Event) -> int | None:
    """1 the day, 2 two to six days, 3 a week, 4 up to a month, 5 longer."""
    span = days(event.time)
    if span is None:
        return None
    return next((code for code, most in ((1, 1), (2, 6), (3, 7), (4, 31)) if span <= most), 5)


def _region(at: EventPlace | None) -> str | None:
    found = country(at.country if at else None)
    if at is None or found is None:
        return None
    if at.country in _MIDDLE_EAST:
        return "Middle East"
    return "Europe" if at.country in _EUROPE_TOO else _CONTINENTS.get(found.continent)


def _article(report: Report) -> str:
    parts = (report.outlet, day(report.published.value) if report.published else None, report.title)
    return '"' + ",".join((flat(part) or "").replace('"', "'") for part in parts) + '"'
