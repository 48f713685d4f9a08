"""POLECAT's 40 columns in its order (its Dataverse files of 2018 on), tab-separated; types and modes are PLOVER's own.

Our three types (VOTE, CAMPAIGN, MOVE) are not PLOVER's and are left out. POLECAT writes `None` where it knows nothing;
here the cell is empty.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from whence.publish import delimited
from whence.publish.cells import Cell, day, flat, ident, joined
from whence.publish.codes import QUAD, act, country, published
from whence.publish.delimited import Out
from whence.publish.flat import names, outlets
from whence.publish.view import Bundle, View
from whence.schema.ontology import ontology
from whence.schema.records import Claim, EventParty, Party

FILES = ("polecat.txt",)
COLUMNS = (
    "Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name",
    "Actor Country", "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw",
    "Wikipedia Actor ID", "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector",
    "Recipient Sectors", "Recipient Title", "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City",
    "District", "Province", "Country", "Latitude", "Longitude", "GeoNames ID", "Raw Placename", "Feature Type",
    "Source", "Publication Date", "Story People", "Story Organizations", "Story Locations", "Language", "Version",
)  # fmt: skip
VERSION = "whence"


def write(view: View, folder: Path) -> tuple[str, ...]:
    """Write the table; gives back what was left out."""
    return delimited.write(view, folder / FILES[0], COLUMNS, row, tabs=True)


def row(one: Bundle) -> list[Cell] | Out:
    """The cells of an event."""
    event, at, time = one.event, one.event.place, one.event.time
    type_, mode = act(event)
    if event.status != "asserted":
        return Out("not asserted (planned, called for, possible, denied)")
    if type_ not in QUAD:
        return Out("of a type that is not PLOVER's (VOTE, CAMPAIGN, MOVE)")
    where, told = country(at.country if at else None), published(one)
    raw_places = (claim.place.text for claim in one.claims if claim.place)
    return [
        ident("event", event.event_id), day(time.earliest) if time else None, type_, _plover(type_, mode), None,
        QUAD[type_][1], joined(context for claim in one.claims for context in claim.contexts),
        *_party(event.actors, (party for claim in one.claims for party in claim.actors)),
        *_party(event.targets, (party for claim in one.claims for party in claim.targets)),
        at.name if at else None, at.name if at and at.precision == "settlement" and not at.fallback else None,
        None, at.admin1 if at else None, where.iso3 if where else None, at.lat if at else None, at.lon if at else None,
        at.geonameid if at else None, joined(flat(place) for place in raw_places), None,
        outlets(one.reports.values()), told[0] if told else None, None, None, _locations(one.claims),
        joined(report.language for report in one.reports.values()), VERSION,
    ]  # fmt: skip


@lru_cache(maxsize=1)
def _own() -> frozenset[tuple[str, str]]:
    return frozenset((kind.name, one.name) for kind in ontology().types for one in kind.modes if one.own)


def _plover(type_: str, mode: str | None) -> str | None:
    """The mode, where it is PLOVER's and not our own."""
    return None if (type_, mode or "") in _own() else mode


def _party(parties: tuple[EventParty, ...], raw: Iterable[Party]) -> list[Cell]:
    """Name, country, COW, primary sector, sectors, title, raw names, Wikipedia id."""
    sectors = list(dict.fromkeys(party.sector for party in parties if party.sector))
    words = joined(flat(party.text) for party in raw)
    return [names(parties), None, None, sectors[0] if sectors else None, joined(sectors), None, words, None]


def _locations(claims: Iterable[Claim]) -> str | None:
    return joined(claim.place.name for claim in claims if claim.place)
