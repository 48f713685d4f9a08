"""What a person may set of a claim, beside what the machine read."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from whence.errors import UsageError
from whence.schema.ontology import ontology
from whence.schema.records import Claim
from whence.web.filters import STATUSES
from whence.web.view.values import Told


class Editable(Struct, frozen=True, kw_only=True):
    """A field of a claim that a person may set: what the machine read, and what holds now."""

    name: str
    told: str
    machine: str
    now: str
    choices: Sequence[str]


def sensible(name: str, value: str) -> None:
    """Raise `UsageError` for a value that the field cannot have."""
    known = {one.name: one.choices for one in _plain_choices()}
    if name in known and value not in known[name]:
        raise UsageError(f"edit: {name} cannot be {value!r}. It is one of: {', '.join(known[name])}.")


class _Choice(Struct, frozen=True):
    name: str
    choices: Sequence[str]


def _plain_choices() -> Sequence[_Choice]:
    kinds = ontology().types
    modes = sorted({mode.name for kind in kinds for mode in kind.modes})
    return (
        _Choice("type", [kind.name for kind in kinds]),
        _Choice("mode", ["", *modes]),
        _Choice("status", STATUSES),
    )


def editable(told: Told) -> list[Editable]:
    """The fields that may be set, beside what the machine read."""
    machine = told.machine or told.claim
    found = [
        Editable(
            name=one.name, told=one.name, choices=one.choices, machine=str(getattr(machine, one.name) or ""),
            now=str(getattr(told.claim, one.name) or ""),
        )
        for one in _plain_choices()
    ]  # fmt: skip
    return [*found, *_deep(told.claim, machine)]


def _deep(claim: Claim, machine: Claim) -> list[Editable]:
    paths: list[tuple[str, str]] = []
    for name, told in (("actors", "who"), ("targets", "to whom"), ("chain", "source")):
        held = getattr(claim, name)
        paths += [(f"{name}.{at}.name", f"{told}, “{one.text[:40]}”") for at, one in enumerate(held[:6])]
    if claim.place:
        paths.append(("place.name", "place"))
    if claim.time:
        paths += [("time.earliest", "first day"), ("time.latest", "last day")]
    for at, one in enumerate(claim.figures[:6]):
        paths += [(f"figures.{at}.low", f"at least, “{one.text[:40]}”"), (f"figures.{at}.high", "at most")]
    return [
        Editable(name=path, told=told, choices=(), machine=_value(machine, path), now=_value(claim, path))
        for path, told in paths
    ]


def _value(claim: Claim, path: str) -> str:
    held: object = claim
    for part in path.split("."):
        if isinstance(held, tuple):
            held = held[int(part)] if int(part) < len(held) else None
        else:
            held = getattr(held, part, None)
    return "" if held is None else f"{held:g}" if isinstance(held, float) else str(held)
