"""Fit the weights of `choice.csv` on annotated storylines: a conditional logit with "no place" as one of the choices.

`features.py` says what speaks for and against a place; the weights make the places likeliest that the gold's scorer
takes for right. Several candidates may be right; a claim none of whose candidates is right teaches nothing.
Each storyline teaches twice: by its claims as annotated, and by those that reading finds in its reports.
`--cross` also prints how often the choice is right on storylines left out, six folds, for each penalty given.

    python -m training.fit_place_choice src/whence/stages/resolve/places/data/choice.csv FOLDER... [--cross]
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np
from msgspec import Struct

from training.as_read import Reader, matched, reader
from whence.evaluate.gold_load import GoldClaim, GoldPlace, Storyline, load
from whence.evaluate.gold_match import same_place
from whence.schema.records import Claim, Input, Report, Span
from whence.schema.stage import Work
from whence.stages.resolve.places import Gazetteer
from whence.stages.resolve.places.candidates import Candidate, Frame, candidates, frame
from whence.stages.resolve.places.choice import meant
from whence.stages.resolve.places.features import features, none_features
from whence.stages.resolve.places.readings import read
from whence.stages.resolve.places.resolve import made

PULL = 0.6  # towards zero: strength of the L2 penalty
ROUNDS = CROSS_ROUNDS = 150  # 400 gave two claims fewer on the held-out real reports
STEP, DECAY, SQUARE_DECAY = 0.05, 0.9, 0.999  # of Adam, as its authors advise but for a longer step
FOLDS = 6
LEAST = 0.02  # smaller weights are left out of the file: two decimals are kept
REAL = ("real-g5", "real-muc", "real-pn", "ecb", "famus", "gvc", "muc", "pn")  # by name; others are constructed

Weights = Mapping[str, float]


class Choice(Struct, frozen=True):
    """One claim: what can be chosen ("no place" first), which of it is right, and which place each choice means."""

    rows: tuple[Mapping[str, float], ...]
    right: tuple[bool, ...]
    places: tuple[object, ...]


class Table(Struct, frozen=True):
    """Choices as arrays, one row for each thing that can be chosen."""

    x: np.ndarray  # rows by features
    group: np.ndarray  # number of the choice that a row belongs to
    right: np.ndarray
    groups: int


def choices(storyline: Storyline, gazetteer: Gazetteer) -> Iterator[Choice]:
    """One choice for every gold claim of a storyline."""
    by_report: dict[str, list[GoldClaim]] = defaultdict(list)
    for one in storyline.gold.claims:
        by_report[one.report].append(one)
    for report, annotated in by_report.items():
        text = storyline.reports[report].text
        claims = tuple(as_claim(one, text) for one in annotated)
        work = Work(report=Report(report_id="x", input=Input(), text=text), claims=claims)
        view = frame(work, read(text, gazetteer))
        for gold, claim in zip(annotated, claims, strict=True):
            yield choice(claim, gold.place, view, gazetteer)


def as_read(folder: Path, read_reports: Reader, gazetteer: Gazetteer) -> Iterator[Choice]:
    """One choice for every claim found in a storyline's reports that is one of the gold's."""
    works = read_reports(folder)
    views = {work.report.report_id: frame(work, read(work.report.text, gazetteer)) for work in works}
    for claim, gold in matched(folder, works):
        yield choice(claim, gold.place, views[claim.report_id], gazetteer)


def as_claim(gold: GoldClaim, text: str) -> Claim:
    """The claim with what the choice may look at: its words, type, mode and status."""
    start = text.find(gold.evidence)
    span = Span(text=gold.evidence, start=start, end=start + len(gold.evidence), found_by="gold")
    return Claim(report_id="x", evidence=span, type=gold.type, mode=gold.mode, status=gold.status)


def choice(claim: Claim, place: GoldPlace | None, view: Frame, gazetteer: Gazetteer) -> Choice:
    """The claim's candidates and "no place", each with its features and whether it is right."""
    found = candidates(claim, view)

    def fits(candidate: Candidate) -> bool:
        return place is not None and same_place(made(candidate, view, gazetteer, None)[0], place)

    return Choice(
        rows=(none_features(claim, found), *(features(claim, one, found, view) for one in found)),
        right=(place is None, *(fits(one) for one in found)),
        places=(None, *(meant(one) for one in found)),
    )


def table(data: Iterable[Choice], names: Sequence[str]) -> Table:
    """The choices that have a right answer, as arrays."""
    at = {name: column for column, name in enumerate(names)}
    usable = [one for one in data if any(one.right)]
    x = np.zeros((sum(len(one.rows) for one in usable), len(names)), dtype=np.float32)
    for line, row in enumerate(row for one in usable for row in one.rows):
        for name, value in row.items():
            x[line, at[name]] = value
    group = np.repeat(np.arange(len(usable)), [len(one.rows) for one in usable])
    right = np.array([fits for one in usable for fits in one.right], dtype=bool)
    return Table(x=x, group=group, right=right, groups=len(usable))


def fit(data: Sequence[Choice], rounds: int, pull: float) -> dict[str, float]:
    """The weights by feature, in order of name."""
    names = sorted({name for one in data for row in one.rows for name in row})
    rows = table(data, names)
    weights, mean, square = np.zeros(len(names)), np.zeros(len(names)), np.zeros(len(names))
    for step in range(1, rounds + 1):
        slope = gradient(rows, weights) - pull * weights
        mean = DECAY * mean + (1 - DECAY) * slope
        square = SQUARE_DECAY * square + (1 - SQUARE_DECAY) * slope**2
        stride = np.sqrt(square / (1 - SQUARE_DECAY**step)) + 1e-8
        weights += STEP * (mean / (1 - DECAY**step)) / stride
    return dict(zip(names, weights.tolist(), strict=True))


def gradient(rows: Table, weights: np.ndarray) -> np.ndarray:
    """Slope of the log likelihood that one of the right rows of each group is chosen."""
    score = rows.x @ weights
    top = np.full(rows.groups, -np.inf)
    np.maximum.at(top, rows.group, score)
    odds = np.exp(score - top[rows.group])
    chosen = odds / np.bincount(rows.group, odds, rows.groups)[rows.group]
    good = odds * rows.right
    chosen_of_right = good / np.bincount(rows.group, good, rows.groups)[rows.group]
    slope: np.ndarray = rows.x.T @ (chosen_of_right - chosen)
    return slope


def hit(one: Choice, weights: Weights) -> bool:
    """Is the likeliest place right? Candidates for one place add up, as in `choose`."""
    shares: dict[object, float] = defaultdict(float)
    for row, place in zip(one.rows, one.places, strict=True):
        shares[place] += float(np.exp(sum(weights.get(name, 0.0) * value for name, value in row.items())))
    best = max(shares, key=lambda place: shares[place])
    return one.right[one.places.index(best)]


def kind(name: str) -> str:
    """Kind of a storyline, by its name."""
    return next((part for part in REAL if name.startswith(part)), "constructed")


def weighted(data: Mapping[str, list[Choice]]) -> list[Choice]:
    """All choices; constructed storylines are a fifth of the claims but half of what is read here: they count twice."""
    return [one for name, own in data.items() for one in own * (2 if kind(name) == "constructed" else 1)]


def cross(data: Mapping[str, list[Choice]], pull: float) -> str:
    """How often the choice is right on storylines left out, by kind and in all, and how often it can be."""
    names = list(data)
    hits: Counter[str] = Counter()
    sizes: Counter[str] = Counter()
    for fold in range(FOLDS):
        out = names[fold::FOLDS]
        weights = fit(weighted({name: data[name] for name in names if name not in out}), CROSS_ROUNDS, pull)
        for name in out:
            hits[kind(name)] += sum(hit(one, weights) for one in data[name])
            sizes[kind(name)] += len(data[name])
    shares = ", ".join(f"{name} {hits[name] / sizes[name]:.3f}" for name in sorted(sizes))
    possible = sum(any(one.right) for own in data.values() for one in own)
    total = sizes.total()
    return f"pull {pull}: left out {hits.total() / total:.4f} (at most {possible / total:.4f}); {shares}"


def write(target: Path, weights: Weights) -> None:
    """Write the weights that matter, in order of name."""
    rows = [f"{name},{value:.2f}\n" for name, value in weights.items() if abs(value) >= LEAST]
    target.write_text("feature,weight\n" + "".join(rows), encoding="utf-8")


def main() -> None:
    """Fit on every storyline under a folder and write the weights."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("target", type=Path, help="file of weights to write")
    parser.add_argument("folders", type=Path, nargs="+", help="folders of gold storylines")
    parser.add_argument("--cross", type=float, nargs="*", metavar="PULL", help="measure on storylines left out")
    given = parser.parse_args()
    gazetteer, read_reports = Gazetteer.open(), reader()
    data = {
        folder.name: [*choices(load(folder), gazetteer), *as_read(folder, read_reports, gazetteer)]
        for folder in given.folders
    }
    for pull in () if given.cross is None else given.cross or (PULL,):
        print(cross(data, pull))
    everything = weighted(data)
    weights = fit(everything, ROUNDS, PULL)
    print(f"on the training gold itself: {sum(hit(one, weights) for one in everything) / len(everything):.4f}")
    write(given.target, weights)


if __name__ == "__main__":
    main()
