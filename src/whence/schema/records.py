"""Report, Span, Claim, Link, Event, Decision, Issue: the atoms of the record.

All are frozen `msgspec.Struct`s. Offsets count Unicode code points in `Report.text`; dates are ISO 8601 strings;
unknown is `None`, never zero and never a guess.
"""

from __future__ import annotations

from typing import Any, Literal, TypeVar

import msgspec
from msgspec import Struct

Status = Literal["asserted", "planned", "called-for", "predicted", "possible", "denied"]
LinkKind = Literal["outlet", "agency", "person", "organisation", "document", "social-post", "unnamed"]
PlacePrecision = Literal["exact", "facility", "settlement", "district", "region", "country", "unknown"]
TimePrecision = Literal["day", "range", "week", "month", "season", "year", "unknown"]
TimeBasis = Literal["text", "publication", "unknown"]
FigureWhat = Literal[
    "killed", "injured", "arrested", "sanctioned", "voters", "turnout", "vote-share",
    "crowd", "displaced", "troops", "distance", "money", "other",
]  # fmt: skip
EventRelation = Literal["whole", "part", "threat", "demand", "prediction", "answer"]
IssueLevel = Literal["info", "warning", "error"]
Number = int | float


class Span(Struct, frozen=True, kw_only=True):
    """Words of a report at their place: `report.text[start:end] == text`, always."""

    text: str
    start: int
    end: int
    found_by: str  # rule name, or model and version
    confidence: float = 1.0  # 0 to 1; shown to people in words


class Cut(Struct, frozen=True, kw_only=True):
    """A stretch of the original that was left out of `Report.text`, and why."""

    text: str
    start: int  # code points in the decoded original (for HTML: in its plain text before cutting)
    end: int
    reason: str


class Input(Struct, frozen=True, kw_only=True):
    """Where a report came from: a path or URL, and the `id` that a JSONL line or feed gave it."""

    path: str | None = None
    url: str | None = None
    id: str | None = None


class Published(Struct, frozen=True, kw_only=True):
    """Publication date and what it rests on."""

    value: str
    basis: Literal["given", "metadata", "text"]


class Report(Struct, frozen=True, kw_only=True):
    """One published item, with the body that was read."""

    report_id: str
    input: Input
    captured: str | None = None  # when we got it; never enters an id or a comparison
    cut: tuple[Cut, ...] = ()
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    language: str | None = None
    published: Published | None = None
    text: str
    copy_of: str | None = None
    republished_from: str | None = None  # an outlet named as the original by the page itself; merging uses it


class Party(Span, frozen=True, kw_only=True):
    """An actor or target: the words in the report, and who that is."""

    name: str
    sector: str | None = None  # PLOVER sector code
    private: bool = True  # a person not shown to hold a public role; False for organisations, states, crowds


class Place(Span, frozen=True, kw_only=True):
    """Where: the words, and the gazetteer entry that they mean."""

    name: str
    geonameid: int | None = None
    admin1: str | None = None  # name, e.g. "Luhansk Oblast"
    country: str | None = None  # ISO 3166-1 alpha-2
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision = "unknown"
    fallback: bool = False  # not in the gazetteer: coordinates are the smallest certain enclosing place's


class Time(Span, frozen=True, kw_only=True):
    """When: the words, and the closed interval of days that they mean."""

    earliest: str | None = None  # ISO date, inclusive
    latest: str | None = None
    precision: TimePrecision = "unknown"
    basis: TimeBasis = "unknown"


class Figure(Span, frozen=True, kw_only=True):
    """How many: bounds inclusive; `low == high` for an exact or approximate number, one of them null when unbounded."""

    low: Number | None = None
    high: Number | None = None
    unit: str | None = None
    what: FigureWhat = "other"
    of: Span | None = None  # what it counts or belongs to, where that is not the target


class Link(Span, frozen=True, kw_only=True):
    """One source in a chain: the words that name it there, and who that is."""

    name: str
    kind: LinkKind
    role: str | None = None
    via: str | None = None
    private: bool = True  # as for Party; unnamed sources are never private: there is no name to protect


class Ground(Struct, frozen=True, kw_only=True):
    """Why a value that is no span itself (type, mode, status, contexts, a resolved place) has been given."""

    field: str  # "type", "mode", "status", "contexts.election", "place.geonameid", "actors.0.sector", ...
    value: str | None
    span: Span | None
    why: str  # one sentence for people


class Claim(Struct, frozen=True, kw_only=True):
    """One thing that one source says in one report."""

    claim_id: str = ""
    report_id: str
    evidence: Span
    type: str
    mode: str | None = None
    status: Status = "asserted"
    hedge: Span | None = None
    actors: tuple[Party, ...] = ()
    targets: tuple[Party, ...] = ()
    instrument: Span | None = None
    place: Place | None = None
    time: Time | None = None
    figures: tuple[Figure, ...] = ()
    chain: tuple[Link, ...] = ()
    contexts: tuple[str, ...] = ()
    grounds: tuple[Ground, ...] = ()  # kept in the store for `whence why`; not part of the exported contract


class Supported(Struct, frozen=True, kw_only=True):
    """A value of an event's field with the claims it rests on. `value` is a plain word or number-in-words."""

    value: str
    claims: tuple[str, ...]


class EventParty(Struct, frozen=True, kw_only=True):
    name: str
    sector: str | None = None
    private: bool = True
    claims: tuple[str, ...] = ()


class EventPlace(Struct, frozen=True, kw_only=True):
    name: str
    geonameid: int | None = None
    admin1: str | None = None
    country: str | None = None
    lat: float | None = None
    lon: float | None = None
    precision: PlacePrecision = "unknown"
    fallback: bool = False
    claims: tuple[str, ...] = ()


class EventTime(Struct, frozen=True, kw_only=True):
    earliest: str | None = None
    latest: str | None = None
    precision: TimePrecision = "unknown"
    basis: TimeBasis = "unknown"
    claims: tuple[str, ...] = ()


class EventFigure(Struct, frozen=True, kw_only=True):
    what: FigureWhat
    low: Number | None = None
    high: Number | None = None
    unit: str | None = None
    claims: tuple[str, ...] = ()


class Origin(Struct, frozen=True, kw_only=True):
    """One independent informant. `private` follows the links it was made from."""

    name: str
    kind: LinkKind
    claims: tuple[str, ...]
    private: bool = False


class Dispute(Struct, frozen=True, kw_only=True):
    """Claims disagree on `field` (`status`, `actors`, `place`, `time`, `figures.killed`, ...); every side is kept."""

    field: str
    values: tuple[Supported, ...]


class Superseded(Struct, frozen=True, kw_only=True):
    """A value that the same source replaced later."""

    field: str
    value: str
    claims: tuple[str, ...]
    replaced_by: str


class EventLink(Struct, frozen=True, kw_only=True):
    relation: EventRelation
    event_id: str


class Credibility(Struct, frozen=True, kw_only=True):
    """Admiralty information scale, 1 (confirmed by independent origins) to 6 (cannot be judged), and why."""

    grade: int
    why: str


class Event(Struct, frozen=True, kw_only=True):
    """What claims are about, after merging over reports."""

    event_id: str
    status: Status
    links: tuple[EventLink, ...] = ()
    type: Supported
    mode: Supported | None = None
    actors: tuple[EventParty, ...] = ()
    targets: tuple[EventParty, ...] = ()
    place: EventPlace | None = None
    time: EventTime | None = None
    figures: tuple[EventFigure, ...] = ()
    claims: tuple[str, ...]
    reports: tuple[str, ...]
    origins: tuple[Origin, ...] = ()
    credibility: Credibility
    history: tuple[Superseded, ...] = ()
    disputes: tuple[Dispute, ...] = ()


class PairReason(Struct, frozen=True, kw_only=True):
    """One feature of a pair decision: its value and what it says in words."""

    feature: str
    score: float
    words: str


class Pair(Struct, frozen=True, kw_only=True):
    """Why two claims were, or were not, taken for the same event."""

    left: str
    right: str
    score: float
    verdict: Literal["same", "different", "unsure", "cannot"]
    reasons: tuple[PairReason, ...]


class Decision(Struct, frozen=True, kw_only=True):
    """What a person decided; append-only, replayed on a rebuild, always above the machine's."""

    decision_id: str
    who: str
    when: str
    what: Literal["merge", "split", "same", "not-same", "accept", "reject", "edit", "undo", "protect"]
    ids: tuple[str, ...]
    field: str | None = None
    value: str | None = None
    note: str | None = None
    undone_by: str | None = None


class Issue(Struct, frozen=True, kw_only=True):
    """What went wrong with one input, at which stage, and what to do about it; never stops a run."""

    report_id: str | None
    input: Input
    stage: str
    level: IssueLevel
    code: str  # short and stable: "empty", "binary", "language", "broken-line", ...
    message: str
    advice: str


T = TypeVar("T")


def to_json(value: Any, *, sort: bool = False) -> bytes:
    """Encode a record value as compact UTF-8 JSON; `sort=True` gives the canonical form (keys sorted)."""
    return msgspec.json.encode(value, order="sorted" if sort else None)


def from_json(data: bytes | str, kind: type[T]) -> T:
    """Decode JSON into a record type; raises `msgspec.ValidationError` naming the field that is wrong."""
    return msgspec.json.decode(data, type=kind)
