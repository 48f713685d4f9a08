"""Reads a record back as the very Structs that were put in; never writes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, TypeVar

from msgspec import Struct
from sqlalchemy import Column, ColumnElement, Select, func, select

from whence.errors import NotFoundError, UsageError
from whence.schema.original import Original
from whence.schema.records import Claim, Decision, Event, Issue, IssueLevel, Pair, Report
from whence.store import database, erasure, migrate, search
from whence.store import tables as t
from whence.store.decisions import with_undone
from whence.store.erasure import Tombstone
from whence.store.families import CLAIMS, DECISIONS, EVENTS, ISSUES, ORIGINALS, PAIRS, REPORTS, Family
from whence.store.found import Hit
from whence.store.merged import machine_claims
from whence.store.part import Part
from whence.store.place import Server, place

PAGE = 500  # values fetched at a time
FEW = 16  # originals: each may be tens of megabytes
S = TypeVar("S", bound=Struct)
Named = Literal["event", "claim", "report", "decision"]


COUNTED = {
    "originals": t.originals,
    "reports": t.reports,
    "claims": t.claims,
    "events": t.events,
    "issues": t.issues,
    "decisions": t.decisions,
}
NAMED: dict[Named, Column[Any]] = {
    "event": t.events.c.event_id,
    "claim": t.claims.c.claim_id,
    "report": t.reports.c.report_id,
    "decision": t.decisions.c.decision_id,
}


class Change(Struct, frozen=True, kw_only=True):
    """One change of the record's own configuration."""

    name: str
    value: str | None
    who: str
    when: str


class Found(Struct, frozen=True, kw_only=True):
    """What an id, or the beginning of one, stands for."""

    kind: Named
    id: str


class Reader:
    """An open record. Values come in order of id, a page at a time; may be shared by threads.

    Raises `RecordError` where there is no record, `NewerRecordError` where a later Whence wrote it.
    """

    def __init__(self, path: str | Path | Server) -> None:
        self.path = place(path)
        database.require(self.path)
        self._engine = migrate.open_for_reading(self.path)

    def __enter__(self) -> Reader:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file."""
        self._engine.dispose()

    def part(self) -> Part:
        """For a look at a part of it, and at which part has changed."""
        return Part(self._engine)

    def originals(self) -> Iterator[Original]:
        """All originals, with their bytes."""
        return self._pages(ORIGINALS, ORIGINALS.select(), size=FEW)

    def original(self, original_id: str) -> Original:
        """One original; raises `NotFoundError`."""
        return self._one(ORIGINALS, original_id, "original")

    def reports(self) -> Iterator[Report]:
        """All reports."""
        return self._pages(REPORTS, REPORTS.select())

    def report(self, report_id: str) -> Report:
        """One report; raises `NotFoundError`."""
        return self._one(REPORTS, report_id, "report")

    def claims(
        self,
        *,
        report: str | None = None,
        event: str | None = None,
        type: str | None = None,  # noqa: A002
        mode: str | None = None,
        status: str | None = None,
    ) -> Iterator[Claim]:
        """Claims, those of one report, event, type, mode or status if asked."""
        table = t.claims
        query = _where(CLAIMS.select(), {table.c.report_id: report, table.c.type: type})
        query = _where(query, {table.c.mode: mode, table.c.status: status})
        if event is not None:
            of_event = select(t.event_claims.c.claim_id).where(t.event_claims.c.event_id == event)
            query = query.where(table.c.claim_id.in_(of_event))
        return self._pages(CLAIMS, query)

    def claim(self, claim_id: str) -> Claim:
        """One claim; raises `NotFoundError`."""
        return self._one(CLAIMS, claim_id, "claim")

    def machine_claims(self) -> Iterator[Claim]:
        """All claims as the machine read them, before any decision: what merging takes in."""
        aside = self.aside()
        for claim in self.claims():
            if claim.claim_id not in aside:
                yield claim
        yield from aside.values()

    def aside(self) -> dict[str, Claim]:
        """By its id, each claim as the machine read it that a decision changed."""
        with self._engine.begin() as connection:
            return machine_claims(connection)

    def events(
        self,
        *,
        report: str | None = None,
        type: str | None = None,  # noqa: A002
        mode: str | None = None,
        status: str | None = None,
        country: str | None = None,
        since: str | None = None,
        until: str | None = None,
    ) -> Iterator[Event]:
        """Events, if asked those of one report, type, mode, status or country, or that may fall between two days."""
        table = t.events
        query = _where(EVENTS.select(), {table.c.type: type, table.c.mode: mode})
        query = _where(query, {table.c.status: status, table.c.place_country: country})
        if report is not None:
            of_report = select(t.event_reports.c.event_id).where(t.event_reports.c.report_id == report)
            query = query.where(table.c.event_id.in_(of_report))
        if since is not None:
            query = query.where(table.c.time_latest >= since)
        if until is not None:
            query = query.where(table.c.time_earliest <= until)
        return self._pages(EVENTS, query)

    def event(self, event_id: str) -> Event:
        """One event, by its id or one that it had before; raises `NotFoundError`."""
        return self._one(EVENTS, self.redirects().get(event_id, event_id), "event")

    def event_of(self, claim_id: str) -> str | None:
        """Id of the event that a claim belongs to."""
        query = select(t.event_claims.c.event_id).where(t.event_claims.c.claim_id == claim_id)
        with self._engine.begin() as connection:
            return connection.execute(query).scalar()

    def pairs(self, claim: str | None = None) -> Iterator[Pair]:
        """Why claims were, or were not, taken for one event."""
        query = PAIRS.select()
        if claim is not None:
            query = query.where((t.pairs.c.left == claim) | (t.pairs.c.right == claim))
        return self._pages(PAIRS, query)

    def unsure(self) -> list[tuple[str, str]]:
        """Pairs of claims that merging could not decide on."""
        query = select(t.pairs.c.left, t.pairs.c.right).where(t.pairs.c.verdict == "unsure")
        with self._engine.begin() as connection:
            return [(left, right) for left, right in connection.execute(query.order_by(t.pairs.c.pair_id))]

    def issues(self, *, level: IssueLevel | None = None, report: str | None = None) -> list[Issue]:
        """What could not be read and why, in order of input."""
        query = _where(ISSUES.select(), {t.issues.c.level: level, t.issues.c.report_id: report})
        return sorted(self._pages(ISSUES, query), key=_place)

    def decisions(self) -> list[Decision]:
        """What people decided, in that order; `undone_by` is set on what does not stand any more."""
        query = DECISIONS.select().order_by(None).order_by(t.decisions.c.seq)
        with self._engine.begin() as connection:
            return with_undone(DECISIONS.fetch(connection, query))

    def redirects(self) -> dict[str, str]:
        """Event ids that are gone, and the events that hold their claims now."""
        query = select(t.redirects.c.event_id, t.redirects.c.to_event)
        with self._engine.begin() as connection:
            return {row[0]: row[1] for row in connection.execute(query.order_by(t.redirects.c.event_id))}

    def configuration_log(self) -> list[Change]:
        """Every change of the record's own configuration, in order."""
        columns = [t.configuration.c[name] for name in Change.__struct_fields__]
        with self._engine.begin() as connection:
            rows = connection.execute(select(*columns).order_by(t.configuration.c.seq)).fetchall()
        return [Change(name=name, value=value, who=who, when=when) for name, value, who, when in rows]

    def configuration(self) -> dict[str, str | None]:
        """The record's own configuration as it is now."""
        return {change.name: change.value for change in self.configuration_log()}

    def tombstones(self) -> list[Tombstone]:
        """What is left of reports that were erased."""
        with self._engine.begin() as connection:
            return erasure.tombstones(connection)

    def erasable(self, wanted: erasure.Wanted) -> dict[str, str | None]:
        """The reports that erasing would take, with the paths that they came from."""
        with self._engine.begin() as connection:
            return erasure.chosen(connection, wanted)

    def counts(self) -> dict[str, int]:
        """How many of each there are."""
        with self._engine.begin() as connection:
            return {
                name: connection.execute(select(func.count()).select_from(table)).scalar() or 0
                for name, table in COUNTED.items()
            }

    def search(self, words: str, limit: int = 50) -> list[Hit]:
        """Reports and claims that hold all the words (or "quoted phrases"), best first."""
        with self._engine.begin() as connection:
            return search.find(connection, words, limit)

    def find(self, beginning: str) -> Found:
        """What an id, or a beginning that only one has, stands for.

        Raises `NotFoundError` where nothing begins so, `UsageError` where several do.
        """
        found = self._begin_with(beginning)
        exact = [one for one in found if one.id == beginning]
        if len(exact or found) > 1:
            some = ", ".join(f"{one.kind} {one.id}" for one in found[:5])
            raise UsageError(f"{beginning}: stands for several: {some}. Give more of the id.")
        if not found:
            raise NotFoundError(f"{beginning}: no event, claim, report or decision has that id. See: whence show")
        return (exact or found)[0]

    def _begin_with(self, beginning: str) -> list[Found]:
        end = beginning + "\U0010ffff"
        found: set[tuple[Named, str]] = set()
        with self._engine.begin() as connection:
            for kind, column in NAMED.items():
                query = select(column).where(column >= beginning, column <= end).order_by(column).limit(6)
                found |= {(kind, one) for one in connection.execute(query).scalars()}
        found |= {("event", new) for old, new in self.redirects().items() if old.startswith(beginning)}
        return [Found(kind=kind, id=one) for kind, one in sorted(found)]

    def _one(self, family: Family[S], key: str, noun: str) -> S:
        with self._engine.begin() as connection:
            found = family.fetch(connection, family.select().where(family.table.c[family.key] == key))
        if not found:
            raise NotFoundError(f"{noun} {key}: not in {self.path}. See: whence show, or whence search")
        return found[0]

    def _pages(self, family: Family[S], query: Select[Any], size: int = PAGE) -> Iterator[S]:
        """Each page is one short transaction, so that a long look does not hold up a loader."""
        key = family.table.c[family.key]
        last = ""
        while True:
            with self._engine.begin() as connection:
                page = family.fetch(connection, query.where(key > last).limit(size))
            yield from page
            if len(page) < size:
                return
            last = family.identify(page[-1])


def _where(query: Select[Any], wanted: dict[Column[Any], str | None]) -> Select[Any]:
    conditions: list[ColumnElement[bool]] = [column == value for column, value in wanted.items() if value is not None]
    return query.where(*conditions)


def _place(issue: Issue) -> tuple[str, ...]:
    place = issue.input
    return (place.path or "", place.url or "", place.id or "", issue.report_id or "", issue.stage, issue.message)
