"""What people decide about the record: only ever added to, undone by a further decision, replayed when merging."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

from whence.errors import UsageError
from whence.review.versions import ChangedError, version
from whence.schema.ids import canonical_json, digest
from whence.schema.records import Decision
from whence.store.place import Server
from whence.store.reader import Reader
from whence.store.writer import Writer

What = Literal["merge", "split", "same", "not-same", "accept", "reject", "edit", "protect"]
LEAST = {"merge": 2, "same": 2, "not-same": 2}  # ids; the others need one


def decide(
    record: str | Path | Server,
    what: What,
    ids: Sequence[str],
    *,
    who: str,
    when: str | None = None,
    field: str | None = None,
    value: str | None = None,
    note: str | None = None,
    seen: tuple[Sequence[str], str] | None = None,
) -> Decision:
    """Append a decision about events, claims or reports, named by id or the beginning of one.

    It takes effect when the record is merged next (`pipeline.merge_again`). `when` is an ISO 8601 time, now if null.
    `seen` are ids that the person looked at and their `versions.version` then: `ChangedError` where somebody else
    decided about them since. Raises `UsageError` where something is missing, `NotFoundError` for an id that nothing
    has, or a `RecordError`.
    """
    if not who.strip():
        raise UsageError("a decision needs to say who took it. Give a name.")
    if len({*ids}) < LEAST.get(what, 1):
        raise UsageError(f"{what}: needs at least {LEAST.get(what, 1)} ids, got {len({*ids})}.")
    if what == "edit" and not field:
        raise UsageError("edit: which field? Name it, such as status, place.name or figures.0.low.")
    with Writer(record) as writer, Reader(record) as reader:
        found = tuple(reader.find(one).id for one in ids)
        decisions = reader.decisions()
        _unchanged(decisions, seen)
        return _append(writer, decisions, what, found, who, when, field, value, note)


def undo(
    record: str | Path | Server, decision_id: str, *, who: str, when: str | None = None, note: str | None = None
) -> Decision:
    """Append the undoing of a decision, which may be an undoing itself; raises as `decide` does."""
    with Writer(record) as writer, Reader(record) as reader:
        found = reader.find(decision_id)
        decisions = reader.decisions()
        undone = {one.decision_id: one.undone_by for one in decisions}
        if found.kind != "decision":
            raise UsageError(f"{decision_id}: is a {found.kind}, not a decision. See: whence show")
        if undone[found.id] is not None:
            raise UsageError(f"decision {found.id}: is undone already, by {undone[found.id]}.")
        return _append(writer, decisions, "undo", (found.id,), who, when, None, None, note)


def _unchanged(decisions: Sequence[Decision], seen: tuple[Sequence[str], str] | None) -> None:
    """Nobody decided about what was seen since it was; looked up while nobody else can write."""
    if seen is not None and version(decisions, seen[0]) != seen[1]:
        last = [one for one in decisions if {*one.ids} & {*seen[0]}]
        by = f" by {last[-1].who}" if last else ""
        raise ChangedError(f"decided about meanwhile{by}: {', '.join(seen[0])}. Look again, then decide.")


def _append(
    writer: Writer,
    before: Sequence[Decision],
    what: What | Literal["undo"],
    ids: tuple[str, ...],
    who: str,
    when: str | None,
    field: str | None,
    value: str | None,
    note: str | None,
) -> Decision:
    moment = _after(before, when)
    # The number in the sequence is part of the id: the same decision taken twice is two decisions.
    content = [len(before), who, moment, what, ids, field, value, note]
    decision = Decision(
        decision_id=digest(canonical_json(content)),
        who=who,
        when=moment,
        what=what,
        ids=ids,
        field=field,
        value=value,
        note=note,
    )
    writer.append_decision(decision)
    return decision


def _after(before: Sequence[Decision], when: str | None) -> str:
    """A time later than all earlier decisions', so that their order can be told from their times alone."""
    moment = _parsed(when) if when is not None else datetime.now(UTC)
    latest = max((_parsed(decision.when) for decision in before), default=None)
    if latest is not None and moment <= latest:
        if when is not None:
            raise UsageError(f"{when}: before the last decision, of {latest.isoformat()}. Decisions come in order.")
        moment = latest + timedelta(microseconds=1)
    return moment.isoformat(timespec="microseconds")


def _parsed(when: str) -> datetime:
    try:
        moment = datetime.fromisoformat(when)
    except ValueError as error:
        raise UsageError(f"{when}: not a time. Write it as 2024-05-01T12:00:00+00:00.") from error
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
