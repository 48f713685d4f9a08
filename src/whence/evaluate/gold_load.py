"""Gold storylines as records: reports, claims with located spans, and the events that they should make."""

from __future__ import annotations

from pathlib import Path

import msgspec
from msgspec import Struct

from whence.errors import InputError
from whence.schema.records import (
    FigureWhat,
    LinkKind,
    Number,
    PlacePrecision,
    Status,
    TimeBasis,
    TimePrecision,
)


class GoldReport(Struct, frozen=True):
    """A line of `reports.jsonl`."""

    id: str
    text: str
    outlet: str | None = None
    url: str | None = None
    title: str | None = None
    published: str | None = None
    language: str | None = None


class GoldPlace(Struct, frozen=True):
    text: str | None = None
    name: str | None = None
    geonameid: int | None = None
    admin1: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision = "unknown"
    in_gazetteer: bool | None = None


class GoldTime(Struct, frozen=True):
    text: str | None = None
    earliest: str | None = None
    latest: str | None = None
    precision: TimePrecision = "unknown"
    basis: TimeBasis = "unknown"


class GoldFigure(Struct, frozen=True):
    text: str
    low: Number | None = None
    high: Number | None = None
    unit: str | None = None
    what: FigureWhat = "other"
    of: str | None = None


class GoldLink(Struct, frozen=True):
    name: str
    kind: LinkKind
    role: str | None = None
    via: str | None = None
    text: str | None = None


class GoldClaim(Struct, frozen=True):
    """A claim as annotated: every span is the words themselves."""

    id: str
    report: str
    evidence: str
    type: str
    status: Status
    mode: str | None = None
    hedge: str | None = None
    actors: tuple[str, ...] = ()
    targets: tuple[str, ...] = ()
    instrument: str | None = None
    place: GoldPlace | None = None
    time: GoldTime | None = None
    figures: tuple[GoldFigure, ...] = ()
    chain: tuple[GoldLink, ...] = ()
    contexts: tuple[str, ...] = ()


class GoldDispute(Struct, frozen=True):
    field: str


class GoldEvent(Struct, frozen=True):
    id: str
    claims: tuple[str, ...]
    independent_origins: int
    disputes: tuple[GoldDispute, ...] = ()


class GoldFacts(Struct, frozen=True):
    copy_of: str | None = None


class Gold(Struct, frozen=True):
    """The content of `gold.json`."""

    claims: tuple[GoldClaim, ...]
    events: tuple[GoldEvent, ...]
    reports: dict[str, GoldFacts] = {}


class Storyline(Struct, frozen=True, kw_only=True):
    """One gold folder."""

    name: str
    reports: dict[str, GoldReport]
    gold: Gold


def load(folder: Path) -> Storyline:
    """Read a gold folder; raises `InputError` when it is not one."""
    try:
        lines = (folder / "reports.jsonl").read_bytes().splitlines()
        reports = [msgspec.json.decode(line, type=GoldReport) for line in lines if line.strip()]
        gold = msgspec.json.decode((folder / "gold.json").read_bytes(), type=Gold)
    except (OSError, msgspec.DecodeError) as fault:
        advice = "give a folder with reports.jsonl and gold.json"
        raise InputError(f"{folder}: cannot be read as a gold storyline ({fault}); {advice}") from fault
    return Storyline(name=folder.resolve().name, reports={report.id: report for report in reports}, gold=gold)
