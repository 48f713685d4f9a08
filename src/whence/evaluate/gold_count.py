"""Counts over storylines, and the figures that follow from them."""

from __future__ import annotations

from collections import Counter

from msgspec import Struct, field

from whence.evaluate.gold_interval import Counted

Row = dict[str, float | int | None]
Result = dict[str, float | int | list[str] | Row | None]


class Count(Struct):
    """Hits, predicted, true: what precision and recall are made of."""

    hits: float = 0
    predicted: float = 0
    true: float = 0

    def add(self, hits: float, predicted: float, true: float) -> None:
        self.hits += hits
        self.predicted += predicted
        self.true += true

    def row(self) -> Row:
        precision = self.hits / self.predicted if self.predicted else 0.0
        recall = self.hits / self.true if self.true else 0.0
        return {"P": precision, "R": recall, "F1": harmonic(precision, recall)}


def harmonic(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


class Tally(Struct):
    """Everything that is counted over one or more storylines."""

    claims: Counter[str] = field(default_factory=Counter)
    typed: list[Counted] = field(default_factory=list)  # of each report, claims of the right type
    actors: Count = field(default_factory=Count)
    targets: Count = field(default_factory=Count)
    figures: Count = field(default_factory=Count)
    links: Count = field(default_factory=Count)
    pure: float = 0.0  # B-cubed precision, summed over matched claims
    whole: float = 0.0  # B-cubed recall, likewise
    placed: int = 0
    pairs: Count = field(default_factory=Count)
    disputes: Count = field(default_factory=Count)
    origins_right: int = 0
    last_links_right: int = 0  # a report's own voice as one more
    cited_right: int = 0  # likewise without own voices where somebody is cited
    origins_annotated: int = 0  # right with events as annotated
    origins_error: int = 0
    shared_events: int = 0
    copies_right: int = 0
    copies: int = 0
    absent: list[str] = field(default_factory=list)


def event_rows(tally: Tally) -> Result:
    """The event part of the result."""
    precision = tally.pure / tally.placed if tally.placed else 0.0
    recall = tally.whole / tally.placed if tally.placed else 0.0
    shared = tally.shared_events or 1
    return {
        "events B3": {"P": precision, "R": recall, "F1": harmonic(precision, recall)},
        "events, pairs": tally.pairs.row(),
        "origins counted right, events of 2+ claims": tally.origins_right / shared,
        "origin count error": tally.origins_error / shared,
        "disputes": tally.disputes.row(),
        "reprints right": tally.copies_right / tally.copies if tally.copies else None,
    }


def claim_rows(tally: Tally) -> Result:
    """The claim part of the result."""
    count = tally.claims
    matched, true = count["typed"] or 1, count["true"] or 1
    return {
        "claims, any type": Count(count["any"], count["predicted"], count["true"]).row(),
        "claims, type right": Count(count["typed"], count["predicted"], count["true"]).row(),
        "whole claim right, of gold": count["whole"] / true,
        "of matched": {name: count[name] / matched for name in ("mode", "status", "place", "time", "chain", "origin")},
        "status where it is not asserted": count["other status right"] / (count["other status"] or 1),
        "chain right where gold has one": count["attributed right"] / (count["attributed"] or 1),
        "actors": tally.actors.row(),
        "targets": tally.targets.row(),
        "figures": tally.figures.row(),
        "links": tally.links.row(),
    }


def rows(tally: Tally) -> Result:
    """The whole result, in the order and under the names of the gold's own scorer."""
    count = tally.claims
    matched = count["typed"] or 1
    return {
        **claim_rows(tally),
        **event_rows(tally),
        "spans not to the letter": count["loose spans"],
        "counts": {"predicted": count["predicted"], "gold": count["true"], "matched": count["typed"]},
        "trivial": {
            "status always asserted": 1 - count["other status"] / matched,
            "no chain at all": 1 - count["attributed"] / matched,
            "nothing merged, pairs F1": 0.0,
        },
        "reports not in the record": list(tally.absent),
    }
