"""A part of a record by ids, and what tells which part has changed: a digest of every report and event."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, TypeVar

import msgspec
from msgspec import Struct
from sqlalchemy import Column, Connection, Engine, Table, select, text

from whence.schema.records import Claim, Event, Report
from whence.store import index
from whence.store import tables as t
from whence.store.database import full_text
from whence.store.families import CLAIMS, EVENTS, REPORTS, Family
from whence.store.statements import those, words

S = TypeVar("S", bound=Struct)
Digests = Mapping[str, int]
_ALL = (1 << 63) - 1
_MANY = 5000  # rows fetched at a time


class Part:
    """Looks into a record; each look is one short transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def reports(self, ids: Iterable[str]) -> list[Report]:
        """Those of these ids that are there."""
        return self._some(REPORTS, t.reports.c.report_id, ids)

    def claims(self, ids: Iterable[str]) -> list[Claim]:
        """Likewise."""
        return self._some(CLAIMS, t.claims.c.claim_id, ids)

    def claims_in(self, reports: Iterable[str]) -> list[Claim]:
        """All claims of some reports."""
        return self._some(CLAIMS, t.claims.c.report_id, reports)

    def events(self, ids: Iterable[str]) -> list[Event]:
        """Those of these ids that are there."""
        return self._some(EVENTS, t.events.c.event_id, ids)

    def events_of(self, reports: Iterable[str]) -> set[str]:
        """Ids of the events that rest on some reports."""
        return self._beside(t.event_reports.c.event_id, t.event_reports.c.report_id, reports)

    def homes(self, claims: Iterable[str]) -> set[str]:
        """Ids of the events that some claims belong to."""
        return self._beside(t.event_claims.c.event_id, t.event_claims.c.claim_id, claims)

    def told_in(self, claims: Iterable[str]) -> set[str]:
        """Ids of the reports that some claims stand in."""
        return self._beside(t.claims.c.report_id, t.claims.c.claim_id, claims)

    def linking(self, events: Iterable[str]) -> set[str]:
        """Ids of the events with a link to some."""
        return self._beside(t.event_links.c.event_id, t.event_links.c.other_event, events)

    def resting_on(self, claims: Collection[str]) -> set[str]:
        """Ids of the events that rest on these claims and no other."""
        column, event = t.event_claims.c.claim_id, t.event_claims.c.event_id
        homes = self.homes(claims)
        with self._engine.begin() as connection:
            found = index.together(connection, column, event, homes)
        return {one for one, some in found.items() if {*some} <= {*claims}}

    def digests(self) -> tuple[Digests, Digests]:
        """A number for each report with its claims, and for each event: another one when any value of theirs is.

        All rows are gone through, none is made into a value.
        """
        with self._engine.begin() as connection:
            return _of_reports(connection), _of_events(connection)

    def _some(self, family: Family[S], column: Column[Any], ids: Iterable[str]) -> list[S]:
        with self._engine.begin() as connection:
            return those(connection, family, column, ids)

    def _beside(self, wanted: Column[Any], column: Column[Any], ids: Iterable[str]) -> set[str]:
        with self._engine.begin() as connection:
            return {*words(connection, wanted, column, sorted({*ids}))}


def _of_reports(connection: Connection) -> Digests:
    found: dict[str, int] = defaultdict(int)
    home: dict[str, str] = {}
    for table in (t.reports, t.cuts):
        for row, number in _numbered(connection, table):
            found[row[0]] = found[row[0]] + number & _ALL
    where = [*t.claims.c.keys()].index("report_id")
    for row, number in _numbered(connection, t.claims):
        home[row[0]] = row[where]
        found[row[where]] = found[row[where]] + number & _ALL
    for table in {branch.table: None for branch in CLAIMS.branches}:
        for row, number in _numbered(connection, table):
            if row[0] in home:
                found[home[row[0]]] = found[home[row[0]]] + number & _ALL
    for row, number in _numbered(connection, t.machine_claims):
        found[row[1]] = found[row[1]] + number & _ALL
    return found


def _of_events(connection: Connection) -> Digests:
    found: dict[str, int] = defaultdict(int)
    for table in {EVENTS.table: None, **{branch.table: None for branch in EVENTS.branches}}:
        for row, number in _numbered(connection, table):
            found[row[0]] = found[row[0]] + number & _ALL
    joined = full_text(connection).joined("word", " ")
    support = (
        f"SELECT event_id, {joined} FROM (SELECT event_id, field || item || claim_id AS word FROM event_support "  # noqa: S608
        "ORDER BY event_id, field, item, seq) AS words GROUP BY event_id"
    )
    for row in connection.execute(text(support)):
        found[row[0]] = found[row[0]] + _number("event_support", tuple(row)) & _ALL
    return found


def _numbered(connection: Connection, table: Table) -> Iterator[tuple[Any, int]]:
    name = "".join(table.name)  # a plain string, which its own is not
    result = connection.execution_options(stream_results=True).execute(select(table))
    while rows := result.fetchmany(_MANY):
        for row in rows:
            yield row, _number(name, tuple(row))


_pack = msgspec.msgpack.Encoder().encode


def _number(table: str, row: tuple[object, ...]) -> int:
    packed = _pack((table, row))
    return int.from_bytes(hashlib.blake2b(packed, digest_size=8).digest()) & _ALL
