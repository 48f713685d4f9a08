"""The events of a record as a list that one can read down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from rich.text import Text

from whence.api import Record
from whence.cli import words
from whence.cli.output import counted, one_line, width
from whence.cli.text import shortened, wrapped
from whence.schema.records import Claim, Event

ID = 8  # digits shown; any beginning that is unique will do


def order(event: Event) -> tuple[str, str]:
    """By time, the unknown last."""
    return (event.time.earliest if event.time and event.time.earliest else "9999", event.event_id)


def lines(events: Sequence[Event], claims: Mapping[str, Claim]) -> Iterator[Text]:
    """Each event in a few lines: what is reported, where and when, who says so, what is disputed."""
    for number, event in enumerate(events):
        if number:
            yield Text()
        yield from _event(event, claims)


def count(found: Sequence[Event], shown: Sequence[Event], opened: Record) -> str:
    """How much that was, out of what."""
    more = f"; the first {len(shown)} are shown, --limit 0 shows all" if len(shown) < len(found) else ""
    held = opened.protected.withheld_events
    kept = f"; {held} held back (troop movements)" if held else ""
    return f"{counted(len(found), 'event')} from {counted(len(opened.reports), 'report')}{more}{kept}."


def headline(event: Event) -> Text:
    """`ASSAULT, drone  reported`."""
    act = words.act(event.type.value, event.mode.value if event.mode else None)
    style = "red" if event.status == "denied" else "green" if event.status == "asserted" else "yellow"
    return Text.assemble((act, "bold"), "  ", (words.STATUS[event.status], style))


def said_by(event: Event) -> str:
    """Independent origins, counted and named."""
    names = [one_line(origin.name) for origin in event.origins]
    if not names:
        return "nobody named"
    return names[0] if len(names) == 1 else f"{len(names)}, independently: {'; '.join(names)}"


def disputes(event: Event) -> Iterator[str]:
    """`time: 2022-09-23 (2 claims) against 2022-09-24 (1 claim)`."""
    for dispute in event.disputes:
        sides = (f"{one_line(v.value)} ({counted(len(v.claims), 'claim')})" for v in dispute.values)
        yield f"{dispute.field}: {' against '.join(sides)}"


def _event(event: Event, claims: Mapping[str, Claim]) -> Iterator[Text]:
    head = headline(event)
    head.append(" " * max(2, width() - ID - len(head)))
    head.append(event.event_id[:ID], "dim")
    yield head
    first = claims.get(event.claims[0])
    if first is not None:
        yield Text(f"  “{shortened(first.evidence.text, width() - 6)}”", style="italic")
    facts = [f"{words.people(p.name for p in event.actors)} -> {words.people(p.name for p in event.targets)}"]
    facts += [words.place(event.place), words.time(event.time)]
    if event.figures:
        facts.append(words.figures(event.figures))
    yield from wrapped(one_line(" · ".join(facts)), "  ")
    grade = words.CREDIBILITY[event.credibility.grade]
    yield from wrapped(f"said by {said_by(event)} · {grade}", "  ")
    for line in disputes(event):
        yield from wrapped(Text(f"disputed - {line}", style="yellow"), "  ")
