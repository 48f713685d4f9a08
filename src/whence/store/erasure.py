"""Taking reports out for good: their words and names go, a tombstone with id and hash stays."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit

from msgspec import Struct
from sqlalchemy import Connection, delete, select, update

from whence.store import search
from whence.store import tables as t
from whence.store.statements import chunks, put, take_out, words


class Wanted(Struct, frozen=True, kw_only=True):
    """Which reports: all that are asked for must hold of one."""

    ids: frozenset[str] | None = None
    source: str | None = None  # the outlet's name, or the host of its addresses
    before: datetime | None = None  # captured before then


class Tombstone(Struct, frozen=True, kw_only=True):
    """What is left of an erased report."""

    report_id: str
    sha256: str
    when: str
    who: str
    reason: str


def chosen(connection: Connection, wanted: Wanted) -> dict[str, str | None]:
    """Report id -> the path of its input, of those that are wanted; in order of id."""
    o, r = t.originals.c, t.reports.c
    query = (
        select(o.report_id, o.input_path, o.captured, o.given_outlet, o.given_url, r.outlet, r.url, o.input_url)
        .select_from(t.originals.outerjoin(t.reports, o.report_id == r.report_id))
        .order_by(o.report_id)
    )
    found = {}
    for id_, path, captured, *sources in connection.execute(query):
        by_id = wanted.ids is None or id_ in wanted.ids
        if by_id and _of(wanted.source, sources) and _before(wanted.before, captured):
            found[id_] = path
    return found


def _of(source: str | None, given: Sequence[str | None]) -> bool:
    if source is None:
        return True
    asked = source.strip().casefold()
    return any(asked in (one.strip().casefold(), *_hosts(one)) for one in given if one)


def _hosts(address: str) -> Iterator[str]:
    """The host of an address, with and without `www.`; nothing for other words."""
    if "://" in address:
        host = urlsplit(address).netloc.rpartition("@")[2].partition(":")[0].casefold()
        yield from (host, host.removeprefix("www."))


def _before(day: datetime | None, captured: str | None) -> bool:
    """A report without a time of capture is older than nothing."""
    if day is None:
        return True
    if captured is None:
        return False
    found = datetime.fromisoformat(captured)
    return (found if found.tzinfo else found.replace(tzinfo=UTC)) < day


def erase(connection: Connection, ids: Collection[str], *, who: str, when: str, reason: str) -> int:
    """Take out reports with all that was read in them; gives the number of claims.

    Events still say what these reports told until events are merged again.
    """
    claims = _claims(connection, ids)
    search.remove(connection, sorted(ids), claims)
    _forget_words_of_decisions(connection, [*ids, *claims, *_events(connection, claims)])
    kept = _kept(connection, ids)
    _forget_issues(connection, kept)
    for column in (t.machine_claims.c.report_id, t.claims.c.report_id, t.reports.c.report_id, t.originals.c.report_id):
        take_out(connection, column, sorted(ids))
    put(
        connection,
        t.tombstones,
        [
            {"report_id": id_, "sha256": sha256, "when": when, "who": who, "reason": reason}
            for id_, (_, sha256) in sorted(kept.items())
        ],
    )
    return len(claims)


def _claims(connection: Connection, ids: Collection[str]) -> list[str]:
    """Claims of these reports, those included that a decision dropped."""
    tables = (t.claims, t.machine_claims)
    return sorted({one for table in tables for one in words(connection, table.c.claim_id, table.c.report_id, ids)})


def _events(connection: Connection, claims: Sequence[str]) -> list[str]:
    """Events that stand on these claims, by every id they had."""
    now = {*words(connection, t.event_claims.c.event_id, t.event_claims.c.claim_id, claims)}
    return sorted(now | {*words(connection, t.redirects.c.event_id, t.redirects.c.to_event, now)})


def _forget_words_of_decisions(connection: Connection, ids: Sequence[str]) -> None:
    """What was decided stays, what was written with it goes: it may be a name."""
    about = words(connection, t.decision_ids.c.decision_id, t.decision_ids.c.id, ids)
    for some in chunks(sorted({*about})):
        chosen_ones = t.decisions.c.decision_id.in_(some)
        connection.execute(update(t.decisions).where(chosen_ones).values(value=None, note=None))


def _forget_issues(connection: Connection, kept: Mapping[str, tuple[str | None, str]]) -> None:
    """Issues of the reports, and of their inputs as a whole."""
    take_out(connection, t.issues.c.report_id, sorted(kept))
    for some in chunks(sorted({path for path, _ in kept.values() if path is not None})):
        connection.execute(delete(t.issues).where(t.issues.c.report_id.is_(None) & t.issues.c.input_path.in_(some)))


def _kept(connection: Connection, ids: Collection[str]) -> dict[str, tuple[str | None, str]]:
    """Report id -> the path of its input, and its hash."""
    o = t.originals.c
    found: dict[str, tuple[str | None, str]] = {}
    for some in chunks(sorted(ids)):
        rows = connection.execute(select(o.report_id, o.input_path, o.sha256).where(o.report_id.in_(some)))
        found.update({id_: (path, sha256) for id_, path, sha256 in rows})
    return found


def tombstones(connection: Connection) -> list[Tombstone]:
    """All of them, in order of report."""
    columns = [t.tombstones.c[name] for name in Tombstone.__struct_fields__]
    rows = connection.execute(select(*columns).order_by(t.tombstones.c.report_id)).fetchall()
    return [Tombstone(**row._asdict()) for row in rows]
