"""Fitting how likely an act is, on acts made by hand."""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))  # `training` is a folder of the repository, not installed

from training.choose_hybrid import fit, hits, left_out, rules_alone, score  # noqa: E402
from training.reader.data import GoldClaim, GoldReport  # noqa: E402

from whence.nlp.combine import FACTS, Candidate, Weights  # noqa: E402
from whence.schema.reading import Act  # noqa: E402
from whence.schema.records import Span  # noqa: E402


def candidate(start: int, *, vote: float, kind: str = "VOTE") -> Candidate:
    span = Span(text="x" * 40, start=start, end=start + 40, found_by="test", confidence=0.6)
    facts = {"rule": 1.0, "loose": 0.0, "vote": vote}
    return Candidate(act=Act(evidence=span, trigger=span, type=kind), facts=facts, by_rule=True)


def reads(many: int) -> list[tuple[GoldReport, list[Candidate]]]:
    """Reports of two acts each: the one with a vote is right, the other is not."""
    gold = GoldReport("f", "r", "x" * 200, "", [GoldClaim(0, 40, {"type": "VOTE"})])
    return [(gold, [candidate(0, vote=0.9), candidate(100, vote=0.0)]) for _ in range(many)]


def test_each_gold_claim_is_hit_once() -> None:
    gold = GoldReport("f", "r", "", "", [GoldClaim(0, 40, {"type": "VOTE"})])
    assert hits(gold, [candidate(2, vote=0), candidate(4, vote=0), candidate(0, vote=0, kind="AID")]) == [
        True,
        False,
        False,
    ]


def test_a_fact_that_tells_right_from_wrong_gets_weight() -> None:
    fitted = fit(reads(40), {})
    assert set(fitted) == set(FACTS)
    assert fitted["vote"] > 1 > 0 > fitted["rule"]
    assert fitted["model"] == 0.0, "what is never seen keeps the old weight"


def test_few_reports_move_old_weights_little() -> None:
    old = {"vote": -2.0, "belief": 5.0}
    few, many = fit(reads(1), old), fit(reads(200), old)
    assert -2.0 < few["vote"] < many["vote"]
    assert few["belief"] == 5.0


def test_scores() -> None:
    some = reads(12)
    assert rules_alone(some) == (0.5, 1.0, 2 / 3)
    apart = [Weights(keep=0.5, take=0.5, beside=0.5, weights=one) for one in left_out(some, {})]
    assert score(some, apart) == (1.0, 1.0, 1.0)
