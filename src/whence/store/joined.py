"""Putting in what a few new reports changed: the events, links and pairs that merging them touched, and no others."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from sqlalchemy import Connection, delete, insert, or_

from whence.schema.records import Event, Pair
from whence.store import index
from whence.store import tables as t
from whence.store.families import EVENTS, PAIRS, support_rows
from whence.store.merged import redirected
from whence.store.statements import chunks, put, put_new, take_out


def put_joined(
    connection: Connection,
    *,
    claims: Collection[str],
    gone: Sequence[str],
    events: Sequence[Event],
    linked: Sequence[Event],
    pairs: Sequence[Pair],
) -> None:
    """Events and pairs of `claims` in place of those that they had; `linked` are others, whose links have changed."""
    old = index.together(connection, t.event_claims.c.claim_id, t.event_claims.c.event_id, gone)
    now = {event.event_id for event in events}
    moved = redirected(events, {one: old.get(one, []) for one in gone}, _redirects(connection, {*gone} | now))
    for some in chunks(sorted({*gone} | now)):
        connection.execute(delete(t.redirects).where(or_(t.redirects.c.to_event.in_(some),
                                                         t.redirects.c.event_id.in_(some))))  # fmt: skip
    take_out(connection, t.pairs.c.left, sorted(claims))
    take_out(connection, t.events.c.event_id, gone)
    put_new(connection, EVENTS, events)
    put(connection, t.event_support, support_rows(events))
    put_new(connection, PAIRS, pairs)
    put(connection, t.redirects, [{"event_id": old, "to_event": new} for old, new in sorted(moved.items())])
    _put_links(connection, linked)


def _redirects(connection: Connection, events: Collection[str]) -> Mapping[str, str]:
    """Redirects to these events."""
    found = index.together(connection, t.redirects.c.event_id, t.redirects.c.to_event, events)
    return {old: to for to, some in found.items() for old in some}


def _put_links(connection: Connection, events: Sequence[Event]) -> None:
    take_out(connection, t.event_links.c.event_id, [event.event_id for event in events])
    rows = EVENTS.rows(events)[t.event_links]
    if rows:
        connection.execute(insert(t.event_links), rows)
