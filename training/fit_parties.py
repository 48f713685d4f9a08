"""Who did it and to whom, given what rules and filler say of each phrase: the weights of `nlp/parties.json`.

    python -m training.fit_parties [--write] FOLDER... [--held FOLDER...]

Every FOLDER is an annotated folder (gold.json and reports.jsonl) that the shipped filler was not trained on. Acts that
a rule found and that an annotator marked with the same type teach which of their phrases are actors and which are
targets. Weights are fitted by ridge logistic regression; the threshold of each role is the one with the best F1 on
folders left out of the fit. Printed are F1 and the share of acts whose list is exactly right, with the rules' own
phrases and with those chosen: on the folders, each left out of its fit, and on the `--held` ones, which never teach.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from training.choose_hybrid import WORTH, matched
from training.logistic import fitted
from training.reader.data import load
from whence.evaluate.gold_match import same
from whence.nlp import combine, parties
from whence.nlp.hybrid import Hybrid
from whence.nlp.parties import FACTS, OTHER, Candidate, Weights, candidates, chosen_of
from whence.nlp.windows import pieces
from whence.schema.reading import Act, RoleName
from whence.schema.records import Input, Report

TAKE = (0.30, 0.35, 0.40, 0.45, 0.50)
RIDGE = 1.0
FOLDS = 6

Chosen = Mapping[RoleName, Weights]


class Told(Struct, frozen=True, kw_only=True):
    """One act of a rule, the phrases that may be its parties, and whom the annotator names in either role."""

    folder: str
    act: Act
    found: tuple[Candidate, ...]
    true: Mapping[RoleName, tuple[str, ...]]


def read(folders: Sequence[Path]) -> list[Told]:
    """Every act of a rule that an annotator marked with its type."""
    engine, settings = Hybrid(), combine.weights()
    told: list[Told] = []
    for folder in folders:
        gold = load(folder)
        reports = [Report(report_id=g.report_id, input=Input(), text=g.text, title=g.title or None) for g in gold]
        readings, many = engine.found(reports, combine.hopeless(settings), settings)
        for one, reading, found in zip(gold, readings, many, strict=True):
            cut = pieces(one.text, reading.sentences, engine.neural.tokenizer)
            taken = [candidate for candidate, _ in combine.chosen_of(found, settings)]
            for candidate, claim in zip(taken, matched(one, taken), strict=True):
                if claim is None or not candidate.by_rule:
                    continue
                beliefs = engine.neural.beliefs(cut, candidate.act.evidence, parties.AROUND)
                told.append(
                    Told(
                        folder=folder.name,
                        act=candidate.act,
                        found=tuple(candidates(one.text, reading.sentences, candidate.act, beliefs)),
                        true={role: tuple(claim.raw.get(f"{role}s", ())) for role in OTHER},
                    )
                )
    return told


def fit(told: Sequence[Told], role: RoleName) -> dict[str, float]:
    """The weights of one role."""
    pairs = [(candidate, one) for one in told for candidate in one.found if candidate.role == role]
    right = [any(same(candidate.span.text, name) for name in one.true[role]) for candidate, one in pairs]
    return fitted([candidate.facts for candidate, _ in pairs], right, FACTS, RIDGE)


def score(told: Sequence[Told], named: Sequence[Sequence[str]], role: RoleName) -> tuple[float, float]:
    """F1 of the names given, and the share of acts whose list is right as a whole."""
    hits = given = true = whole = 0
    for one, names in zip(told, named, strict=True):
        left = list(one.true[role])
        for name in names:
            fitting = next((wanted for wanted in left if same(name, wanted)), None)
            if fitting is not None:
                left.remove(fitting)
        found = len(one.true[role]) - len(left)
        hits, given, true = hits + found, given + len(names), true + len(one.true[role])
        whole += found == len(names) == len(one.true[role])
    return 2 * hits / max(given + true, 1), whole / max(len(told), 1)


def by_rules(told: Sequence[Told], role: RoleName) -> list[list[str]]:
    return [[r.span.text for r in one.act.roles if r.role == role] for one in told]


def by_weights(told: Sequence[Told], chosen: Sequence[Chosen], role: RoleName) -> list[list[str]]:
    """Each act by its own weights."""
    return [
        [c.span.text for c, _ in chosen_of(one.found, settings) if c.role == role]
        for one, settings in zip(told, chosen, strict=True)
    ]


def left_out(told: Sequence[Told]) -> list[dict[RoleName, dict[str, float]]]:
    """For each act the weights that were fitted without its folder."""
    folders = sorted({one.folder for one in told})
    fold = {name: at % FOLDS for at, name in enumerate(folders)}
    apart = [
        {role: fit([one for one in told if fold[one.folder] != at], role) for role in OTHER}
        for at in range(min(FOLDS, len(folders)))
    ]
    return [apart[fold[one.folder]] for one in told]


def thresholds(told: Sequence[Told], apart: Sequence[Mapping[RoleName, dict[str, float]]]) -> dict[RoleName, float]:
    """Of each role the highest that costs next to no F1 on folders left out, the other role's at the middle."""
    middle: dict[RoleName, float] = dict.fromkeys(OTHER, TAKE[len(TAKE) // 2])
    best: dict[RoleName, float] = {}
    for role in OTHER:
        tried = {
            take: score(told, by_weights(told, _all(apart, {**middle, role: take}), role), role)[0] for take in TAKE
        }
        best[role] = max(take for take, figure in tried.items() if figure >= max(tried.values()) - WORTH)
    return best


def _all(apart: Sequence[Mapping[RoleName, dict[str, float]]], take: Mapping[RoleName, float]) -> list[Chosen]:
    return [{role: Weights(take=take[role], weights=one[role]) for role in OTHER} for one in apart]


def main() -> None:
    """Fit, print, and write where asked."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--held", nargs="*", type=Path, default=[])
    parser.add_argument("folders", nargs="+", type=Path)
    asked = parser.parse_args()
    told, held = read(asked.folders), read(asked.held)
    apart = left_out(told)
    take = thresholds(told, apart)
    chosen: Chosen = {role: Weights(take=take[role], weights=fit(told, role)) for role in OTHER}
    for role in OTHER:
        _print("left out", role, told, by_weights(told, _all(apart, take), role))
        _print("held", role, held, by_weights(held, [chosen] * len(held), role))
    written = msgspec.json.format(msgspec.json.encode(chosen), indent=1)
    print(written.decode())
    if asked.write:
        Path(parties.__file__).with_name("parties.json").write_bytes(written + b"\n")


def _print(name: str, role: RoleName, told: Sequence[Told], named: Sequence[Sequence[str]]) -> None:
    before, after = score(told, by_rules(told, role), role), score(told, named, role)
    print(
        f"{role:8s}{name:10s}{len(told):5d} acts  rules F1 {before[0]:.3f} whole {before[1]:.3f}"
        f"  chosen F1 {after[0]:.3f} whole {after[1]:.3f}"
    )


if __name__ == "__main__":
    main()
