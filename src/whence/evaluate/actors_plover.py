"""Sectors and countries of coded actors: PLOVER's gold standard records of the CAMEO manual."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from msgspec import Struct

from whence.evaluate.actors_meantime import resolved
from whence.evaluate.plover import FILE, records
from whence.linkage.directory import directory
from whence.linkage.directory_load import SECTORS
from whence.linkage.entities import entities
from whence.linkage.entity import Entity, Naming
from whence.publish.codes import country
from whence.schema.records import Party

OLDER = {"CIV": "CVL"}


class Actor(Struct, frozen=True, rename={"words": "actorText"}):
    """An actor as coded: country of three letters (or `IGO`, `NGO`), sector of three, or six with a people's."""

    words: str
    code: str = ""
    sector: str | None = None


class Coded(Struct, frozen=True):
    """A record with its actors; remarks stand in their place here and there."""

    text: str = ""
    source: list[Actor | str] | str = []
    target: list[Actor | str] | str = []


def there(path: Path) -> bool:
    """Whether the file is there."""
    return path.name == FILE or (path.is_dir() and next(iter(path.rglob(FILE)), None) is not None)


def plover_actors(path: Path) -> dict[str, float]:
    """Shares of coded actors whose country, and whose sector, are the coder's; no answer counts as wrong."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    states = {found.iso3: code for code in _codes() if (found := country(code)) is not None}
    for row in records(path, Coded):
        for actor in (*row.source, *row.target):
            if isinstance(actor, str) or not actor.words.strip():
                continue
            ours = _entity(actor.words, row.text)
            if actor.code in states:
                asked["country"] += 1
                right["country"] += ours.country == states[actor.code]
            sector = (actor.sector or "")[:3]
            if OLDER.get(sector, sector) in SECTORS:
                asked["sector"] += 1
                right["sector"] += ours.sector == OLDER.get(sector, sector)
    shares = {f"plover {name} right": right[name] / (asked[name] or 1) for name in ("country", "sector")}
    return shares | {f"plover {name} asked": float(asked[name]) for name in ("country", "sector")}


def _codes() -> list[str]:
    return sorted({state.code for state in directory().states.values()})


def _entity(words: str, text: str) -> Entity:
    """The actor as the record would know it from its sentence."""
    at = text.find(words)
    text, at = (text, at) if at >= 0 else (words, 0)
    party = Party(text=words, start=at, end=at + len(words), found_by="gold", name=words)
    found = resolved("coded", text, (party,))[0]
    naming = Naming(id="0", report="coded", text=words, name=found.name, sector=found.sector, private=found.private)
    return entities([naming])[0]
