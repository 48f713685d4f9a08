"""Fills the pages' tables from what may be shown."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from whence.protect import Protected
from whence.schema.records import Claim, Event, Report
from whence.web.view import lines, queue
from whence.web.view.names import Names
from whence.web.view.pack import pack
from whence.web.view.values import Quoted

MACHINE = "machine:"  # before the id of a claim as the machine read it, where a person changed that
MANY = 2000  # events filled in between two looks at memory


def fill(
    connection: sqlite3.Connection, shown: Protected, redirects: Mapping[str, str], unsure: Sequence[tuple[str, str]]
) -> None:
    """Write every table but `meta`."""
    claims = {claim.claim_id: claim for claim in shown.claims if not claim.claim_id.startswith(MACHINE)}
    reports = {report.report_id: report for report in shown.reports}
    events = sorted(shown.events, key=_newest)
    home = {claim: event.event_id for event in events for claim in event.claims}
    _put(connection, "reports", 10, _reports(reports, claims))
    _put(connection, "claims", 7, _claims(shown, claims, home))
    _events(connection, events, claims, reports, _touched(shown))
    _put(connection, "outlets", 6, _outlets(reports, claims))
    _put(connection, "disputes", 5, _disputes(events, claims, reports))
    _put(connection, "issues", 5, ((i, o.level, o.stage, o.code, pack(o)) for i, o in enumerate(shown.issues)))
    _put(connection, "decisions", 3, ((i, one.decision_id, pack(one)) for i, one in enumerate(shown.decisions)))
    _put(connection, "queue", 4, queue.ranked(events, claims, unsure, home, _touched(shown)))
    _put(connection, "redirects", 2, sorted(redirects.items()))


def _put(connection: sqlite3.Connection, table: str, width: int, rows: Iterator[tuple[object, ...]] | object) -> None:
    marks = ", ".join("?" * width)
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # type: ignore[arg-type]  # noqa: S608


def _touched(shown: Protected) -> frozenset[str]:
    standing = (one for one in shown.decisions if one.undone_by is None and one.what not in ("undo", "protect"))
    return frozenset(id_ for one in standing for id_ in one.ids)


def _newest(event: Event) -> tuple[bool, str, str]:
    """The newest first, the undated last; strings sort the other way round by their complement."""
    day = event.time.earliest if event.time and event.time.earliest else ""
    return not day, "".join(chr(0x10FFFF - ord(sign)) for sign in day), event.event_id


def _reports(reports: Mapping[str, Report], claims: Mapping[str, Claim]) -> Iterator[tuple[object, ...]]:
    counted = Counter(claim.report_id for claim in claims.values())
    ordered = sorted(reports.values(), key=lambda one: (one.published.value if one.published else "", one.report_id))
    for n, one in enumerate(reversed(ordered), 1):
        published = one.published.value if one.published else None
        about = one.report_id, one.outlet, one.title, published, one.language, one.copy_of
        yield n, *about, len(one.text), counted[one.report_id], pack(one)


def _claims(shown: Protected, claims: Mapping[str, Claim], home: Mapping[str, str]) -> Iterator[tuple[object, ...]]:
    machine = {
        one.claim_id.removeprefix(MACHINE): pack(one) for one in shown.claims if one.claim_id.startswith(MACHINE)
    }
    for n, one in enumerate(claims.values(), 1):
        about = one.claim_id, one.report_id, home.get(one.claim_id), one.evidence.start
        yield n, *about, pack(one), machine.get(one.claim_id)


def _events(
    connection: sqlite3.Connection,
    events: Sequence[Event],
    claims: Mapping[str, Claim],
    reports: Mapping[str, Report],
    touched: frozenset[str],
) -> None:
    names = Names()
    for start in range(0, len(events), MANY):
        some = list(enumerate(events[start : start + MANY], start + 1))
        rows = [_event(n, event, reports, touched, names) for n, event in some]
        _put(connection, "events", 19, rows)
        told = ((n, pack(lines.line(event, claims, reports)), pack(event)) for n, event in some)
        _put(connection, "lines", 3, told)
        searched = ((n, lines.searched(event, claims, reports)) for n, event in some)
        connection.executemany("INSERT INTO words (rowid, body) VALUES (?, ?)", searched)
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


def _outlets(reports: Mapping[str, Report], claims: Mapping[str, Claim]) -> Iterator[tuple[object, ...]]:
    """How often an outlet was first, how often it reprinted, and whom it quotes."""
    quoted: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    own: Counter[str] = Counter()
    told: Counter[str] = Counter()
    for claim in claims.values():
        outlet = _outlet(reports.get(claim.report_id))
        told[outlet] += 1
        if claim.chain:
            quoted[outlet][claim.chain[-1].name, claim.chain[-1].kind] += 1
        else:
            own[outlet] += 1
    count = Counter(_outlet(one) for one in reports.values())
    copies = Counter(_outlet(one) for one in reports.values() if one.copy_of)
    for outlet in sorted(count):
        most = sorted(quoted[outlet].items(), key=lambda item: (-item[1], item[0]))[:20]
        whom = [Quoted(name=name, kind=kind, claims=k) for (name, kind), k in most]
        yield outlet, count[outlet], copies[outlet], own[outlet], told[outlet], pack(whom)


def _outlet(report: Report | None) -> str:
    return (report.outlet if report is not None else None) or "unknown outlet"


def _disputes(
    events: Sequence[Event], claims: Mapping[str, Claim], reports: Mapping[str, Report]
) -> Iterator[tuple[object, ...]]:
    found = ((n, event, one) for n, event in enumerate(events, 1) for one in event.disputes)
    for d, (n, event, one) in enumerate(found, 1):
        yield d, n, event.event_id, one.field, pack(lines.sides(one, claims, reports))
