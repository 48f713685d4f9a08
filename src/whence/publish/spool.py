"""Values of a record in a file of their own, packed: read back in any order without holding them in memory."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from whence.publish.view import Bundle, bundle
from whence.schema.records import Claim, Decision, Event, Issue, Report
from whence.store.scratch import Scratch

S = TypeVar("S", bound=Struct)
FEW = 200  # events whose claims are fetched together
ASKED = 500  # ids in one question
LAST = "\U0010ffff"  # after every sign of an id
# A page holds several claims; nothing of this has to survive a crash.
_SWIFT = "PRAGMA page_size = 32768; PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
# Safe against a kill of its process, not of the machine: nobody outlives that who would look at it.
_SAFE = "PRAGMA page_size = 32768; PRAGMA synchronous = OFF; PRAGMA secure_delete = ON;"
_TABLES = """
CREATE TABLE reports (id TEXT, data BLOB);
CREATE TABLE events (id TEXT, data BLOB);
CREATE TABLE claims (id TEXT, report TEXT, data BLOB);
CREATE TABLE decisions (data BLOB);
CREATE TABLE issues (data BLOB);
"""
_LOOK_UPS = (
    "CREATE UNIQUE INDEX of_claim ON claims (id)",
    "CREATE INDEX of_report ON claims (report)",
    "CREATE UNIQUE INDEX report ON reports (id)",
    "CREATE UNIQUE INDEX event ON events (id)",
)
_KINDS: Mapping[type[Struct], str] = {
    Report: "reports", Claim: "claims", Event: "events", Decision: "decisions", Issue: "issues",
}  # fmt: skip


class Spool:
    """A context manager; the file goes when it closes. It satisfies `View` once it is filled and `ready`.

    One that lies `at` a place of somebody else's stays, and is as it was wherever a transaction is broken off.
    """

    def __init__(self, *, private: bool = False, at: Path | None = None) -> None:
        self._private = private
        self._folder = Scratch("spool-") if at is None else None
        place = self._folder.path / "spool" if self._folder else at
        fresh = at is None or not at.exists() or not at.stat().st_size
        self._base = sqlite3.connect(place or "", isolation_level=None, check_same_thread=False)
        self._base.executescript(_SWIFT if at is None else _SAFE)
        if fresh:
            self._base.executescript(_TABLES)
        self._pack = msgspec.msgpack.Encoder()
        self._unpack: dict[type[Struct], msgspec.msgpack.Decoder[Any]] = {
            kind: msgspec.msgpack.Decoder(kind) for kind in _KINDS
        }

    def __enter__(self) -> Spool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()
        if self._folder is not None:
            self._folder.close()

    def put(self, values: Iterable[Struct]) -> None:
        """Put values in, in one transaction: that of the caller, if there is one."""
        outer = self._base.in_transaction
        if not outer:
            self._base.execute("BEGIN")
        for value in values:
            data = zlib.compress(self._pack.encode(value), 1)  # a fifth of the room
            if isinstance(value, Claim):
                self._base.execute("INSERT INTO claims VALUES (?, ?, ?)", (value.claim_id, value.report_id, data))
            elif isinstance(value, Report):
                self._base.execute("INSERT INTO reports VALUES (?, ?)", (value.report_id, data))
            elif isinstance(value, Event):
                self._base.execute("INSERT INTO events VALUES (?, ?)", (value.event_id, data))
            else:
                self._base.execute(f"INSERT INTO {_KINDS[type(value)]} VALUES (?)", (data,))  # noqa: S608 (own names)
        if not outer:
            self._base.execute("COMMIT")

    @property
    def base(self) -> sqlite3.Connection:
        """The file, for what is kept beside the values."""
        return self._base

    def take_out(self, reports: Iterable[str], events: Iterable[str]) -> None:
        """Drop reports with their claims, and events."""
        gone = [(one,) for one in reports]
        self._base.executemany("DELETE FROM reports WHERE id = ?", gone)
        self._base.executemany("DELETE FROM claims WHERE report = ?", gone)
        self._base.executemany("DELETE FROM events WHERE id = ?", [(one,) for one in events])

    def empty(self, *kinds: type[Struct]) -> None:
        """Drop all of some kinds."""
        for kind in kinds:
            self._base.execute(f"DELETE FROM {_KINDS[kind]}")  # noqa: S608 (own names)

    def ready(self) -> None:
        """Make what was put in quick to find."""
        for statement in _LOOK_UPS:  # one by one: a script would end the caller's transaction
            self._base.execute(statement)

    def values(self, kind: type[S], start: str | None = None) -> Iterator[S]:
        """All of one kind, in order of id (decisions and issues: as they were put in); those whose id begins so."""
        order = "id" if kind in (Report, Claim, Event) else "rowid"
        clause, asked = ("", ()) if start is None else ("WHERE id >= ? AND id < ?", (start, start + LAST))
        found = self._base.execute(f"SELECT data FROM {_KINDS[kind]} {clause} ORDER BY {order}", asked)  # noqa: S608
        return (self._value(kind, row[0]) for row in found)

    def _value(self, kind: type[S], data: bytes) -> S:
        made: S = self._unpack[kind].decode(zlib.decompress(data))
        return made

    def count(self, kind: type[Struct]) -> int:
        """How many there are of one kind."""
        return int(self._base.execute(f"SELECT count(*) FROM {_KINDS[kind]}").fetchone()[0])  # noqa: S608 (own names)

    def some(self, kind: type[S], ids: Sequence[str]) -> dict[str, S]:
        """Those with certain ids."""
        found: dict[str, S] = {}
        for part in _parts(ids, ASKED):
            marks = ", ".join("?" * len(part))
            query = f"SELECT id, data FROM {_KINDS[kind]} WHERE id IN ({marks})"  # noqa: S608 (own names)
            found |= {row[0]: self._value(kind, row[1]) for row in self._base.execute(query, part)}
        return found

    def claims_of(self, report: str) -> list[Claim]:
        """The claims of one report, in order of id."""
        found = self._base.execute("SELECT data FROM claims WHERE report = ? ORDER BY id", (report,))
        return [self._value(Claim, row[0]) for row in found]

    @property
    def private(self) -> bool:
        """Whether it was asked for as the record stands."""
        return self._private

    def reports(self) -> Iterator[Report]:
        """All reports."""
        return self.values(Report)

    def claims(self) -> Iterator[Claim]:
        """All claims."""
        return self.values(Claim)

    def told(self) -> Iterator[tuple[Claim, Report | None]]:
        """Claims with the reports that they stand in."""
        query = (
            "SELECT claims.data, reports.data FROM claims LEFT JOIN reports ON reports.id = claims.report "
            "ORDER BY claims.id"
        )
        for row in self._base.execute(query):
            yield self._value(Claim, row[0]), self._value(Report, row[1]) if row[1] is not None else None

    def events(self) -> Iterator[Event]:
        """All events."""
        return self.values(Event)

    def bundles(self) -> Iterator[Bundle]:
        """Events with their claims and reports."""
        for events in _parts(self.events(), FEW):
            claims = self.some(Claim, sorted({one for event in events for one in event.claims}))
            wanted = {claim.report_id for claim in claims.values()} | {one for event in events for one in event.reports}
            reports = self.some(Report, sorted(wanted))
            yield from (bundle(event, claims, reports) for event in events)

    def decisions(self) -> Iterator[Decision]:
        """What people decided, in that order."""
        return self.values(Decision)

    def issues(self) -> Iterator[Issue]:
        """What could not be read."""
        return self.values(Issue)

    def counts(self) -> Mapping[str, int]:
        """How many reports, claims and events are shown."""
        return {"reports": self.count(Report), "claims": self.count(Claim), "events": self.count(Event)}


T = TypeVar("T")


def _parts(values: Iterable[T], size: int) -> Iterator[list[T]]:
    rest = iter(values)
    while part := list(islice(rest, size)):
        yield part
