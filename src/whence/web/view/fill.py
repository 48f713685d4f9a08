"""Fills the pages' tables from what may be shown."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from msgspec import json

from whence.publish.spool import Spool
from whence.schema.records import Claim, Event, Report
from whence.web.view import lines, outlets, queue
from whence.web.view.names import Lookup, Names, day, newest
from whence.web.view.pack import pack, unpack

MACHINE = "machine:"  # before the id of a claim as the machine read it, where a person changed that
MANY = 2000  # events filled in between two looks at memory
Numbered = Sequence[tuple[int, Event]]


def fill(
    connection: sqlite3.Connection, shown: Spool, redirects: Mapping[str, str], unsure: Sequence[tuple[str, str]]
) -> None:
    """Write every table but `meta`; of claims, reports and events only ids and what they are sorted by are held."""
    touched = decided(shown)
    order, home = _order(shown)
    claims = (claim for claim in shown.claims() if not claim.claim_id.startswith(MACHINE))
    told: Counter[str] = Counter()
    put(connection, "claims", 8, claim_rows(claims, shown.values(Claim, MACHINE), home, told))
    put(connection, "reports", 10, (report_row(one, told[one.report_id]) for one in shown.reports()))
    outlets.count(connection)
    names, others = Names(connection), queue.others(unsure, home)
    for start in range(0, len(order), MANY):
        held = shown.some(Event, order[start : start + MANY])
        some = [(n, held[one]) for n, one in enumerate(order[start : start + MANY], start + 1)]
        put_events(connection, shown, some, names, others, touched)
    names.finish(lookup(connection, shown))
    put_rest(connection, shown, redirects, touched)


def put_rest(
    connection: sqlite3.Connection, shown: Spool, redirects: Mapping[str, str], touched: Collection[str]
) -> None:
    """Write what is written anew each time, being small."""
    for table in ("issues", "decisions", "redirects"):
        connection.execute(f"DELETE FROM {table}")  # noqa: S608 (own names)
    put(connection, "issues", 5, ((i, o.level, o.stage, o.code, pack(o)) for i, o in enumerate(shown.issues())))
    put(connection, "decisions", 3, ((i, one.decision_id, pack(one)) for i, one in enumerate(shown.decisions())))
    put(connection, "redirects", 2, sorted(redirects.items()))
    connection.execute("INSERT OR REPLACE INTO meta VALUES ('touched', ?)", (json.encode(sorted(touched)).decode(),))
    queue.rank(connection)


def put(connection: sqlite3.Connection, table: str, width: int, rows: Iterable[tuple[object, ...]]) -> None:
    """Insert rows."""
    marks = ", ".join("?" * width)
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608 (own names)


def decided(shown: Spool) -> frozenset[str]:
    """The ids that a decision which stands is about."""
    standing = (one for one in shown.decisions() if one.undone_by is None and one.what not in ("undo", "protect"))
    return frozenset(id_ for one in standing for id_ in one.ids)


def _order(shown: Spool) -> tuple[list[str], dict[str, str]]:
    """Ids of the events, the newest first, and the event of each claim."""
    keys: list[tuple[bool, str, str]] = []
    home: dict[str, str] = {}
    for event in shown.events():
        keys.append(newest(event))
        home.update(dict.fromkeys(event.claims, event.event_id))
    return [event_id for _, _, event_id in sorted(keys)], home


def report_row(one: Report, claims: int) -> tuple[object, ...]:
    """Row of `reports`."""
    published = one.published.value if one.published else None
    about = one.report_id, one.outlet, one.title, published, one.language, one.copy_of
    return *about, len(one.text), claims, published or "", pack(one)


def claim_rows(
    claims: Iterable[Claim], machine: Iterable[Claim], home: Mapping[str, str], told: Counter[str]
) -> Iterator[tuple[object, ...]]:
    """Rows of `claims`; `machine` are claims as the machine read them. Counts them by report in `told`."""
    before = {one.claim_id.removeprefix(MACHINE): pack(one) for one in machine}
    for one in claims:
        told[one.report_id] += 1
        origin = (one.chain[-1].name, one.chain[-1].kind) if one.chain else (None, None)
        about = one.claim_id, one.report_id, home.get(one.claim_id), one.evidence.start
        yield *about, *origin, pack(one), before.get(one.claim_id)


def put_events(
    connection: sqlite3.Connection, shown: Spool, some: Numbered, names: Names, others: Mapping[str, str],
    touched: Collection[str],
) -> None:  # fmt: skip
    """Write events, their lines, words, disputes and weights, and note their names."""
    claims = shown.some(Claim, sorted({one for _, event in some for one in event.claims}))
    wanted = {claim.report_id for claim in claims.values()} | {one for _, event in some for one in event.reports}
    reports = shown.some(Report, sorted(wanted))
    put(connection, "events", 20, [_event(n, event, reports, touched, names) for n, event in some])
    told = ((n, pack(lines.line(event, claims, reports)), pack(event)) for n, event in some)
    put(connection, "lines", 3, told)
    searched = ((n, lines.searched(event, claims, reports)) for n, event in some)
    connection.executemany("INSERT INTO words (rowid, body) VALUES (?, ?)", searched)
    put(connection, "disputes", 6, (
        (n, seq, event.event_id, one.field, day(event), pack(lines.sides(one, claims, reports)))
        for n, event in some for seq, one in enumerate(event.disputes)
    ))  # fmt: skip
    for n, event in some:
        put(connection, "weighed", 5, queue.weighed(n, event, claims, others, touched))


def _event(
    n: int, event: Event, reports: Mapping[str, Report], touched: Collection[str], names: Names
) -> tuple[object, ...]:
    time, place = event.time, event.place
    names.add(n, event, reports)
    first = time.earliest or time.latest if time else None
    reviewed = event.event_id in touched or any(one in touched for one in event.claims)
    return (
        n, event.event_id, event.type.value, event.mode.value if event.mode else None, event.status,
        first, time.latest or time.earliest if time else None,
        first[:7] if first else None, names.place(n, event), place.country if place else None,
        place.precision if place else None, len(event.origins), event.credibility.grade, bool(event.disputes),
        reviewed, len(event.claims), len(event.reports), place.lat if place else None, place.lon if place else None,
        day(event),
    )  # fmt: skip


def lookup(connection: sqlite3.Connection, shown: Spool) -> Lookup:
    """Gives an event of these tables and its reports, by number."""

    def look(n: int) -> tuple[Event, Mapping[str, Report]]:
        (body,) = connection.execute("SELECT body FROM lines WHERE n = ?", (n,)).fetchone()
        event = unpack(body, Event)
        return event, shown.some(Report, event.reports)

    return look
