"""ACLED's 31 columns in its order (codebook of 2023 on, its column guide of 2024): a layout, not its data.

ACLED codes what happened: only asserted events of a kind that it has are written. What ACLED would fill in by its own
research (admin2, source scale, ...) stays empty; fatalities that nobody gives are empty, never 0.
"""

from __future__ import annotations

from pathlib import Path

from whence.publish import delimited
from whence.publish.cells import Cell, joined, moment
from whence.publish.codes import ARMED, CIVILIAN, REBELS, STATE, act, captured, country, days, sector
from whence.publish.delimited import Out
from whence.publish.flat import bounds, outlets, quotes, title
from whence.publish.view import Bundle, View
from whence.schema.records import Event, EventParty, EventPlace

FILES = ("acled.csv",)
COLUMNS = (
    "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type", "sub_event_type", "actor1",
    "assoc_actor_1", "inter1", "actor2", "assoc_actor_2", "inter2", "interaction", "civilian_targeting", "iso",
    "region", "country", "admin1", "admin2", "admin3", "location", "latitude", "longitude", "geo_precision", "source",
    "source_scale", "notes", "fatalities", "tags", "timestamp",
)  # fmt: skip
Kind = tuple[str, str, str]
_VIOLENCE, _DEMONSTRATION, _STRATEGIC = "Political violence", "Demonstrations", "Strategic developments"
_REMOTE = "Explosions/Remote violence"
_CIVILIANS = "Violence against civilians"
_KINDS: dict[tuple[str, str | None], Kind] = {
    ("ASSAULT", "aerial"): (_VIOLENCE, _REMOTE, "Air/drone strike"),
    ("ASSAULT", "drone"): (_VIOLENCE, _REMOTE, "Air/drone strike"),
    ("ASSAULT", "heavy-weapons"): (_VIOLENCE, _REMOTE, "Shelling/artillery/missile attack"),
    ("ASSAULT", "explosives"): (_VIOLENCE, _REMOTE, "Remote explosive/landmine/IED"),
    ("ASSAULT", "suicide-attack"): (_VIOLENCE, _REMOTE, "Suicide bomb"),
    ("ASSAULT", "sexual"): (_VIOLENCE, _CIVILIANS, "Sexual violence"),
    ("ASSAULT", "abduct"): (_VIOLENCE, _CIVILIANS, "Abduction/forced disappearance"),
    ("ASSAULT", "destroy"): (_STRATEGIC, _STRATEGIC, "Looting/property destruction"),
    ("ASSAULT", "crowd-control"): (_DEMONSTRATION, "Protests", "Protest with intervention"),
    ("PROTEST", "demo"): (_DEMONSTRATION, "Protests", "Peaceful protest"),
    ("PROTEST", "obstruct"): (_DEMONSTRATION, "Protests", "Peaceful protest"),
    ("PROTEST", None): (_DEMONSTRATION, "Protests", ""),
    ("PROTEST", "riot"): ("Political violence; Demonstrations", "Riots", "Violent demonstration"),
    ("COERCE", "arrest"): (_STRATEGIC, _STRATEGIC, "Arrests"),
    ("COERCE", "seize"): (_STRATEGIC, _STRATEGIC, "Other"),
    ("RETREAT", "ceasefire"): (_STRATEGIC, _STRATEGIC, "Agreement"),
    ("RETREAT", "withdraw"): (_STRATEGIC, _STRATEGIC, "Other"),
    ("RETREAT", "disarm"): (_STRATEGIC, _STRATEGIC, "Disrupted weapons use"),
    ("MOBILIZE", "troops"): (_STRATEGIC, _STRATEGIC, "Change to group/activity"),
    ("MOBILIZE", "militia"): (_STRATEGIC, _STRATEGIC, "Change to group/activity"),
    ("MOBILIZE", "weapons"): (_STRATEGIC, _STRATEGIC, "Other"),
    ("MOBILIZE", "police"): (_STRATEGIC, _STRATEGIC, "Other"),
}
_GEO = {"exact": 1, "facility": 1, "settlement": 1, "district": 2, "region": 3}


def write(view: View, folder: Path) -> tuple[str, ...]:
    """Write the table; gives back what was left out."""
    return delimited.write(view, folder / FILES[0], COLUMNS, row)


def row(one: Bundle) -> list[Cell] | Out:
    """The cells of an event."""
    event, at = one.event, one.event.place
    if event.status != "asserted":
        return Out("not asserted (planned, called for, possible, denied)")
    found = kind(event)
    if found is None:
        return Out("of a kind that ACLED does not code")
    where, when = country(at.country if at else None), _when(event)
    first, second = _inter(event.actors, found), _inter(event.targets, found)
    stamp = moment(captured(one))
    return [
        (where.iso3 if where else "XXX") + event.event_id, *when, *found,
        _first(event.actors), _rest(event.actors), first, _first(event.targets), _rest(event.targets), second,
        "-".join((first, second)) if first and second else first or second,
        "Civilian targeting" if _targets_civilians(event) else None,
        where.number if where else None, None, where.name if where else None, at.admin1 if at else None, None, None,
        at.name if at else None, *_coordinates(at), outlets(one.reports.values()), None, _notes(one),
        bounds(event.figures, "killed")[0], _tags(event), int(stamp.timestamp()) if stamp and stamp.tzinfo else None,
    ]  # fmt: skip


def kind(event: Event) -> Kind | None:
    """Disorder, event and sub-event type; null where ACLED has none, empty where the record does not say which."""
    type_, mode = act(event)
    found = _KINDS.get((type_, mode))
    if found is not None or type_ != "ASSAULT":
        return found
    struck = sector(event.targets)
    if struck in CIVILIAN:
        return _VIOLENCE, _CIVILIANS, "Attack"
    if struck in ARMED and sector(event.actors) in ARMED:
        return _VIOLENCE, "Battles", "Armed clash"
    return _VIOLENCE, "", ""


def _when(event: Event) -> tuple[Cell, Cell, Cell]:
    """Date, year, precision: 1 the day, 2 within a week, 3 within a month; else unknown."""
    span = days(event.time)
    if event.time is None or event.time.earliest is None or span is None or span > 31:
        return None, None, None
    return event.time.earliest[:10], int(event.time.earliest[:4]), 1 if span == 1 else 2 if span <= 7 else 3


def _first(parties: tuple[EventParty, ...]) -> str | None:
    return parties[0].name if parties else None


def _rest(parties: tuple[EventParty, ...]) -> str | None:
    return joined(party.name for party in parties[1:])


def _inter(parties: tuple[EventParty, ...], found: Kind) -> str | None:
    known = sector(parties[:1])
    if known in STATE:
        return "State forces"
    if known in REBELS:
        return "Rebel group"
    if known in CIVILIAN:
        return "Civilians"
    if not parties or parties[0].sector:
        return None
    return {"Protests": "Protesters", "Riots": "Rioters"}.get(found[1]) if known is None else None


def _targets_civilians(event: Event) -> bool:
    return event.type.value == "ASSAULT" and sector(event.targets[:1]) in CIVILIAN


def _coordinates(at: EventPlace | None) -> tuple[Cell, Cell, Cell]:
    fine = _GEO.get(at.precision) if at else None
    if at is None or fine is None:
        return None, None, None
    return at.lat, at.lon, max(fine, 2) if at.fallback else fine


def _notes(one: Bundle) -> str:
    return f"{title(one.event)}. {quotes(one.claims) or ''}".strip()


def _tags(event: Event) -> str | None:
    low, high = bounds(event.figures, "crowd")
    if low is None:
        return None
    return (
        f"crowd size={low}" if low == high else f"crowd size={low} to {high}" if high else f"crowd size=at least {low}"
    )
