"""Putting in what merging gave: reprints, edited claims, events, pairs, and redirects for events that are gone."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import Connection, bindparam, delete, select, update

from whence.schema.records import Claim, Event, Pair, Report, from_json, to_json
from whence.store import search
from whence.store import tables as t
from whence.store.families import CLAIMS, EVENTS, PAIRS, support_rows
from whence.store.statements import chunks, put, put_new, take_out, those, upsert

TOGETHER = 1000  # events or pairs that are put in at a time


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


def as_read(connection: Connection, ids: Iterable[str]) -> list[Claim]:
    """Some claims as the machine read them, and all those that a decision has changed."""
    aside = machine_claims(connection)
    return [*aside.values(), *those(connection, CLAIMS, t.claims.c.claim_id, {*ids} - {*aside})]


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


def put_edited(connection: Connection, edited: Sequence[Claim]) -> None:
    """The same, given all claims that people's decisions have changed and no others."""
    machine = as_read(connection, (claim.claim_id for claim in edited))
    told = {claim.claim_id: claim for claim in (*machine, *edited)}
    put_claims(connection, machine, [*told.values()])


def put_events(connection: Connection, events: Iterable[Event], pairs: Iterable[Pair]) -> None:
    """All events and pairs anew, some at a time; whoever knew an event by an id that is gone is sent on."""
    table = t.redirects
    earlier = {row[0]: row[1] for row in connection.execute(select(table.c.event_id, table.c.to_event))}
    before = _claims_of_events(connection)
    for emptied in (t.redirects, t.events, t.pairs):
        connection.execute(delete(emptied))
    for some in chunks(events, TOGETHER):
        put_new(connection, EVENTS, some)
        put(connection, t.event_support, support_rows(some))
    for told in chunks(pairs, TOGETHER):
        put_new(connection, PAIRS, told)
    if before or earlier:
        moved = moved_to(_claims_of_events(connection), before, earlier)
        put(connection, table, [{"event_id": old, "to_event": new} for old, new in sorted(moved.items())])


def redirected(
    events: Sequence[Event], old_claims: Mapping[str, Sequence[str]], earlier: Mapping[str, str]
) -> dict[str, str]:
    """Old event id -> the new event that holds the smallest of its claims that is still there."""
    return moved_to({event.event_id: event.claims for event in events}, old_claims, earlier)


def moved_to(
    now: Mapping[str, Sequence[str]], old_claims: Mapping[str, Sequence[str]], earlier: Mapping[str, str]
) -> dict[str, str]:
    """The same, of events by the ids of their claims."""
    home = {claim: event for event, claims in now.items() for claim in claims}
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


def _claims_of_events(connection: Connection) -> Mapping[str, Sequence[str]]:
    table = t.event_claims
    claims: dict[str, list[str]] = defaultdict(list)
    for event, claim in connection.execute(select(table.c.event_id, table.c.claim_id).order_by(table.c.claim_id)):
        claims[event].append(claim)
    return claims
