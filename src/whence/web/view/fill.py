"""Fills the pages' tables from what may be shown."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from itertools import count

from whence.publish.spool import Spool
from whence.schema.records import Claim, Event, Report
from whence.web.view import lines, queue
from whence.web.view.names import Names
from whence.web.view.outlets import Outlets
from whence.web.view.pack import pack

MACHINE = "machine:"  # before the id of a claim as the machine read it, where a person changed that
MANY = 2000  # events filled in between two looks at memory


def fill(
    connection: sqlite3.Connection, shown: Spool, redirects: Mapping[str, str], unsure: Sequence[tuple[str, str]]
) -> None:
    """Write every table but `meta`; of claims, reports and events only ids and what they are sorted by are held."""
    touched = _touched(shown)
    order, home = _order(shown)
    outlets = Outlets()
    _put(connection, "claims", 7, _claims(shown, home, outlets))
    _put(connection, "reports", 10, _reports(shown, outlets))
    _put(connection, "outlets", 6, outlets.rows())
    ranked = queue.Ranked(unsure, home, touched)
    _events(connection, shown, order, touched, ranked)
    _put(connection, "issues", 5, ((i, o.level, o.stage, o.code, pack(o)) for i, o in enumerate(shown.issues())))
    _put(connection, "decisions", 3, ((i, one.decision_id, pack(one)) for i, one in enumerate(shown.decisions())))
    _put(connection, "queue", 4, ranked.rows())
    _put(connection, "redirects", 2, sorted(redirects.items()))


def _put(connection: sqlite3.Connection, table: str, width: int, rows: Iterator[tuple[object, ...]] | object) -> None:
    marks = ", ".join("?" * width)
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # type: ignore[arg-type]  # noqa: S608


def _touched(shown: Spool) -> frozenset[str]:
    standing = (one for one in shown.decisions() if one.undone_by is None and one.what not in ("undo", "protect"))
    return frozenset(id_ for one in standing for id_ in one.ids)


def _order(shown: Spool) -> tuple[list[str], dict[str, str]]:
    """Ids of the events, the newest first, and the event of each claim."""
    keys: list[tuple[bool, str, str]] = []
    home: dict[str, str] = {}
    for event in shown.events():
        keys.append(_newest(event))
        home.update(dict.fromkeys(event.claims, event.event_id))
    return [event_id for _, _, event_id in sorted(keys)], home


def _newest(event: Event) -> tuple[bool, str, str]:
    """The newest first, the undated last; strings sort the other way round by their complement."""
    day = event.time.earliest if event.time and event.time.earliest else ""
    return not day, "".join(chr(0x10FFFF - ord(sign)) for sign in day), event.event_id


def _reports(shown: Spool, outlets: Outlets) -> Iterator[tuple[object, ...]]:
    dates = ((_published(one) or "", one.report_id) for one in shown.reports())
    place = {report_id: n for n, (_, report_id) in enumerate(sorted(dates, reverse=True), 1)}
    for one in shown.reports():
        outlets.reported(one)
        about = one.report_id, one.outlet, one.title, _published(one), one.language, one.copy_of
        yield place[one.report_id], *about, len(one.text), outlets.claims_of(one.report_id), pack(one)


def _published(report: Report) -> str | None:
    return report.published.value if report.published else None


def _claims(shown: Spool, home: Mapping[str, str], outlets: Outlets) -> Iterator[tuple[object, ...]]:
    machine = {one.claim_id.removeprefix(MACHINE): pack(one) for one in shown.values(Claim, MACHINE)}
    told = ((claim, report) for claim, report in shown.told() if not claim.claim_id.startswith(MACHINE))
    for n, (one, report) in enumerate(told, 1):
        outlets.told(one, report)
        about = one.claim_id, one.report_id, home.get(one.claim_id), one.evidence.start
        yield n, *about, pack(one), machine.get(one.claim_id)


def _events(
    connection: sqlite3.Connection, shown: Spool, order: Sequence[str], touched: frozenset[str], ranked: queue.Ranked
) -> None:
    names, disputes = Names(), count(1)
    for start in range(0, len(order), MANY):
        held = shown.some(Event, order[start : start + MANY])
        some = [(n, held[one]) for n, one in enumerate(order[start : start + MANY], start + 1)]
        claims = shown.some(Claim, sorted({one for _, event in some for one in event.claims}))
        wanted = {claim.report_id for claim in claims.values()} | {one for _, event in some for one in event.reports}
        reports = shown.some(Report, sorted(wanted))
        _put(connection, "events", 19, [_event(n, event, reports, touched, names) for n, event in some])
        told = ((n, pack(lines.line(event, claims, reports)), pack(event)) for n, event in some)
        _put(connection, "lines", 3, told)
        searched = ((n, lines.searched(event, claims, reports)) for n, event in some)
        connection.executemany("INSERT INTO words (rowid, body) VALUES (?, ?)", searched)
        _put(connection, "disputes", 5, (
            (next(disputes), n, event.event_id, one.field, pack(lines.sides(one, claims, reports)))
            for n, event in some for one in event.disputes
        ))  # fmt: skip
        ranked.add((event for _, event in some), claims)
    _put(connection, "places", 9, names.places())
    _put(connection, "names", 8, names.names())
    _put(connection, "event_names", 3, names.where())


def _event(
    n: int,
    event: Event,
    reports: Mapping[str, Report],
    touched: frozenset[str],
    names: Names,
) -> tuple[object, ...]:
    time, place = event.time, event.place
    names.add(n, event, reports)
    day = time.earliest or time.latest if time else None
    reviewed = event.event_id in touched or any(one in touched for one in event.claims)
    return (
        n, event.event_id, event.type.value, event.mode.value if event.mode else None, event.status,
        time.earliest or time.latest if time else None, time.latest or time.earliest if time else None,
        day[:7] if day else None, names.place(place), place.country if place else None,
        place.precision if place else None, len(event.origins), event.credibility.grade, bool(event.disputes),
        reviewed, len(event.claims), len(event.reports), place.lat if place else None, place.lon if place else None,
    )  # fmt: skip
