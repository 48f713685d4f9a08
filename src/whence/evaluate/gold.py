"""Evaluate on gold storylines: the whole way from reports to events, or merging alone on the gold's own claims.

The definitions are those of the scorer that comes with the gold; its figures and these are the same on one record.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

from whence import pipeline
from whence.api import Record
from whence.evaluate.gold_build import as_claim, as_report
from whence.evaluate.gold_claims import score_claims
from whence.evaluate.gold_count import Result, Tally, event_rows, rows
from whence.evaluate.gold_events import score_annotated, score_events
from whence.evaluate.gold_interval import interval
from whence.evaluate.gold_load import Storyline, load
from whence.schema.records import Claim, Event, Report
from whence.stages.merge import merge


def gold(paths: Sequence[str | Path], *, from_claims: bool = False) -> Result:
    """Figures over all folders together, under the names of the gold's scorer.

    End to end each folder's `reports.jsonl` is read into a record of its own, which is thrown away. With `from_claims`
    the gold's claims are merged and only what is about events is given; origins are then counted of the
    events that we merge, of the events as annotated, and there as plain distinct last links. Raises `InputError` for a
    folder without gold.
    """
    tally = Tally()
    for path in paths:
        story = load(Path(path))
        if from_claims:
            merge_story(story, tally)
        else:
            read_story(story, Path(path), tally)
    if not from_claims:
        return {**rows(tally), "type right F1, 95 of 100 draws of reports": interval(tally.typed)}
    shared = tally.shared_events or 1
    return {
        **event_rows(tally),
        "origins counted right, events as annotated": tally.origins_annotated / shared,
        "origins as distinct last links": tally.last_links_right / shared,
        "origins as distinct last links, cited only": tally.cited_right / shared,
        "counts": {"gold": tally.placed, "events of 2+ claims": tally.shared_events},
    }


def merge_story(story: Storyline, tally: Tally) -> None:
    """Merge the gold's claims and count."""
    given = {report.id: as_report(report) for report in story.reports.values()}
    claims = [as_claim(claim, given[claim.report].text) for claim in story.gold.claims]
    merged = merge(tuple(given.values()), claims)
    given = {report.report_id: report for report in merged.reports}
    matched = list(zip(claims, story.gold.claims, strict=True))
    score_events(story, given, merged.events, matched, tally)
    score_annotated(story, given, matched, tally)


def read_story(story: Storyline, folder: Path, tally: Tally) -> None:
    """Read the storyline's reports into a passing record and count."""
    with tempfile.TemporaryDirectory(prefix="whence-gold-") as room:
        path = Path(room) / "record.db"
        pipeline.read([folder / "reports.jsonl"], path)
        with Record(path, private=True) as record:
            score_record(story, record.reports, record.claims, record.events, tally)


def score_record(
    story: Storyline, reports: Sequence[Report], claims: Sequence[Claim], events: Sequence[Event], tally: Tally
) -> None:
    """Count what a record holds of one storyline; its reports are known by the ids that the lines gave them."""
    by_id = {report.input.id: report for report in reports}
    given = {gold_id: by_id[gold_id] for gold_id in story.reports if gold_id in by_id}
    tally.absent += [f"{story.name} {gold_id}" for gold_id in story.reports if gold_id not in given]
    matched = score_claims(story, given, claims, tally)
    score_events(story, given, events, matched, tally)


def as_table(result: Result) -> str:
    """The result as aligned text, a line a figure."""
    lines = []
    for name, value in result.items():
        if isinstance(value, dict):
            said = "  ".join(f"{part} {_number(number)}" for part, number in value.items())
        elif isinstance(value, list):
            said = ", ".join(value) or "none"
        else:
            said = _number(value)
        lines.append(f"{name:46s}{said}")
    return "\n".join(lines)


def _number(value: float | None) -> str:
    return "-" if value is None else f"{value:.3f}" if isinstance(value, float) else str(value)
