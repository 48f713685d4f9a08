"""A person's edit of a claim's field, applied; the words of the report stay as they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from whence.schema.records import Claim, Decision

Held = TypeVar("Held", bound=Struct)
_PLAIN = frozenset({"type", "mode", "status"})
_DEEP = frozenset({"place", "time", "actors", "targets", "figures", "chain"})


def edited(claim: Claim, decisions: Sequence[Decision]) -> Claim:
    """The claim after some edits in turn; one that does not fit (unknown field, wrong kind of value) changes nothing.

    `field` is `status`, `mode`, `place.name`, `time.earliest`, `actors.0.name`, `figures.0.low`, ...; an empty value is
    null. Ids never change with an edit.
    """
    for decision in decisions:
        claim = _one(claim, (decision.field or "").split("."), decision.value)
    return claim


def _one(claim: Claim, path: Sequence[str], value: str | None) -> Claim:
    if len(path) == 1 and path[0] in _PLAIN:
        return _checked(claim, path[0], value or None)
    if path[0] not in _DEEP or len(path) < 2:
        return claim
    held = getattr(claim, path[0])
    if isinstance(held, tuple):
        if len(path) != 3 or not path[1].isdigit() or int(path[1]) >= len(held):
            return claim
        at = int(path[1])
        changed = _inner(held[at], path[2], value)
        return replace(claim, **{path[0]: (*held[:at], changed, *held[at + 1 :])})
    return claim if held is None or len(path) != 2 else replace(claim, **{path[0]: _inner(held, path[1], value)})


def _inner(held: Held, name: str, value: str | None) -> Held:
    """A span's own words and offsets cannot be edited: they are the report's."""
    return held if name in ("text", "start", "end", "found_by", "confidence") else _checked(held, name, value or None)


def _checked(held: Held, name: str, value: str | None) -> Held:
    if name not in held.__struct_fields__:
        return held
    built = msgspec.to_builtins(held)
    built[name] = value
    try:
        return msgspec.convert(built, type=type(held), strict=False)
    except msgspec.ValidationError:
        return held
