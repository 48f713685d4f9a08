"""The one protection policy: whom to mask, what to coarsen, what to hold back, and who may loosen it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import get_type_hints

import msgspec
from msgspec import Struct

from whence.errors import ConfigurationError
from whence.schema.records import Decision


class Policy(Struct, frozen=True, kw_only=True):
    """What is protected on the way out; the defaults are the strictest that keep the record useful."""

    mask_private: bool = True  # persons without a public role become stable pseudonyms
    mask_sealed: bool = True  # minors and victims of sexual violence: also in private exports
    coarsen_private_places: bool = True  # places of private persons no finer than the district
    embargo_hours: int = 72  # troop movements are held back that long
    movements_by_region: bool = True  # and then placed by region only
    public: tuple[str, ...] = ()  # full names that the record's own decisions declare public
    private: tuple[str, ...] = ()  # full names that they declare private, whatever role is shown


MASKED = Policy()
PRIVATE = Policy(mask_private=False, coarsen_private_places=False, embargo_hours=0, movements_by_region=False)


def configured(settings: Iterable[tuple[str, str]], base: Policy = MASKED) -> Policy:
    """The policy with the record's own settings applied, in order; `public` and `private` take names, `;` between.

    Raises `ConfigurationError` for an unknown setting or a value that does not fit.
    """
    for name, value in settings:
        base = _set(base, name, value)
    return base


def decided(decisions: Iterable[Decision]) -> list[tuple[str, str]]:
    """The settings among people's decisions (`what` is `protect`): `field` names one, undone ones do not count."""
    return [(d.field or "", d.value or "") for d in decisions if d.what == "protect" and d.undone_by is None]


def loosened(policy: Policy) -> tuple[str, ...]:
    """What is weaker than the default, in words, for the log and the person who exports."""
    found = [
        f"{name} is off"
        for name in ("mask_private", "mask_sealed", "coarsen_private_places", "movements_by_region")
        if not getattr(policy, name)
    ]
    if policy.embargo_hours < MASKED.embargo_hours:
        found.append(f"embargo_hours is {policy.embargo_hours}")
    if policy.public:
        found.append(f"{len(policy.public)} persons declared public")
    return tuple(found)


def _set(policy: Policy, name: str, value: str) -> Policy:
    if name in ("public", "private"):
        names = tuple(one.strip() for one in value.split(";") if one.strip())
        return msgspec.structs.replace(policy, **{name: (*getattr(policy, name), *names)})
    kind = get_type_hints(Policy).get(name)
    if kind is None:
        raise ConfigurationError(
            f"protection setting {name!r}: not known; known are {', '.join(Policy.__struct_fields__)}. "
            "Take it out of the record's configuration."
        )
    try:
        typed = msgspec.convert(value, type=kind, strict=False)
    except msgspec.ValidationError as error:
        raise ConfigurationError(
            f"protection setting {name!r}: {value!r} does not fit ({error}). Set it again in the record."
        ) from error
    if typed < 0:
        raise ConfigurationError(f"protection setting {name!r}: {value} is negative. Set it again, zero or more.")
    return msgspec.structs.replace(policy, **{name: typed})
