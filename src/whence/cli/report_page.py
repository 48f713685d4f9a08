"""One report as it was read, with the evidence of its claims marked, and on demand what was cut from it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rich.text import Text

from whence.api import Record
from whence.cli import words
from whence.cli.event_list import ID
from whence.cli.output import one_line
from whence.cli.text import labelled, paragraphs, shortened
from whence.schema.records import Claim, Report


def lines(opened: Record, report: Report, *, cut: bool) -> Iterator[Text]:
    """The page."""
    claims = [claim for claim in opened.claims if claim.report_id == report.report_id]
    claims.sort(key=lambda claim: (claim.evidence.start, claim.evidence.end, claim.claim_id))
    yield Text(one_line(report.title or "Untitled"), style="bold")
    yield Text(f"  report {report.report_id}", style="dim")
    yield from _head(report)
    yield Text()
    yield from paragraphs(marked(report.text, claims))
    yield Text()
    for number, claim in enumerate(claims, 1):
        act = words.act(claim.type, claim.mode)
        yield Text(f"  [{number}] {claim.claim_id[:ID]}  {act}, {words.STATUS[claim.status]}")
    if cut:
        yield from _cut(report)
    elif report.cut:
        yield Text(f"  {len(report.cut)} stretches were cut as page furniture: --cut shows them", style="dim")


def marked(text: str, claims: Sequence[Claim]) -> str:
    """The text with `[1 ` before and `]` behind the evidence of each claim, by number."""
    marks: list[tuple[int, int, str]] = []
    for number, claim in enumerate(claims, 1):
        marks += [(claim.evidence.start, 1, f"[{number} "), (claim.evidence.end, 0, "]")]
    out, at = [], 0
    for offset, _, mark in sorted(marks):
        out += [text[at:offset], mark]
        at = offset
    return "".join([*out, text[at:]])


def _head(report: Report) -> Iterator[Text]:
    date = f"{report.published.value} ({report.published.basis})" if report.published else "unknown"
    known = (
        ("outlet", report.outlet), ("by", report.byline), ("published", date), ("language", report.language),
        ("from", report.url or report.input.url or report.input.path), ("reprints", report.copy_of),
    )  # fmt: skip
    for label, value in known:
        if value:
            yield from labelled(label, value)


def _cut(report: Report) -> Iterator[Text]:
    yield Text()
    yield Text("Cut as page furniture", style="bold")
    for stretch in report.cut:
        yield Text(f"  {one_line(stretch.reason)}: {shortened(stretch.text, 80)}")
