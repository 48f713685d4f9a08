"""Brings the pages' tables up to date: what a change reaches is taken out and put in as it is now, and nothing else."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import json

from whence.publish.kept import Reach
from whence.publish.spool import Spool
from whence.schema.records import Claim, Event, Report
from whence.web.view import lines, outlets, queue
from whence.web.view.fill import (
    MACHINE,
    MANY,
    claim_rows,
    decided,
    lookup,
    put,
    put_events,
    put_rest,
    report_row,
)
from whence.web.view.names import Names, newest
from whence.web.view.pack import unpack

TOGETHER = 500  # ids in one question
OF_EVENT = ("events", "lines", "disputes", "weighed")


def fill_again(
    connection: sqlite3.Connection,
    shown: Spool,
    reach: Reach,
    redirects: Mapping[str, str],
    unsure: Sequence[tuple[str, str]],
) -> None:
    """Write into tables that show an earlier state what `shown` holds now; `reach` is where it is another."""
    touched = decided(shown)
    ids = reach.events | _events_of(connection, touched ^ _touched(connection))
    old = dict(_rows(connection, "SELECT event_id, n FROM events WHERE event_id IN", ids | reach.gone))
    names = Names(connection)
    _take_out(connection, old, names)
    known = dict(_rows(connection, "SELECT report_id, outlet FROM reports WHERE report_id IN", reach.reports))
    stale = _put_reports(connection, shown, reach.reports)
    events = sorted(shown.some(Event, sorted(ids)).values(), key=newest)
    _settle_homes(connection, old, events)
    others = queue.others(unsure, _homes(connection, unsure))
    numbers = _numbers(connection, old, events)
    for start in range(0, len(events), MANY):
        some = [(numbers[one.event_id], one) for one in events[start : start + MANY]]
        put_events(connection, shown, some, names, others, touched)
    names.finish(lookup(connection, shown))
    _weigh_again(connection, shown, others, touched)
    now = _rows(connection, "SELECT report_id, outlet FROM reports WHERE report_id IN", reach.reports)
    outlets.count(connection, {str(one or "") for one in (*known.values(), *dict(now).values())})
    put_rest(connection, shown, redirects, touched)
    if stale:  # words that were shown and must not be any more leave the index at once
        connection.execute("INSERT INTO words (words) VALUES ('optimize')")


def _rows(connection: sqlite3.Connection, query: str, ids: Iterable[str]) -> Iterator[tuple[str, object]]:
    wanted = sorted(ids)
    for at in range(0, len(wanted), TOGETHER):
        some = wanted[at : at + TOGETHER]
        yield from connection.execute(f"{query} ({', '.join('?' * len(some))})", some)


def _touched(connection: sqlite3.Connection) -> frozenset[str]:
    (held,) = connection.execute("SELECT value FROM meta WHERE name = 'touched'").fetchone()
    return frozenset(json.decode(held, type=list[str]))


def _events_of(connection: sqlite3.Connection, ids: Collection[str]) -> set[str]:
    """Those of these ids that are events, and the events of those that are claims."""
    found = {one for one, _ in _rows(connection, "SELECT event_id, n FROM events WHERE event_id IN", ids)}
    homes = _rows(connection, "SELECT claim_id, event_id FROM claims WHERE event_id IS NOT NULL AND claim_id IN", ids)
    return found | {str(event) for _, event in homes}


def _take_out(connection: sqlite3.Connection, old: Mapping[str, object], names: Names) -> None:
    """Events with all that stands about them; an index of words without its texts has to be told what it held."""
    numbers = [int(str(n)) for n in old.values()]
    for n in numbers:
        (body,) = connection.execute("SELECT body FROM lines WHERE n = ?", (n,)).fetchone()
        event = unpack(body, Event)
        told = _rows(connection, "SELECT claim_id, body FROM claims WHERE claim_id IN", event.claims)
        claims = {one: unpack(data, Claim) for one, data in told}  # type: ignore[arg-type]
        wanted = {*event.reports, *(claim.report_id for claim in claims.values())}
        held = _rows(connection, "SELECT report_id, body FROM reports WHERE report_id IN", wanted)
        reports = {one: unpack(data, Report) for one, data in held}  # type: ignore[arg-type]
        words = lines.searched(event, claims, reports)
        connection.execute("INSERT INTO words (words, rowid, body) VALUES ('delete', ?, ?)", (n, words))
    names.remove(numbers)
    for table in OF_EVENT:
        connection.executemany(f"DELETE FROM {table} WHERE n = ?", [(n,) for n in numbers])  # noqa: S608 (own names)


def _put_reports(connection: sqlite3.Connection, shown: Spool, ids: Collection[str]) -> bool:
    """Reports with their claims as they are now; says whether a text that was shown is another."""
    before = dict(_rows(connection, "SELECT report_id, body FROM reports WHERE report_id IN", ids))
    gone = [(one,) for one in ids]
    connection.executemany("DELETE FROM claims WHERE report_id = ?", gone)
    connection.executemany("DELETE FROM reports WHERE report_id = ?", gone)
    stale = False
    for one in shown.some(Report, sorted(ids)).values():
        claims, told = shown.claims_of(one.report_id), Counter[str]()
        machine = [claim for claim in claims if claim.claim_id.startswith(MACHINE)]
        now = [claim for claim in claims if not claim.claim_id.startswith(MACHINE)]
        put(connection, "claims", 8, claim_rows(now, machine, {}, told))
        row = report_row(one, told[one.report_id])
        put(connection, "reports", 10, [row])
        stale |= one.report_id in before and before[one.report_id] != row[-1]
    return stale


def _settle_homes(connection: sqlite3.Connection, old: Iterable[str], events: Iterable[Event]) -> None:
    connection.executemany("UPDATE claims SET event_id = NULL WHERE event_id = ?", [(one,) for one in old])
    rows = [(event.event_id, claim) for event in events for claim in event.claims]
    connection.executemany("UPDATE claims SET event_id = ? WHERE claim_id = ?", rows)


def _homes(connection: sqlite3.Connection, unsure: Iterable[tuple[str, str]]) -> dict[str, str]:
    query = "SELECT claim_id, event_id FROM claims WHERE event_id IS NOT NULL AND claim_id IN"
    return {claim: str(event) for claim, event in _rows(connection, query, {one for pair in unsure for one in pair})}


def _numbers(connection: sqlite3.Connection, old: Mapping[str, object], events: Iterable[Event]) -> dict[str, int]:
    """The number that an event had, the next for a new one."""
    (last,) = connection.execute("SELECT COALESCE(MAX(n), 0) FROM events").fetchone()
    last = max([last, *(int(str(n)) for n in old.values())])
    numbers: dict[str, int] = {}
    for event in events:
        number = old.get(event.event_id)
        last += number is None
        numbers[event.event_id] = last if number is None else int(str(number))
    return numbers


def _weigh_again(
    connection: sqlite3.Connection, shown: Spool, others: Mapping[str, str], touched: Collection[str]
) -> None:
    """The claims of events in which merging is unsure about another claim than before."""
    before = dict(connection.execute("SELECT claim_id, other FROM weighed WHERE other IS NOT NULL"))
    changed = {one for one in others.keys() | before.keys() if others.get(one) != before.get(one)} - {*touched}
    ids = _events_of(connection, changed)
    numbers = dict(_rows(connection, "SELECT event_id, n FROM events WHERE event_id IN", ids))
    events = shown.some(Event, sorted(ids))
    claims = shown.some(Claim, sorted({one for event in events.values() for one in event.claims}))
    for event_id, event in events.items():
        n = int(str(numbers[event_id]))
        connection.execute("DELETE FROM weighed WHERE n = ?", (n,))
        put(connection, "weighed", 5, queue.weighed(n, event, claims, others, touched))
