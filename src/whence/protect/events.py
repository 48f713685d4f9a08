"""Events on their way out: without the claims held back, and placed no finer than those claims may be."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TypeVar

import msgspec

from whence.protect.embargo import event_moves
from whence.protect.mask import Mask
from whence.protect.outgoing import Outgoing
from whence.protect.places import to_district, to_region
from whence.protect.policy import Policy
from whence.schema.records import (
    Claim,
    Credibility,
    Dispute,
    Event,
    EventFigure,
    EventParty,
    EventTime,
    Origin,
    Superseded,
    Supported,
)

V = TypeVar("V", Supported, EventParty, EventTime, EventFigure, Origin, Superseded)


def event_out(
    event: Event, mask: Mask, policy: Policy, shown: Mapping[str, Claim], coarse: Collection[str]
) -> Event | None:
    """The event as it may be shown; `None` where nothing that it rests on may be."""
    claims = tuple(claim for claim in event.claims if claim in shown)
    if not claims:
        return None
    if len(claims) < len(event.claims):
        event = _without(event, claims, shown)
    event = _placed(event, policy, shown, coarse)
    return Outgoing(mask, event.reports).value(event)


def _without(event: Event, claims: tuple[str, ...], shown: Mapping[str, Claim]) -> Event:
    """The event resting on the claims that are shown; a value that loses all support is unknown."""
    first = shown[claims[0]]
    type_ = _supported((event.type,), shown)
    mode = _supported((event.mode,) if event.mode else (), shown)
    time = _supported((event.time,) if event.time else (), shown)
    place = event.place
    if place is not None:
        place = msgspec.structs.replace(place, claims=tuple(c for c in place.claims if c in shown))
    credibility = event.credibility
    return msgspec.structs.replace(
        event,
        claims=claims,
        reports=tuple(r for r in event.reports if r in {shown[claim].report_id for claim in claims}),
        type=type_[0] if type_ else Supported(value=first.type, claims=claims),
        mode=mode[0] if mode else None,
        time=time[0] if time else None,
        place=place if place is not None and place.claims else None,
        actors=_supported(event.actors, shown),
        targets=_supported(event.targets, shown),
        figures=_supported(event.figures, shown),
        origins=_supported(event.origins, shown),
        history=_supported(event.history, shown),
        disputes=_disputes(event.disputes, shown),
        credibility=Credibility(grade=credibility.grade, why=f"{credibility.why} Some of its claims are held back."),
    )


def _supported(values: tuple[V, ...], shown: Mapping[str, Claim]) -> tuple[V, ...]:
    kept = (msgspec.structs.replace(v, claims=tuple(c for c in v.claims if c in shown)) for v in values)
    return tuple(value for value in kept if value.claims)


def _disputes(disputes: tuple[Dispute, ...], shown: Mapping[str, Claim]) -> tuple[Dispute, ...]:
    kept = (msgspec.structs.replace(d, values=_supported(d.values, shown)) for d in disputes)
    return tuple(dispute for dispute in kept if len(dispute.values) > 1)


def _placed(event: Event, policy: Policy, shown: Mapping[str, Claim], coarse: Collection[str]) -> Event:
    """Coarse where one of its claims is; disputes and history about the place then name what those claims name."""
    moves = policy.movements_by_region and event_moves(event)
    if not moves and not any(claim in coarse for claim in event.claims):
        return event
    place = event.place
    if place is not None:
        by_region = moves or any(_by_region(shown[claim]) for claim in event.claims if claim in coarse)
        place = to_region(place) if by_region else to_district(place)
    return msgspec.structs.replace(
        event,
        place=place,
        disputes=tuple(
            msgspec.structs.replace(d, values=tuple(_named(v, shown) for v in d.values))
            if d.field.startswith("place")
            else d
            for d in event.disputes
        ),
        history=tuple(_named(h, shown) if h.field.startswith("place") else h for h in event.history),
    )


def _by_region(claim: Claim) -> bool:
    return claim.place is not None and claim.place.precision in ("region", "country")


W = TypeVar("W", Supported, Superseded)


def _named(value: W, shown: Mapping[str, Claim]) -> W:
    """A value about the place under the coarse name of the place that its claims give."""
    places = [shown[claim].place for claim in value.claims if claim in shown]
    names = [place.admin1 or place.country or "unknown" for place in places if place is not None]
    changes = {"value": names[0] if names else "unknown"}
    if isinstance(value, Superseded):
        changes["replaced_by"] = "withheld"
    return msgspec.structs.replace(value, **changes)
