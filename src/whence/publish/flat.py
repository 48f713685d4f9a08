"""One event as one row: what maps, Parquet and other flat formats carry of it."""

from __future__ import annotations

from collections.abc import Iterable

from whence.publish.cells import Cell, day, flat, ident, joined
from whence.publish.columns import Column, date, key, number, text, truth, whole
from whence.publish.view import Bundle
from whence.schema.records import Claim, Event, EventFigure, EventParty, Figure, Report

COUNTED = ("killed", "injured", "arrested", "displaced", "crowd")
QUOTES = 3  # quotations shown with an event; all of them are in the csv package

COLUMNS: tuple[Column, ...] = (
    key("event_id", "the event"), text("title", "what is reported, on one line"), text("type", "what kind of act"),
    text("mode", "which sort of it"), text("status", "the strongest that its claims say"),
    date("earliest", "first day that it can be"), date("latest", "last day that it can be"),
    text("time_precision", "how fine the time is known"), text("actors", "who is said to have done it"),
    text("targets", "to whom"), text("place", "where"), text("admin1", "region"),
    text("country", "ISO 3166-1 alpha-2"), text("place_precision", "how fine the place is known"),
    truth("place_fallback", "coordinates are those of what is around the place named"),
    number("lat", "degrees north"), number("lon", "degrees east"),
    *(number(f"{what}_{side}", f"{what}, {words}")
      for what in COUNTED for side, words in (("low", "at least"), ("high", "at most; empty: no bound"))),
    whole("credibility", "Admiralty scale of information, 1 (confirmed) to 6 (cannot be judged)"),
    text("credibility_why", "the reason for it"), whole("origin_count", "independent informants"),
    text("origins", "who they are"), text("disputed", "fields on which claims disagree"),
    whole("claim_count", "claims"), whole("report_count", "reports"), text("outlets", "who published them"),
    text("urls", "where"), text("quotes", f"words of up to {QUOTES} claims"),
)  # fmt: skip


def row(one: Bundle) -> list[Cell]:
    """The cells of an event, in the order of `COLUMNS`; unknown is null, never zero."""
    event, at, time = one.event, one.event.place, one.event.time
    reports = one.reports.values()
    return [
        ident("event", event.event_id), title(event), event.type.value, event.mode.value if event.mode else None,
        event.status, day(time.earliest) if time else None, day(time.latest) if time else None,
        time.precision if time else None, names(event.actors), names(event.targets),
        at.name if at else None, at.admin1 if at else None, at.country if at else None,
        at.precision if at else None, at.fallback if at else None, at.lat if at else None, at.lon if at else None,
        *(bound for what in COUNTED for bound in bounds(event.figures, what)),
        event.credibility.grade, event.credibility.why, len(event.origins),
        joined(origin.name for origin in event.origins), joined(dispute.field for dispute in event.disputes),
        len(event.claims), len(event.reports), joined(report.outlet for report in reports),
        joined((report.url for report in reports), " "), quotes(one.claims),
    ]  # fmt: skip


def names(parties: Iterable[EventParty]) -> str | None:
    """Names in one cell."""
    return joined(party.name for party in parties)


def bounds(figures: Iterable[EventFigure | Figure], what: str) -> tuple[int | float | None, int | float | None]:
    """The bounds of the first figure that counts people killed, injured, ...; null where nobody says."""
    found = next((one for one in figures if one.what == what and one.unit in (None, "people", "persons")), None)
    return (found.low, found.high) if found else (None, None)


def quotes(claims: Iterable[Claim], most: int = QUOTES) -> str | None:
    """The words of the first claims, in quotation marks."""
    words = list(dict.fromkeys(flat(claim.evidence.text) for claim in claims))
    return " ".join(f"\u201c{one}\u201d" for one in words[:most] if one) or None


def title(event: Event) -> str:
    """What is reported, on one line: `ASSAULT (destroy) on polling station, Vesele, 2022-09-23`."""
    mode = f" ({event.mode.value})" if event.mode else ""
    who = names(event.actors)
    whom = names(event.targets)
    head = f"{event.type.value}{mode}" + (f" by {who}" if who else "") + (f" on {whom}" if whom else "")
    time = event.time.earliest if event.time else None
    parts = [head, event.place.name if event.place else None, day(time)]
    told = ", ".join(part for part in parts if part)
    return told if event.status == "asserted" else f"{told} [{event.status}]"


def outlets(reports: Iterable[Report]) -> str | None:
    """Who published them."""
    return joined(report.outlet for report in reports)
