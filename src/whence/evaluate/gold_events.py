"""Events, origins, disputes and reprints of one storyline against its gold, over matched claims."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

from whence.evaluate.gold_count import Tally
from whence.evaluate.gold_load import GoldClaim, GoldEvent, Storyline
from whence.linkage.directory import directory
from whence.schema.records import Claim, Dispute, Event, Report
from whence.stages.merge.events import build

Matched = Sequence[tuple[Claim, GoldClaim]]


def score_events(
    story: Storyline, given: Mapping[str, Report], events: Sequence[Event], matched: Matched, tally: Tally
) -> None:
    """Count everything that is about events; `given` maps gold ids to the reports read."""
    of = {claim_id: event for event in events for claim_id in event.claims}
    gold_of = {claim_id: event for event in story.gold.events for claim_id in event.claims}
    mine = [of[claim.claim_id].event_id if claim.claim_id in of else None for claim, _ in matched]
    true = [gold_of[gold.id].id for _, gold in matched]
    score_clusters(mine, true, tally)
    here = {report.report_id for report in given.values()}
    local = [event for event in events if here & set(event.reports)]
    tally.disputes.predicted += sum(is_valid(dispute) for event in local for dispute in event.disputes)
    for event in story.gold.events:
        votes = Counter(of[claim.claim_id].event_id for claim, gold in matched
                        if gold_of[gold.id] is event and claim.claim_id in of)  # fmt: skip
        best = votes.most_common(1)[0][0] if votes else None
        score_event(event, next((one for one in local if one.event_id == best), None), matched, tally)
    score_copies(story, given, tally)


def score_clusters(mine: Sequence[str | None], true: Sequence[str], tally: Tally) -> None:
    """B-cubed and pairs. Claims on no event count as one cluster for the one, as apart for the other."""
    ours: dict[str | None, set[int]] = defaultdict(set)
    theirs: dict[str, set[int]] = defaultdict(set)
    for at, (one, other) in enumerate(zip(mine, true, strict=True)):
        ours[one].add(at)
        theirs[other].add(at)
    for read, event in zip(mine, true, strict=True):
        both = len(ours[read] & theirs[event])
        tally.pure += both / len(ours[read])
        tally.whole += both / len(theirs[event])
    tally.placed += len(mine)
    for (first, second), (a, b) in zip(combinations(mine, 2), combinations(true, 2), strict=True):
        together, truly = first is not None and first == second, a == b
        tally.pairs.add(together and truly, together, truly)


def is_valid(dispute: Dispute) -> bool:
    """Two sides at least, each resting on claims."""
    return len(dispute.values) >= 2 and all(value.claims for value in dispute.values)


def score_event(gold: GoldEvent, mine: Event | None, matched: Matched, tally: Tally) -> None:
    """Disputed fields and the number of origins of one gold event against the event that holds most of it."""
    wanted = {dispute.field for dispute in gold.disputes}
    found = {dispute.field for dispute in mine.disputes if is_valid(dispute)} if mine else set()
    tally.disputes.hits += len(wanted & found)
    tally.disputes.true += len(wanted)
    if len(gold.claims) < 2:
        return
    tally.shared_events += 1
    number = len(mine.origins) if mine else 0
    tally.origins_right += mine is not None and number == gold.independent_origins
    tally.origins_error += abs(number - gold.independent_origins)
    ends = {
        claim.chain[-1].name if claim.chain else claim.report_id for claim, true in matched if true.id in gold.claims
    }
    tally.last_links_right += len(ends) == gold.independent_origins
    cited = {claim.chain[-1].name for claim, true in matched if true.id in gold.claims and claim.chain}
    tally.cited_right += (len(cited) or 1) == gold.independent_origins


def score_annotated(story: Storyline, reports: Mapping[str, Report], matched: Matched, tally: Tally) -> None:
    """Count origins on the gold's own clusters: what is left when no claim is merged wrongly; `reports` by id."""
    of = {gold.id: claim for claim, gold in matched}
    for event in story.gold.events:
        if len(event.claims) > 1:
            mine = build([of[one] for one in event.claims], reports, directory().family)
            tally.origins_annotated += len(mine.origins) == event.independent_origins


def score_copies(story: Storyline, given: Mapping[str, Report], tally: Tally) -> None:
    """Reports that are reprints, in the gold or in the record."""
    for gold_id in story.reports:
        facts = story.gold.reports.get(gold_id)
        original = given.get(facts.copy_of) if facts and facts.copy_of else None
        wanted = original.report_id if original else None
        found = given[gold_id].copy_of if gold_id in given else None
        if wanted or found:
            tally.copies += 1
            tally.copies_right += wanted == found
