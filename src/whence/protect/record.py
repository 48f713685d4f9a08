"""The one way out: a record's values under the protection policy."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import UTC, datetime

import msgspec
from msgspec import Struct

from whence.protect.collect import Found, collect
from whence.protect.embargo import claim_moves, embargo, redacted
from whence.protect.events import event_out
from whence.protect.mask import Mask
from whence.protect.outgoing import Outgoing, report_out
from whence.protect.pieces import Key, key
from whence.protect.places import to_district, to_region
from whence.protect.policy import Policy, loosened
from whence.protect.pseudonym import derived_salt
from whence.protect.roll import roll
from whence.schema.records import Claim, Decision, Event, Issue, Pair, Report


class Protected(Struct, frozen=True, kw_only=True):
    """What may go out, and how much was hidden or held back to make it so."""

    reports: tuple[Report, ...]
    claims: tuple[Claim, ...]
    events: tuple[Event, ...]
    decisions: tuple[Decision, ...]
    issues: tuple[Issue, ...]
    policy: Policy
    names: int  # persons under a pseudonym
    coarsened: int  # claims whose place is coarser than the record's
    withheld_claims: int
    withheld_events: int
    mask: Mask  # for what belongs to the record and is shown beside it

    @property
    def loosened(self) -> tuple[str, ...]:
        """What is weaker than the default policy, in words."""
        return loosened(self.policy)


def protect(
    reports: Iterable[Report],
    claims: Iterable[Claim],
    events: Iterable[Event],
    decisions: Iterable[Decision] = (),
    issues: Iterable[Issue] = (),
    policy: Policy | None = None,
    *,
    salt: bytes | None = None,
    now: datetime | None = None,
    public: Iterable[str] = (),
) -> Protected:
    """Everything that a record holds, as far and in the form in which it may be shown under `policy`.

    `salt` is the record's own (else it follows from its texts), `now` the time of the export (default: now, UTC),
    `public` the full names that a directory of public figures knows. Offsets in what comes back fit its texts to the
    letter. The order of every list is kept.
    """
    policy = policy or Policy()
    reports, claims, events = list(reports), list(claims), list(events)
    mask = masking(reports, claims, events, policy, salt or derived_salt(reports), public)
    held = embargo(reports, claims, policy, now or datetime.now(UTC))
    out = [report_out(report, mask, redacted(report, held)) for report in reports]
    ways = {report.report_id: way for report, way in out}
    kept = [claim for claim in claims if claim.claim_id not in held.claims]
    placed = {claim.claim_id: placed_out(claim, mask, policy) for claim in kept}
    coarse = {claim.claim_id for claim in kept if placed[claim.claim_id] is not claim}
    shown = [event_out(event, mask, policy, placed, coarse) for event in events]
    return Protected(
        reports=tuple(report for report, _ in out),
        claims=tuple(_way(ways, mask, claim).value(placed[claim.claim_id]) for claim in kept),
        events=_linked([event for event in shown if event is not None]),
        decisions=tuple(decision_out(decision, mask, claims, events) for decision in decisions),
        issues=tuple(Outgoing(mask, (issue.report_id or "",)).value(issue) for issue in issues),
        policy=policy,
        names=len(mask.hidden_persons()),
        coarsened=len(coarse),
        withheld_claims=len(claims) - len(kept),
        withheld_events=sum(event is None for event in shown),
        mask=mask,
    )


def masking(
    reports: Collection[Report],
    claims: Iterable[Claim],
    events: Iterable[Event],
    policy: Policy,
    salt: bytes,
    public: Iterable[str] = (),
) -> Mask:
    """The mask of a record, for whoever shows a part of it."""
    return mask_of(collect(reports, claims, events), policy, salt, public)


def mask_of(found: Found, policy: Policy, salt: bytes, public: Iterable[str] = ()) -> Mask:
    """The mask of a record of which these names were found."""
    names = roll(found, policy, public)

    def hidden(name: Key) -> bool:
        return policy.mask_private or name in forced or (policy.mask_sealed and name in names.sealed)

    forced = {key(name) for name in policy.private}
    return Mask(names, salt, hidden)


def _way(ways: dict[str, Outgoing], mask: Mask, claim: Claim) -> Outgoing:
    return ways.get(claim.report_id) or Outgoing(mask, (claim.report_id,))


def placed_out(claim: Claim, mask: Mask, policy: Policy) -> Claim:
    """The claim with its place as fine as it may be shown; the same value where nothing changes."""
    if claim.place is None:
        return claim
    place = claim.place
    if policy.movements_by_region and claim_moves(claim):
        place = to_region(place)
    if policy.coarsen_private_places and _about_private_person(claim, mask):
        place = to_district(place)
    if place == claim.place:
        return claim
    grounds = tuple(ground for ground in claim.grounds if not ground.field.startswith("place"))
    return msgspec.structs.replace(claim, place=place, grounds=grounds)


def _about_private_person(claim: Claim, mask: Mask) -> bool:
    return any(mask.private(key(party.name), claim.report_id) for party in (*claim.actors, *claim.targets))


def _linked(events: Sequence[Event]) -> tuple[Event, ...]:
    """Events without links to those that are held back."""
    known = {event.event_id for event in events}
    return tuple(
        msgspec.structs.replace(event, links=tuple(link for link in event.links if link.event_id in known))
        for event in events
    )


def pair_out(pair: Pair, mask: Mask, within: Iterable[str]) -> Pair:
    """A pair with its reasons masked as the reports of its claims are."""
    return Outgoing(mask, sorted(within)).value(pair)


def decision_out(decision: Decision, mask: Mask, claims: Sequence[Claim], events: Sequence[Event]) -> Decision:
    """A decision, masked as the reports that it is about; these claims and events are among those it may be about."""
    ids = set(decision.ids)
    within = {claim.report_id for claim in claims if claim.claim_id in ids}
    within |= {report for event in events if event.event_id in ids for report in event.reports}
    return Outgoing(mask, sorted(within | ids)).value(decision)
