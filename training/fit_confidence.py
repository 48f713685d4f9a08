"""Fit how sure each value of a claim is (`whence.stages.weigh`), and say how true the old and new figures are.

    python -m training.fit_confidence SHARED/gold-train [--unseen training/runs/more] [--kept FILE] [--engine NAME]

Every report is read as it ships, its claims are matched to the annotated ones, and for each field a logistic regression
on a dozen facts gives the probability that the value is the annotator's. The tables are out of fold by storyline:
expected calibration error over ten bins of equal size, before and after. `--unseen` names folders of annotations that
the models were not trained on; type, mode, actors and targets are learnt from these and from the held-out real reports
alone, because models are surer than they should be of what they have seen. `--kept` names a file
that what was read is kept in, to fit again without reading again.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from zlib import crc32

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from training.reader.data import REAL_DEV
from whence.evaluate.gold_load import GoldClaim, Storyline, load
from whence.evaluate.gold_match import (
    Folded,
    align,
    same_figure,
    same_link,
    same_party,
    same_place,
    same_time,
)  # fmt: skip
from whence.schema.records import Claim, Input, Published, Report
from whence.schema.stage import Work
from whence.stages.attribute import Attribute
from whence.stages.extract import Extract
from whence.stages.resolve import Resolve
from whence.stages.tag import Tag
from whence.stages.weigh import facts
from whence.stages.weigh.facts import FIELDS, Facts
from whence.stages.weigh.stage import probability

TARGET = Path(__file__).resolve().parents[1] / "src" / "whence" / "stages" / "weigh" / "weights.json"
SEEN = ("type", "mode", "actors", "targets")  # fields that the models decide
FOLDS = 6
BINS = 10
PULL = 6.0  # L2; facts that hold of few values weigh little

Floats = NDArray[np.float64]


class Told(Struct, frozen=True):
    """The claims that were read of one report, in the storyline's name."""

    folder: str
    report: str
    claims: tuple[Claim, ...]


class Case(Struct, frozen=True):
    """One value: what is known of it, the confidence that it had, whether it is right."""

    folder: str
    known: Facts
    before: float
    right: bool


def stories(folders: Sequence[Path]) -> list[tuple[str, Storyline]]:
    """All gold folders inside some folders."""
    paths = [path for folder in folders for path in sorted(folder.iterdir()) if (path / "gold.json").is_file()]
    return [(path.name, load(path)) for path in paths]


def read(found: Sequence[tuple[str, Storyline]], engine: str) -> list[Told]:
    """Every report through the stages before `weigh`."""
    steps = [stage.open() for stage in (Tag(engine=engine), Extract(), Attribute(), Resolve())]
    out = []
    for name, story in found:
        works = [Work(report=_report(one)) for one in story.reports.values()]
        for step in steps:
            works = step(works)
        out += [Told(name, work.report.report_id, work.claims) for work in works]
        print(name, sum(len(work.claims) for work in works), flush=True)
    return out


def _report(gold: object) -> Report:
    given = msgspec.structs.asdict(gold)  # type: ignore[arg-type]
    date = given["published"]
    return Report(
        report_id=given["id"], input=Input(id=given["id"]), text=given["text"], title=given["title"], url=given["url"],
        outlet=given["outlet"], language="en", published=Published(value=date, basis="given") if date else None,
    )  # fmt: skip


def cases(found: Sequence[tuple[str, Storyline]], told: Sequence[Told]) -> dict[str, list[Case]]:
    """Values with what is known of them, by field."""
    out: dict[str, list[Case]] = defaultdict(list)
    by_report = {(one.folder, one.report): one.claims for one in told}
    for name, story in found:
        for key, source in story.reports.items():
            claims, folded = by_report.get((name, key), ()), Folded.of(source.text)
            true = [(one, folded.find(one.evidence)) for one in story.gold.claims if one.report == key]
            mine = [(one, folded.find(one.evidence.text, _nth(source.text, one))) for one in claims]
            pairs = {id(one): gold for one, gold in align(mine, true) if one.type == gold.type}
            for claim in claims:
                for field, case in _values(name, claim, pairs.get(id(claim))):
                    out[field].append(case)
    return out


def _nth(text: str, claim: Claim) -> int:
    return text[: claim.evidence.start].count(claim.evidence.text)


def _values(name: str, claim: Claim, gold: GoldClaim | None) -> Iterator[tuple[str, Case]]:
    yield "type", Case(name, facts.of_type(claim), claim.evidence.confidence, gold is not None)
    if gold is None:
        return
    sure = claim.evidence.confidence
    for ground in claim.grounds:
        if ground.field == "status":
            before = ground.span.confidence if ground.span else sure
            yield "status", Case(name, facts.of_status(claim, ground), before, claim.status == gold.status)
        if ground.field == "mode" and ground.span is not None:
            yield "mode", Case(name, facts.of_mode(claim), ground.span.confidence, claim.mode == gold.mode)
    for role, parties, true in (("actors", claim.actors, gold.actors), ("targets", claim.targets, gold.targets)):
        for one in parties:
            known = facts.of_party(claim, one, role)
            yield role, Case(name, known, one.confidence, any(same_party(one, other) for other in true))
    if claim.place:
        known = facts.of_place(claim, claim.place)
        yield "place", Case(name, known, claim.place.confidence, same_place(claim.place, gold.place))
    if claim.time:
        known = facts.of_time(claim, claim.time)
        yield "time", Case(name, known, claim.time.confidence, same_time(claim.time, gold.time))
    for figure in claim.figures:
        right = any(same_figure(figure, other) for other in gold.figures)
        yield "figures", Case(name, facts.of_figure(claim, figure), figure.confidence, right)
    for n, link in enumerate(claim.chain):
        right = any(same_link(link, other) for other in gold.chain)
        yield "chain", Case(name, facts.of_link(claim, link, n), link.confidence, right)


def fit(some: Sequence[Case]) -> dict[str, float]:
    """Weights of the facts by Newton's method, drawn towards zero but for the constant."""
    names = sorted({name for case in some for name in case.known})
    at = {name: i for i, name in enumerate(names)}
    x = np.zeros((len(some), len(names)))
    for row, case in enumerate(some):
        for name, value in case.known.items():
            x[row, at[name]] = value
    y = np.array([float(case.right) for case in some])
    pull = np.array([1e-3 if name == "one" else PULL for name in names])
    w = np.zeros(len(names))
    for _ in range(40):
        p = 1 / (1 + np.exp(-np.clip(x @ w, -30, 30)))
        w -= np.linalg.solve((x * (p * (1 - p))[:, None]).T @ x + np.diag(pull), x.T @ (p - y) + pull * w)
    return {name: round(float(value), 4) for name, value in zip(names, w, strict=True) if abs(value) >= 0.005}


def calibration_error(beliefs: Sequence[float], right: Sequence[bool]) -> float:
    """Mean distance of belief and truth over bins of equal size (ties in one order), weighted by size."""
    order = np.argsort(np.array(beliefs), kind="stable")
    b, r = np.array(beliefs)[order], np.array(right, dtype=float)[order]
    parts = [part for part in np.array_split(np.arange(len(b)), BINS) if len(part)]
    return float(sum(len(part) * abs(b[part].mean() - r[part].mean()) for part in parts) / len(b))


def main(folders: Sequence[Path], unseen: Sequence[Path], kept: Path | None, engine: str) -> None:
    """Read, fit, tell, write."""
    found = stories([*folders, *unseen])
    honest = {*REAL_DEV, *(name for name, _ in stories(unseen))}
    if kept and kept.is_file():
        told = msgspec.json.decode(kept.read_bytes(), type=list[Told])
    else:
        told = read(found, engine)
        if kept:
            kept.write_bytes(msgspec.json.encode(told))
    by_field = cases(found, told)
    out: dict[str, dict[str, float]] = {}
    print(f"{'field':8} {'values':>6} {'right':>6}  calibration error before -> after (Brier before -> after)")
    for field in FIELDS:
        some = [case for case in by_field[field] if field not in SEEN or case.folder in honest]
        after = np.zeros(len(some))
        folds = np.array([crc32(case.folder.encode()) % FOLDS for case in some])
        for fold in range(FOLDS):
            weights = fit([case for case, f in zip(some, folds, strict=True) if f != fold])
            for i in np.flatnonzero(folds == fold):
                after[i] = probability(some[i].known, weights)
        right, before = [case.right for case in some], [case.before for case in some]
        brier = [float(np.mean((np.array(one) - np.array(right)) ** 2)) for one in (before, after)]
        print(
            f"{field:8} {len(some):6} {np.mean(right):6.1%}  {calibration_error(before, right):.3f} -> "
            f"{calibration_error(list(after), right):.3f}  ({brier[0]:.3f} -> {brier[1]:.3f})"
        )
        out[field] = fit(some)
    TARGET.write_text(json.dumps(out, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--unseen", nargs="*", type=Path, default=[])
    parser.add_argument("--kept", type=Path)
    parser.add_argument("--engine", default="hybrid")
    given = parser.parse_args()
    main(given.folders, given.unseen, given.kept, given.engine)
