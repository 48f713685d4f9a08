"""One claim on one screen: its fields, each with the words it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from rich.text import Text

from whence.api import Record
from whence.cli import words
from whence.cli.event_list import ID
from whence.cli.output import one_line
from whence.cli.text import labelled, wrapped
from whence.publish.why import chain_names, confidence_in_words
from whence.schema.records import Claim, Report, Span


def lines(opened: Record, claim: Claim) -> Iterator[Text]:
    """The page."""
    report = opened.show(claim.report_id)
    yield Text.assemble((words.act(claim.type, claim.mode), "bold"), "  ", words.STATUS[claim.status])
    yield Text(f"  claim {claim.claim_id}", style="dim")
    yield from wrapped(Text(f"“{one_line(claim.evidence.text)}”", style="italic"), "  ")
    yield Text()
    for label, value, span in _fields(claim):
        told = value if one_line(span.text) == one_line(value) else f"{value} - “{span.text}”"
        yield from labelled(label, f"{told}, {confidence_in_words(span.confidence)}")
    if claim.contexts:
        yield from labelled("context", ", ".join(claim.contexts))
    if isinstance(report, Report):
        yield from labelled("says so", " -> ".join(chain_names(claim, report)))
        yield from labelled("report", f"{report.report_id} {report.title or ''}")
    events = [event.event_id for event in opened.events if claim.claim_id in event.claims]
    yield from labelled("event", ", ".join(events) or "none")
    yield Text()
    yield Text(
        f"  why? whence why {claim.claim_id[:ID]}.status (or .place, .time, .chain, .actors.0, ...)", style="dim"
    )


def _fields(claim: Claim) -> Iterator[tuple[str, str, Span]]:
    for party in claim.actors:
        yield "who", party.name, party
    for party in claim.targets:
        yield "to whom", party.name, party
    if claim.instrument:
        yield "with", claim.instrument.text, claim.instrument
    if claim.place:
        yield "where", words.place(claim.place), claim.place
    if claim.time:
        yield "when", words.time(claim.time), claim.time
    for figure in claim.figures:
        yield "how many", words.figure(figure), figure
    if claim.hedge:
        yield "hedged by", claim.hedge.text, claim.hedge
