"""What one line of a list shows, as it is kept."""

from __future__ import annotations

from msgspec import Struct

from whence.schema.records import Claim, Event, Report


class Line(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """An event on one line, ready to be written out."""

    who: str = ""
    whom: str = ""
    place: str = ""
    time: str = ""
    figures: str = ""
    said_by: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()
    words: str = ""  # of the claim that tells it most plainly
    disputes: tuple[str, ...] = ()
    grade_why: str = ""


class Quoted(Struct, frozen=True, kw_only=True):
    """Whom an outlet quotes, and in how many claims."""

    name: str
    kind: str
    claims: int


class Side(Struct, frozen=True, kw_only=True):
    """One side of a dispute: the value, who says so, and when that was said."""

    value: str
    who: tuple[str, ...]
    when: str | None
    claims: tuple[str, ...]


class Row(Struct, frozen=True, kw_only=True):
    """An event of a list: what is filtered by, and its line."""

    n: int
    event_id: str
    type: str
    mode: str | None
    status: str
    earliest: str | None
    latest: str | None
    country: str | None
    precision: str | None
    lat: float | None
    lon: float | None
    origins: int
    grade: int
    disputed: bool
    reviewed: bool
    claims: int
    reports: int
    line: Line


class Told(Struct, frozen=True, kw_only=True):
    """A claim with its report, its event, and what the machine had read where a person changed it."""

    claim: Claim
    report: Report
    event_id: str | None
    machine: Claim | None


class Held(Struct, frozen=True, kw_only=True):
    """An event and everything that its page shows."""

    row: Row
    event: Event
    told: tuple[Told, ...]
