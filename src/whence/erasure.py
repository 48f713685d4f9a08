"""Retention and erasure: reports leave the record for good, with all that rested on them; a tombstone stays."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from whence import pipeline
from whence.errors import NotFoundError, UsageError
from whence.runners import parts
from whence.store.erasure import Wanted
from whence.store.place import parts_folder
from whence.store.reader import Reader
from whence.store.writer import Writer


class Erased(Struct, frozen=True, kw_only=True):
    """What was taken out, and the files that it once came from: those are not Whence's to delete."""

    reports: tuple[str, ...] = ()
    claims: int = 0
    inputs: tuple[str, ...] = ()


def wanted(
    record: str | Path, *, reports: Collection[str] = (), source: str | None = None, before: datetime | None = None
) -> Wanted:
    """Which reports; `reports` are ids or beginnings of them. Raises `UsageError`, `NotFoundError` or `RecordError`."""
    if not reports and source is None and before is None:
        raise UsageError("erase: which reports? Name some with --report, --source or --older-than.")
    with Reader(record) as reader:
        ids = frozenset(_report(reader, one) for one in reports) if reports else None
    return Wanted(ids=ids, source=source, before=before)


def tried(record: str | Path, choice: Wanted) -> Erased:
    """What `erase` would take out; nothing is changed."""
    with Reader(record) as reader:
        found = reader.erasable(choice)
        claims = sum(1 for one in found for _ in reader.claims(report=one))
    return _erased(found, claims)


def erase(
    record: str | Path, choice: Wanted, *, who: str, reason: str, progress: pipeline.Progress | None = None
) -> Erased:
    """Take reports out of a record, derive what rested on them anew, and write the record anew without them.

    Text, names, claims, what the full-text index and free pages hold: all of it goes. Killed on its way, it is
    finished by the next call. Raises `UsageError` without a reason, or a `RecordError`.
    """
    if not reason.strip():
        raise UsageError("erase: why? Give --reason; it is kept with the tombstone.")
    with Writer(record) as writer:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        found, claims = writer.erase(choice, who=who, when=now, reason=reason)
        parts.remove_all(parts_folder(writer.path))  # shards that a killed run left hold text
        if not writer.to_sweep():
            return Erased()
    pipeline.merge_again(record, progress)
    with Writer(record) as writer:
        writer.sweep()
    return _erased(found, claims)


def erase_like(record: str | Path, other: str | Path) -> Erased:
    """Erase here what was erased from another record: after an older back-up came back. Raises `RecordError`."""
    with Reader(other) as reader:
        tombstones = reader.tombstones()
    groups: dict[tuple[str, str], set[str]] = {}
    for one in tombstones:
        groups.setdefault((one.who, one.reason), set()).add(one.report_id)
    done = Erased()
    for (who, reason), ids in sorted(groups.items()):
        some = erase(record, Wanted(ids=frozenset(ids)), who=who, reason=reason)
        done = Erased(reports=(*done.reports, *some.reports), claims=done.claims + some.claims)
    with Writer(record) as writer:
        writer.bury(tombstones)
    return done


def _report(reader: Reader, beginning: str) -> str:
    if beginning in {one.report_id for one in reader.tombstones()}:
        return beginning  # erased already: what is left to do is done again
    try:
        return reader.original(beginning).report_id  # also one that nothing could be read in
    except NotFoundError:
        found = reader.find(beginning)
    if found.kind != "report":
        raise UsageError(f"{beginning}: is a {found.kind}, not a report. See: whence show")
    return found.id


def _erased(found: dict[str, str | None], claims: int) -> Erased:
    return Erased(reports=tuple(found), claims=claims, inputs=tuple(sorted({one for one in found.values() if one})))
