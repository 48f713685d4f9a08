"""A place told in a few words, as a table has it: "Chuhuiv, south of Kharkiv", "near X village, Y district"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from math import log10

from msgspec import Struct

from whence.stages.resolve.places import vocabulary as words
from whence.stages.resolve.places.entry import Entry, kilometres
from whence.stages.resolve.places.gazetteer import Gazetteer
from whence.stages.resolve.places.mention import Token
from whence.stages.resolve.places.normalise import alike
from whence.stages.resolve.places.structure import lies_in
from whence.stages.resolve.places.tokens import tokens

KNOWN, CLOSE = 20_000, 100.0  # people of a town by which others are told apart; km
SMALLEST = ("settlement", "facility", "district", "area", "region", "country")
# Endings of Slavic adjectives that districts are called by: "Starobeshivskiy district" is that of Starobesheve.
ADJECTIVE = re.compile(r"(?:[eiy]?[vw])?(?:s|z|ts)?[kc](?:yi|iy|yy|ii|yj|y|i|oy|oye|aya|a)$", re.IGNORECASE)
LEADING = words.SETTLEMENT | words.REGION | words.DISTRICT | {"the", "area", "of", "airport", "station"}


class Named(Struct, frozen=True):
    """A name of the words with the kind word beside it."""

    name: str
    hint: str | None
    full: str  # with the kind word
    beside: bool  # told only for direction: "south of Kharkiv"


class Located(Struct, frozen=True, kw_only=True):
    """The entry that the words mean; `fallback` where only what holds the place is known."""

    entry: Entry
    name: str
    fallback: bool = False


def locate(told: str, gazetteer: Gazetteer, country: str) -> Located | None:
    """The smallest place in a country (ISO code) that the words name, the first of equals; `None` where they name none.

    A place that the words put in a region is looked for there alone; where the index has none, what holds it stands
    for it.
    """
    found = named(told)
    regions = [e for one in found for e in _regions(one, gazetteer, country)]
    anchors = _anchors(found, gazetteer, country)
    readings = [(one, entry) for one in found if (entry := _meant(one, regions, anchors, gazetteer, country))]
    for wanted in (False, True):
        near = [(one, e) for one, e in readings if one.beside == wanted and e.kind in ("settlement", "facility")]
        if near:
            one, entry = near[0]
            return Located(entry=entry, name=one.name, fallback=wanted)
    holders = sorted((e for _, e in readings), key=lambda e: SMALLEST.index(e.kind))
    entry = holders[0] if holders else next(iter(regions), gazetteer.country(country))
    return Located(entry=entry, name=found[0].name, fallback=True) if entry and found else None


def _regions(one: Named, gazetteer: Gazetteer, country: str) -> list[Entry]:
    """The first-order division of a name that is called one, or that is nothing else."""
    entries = [e for e in (*gazetteer.find(one.full), *gazetteer.find(one.name)) if e.country == country]
    if one.hint == "region" or not any(e.kind in ("settlement", "facility") for e in entries):
        whole = [e for e in entries if e.kind == "region"]
        return sorted(whole, key=lambda e: e.name.endswith(" City"))[:1]  # "Kyiv region" is not the city
    return []


def _meant(
    one: Named, regions: Sequence[Entry], anchors: Sequence[Entry], gazetteer: Gazetteer, country: str
) -> Entry | None:
    if one.hint == "region" and (own := _regions(one, gazetteer, country)):
        return own[0]
    entries = [e for e in gazetteer.find(one.name) if e.country == country]
    inside = _inside(entries, regions, one.name) or _inside(gazetteer.alike(one.name, country), regions)
    if one.hint in ("district", "region"):
        town = _inside(gazetteer.begins(ADJECTIVE.sub("", one.name), country), regions)
        return next((e for e in inside if e.kind == "district"), None) or next(iter(town or inside), None)
    towns = [e for e in inside if e.kind in ("settlement", "facility")]
    close = [e for e in towns if any(kilometres(e.lat, e.lon, a.lat, a.lon) < CLOSE for a in anchors if a.id != e.id)]
    return next(iter(close or towns or inside), None)


def _anchors(found: Sequence[Named], gazetteer: Gazetteer, country: str) -> list[Entry]:
    """Towns of some size that the words name: of namesakes, the one near them is meant."""
    largest = [next((e for e in gazetteer.find(one.name) if e.country == country), None) for one in found]
    return [e for e in largest if e and e.kind == "settlement" and e.population > KNOWN]


def _inside(entries: Sequence[Entry], regions: Sequence[Entry], name: str = "") -> list[Entry]:
    """Entries, the best known first, that lie in one of the regions, if the words tell any."""

    def weight(entry: Entry) -> float:
        own = 1.2 if entry.preferred else 0.8 * alike(entry.name, name)
        return log10(entry.population + 10) + own

    ranked = sorted(entries, key=lambda e: (-weight(e), e.id))
    return [e for e in ranked if not regions or e in regions or any(lies_in(e, r) for r in regions)]


def named(told: str) -> list[Named]:
    """The names in their order, each with its kind."""
    found: list[Named] = []
    run: list[Token] = []
    for token in tokens(told):
        joined = bool(run) and not told[run[-1].end : token.start].strip()
        if token.capital and joined:
            run.append(token)
            continue
        if joined and token.lower in words.KINDS:
            _close([*run, token], told, found)
            run = []
            continue
        _close(run, told, found)
        run = [token] if token.capital else []
    _close(run, told, found)
    return found


BESIDE = re.compile(r"\b(?:of|from|between|towards?)\s+(?:the\s+)?(?:\w+\s+of\s+)?$", re.IGNORECASE)


def _close(run: list[Token], told: str, found: list[Named]) -> None:
    while run and run[0].lower in LEADING:
        run = run[1:]
    if not run:
        return
    hint = words.KINDS.get(run[-1].lower) if len(run) > 1 else None
    name = run[:-1] if hint else run
    before = told[max(0, run[0].start - 24) : run[0].start]
    beside = BESIDE.search(before) is not None and re.search(r"(?:village|town|city|settlement) of\s+$", before) is None
    if hint == "region" and len(name) > 1:  # "Slavyansk Donetsk region"
        first = told[name[0].start : name[-2].end]
        found.append(Named(first, None, first, beside))
        name = name[-1:]
    full = told[name[0].start : run[-1].end]
    found.append(Named(told[name[0].start : name[-1].end], hint, full, beside and not (found and hint == "region")))
