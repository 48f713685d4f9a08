"""How likely an act is, given what rules and models say of it: the weights of `nlp/combine.json`.

    python -m training.choose_hybrid [--write] [--afresh] FOLDER...

Every FOLDER is an annotated folder (gold.json and reports.jsonl) that the shipped models were not trained on; of
gold-train these are real-g5-4b, real-muc-3a and real-pn-1b. The weights are fitted by logistic regression, drawn
towards those that ship (`--afresh`: towards nothing), so that few reports move them little. Printed are precision,
recall and F1 of claims with the right type for rules alone and for pairs of thresholds, on reports left out of the fit.
`--write` puts the weights of all reports, with the most precise thresholds that cost next to no F1, in the place of
those that ship.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from pathlib import Path

import msgspec

from training.logistic import fitted
from training.reader.data import GoldClaim, GoldReport, load
from whence.nlp import combine
from whence.nlp.combine import FACTS, Candidate, Weights, chosen_of, over
from whence.nlp.hybrid import Hybrid
from whence.schema.records import Input, Report, Span

TAKE = (0.25, 0.275, 0.30, 0.325, 0.35, 0.375, 0.40, 0.45)
KEEP = (0.25, 0.30, 0.35, 0.40)
BESIDE = 0.5
PULL = 3.0  # how strongly a weight is drawn towards its old value
WORTH = 0.002  # F1 that is given for higher thresholds, hence fewer false claims
FOLDS = 6
LEAST = 0.3  # the finder's belief from which stretches are looked at

Read = tuple[GoldReport, list[Candidate]]


def read(folders: Sequence[Path]) -> list[Read]:
    """Every report with all acts that rules and models see in it."""
    gold = [report for folder in folders for report in load(folder)]
    reports = [Report(report_id=g.report_id, input=Input(), text=g.text, title=g.title or None) for g in gold]
    return list(zip(gold, Hybrid().found(reports, LEAST)[1], strict=True))


def matched(gold: GoldReport, found: Sequence[Candidate]) -> list[GoldClaim | None]:
    """Of each act the claim that annotators marked with that type, one to one as the scorer matches."""
    left = list(gold.claims)
    claims: list[GoldClaim | None] = []
    for one in found:
        claim = next((c for c in left if c.raw["type"] == one.act.type and over(one.act.evidence, _span(c))), None)
        if claim is not None:
            left.remove(claim)
        claims.append(claim)
    return claims


def hits(gold: GoldReport, found: Sequence[Candidate]) -> list[bool]:
    """Whether each act is one that annotators marked with that type."""
    return [claim is not None for claim in matched(gold, found)]


def _span(claim: GoldClaim) -> Span:
    return Span(text="", start=claim.start, end=claim.end, found_by="gold")


def fit(reads: Sequence[Read], old: dict[str, float]) -> dict[str, float]:
    """The weights of all reports, drawn towards the old ones."""
    rows = [one.facts for _, found in reads for one in found]
    right = [hit for gold, found in reads for hit in hits(gold, found)]
    return fitted(rows, right, FACTS, PULL, old)


def score(reads: Sequence[Read], chosen: Sequence[Weights]) -> tuple[float, float, float]:
    """Precision, recall and F1 of claims with the right type, each report by its own weights."""
    right = taken = true = 0
    for (gold, found), settings in zip(reads, chosen, strict=True):
        kept = [one for one, _ in chosen_of(found, settings)]
        right, taken, true = right + sum(hits(gold, kept)), taken + len(kept), true + len(gold.claims)
    return _figures(right, taken, true)


def rules_alone(reads: Sequence[Read]) -> tuple[float, float, float]:
    """The same for what firm rules find."""
    right = taken = true = 0
    for gold, found in reads:
        kept = [one for one in found if one.by_rule and not one.facts["loose"]]
        right, taken, true = right + sum(hits(gold, kept)), taken + len(kept), true + len(gold.claims)
    return _figures(right, taken, true)


def _figures(right: int, taken: int, true: int) -> tuple[float, float, float]:
    return right / max(taken, 1), right / max(true, 1), 2 * right / max(taken + true, 1)


def left_out(reads: Sequence[Read], old: dict[str, float]) -> list[dict[str, float]]:
    """For each report the weights that were fitted without it and its fold."""
    folds = [
        fit([one for j, one in enumerate(reads) if j % FOLDS != fold], old) for fold in range(min(FOLDS, len(reads)))
    ]
    return [folds[i % FOLDS] for i in range(len(reads))]


def main() -> None:
    """Fit, print, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--afresh", action="store_true")
    parser.add_argument("folders", nargs="+", type=Path)
    asked = parser.parse_args()
    place = Path(combine.__file__).with_name("combine.json")
    old = {} if asked.afresh or not place.is_file() else combine.weights().weights
    reads = read(asked.folders)
    _print("rules alone", rules_alone(reads))
    if old:
        _print("as it ships", score(reads, [combine.weights()] * len(reads)))
    apart = left_out(reads, old)
    pairs = [(keep, take) for keep in KEEP for take in TAKE]
    tried = {pair: score(reads, [_weights(*pair, one) for one in apart]) for pair in pairs}
    for pair, figures in tried.items():
        _print("keep {:.2f} take {:.3f}".format(*pair), figures)
    top = max(figures[2] for figures in tried.values())
    best = max((pair for pair, figures in tried.items() if figures[2] >= top - WORTH), key=lambda pair: tried[pair][0])
    chosen = _weights(*best, fit(reads, old))
    print(msgspec.json.format(msgspec.json.encode(chosen), indent=1).decode())
    if asked.write:
        place.write_bytes(msgspec.json.format(msgspec.json.encode(chosen), indent=1) + b"\n")


def _weights(keep: float, take: float, found: dict[str, float]) -> Weights:
    return Weights(keep=keep, take=take, beside=BESIDE, weights=found)


def _print(name: str, figures: tuple[float, float, float]) -> None:
    print(f"{name:24s} P {figures[0]:.3f} R {figures[1]:.3f} F1 {figures[2]:.3f}")


if __name__ == "__main__":
    main()
