"""The embargo: troop movements leave the record late, and the words that tell them stay out of the text until then."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from msgspec import Struct

from whence.protect.edits import Edit
from whence.protect.policy import Policy
from whence.schema.records import Claim, Event, Report, Span

# Type and mode; no mode means every one of the type.
MOVEMENTS: tuple[tuple[str, str | None], ...] = (("MOBILIZE", None), ("RETREAT", "withdraw"))
WITHHELD = "[withheld]"


def is_movement(kind: str, mode: str | None) -> bool:
    """Whether a type and mode tell of forces on the move."""
    return any(kind == t and (m is None or m == mode) for t, m in MOVEMENTS)


def claim_moves(claim: Claim) -> bool:
    """Whether a claim tells of forces on the move: by its type, or by troops among its figures."""
    return is_movement(claim.type, claim.mode) or any(figure.what == "troops" for figure in claim.figures)


def event_moves(event: Event) -> bool:
    """The same of an event."""
    mode = event.mode.value if event.mode else None
    return is_movement(event.type.value, mode) or any(figure.what == "troops" for figure in event.figures)


def under_embargo(claim: Claim, report: Report | None, policy: Policy, now: datetime) -> bool:
    """Whether a claim is held back at `now`; a movement without any date is held back for good.

    Counted from the last day that the claim's time can mean, else from publication, else from when the report came in.
    """
    if policy.embargo_hours <= 0 or not claim_moves(claim):
        return False
    moment = _moment(claim, report)
    return moment is None or moment + timedelta(hours=policy.embargo_hours) > now


def ends(claims: Iterable[Claim], report: Report, policy: Policy, now: datetime) -> datetime | None:
    """When the first of the claims of a report that are held back now is so no more; None where none ever is."""
    held = (_moment(claim, report) for claim in claims if under_embargo(claim, report, policy, now))
    return min((moment + timedelta(hours=policy.embargo_hours) for moment in held if moment), default=None)


class Embargo(Struct, frozen=True):
    """Ids of the claims held back, and the stretches of each report that tell them."""

    claims: frozenset[str]
    stretches: dict[str, tuple[tuple[int, int], ...]]


def embargo(reports: Iterable[Report], claims: Iterable[Claim], policy: Policy, now: datetime) -> Embargo:
    """What is held back at `now`: movements under embargo and whatever else rests on the words that tell them."""
    claims, by_id = list(claims), {report.report_id: report for report in reports}
    stretches: dict[str, tuple[tuple[int, int], ...]] = {}
    held = set()
    for claim in claims:
        if under_embargo(claim, by_id.get(claim.report_id), policy, now):
            held.add(claim.claim_id)
            here = (claim.evidence.start, claim.evidence.end)
            stretches[claim.report_id] = (*stretches.get(claim.report_id, ()), here)
    held |= {claim.claim_id for claim in claims if _touches(claim, stretches.get(claim.report_id, ()))}
    return Embargo(frozenset(held), stretches)


def redacted(report: Report, held: Embargo) -> tuple[Edit, ...]:
    """The edits that take the words under embargo out of a report."""
    return tuple(Edit(start, end, WITHHELD) for start, end in held.stretches.get(report.report_id, ()))


def spans(claim: Claim) -> list[Span]:
    """All words that a claim rests on."""
    single = (claim.evidence, claim.hedge, claim.instrument, claim.place, claim.time)
    of = (figure.of for figure in claim.figures)
    lists = (*claim.actors, *claim.targets, *claim.figures, *claim.chain)
    grounds = (ground.span for ground in claim.grounds)
    return [span for span in (*single, *of, *lists, *grounds) if span is not None]


def _touches(claim: Claim, stretches: tuple[tuple[int, int], ...]) -> bool:
    return any(span.start < end and start < span.end for start, end in stretches for span in spans(claim))


def _moment(claim: Claim, report: Report | None) -> datetime | None:
    if claim.time is not None and claim.time.latest:
        return _end(claim.time.latest)
    if report is not None and report.published is not None:
        return _end(report.published.value)
    return _end(report.captured) if report is not None and report.captured else None


def _end(value: str) -> datetime | None:
    """The moment itself, or the end of a day; UTC where no zone is given, None where it cannot be read."""
    try:
        found = datetime.fromisoformat(value)
    except ValueError:
        return None
    if len(value) <= len("2022-09-26"):
        found += timedelta(days=1)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
