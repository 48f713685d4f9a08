"""Claims of one storyline against its gold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from whence.evaluate.gold_count import Tally
from whence.evaluate.gold_load import GoldClaim, Storyline
from whence.evaluate.gold_match import (
    Folded,
    Where,
    align,
    same_chain,
    same_figure,
    same_link,
    same_origin,
    same_party,
    same_place,
    same_time,
    shared,
)
from whence.schema.records import Claim, Report, Span

Matched = list[tuple[Claim, GoldClaim]]


def score_claims(story: Storyline, given: Mapping[str, Report], claims: Sequence[Claim], tally: Tally) -> Matched:
    """Match and count the claims of every report; gives the typed matches. `given`: gold id -> the report read."""
    matched: Matched = []
    for gold_id, source in story.reports.items():
        report = given.get(gold_id)
        mine = [claim for claim in claims if report and claim.report_id == report.report_id]
        true = [claim for claim in story.gold.claims if claim.report == gold_id]
        tally.claims["predicted"] += len(mine)
        tally.claims["true"] += len(true)
        if report is not None:
            tally.claims["loose spans"] += sum(
                not _stands(span, report.text) for claim in mine for span in spans(claim)
            )
        folded = Folded.of(source.text)
        pairs = align([(one, _where(one, report, folded)) for one in mine],
                      [(one, folded.find(one.evidence)) for one in true])  # fmt: skip
        tally.claims["any"] += len(pairs)
        typed = [(one, gold) for one, gold in pairs if one.type == gold.type]
        tally.typed.append((len(typed), len(mine), len(true)))
        for one, gold in typed:
            score_claim(one, gold, tally)
        matched += typed
    return matched


def _where(claim: Claim, report: Report | None, folded: Folded) -> Where:
    """The evidence in the gold's text: the same occurrence as in the report as it was read."""
    words = claim.evidence.text
    before = report.text[: claim.evidence.start].count(words) if report and words else 0
    return folded.find(words, before)


def spans(claim: Claim) -> Iterator[Span]:
    """Every span of a claim."""
    single = (claim.evidence, claim.hedge, claim.instrument, claim.place, claim.time)
    yield from (span for span in single if span is not None)
    yield from (*claim.actors, *claim.targets, *claim.figures, *claim.chain)
    yield from (figure.of for figure in claim.figures if figure.of is not None)


def _stands(span: Span, text: str) -> bool:
    return bool(span.text) and text[span.start : span.end] == span.text


def score_claim(mine: Claim, true: GoldClaim, tally: Tally) -> None:
    """Count the fields of one matched claim."""
    right = {
        "mode": mine.mode == true.mode,
        "status": mine.status == true.status,
        "chain": same_chain(mine.chain, true.chain),
        "origin": same_origin(mine.chain, true.chain),
        "place": same_place(mine.place, true.place),
        "time": same_time(mine.time, true.time),
    }
    count = tally.claims
    count["typed"] += 1
    count.update({name: int(value) for name, value in right.items()})
    if true.status != "asserted":
        count.update({"other status": 1, "other status right": int(right["status"])})
    if true.chain:
        count.update({"attributed": 1, "attributed right": int(right["chain"])})
    full = score_lists(mine, true, tally)
    tally.links.add(shared(mine.chain, true.chain, same_link), len(mine.chain), len(true.chain))
    count["whole"] += full and all(right.values())


def score_lists(mine: Claim, true: GoldClaim, tally: Tally) -> bool:
    """Count actors, targets and figures; True where all three are complete and nothing is too much."""
    found = (
        (tally.actors, shared(mine.actors, true.actors, same_party), len(mine.actors), len(true.actors)),
        (tally.targets, shared(mine.targets, true.targets, same_party), len(mine.targets), len(true.targets)),
        (tally.figures, shared(mine.figures, true.figures, same_figure), len(mine.figures), len(true.figures)),
    )
    for count, hits, predicted, wanted in found:
        count.add(hits, predicted, wanted)
    return all(hits == predicted == wanted for _, hits, predicted, wanted in found)
