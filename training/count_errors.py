"""The commonest kinds of error in annotated folders, counted: what docs/reading.md lists.

    python -m training.count_errors [--engine lexicon] FOLDER...

Every folder is read end to end and its claims are matched with the annotated ones as the scorer matches them.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from whence import pipeline
from whence.api import Record
from whence.evaluate.gold_claims import _where
from whence.evaluate.gold_load import GoldClaim, Storyline, load
from whence.evaluate.gold_match import Folded, align, same_chain, same_origin, same_party, shared
from whence.schema.records import Claim, Report

LONG, SHORT = 1.5, 0.67  # evidence this many times as long as the annotated one is too long, or too short


def errors(story: Storyline, reports: dict[str, Report], claims: list[Claim]) -> Iterator[str]:
    """Each error of a storyline, by its kind."""
    for gold_id, source in story.reports.items():
        report = reports.get(gold_id)
        mine = [claim for claim in claims if report and claim.report_id == report.report_id]
        true = [claim for claim in story.gold.claims if claim.report == gold_id]
        folded = Folded.of(source.text)
        pairs = align(
            [(one, _where(one, report, folded)) for one in mine], [(one, folded.find(one.evidence)) for one in true]
        )
        yield from ("act missed" for one in true if not any(one is gold for _, gold in pairs))
        yield from ("act that is none" for one in mine if not any(one is found for found, _ in pairs))
        for found, gold in pairs:
            yield from _of_a_pair(found, gold)


def _of_a_pair(mine: Claim, true: GoldClaim) -> Iterator[str]:
    if mine.type != true.type:
        yield "another type"
        return
    yield "(act right)"
    if mine.mode != true.mode:
        yield "another mode"
    if mine.status != true.status:
        yield "another status"
    yield from _of_the_chain(mine, true)
    for name, found, wanted in (("actor", mine.actors, true.actors), ("target", mine.targets, true.targets)):
        hits = shared(found, wanted, same_party)
        yield from [f"{name} missed"] * (len(wanted) - hits)
        yield from [f"{name} too many or other"] * (len(found) - hits)
    length = len(mine.evidence.text) / max(1, len(true.evidence))
    if length > LONG:
        yield "evidence too long"
    elif length < SHORT:
        yield "evidence too short"


def _of_the_chain(mine: Claim, true: GoldClaim) -> Iterator[str]:
    if same_chain(mine.chain, true.chain):
        return
    if not mine.chain:
        yield "source missed"
    elif not true.chain:
        yield "source where none is named"
    else:
        yield "relay wrong, origin right" if same_origin(mine.chain, true.chain) else "another origin"


def main() -> None:
    """Count over all folders together and print, commonest first."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--engine", default="hybrid")
    parser.add_argument("folders", nargs="+", type=Path)
    asked = parser.parse_args()
    count: Counter[str] = Counter()
    for folder in asked.folders:
        with tempfile.TemporaryDirectory(prefix="whence-errors-") as room:
            path = Path(room) / "record.db"
            pipeline.read([folder / "reports.jsonl"], path, pipeline.Settings(engine=asked.engine))
            with Record(path, private=True) as record:
                reports = {report.input.id or "": report for report in record.reports}
                count.update(errors(load(folder), reports, list(record.claims)))
    for kind, number in sorted(count.items(), key=lambda pair: (-pair[1], pair[0])):
        print(f"{number:5d}  {kind}")


if __name__ == "__main__":
    main()
