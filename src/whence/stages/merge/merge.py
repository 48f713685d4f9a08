"""Reports and claims to events: reprints, clusters, people's decisions, then each event's values."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace as changed

from msgspec import Struct
from msgspec.structs import replace

from whence.linkage.directory import directory
from whence.schema.ids import event_id
from whence.schema.records import Claim, Decision, Event, Pair, Report
from whence.stages.merge import reprints
from whence.stages.merge.apart import Mark
from whence.stages.merge.decisions import Ruling, anchors, in_force, parted, reshape
from whence.stages.merge.edits import edited
from whence.stages.merge.events import build
from whence.stages.merge.grouping import group
from whence.stages.merge.links import Row, link, relations
from whence.stages.merge.merged import Merged
from whence.stages.merge.profile import Profile, profiles
from whence.stages.merge.twins import read_once, twin_pairs
from whence.stages.merge.weights import shipped

Twins = Sequence[tuple[str, str]]


def merge(reports: Sequence[Report], claims: Sequence[Claim], decisions: Sequence[Decision] = ()) -> Merged:
    """Merge a record: pure, and independent of the order of all three inputs.

    A claim whose report is not given is left out. Work grows with the number of claims (blocks are bounded, see
    `linkage.blocking`), memory with the compared pairs.
    """
    texts = reprints.samples(reports)
    known = tuple(sorted(reprints.mark(reports, directory().family, texts), key=lambda report: report.report_id))
    ruling = in_force(decisions)
    seen = see(known, claims, ruling)
    made = make(seen, ruling)
    home = {claim: event.event_id for event in made.events for claim in event.claims}
    return Merged(
        reports=known,
        claims=seen.claims,
        events=link(made.events, relations(seen.profiles), home),
        pairs=made.pairs,
        keys=made.keys,
        marks=made.marks,
        shingles=texts,
    )


class Seen(Struct, frozen=True, kw_only=True):
    """Claims of some reports as merging sees them."""

    reports: Mapping[str, Report]
    claims: tuple[Claim, ...]  # with people's edits, in order of id
    profiles: list[Profile]  # of those that are not rejected, in order of report and place; a reprint's as read once
    twins: Twins  # claims of a reprint with the claim of the original that they repeat


class Made(Struct, frozen=True, kw_only=True):
    """The events of some claims, without their links."""

    events: tuple[Event, ...]
    pairs: tuple[Pair, ...]
    keys: Mapping[str, Sequence[int]]
    marks: Mapping[str, Mark]


def see(
    reports: Sequence[Report],
    claims: Sequence[Claim],
    ruling: Ruling,
    numbers: Mapping[str, int] | None = None,
) -> Seen:
    """Profiles of whole reports; where a reprint is given, so must be its original, and all its reprints with that."""
    by_id = {report.report_id: report for report in reports}
    told = _edited([claim for claim in claims if claim.report_id in by_id], ruling)
    rejected = ruling.rejected()
    found = _profiles([claim for claim in told if claim.claim_id not in rejected], by_id, numbers)
    twins = twin_pairs(found)
    named = [(found[one].claim.claim_id, found[other].claim.claim_id) for one, other in twins]
    return Seen(reports=by_id, claims=tuple(told), profiles=read_once(found, twins), twins=named)


def make(
    seen: Seen,
    ruling: Ruling,
    scope: Collection[str] | None = None,
    nominated: Sequence[tuple[str, str]] | None = None,
) -> Made:
    """Cluster all claims seen, or those in `scope`, and build their events.

    With a `scope` the result is that of all claims together, as far as its claims are concerned, if no claim outside
    is near one inside. Where the pairs that score well are known already (`nominated`), they are not looked for, and no
    keys or marks are given.
    """
    inside = [one for one in seen.profiles if scope is None or one.claim.claim_id in scope]
    chosen = [changed(one, at=at) for at, one in enumerate(inside)]
    told = [claim for claim in seen.claims if scope is None or claim.claim_id in scope]
    clusters, pairs, keys, marks = _clusters(
        chosen, seen.twins, ruling, anchors(told) if ruling.shaping() else {}, nominated
    )
    kept = [cluster for cluster in clusters if event_id(cluster) not in ruling.rejected()]
    of = {claim.claim_id: claim for claim in told}
    family = directory().family
    events = [build([of[one] for one in cluster], seen.reports, family) for cluster in kept]
    return Made(
        events=tuple(sorted(events, key=lambda event: event.event_id)),
        pairs=tuple(sorted(pairs, key=lambda pair: (pair.left, pair.right))),
        keys=keys,
        marks=marks,
    )


def relation_rows(seen: Seen) -> list[Row]:
    """What claims of one report are to each other."""
    return list(relations(seen.profiles))


def _edited(claims: Sequence[Claim], ruling: Ruling) -> list[Claim]:
    edits = ruling.edits()
    found = {claim.claim_id: edited(claim, edits.get(claim.claim_id, ())) for claim in claims}
    return [found[one] for one in sorted(found)]


def _profiles(
    claims: Sequence[Claim], reports: Mapping[str, Report], numbers: Mapping[str, int] | None
) -> list[Profile]:
    numbers = numbers or {report_id: at for at, report_id in enumerate(sorted(reports))}
    roots = {
        one: report.copy_of if report.copy_of and report.copy_of in reports else one for one, report in reports.items()
    }
    ordered = sorted(claims, key=lambda claim: (claim.report_id, claim.evidence.start, claim.claim_id))
    return profiles(ordered, reports, {one: root or one for one, root in roots.items()}, numbers)


def _clusters(
    chosen: Sequence[Profile],
    twins: Twins,
    ruling: Ruling,
    anchor: Mapping[str, str],
    nominated: Sequence[tuple[str, str]] | None,
) -> tuple[list[frozenset[str]], list[Pair], Mapping[str, Sequence[int]], Mapping[str, Mark]]:
    number = {profile.claim.claim_id: profile.at for profile in chosen}
    apart = {(number[left], number[right]) for left, right in parted(ruling, anchor) if {left, right} <= number.keys()}
    together = [(number[one], number[other]) for one, other in twins if {one, other} <= number.keys()]
    found = group(
        chosen,
        shipped(),
        [(min(pair), max(pair)) for pair in together],
        frozenset((min(pair), max(pair)) for pair in apart),
        None if nominated is None else [(number[one], number[other]) for one, other in nominated],
    )
    ids = [frozenset(chosen[at].claim.claim_id for at in members) for members in found.clusters]
    present = {one: claim for one, claim in anchor.items() if claim in number}
    shaped = reshape(ids, ruling, present)
    keys = {profile.claim.claim_id: some for profile, some in zip(chosen, found.keys, strict=nominated is None)}
    marks = {profile.claim.claim_id: one for profile, one in zip(chosen, found.marks, strict=nominated is None)}
    return shaped, _ruled(found.pairs, shaped) if ruling.shaping() else found.pairs, keys, marks


def _ruled(pairs: Sequence[Pair], clusters: Sequence[frozenset[str]]) -> list[Pair]:
    """Verdicts after people's decisions; scores and reasons stay the machine's."""
    home = {one: at for at, cluster in enumerate(clusters) for one in cluster}
    found = []
    for pair in pairs:
        together = home[pair.left] == home[pair.right]
        verdict = "same" if together else "cannot" if pair.verdict == "same" else pair.verdict
        found.append(replace(pair, verdict=verdict))
    return found
