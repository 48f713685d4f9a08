"""What a reading of a name weighs by itself: its kind, its size, whether the name is its own."""

from __future__ import annotations

from math import log10

from whence.stages.resolve.places.entry import Entry
from whence.stages.resolve.places.mention import Mention

# In units of a tenfold population: a place ten times as large counts one more.
KIND = 6.0  # the kind word beside it says so
OWN_NAME = 1.2
CAPITAL = 1.0
COUNTRY = 9.5  # a country against a settlement of its name
REGION = 4.6  # a region against a settlement of its name: about one of 40,000, or as many as live in its towns
AREA = 6.0
DISTRICT = 2.0
DATELINE = 5.0  # datelines name towns
OF_KIND = {"country": COUNTRY, "region": REGION, "area": AREA, "district": DISTRICT, "facility": AREA}


def own(entry: Entry, mention: Mention) -> float:
    """What an entry weighs by itself."""
    total = OF_KIND.get(entry.kind, 0.0)
    if entry.kind not in ("country", "area"):
        total += log10(entry.population + 10) if entry.kind == "settlement" else 0.0
    total += OWN_NAME if entry.preferred else 0.0
    total += CAPITAL if entry.capital else 0.0
    if entry.kind in ("region", "area", "district") and entry.preferred and mention.hint is None:
        total += 0.5
    if mention.dateline and entry.kind == "settlement":
        total += DATELINE
    return total


def fits(entry: Entry, hint: str) -> bool:
    if hint == "region":
        return entry.kind in ("region", "area")
    if hint == "facility":
        return entry.kind in ("facility", "settlement")
    return entry.kind == hint
