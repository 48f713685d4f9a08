"""One event on one screen: its facts, its claims with their sentences and chains, its disputes, why it is one."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from rich.text import Text

from whence.api import Record
from whence.cli import words
from whence.cli.event_list import ID, disputes, headline, said_by
from whence.cli.output import one_line
from whence.cli.text import labelled, wrapped
from whence.publish.why import chain_names
from whence.schema.records import Claim, Event, Pair, Report

MOST_PAIRS = 12


def lines(opened: Record, event: Event) -> Iterator[Text]:
    """The page."""
    claims = [claim for claim in opened.claims if claim.claim_id in set(event.claims)]
    reports = {report.report_id: report for report in opened.reports}
    yield headline(event)
    yield Text(f"  event {event.event_id}", style="dim")
    yield from _facts(event)
    yield from _section("Claims", (line for claim in claims for line in _claim(claim, reports)))
    yield from _section("Disputed", (line for one in disputes(event) for line in wrapped(one, "  ")))
    yield from _section("Replaced later by the same source", _history(event))
    yield from _section("Linked to", _links(event))
    yield from _section("Why these claims are one event", _reasons(opened.pairs(event.claims)))


def _facts(event: Event) -> Iterator[Text]:
    yield from labelled("who", words.people(party.name for party in event.actors))
    yield from labelled("to whom", words.people(party.name for party in event.targets))
    yield from labelled("where", words.place(event.place))
    yield from labelled("when", words.time(event.time))
    if event.figures:
        yield from labelled("how many", words.figures(event.figures))
    yield from labelled("said by", said_by(event))
    grade = event.credibility.grade
    yield from labelled("credibility", f"{grade} of 6, {words.CREDIBILITY[grade]}: {event.credibility.why}")


def _section(title: str, body: Iterator[Text]) -> Iterator[Text]:
    """A titled part of the page; nothing where it is empty."""
    first = next(body, None)
    if first is None:
        return
    yield Text()
    yield Text(title, style="bold")
    yield first
    yield from body


def _claim(claim: Claim, reports: Mapping[str, Report]) -> Iterator[Text]:
    report = reports.get(claim.report_id)
    date = report.published.value if report and report.published else "undated"
    yield Text.assemble(f"  {claim.claim_id[:ID]}  ", words.STATUS[claim.status], (f"  {date}", "dim"))
    yield from wrapped(Text(f"“{one_line(claim.evidence.text)}”", style="italic"), "    ")
    if report is not None:
        yield from wrapped(one_line(" -> ".join(chain_names(claim, report))), "    ")


def _history(event: Event) -> Iterator[Text]:
    for past in event.history:
        yield from wrapped(one_line(f"{past.field}: {past.value}, then {past.replaced_by}"), "  ")


def _links(event: Event) -> Iterator[Text]:
    for link in event.links:
        yield Text(f"  {link.relation}  {link.event_id[:ID]}")


def _reasons(pairs: list[Pair]) -> Iterator[Text]:
    best = sorted(pairs, key=lambda pair: (pair.verdict != "same", -pair.score, pair.left, pair.right))
    for pair in best[:MOST_PAIRS]:
        why = "; ".join(reason.words for reason in pair.reasons)
        yield from wrapped(one_line(f"{pair.left[:ID]} and {pair.right[:ID]}: {pair.verdict}. {why}"), "  ")
    if len(best) > MOST_PAIRS:
        yield Text(f"  and {len(best) - MOST_PAIRS} more pairs: see --json", style="dim")
