"""Reports and claims to events: reprints, clusters, people's decisions, then each event's values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from whence.linkage.directory import directory
from whence.schema.ids import event_id
from whence.schema.records import Claim, Decision, Pair, Report
from whence.stages.merge import reprints
from whence.stages.merge.decisions import Ruling, anchors, in_force, parted, reshape
from whence.stages.merge.edits import edited
from whence.stages.merge.events import build
from whence.stages.merge.grouping import group
from whence.stages.merge.links import link
from whence.stages.merge.merged import Merged
from whence.stages.merge.profile import Profile, profiles
from whence.stages.merge.weights import shipped


def merge(reports: Sequence[Report], claims: Sequence[Claim], decisions: Sequence[Decision] = ()) -> Merged:
    """Merge a record: pure, and independent of the order of all three inputs.

    A claim whose report is not given is left out. Work grows with the number of claims (blocks are bounded, see
    `linkage.blocking`), memory with the compared pairs.
    """
    family = directory().family
    known = tuple(sorted(reprints.mark(reports, family), key=lambda report: report.report_id))
    by_id = {report.report_id: report for report in known}
    ruling = in_force(decisions)
    told = _edited([claim for claim in claims if claim.report_id in by_id], ruling)
    anchor = anchors(told)
    left_out = {claim.claim_id for claim in told if claim.claim_id in ruling.rejected()}
    profiled = _profiles([claim for claim in told if claim.claim_id not in left_out], by_id)
    clusters, pairs = _clusters(profiled, ruling, anchor)
    kept = [cluster for cluster in clusters if event_id(cluster) not in ruling.rejected()]
    of = {claim.claim_id: claim for claim in told}
    events = [build([of[one] for one in cluster], by_id, family) for cluster in kept]
    linked = link(events, {profile.claim.claim_id: profile for profile in profiled})
    return Merged(
        reports=known,
        claims=tuple(told),
        events=tuple(sorted(linked, key=lambda event: event.event_id)),
        pairs=tuple(sorted(pairs, key=lambda pair: (pair.left, pair.right))),
    )


def _edited(claims: Sequence[Claim], ruling: Ruling) -> list[Claim]:
    edits = ruling.edits()
    found = {claim.claim_id: edited(claim, edits.get(claim.claim_id, ())) for claim in claims}
    return [found[one] for one in sorted(found)]


def _profiles(claims: Sequence[Claim], reports: Mapping[str, Report]) -> list[Profile]:
    numbers = {report_id: at for at, report_id in enumerate(sorted(reports))}
    roots = {
        one: report.copy_of if report.copy_of and report.copy_of in reports else one for one, report in reports.items()
    }
    ordered = sorted(claims, key=lambda claim: (claim.report_id, claim.evidence.start, claim.claim_id))
    return profiles(ordered, reports, {one: root or one for one, root in roots.items()}, numbers)


def _clusters(
    profiled: Sequence[Profile], ruling: Ruling, anchor: Mapping[str, str]
) -> tuple[list[frozenset[str]], list[Pair]]:
    number = {profile.claim.claim_id: profile.at for profile in profiled}
    apart = {(number[left], number[right]) for left, right in parted(ruling, anchor) if {left, right} <= number.keys()}
    found, pairs = group(profiled, shipped(), frozenset((min(pair), max(pair)) for pair in apart))
    ids = [frozenset(profiled[at].claim.claim_id for at in members) for members in found]
    present = {one: claim for one, claim in anchor.items() if claim in number}
    shaped = reshape(ids, ruling, present)
    return shaped, _ruled(pairs, shaped) if ruling.shaping() else pairs


def _ruled(pairs: Sequence[Pair], clusters: Sequence[frozenset[str]]) -> list[Pair]:
    """Verdicts after people's decisions; scores and reasons stay the machine's."""
    home = {one: at for at, cluster in enumerate(clusters) for one in cluster}
    found = []
    for pair in pairs:
        together = home[pair.left] == home[pair.right]
        verdict = "same" if together else "cannot" if pair.verdict == "same" else pair.verdict
        found.append(replace(pair, verdict=verdict))
    return found
