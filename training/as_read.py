"""Storylines as reading sees them: the claims of their reports, matched with the annotated ones as the scorer does."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from whence.evaluate.gold_claims import score_claims
from whence.evaluate.gold_count import Tally
from whence.evaluate.gold_load import GoldClaim, load
from whence.schema.original import Given, Original
from whence.schema.records import Claim
from whence.schema.stage import Work
from whence.stages.attribute import Attribute
from whence.stages.extract import Extract
from whence.stages.ingest import discover, parse
from whence.stages.tag import Tag

Reader = Callable[[Path], Sequence[Work]]


def reader() -> Reader:
    """Reads a storyline's reports as far as claims with their words and sources."""
    steps = (Tag().open(), Extract().open(), Attribute().open())

    def read(folder: Path) -> Sequence[Work]:
        found = (one for one in discover([folder / "reports.jsonl"], Given()) if isinstance(one, Original))
        works: Sequence[Work] = [Work(report=r) for one in found if (r := parse(one).report) is not None]
        for step in steps:
            works = step(works)
        return works

    return read


def matched(folder: Path, works: Sequence[Work]) -> list[tuple[Claim, GoldClaim]]:
    """The claims found that are of the gold's, each with that."""
    given = {str(work.report.input.id): work.report for work in works}
    return score_claims(load(folder), given, [claim for work in works for claim in work.claims], Tally())
