"""Putting in what merging gave: reprints, edited claims, events, pairs, and redirects for events that are gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, bindparam, delete, select, update

from whence.schema.records import Claim, Event, Pair, Report, from_json, to_json
from whence.store import search
from whence.store import tables as t
from whence.store.families import CLAIMS, EVENTS, PAIRS, support_rows
from whence.store.statements import put, take_out, upsert


def mark_copies(connection: Connection, reports: Sequence[Report]) -> None:
    """Set `copy_of`, the one field of a report that merging decides."""
    rows = [{"its_key": report.report_id, "copy_of": report.copy_of} for report in reports]
    if rows:
        change = update(t.reports).where(t.reports.c.report_id == bindparam("its_key"))
        # Rows that already say so are left alone: most of them, whenever a few reports come in.
        change = change.where(t.reports.c.copy_of.is_distinct_from(bindparam("copy_of")))
        connection.execute(change.values(copy_of=bindparam("copy_of")), rows)


def machine_claims(connection: Connection) -> dict[str, Claim]:
    """What the machine read, where a decision changed or dropped it."""
    return {one: from_json(claim, Claim) for one, claim in connection.execute(_ASIDE).fetchall()}


_ASIDE = select(t.machine_claims.c.claim_id, t.machine_claims.c.claim)


def put_claims(connection: Connection, machine: Sequence[Claim], claims: Sequence[Claim]) -> None:
    """Claims as people edited them; the machine's own version of those is kept aside."""
    out = {claim.claim_id: claim for claim in claims}
    aside = {claim.claim_id: claim for claim in machine if out.get(claim.claim_id) != claim}
    before = machine_claims(connection)
    written = [out[one] for one in sorted({*aside, *before} & {*out})]
    touched = sorted({*aside, *before})
    search.remove(connection, [], touched)
    take_out(connection, t.claims.c.claim_id, [one for one in touched if one not in out])
    upsert(connection, CLAIMS, written)
    search.add(connection, [], written)
    connection.execute(delete(t.machine_claims))
    rows = [
        {"claim_id": one, "report_id": claim.report_id, "claim": to_json(claim).decode()}
        for one, claim in aside.items()
    ]
    put(connection, t.machine_claims, rows)


def put_events(connection: Connection, events: Sequence[Event], pairs: Sequence[Pair]) -> None:
    """All events and pairs anew; whoever knew an event by an id that is gone is sent on."""
    moved = _redirects(connection, events)
    connection.execute(delete(t.redirects))
    connection.execute(delete(t.events))
    connection.execute(delete(t.pairs))
    upsert(connection, EVENTS, events)
    put(connection, t.event_support, support_rows(events))
    upsert(connection, PAIRS, pairs)
    put(connection, t.redirects, [{"event_id": old, "to_event": new} for old, new in sorted(moved.items())])


def _redirects(connection: Connection, events: Sequence[Event]) -> dict[str, str]:
    table = t.redirects
    earlier = connection.execute(select(table.c.event_id, table.c.to_event)).fetchall()
    return redirected(events, _old_claims(connection), {row[0]: row[1] for row in earlier})


def redirected(
    events: Sequence[Event], old_claims: Mapping[str, Sequence[str]], earlier: Mapping[str, str]
) -> dict[str, str]:
    """Old event id -> the new event that holds the smallest of its claims that is still there."""
    home = {claim: event.event_id for event in events for claim in sorted(event.claims, reverse=True)}
    now = {event.event_id for event in events}
    moved = {
        old: next(home[claim] for claim in claims if claim in home)
        for old, claims in old_claims.items()
        if old not in now and any(claim in home for claim in claims)
    }
    for old, to in earlier.items():
        target = to if to in now else moved.get(to)
        if target is not None and old not in now:
            moved[old] = target
    return moved


def _old_claims(connection: Connection) -> Mapping[str, Sequence[str]]:
    table = t.event_claims
    claims: dict[str, list[str]] = defaultdict(list)
    for event, claim in connection.execute(select(table.c.event_id, table.c.claim_id).order_by(table.c.claim_id)):
        claims[event].append(claim)
    return claims
