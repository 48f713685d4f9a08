"""Places of gold claims, given the gold evidence, type and mode but no place words: a component score.

Right as the shared scorer counts it: of a country or region the codes and the precision, of a settlement within 25 km
and no region, of a place that no gazetteer has the region that holds it, else none where there is none.
"""

from __future__ import annotations

import re
from pathlib import Path

import msgspec
from msgspec import Struct

from whence.evaluate.gold_works import folders, gold_works
from whence.schema.records import Place
from whence.stages.resolve.places import Gazetteer, resolve_places
from whence.stages.resolve.places.entry import kilometres
from whence.stages.resolve.places.normalise import key

WITHIN = 25.0  # km
KIND = re.compile(
    r"\b(?:oblast|region|province|governorate|state|department|county|autonomous|republic|municipality)\b",
    re.IGNORECASE,
)


class GoldPlace(Struct, frozen=True):
    """The place of a claim in gold.json."""

    name: str
    precision: str
    country: str | None = None
    admin1: str | None = None
    lat: float | None = None
    lon: float | None = None
    in_gazetteer: bool = True


class Placed(Struct, frozen=True):
    id: str
    place: GoldPlace | None = None


class File(Struct, frozen=True):
    claims: tuple[Placed, ...]


def places(path: Path) -> dict[str, float]:
    """Share of gold claims whose place, or lack of one, is right; over all, and over those that have one."""
    gazetteer = Gazetteer.open()
    right = total = right_placed = placed = 0
    for folder in folders(path):
        truth = {c.id: c.place for c in msgspec.json.decode((folder / "gold.json").read_bytes(), type=File).claims}
        for work, _ in gold_works(folder):
            for claim in resolve_places(work, gazetteer).claims:
                gold = truth[claim.claim_id]
                good = same(claim.place, gold)
                right, total = right + good, total + 1
                right_placed, placed = right_placed + (good and gold is not None), placed + (gold is not None)
    return {
        "accuracy": right / (total or 1),
        "accuracy_where_placed": right_placed / (placed or 1),
        "claims": float(total),
    }


def same(found: Place | None, gold: GoldPlace | None) -> bool:
    """Whether two places are the same."""
    if found is None or gold is None:
        return found is None and gold is None
    if gold.precision in ("country", "region"):
        alike = found.country == gold.country and found.precision == gold.precision
        return alike and (gold.precision == "country" or _bare(found) == _fold(gold.admin1 or gold.name))
    if found.fallback:
        return not gold.in_gazetteer and _bare(found) == _fold(gold.admin1 or "")
    if None in (found.lat, found.lon, gold.lat, gold.lon):
        return key(found.name) == key(gold.name)
    away = kilometres(found.lat or 0.0, found.lon or 0.0, gold.lat or 0.0, gold.lon or 0.0)
    return away <= WITHIN and found.precision not in ("country", "region")


def _bare(place: Place) -> str:
    return _fold(place.admin1 or place.name)


def _fold(name: str) -> str:
    return " ".join(KIND.sub(" ", key(name)).split())
