"""A record of as many claims as asked, of invented reports, all names in it private persons'."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import msgspec

from whence.restore import restore
from whence.schema import ids
from whence.schema.records import (
    Claim,
    Credibility,
    Event,
    EventFigure,
    EventParty,
    EventPlace,
    EventTime,
    Figure,
    Input,
    Link,
    Origin,
    Party,
    Place,
    Published,
    Report,
    Span,
    Supported,
    Time,
)

EACH = 12  # claims in a report
GIVEN = "Olena Ivan Petro Halyna Taras Oksana Bohdan Iryna Andriy Natalia Mykola Svitlana Yuriy Kateryna".split()  # noqa: SIM905
ROOTS = "Koval Shev Bond Tka Mel Poli Ru Lys Kra Mo Bo Ha Du Si".split()  # noqa: SIM905
ENDS = ("enko", "chuk", "skyi", "ovych", "iv")
KINDS = (("ASSAULT", "heavy-weapons"), ("COERCE", "arrest"), ("PROTEST", "demo"), ("AID", None), ("VOTE", "hold"))


def write(path: Path, claims: int) -> Path:
    """Write the record."""
    dice = random.Random(7)
    reports, told = [], []
    for number in range(claims // EACH):
        report, own = _report(number, dice)
        reports.append(report)
        told += own
    told.sort(key=lambda one: one.claim_id)
    events = sorted(_events(told, dice), key=lambda one: one.event_id)
    restore(path, reports, told, events)
    return path


def _report(number: int, dice: random.Random) -> tuple[Report, list[Claim]]:
    report_id = ids.digest(f"report {number}".encode())
    told, parts, at = [], [], 0
    for _ in range(EACH):
        name = f"{dice.choice(GIVEN)} {dice.choice(ROOTS)}{dice.choice(ENDS)}"
        killed, town = dice.randint(1, 60), f"Town{dice.randrange(3000)}"
        sentence = (
            f"Forces shelled {town} on 24 September, killing {killed} people, resident {name} told the regional radio "
            "as the crowd moved along the long road towards the river and the market square."
        )
        told.append(_claim(report_id, sentence, at, (name, town, killed), dice.choice(KINDS)))
        parts.append(sentence)
        at += len(sentence) + 1
    outlet, day = f"Outlet {number % 500}", f"2022-{1 + number % 12:02}-{1 + number % 28:02}"
    report = Report(
        report_id=report_id, input=Input(path=f"in/{number}.txt"), outlet=outlet, title=f"Report {number}",
        url=f"https://o{number % 500}.example/{number}", language="en", text=" ".join(parts),
        published=Published(value=day, basis="given"),
    )  # fmt: skip
    return report, told


def _claim(report: str, sentence: str, at: int, what: tuple[str, str, int], kind: tuple[str, str | None]) -> Claim:
    name, town, killed = what

    def span(words: str) -> dict[str, object]:
        start = at + sentence.index(words)
        return {"text": words, "start": start, "end": start + len(words), "found_by": "made up"}

    made = Claim(
        report_id=report, evidence=Span(**span(sentence.partition(", resident")[0])), type=kind[0], mode=kind[1],
        actors=(Party(**span("Forces"), name="Forces", sector="MIL", private=False),),
        place=Place(**span(town), name=town, country="UA", lat=47.0, lon=34.0, precision="settlement"),
        time=Time(**span("24 September"), earliest="2022-09-24", latest="2022-09-24", precision="day"),
        figures=(Figure(**span(f"{killed} people"), low=killed, high=killed, unit="people", what="killed"),),
        chain=(
            Link(**span(name), name=name, kind="person"),
            Link(**span("regional radio"), name="Regional Radio", kind="outlet", private=False),
        ),
        contexts=("military",),
    )  # fmt: skip
    return msgspec.structs.replace(made, claim_id=ids.claim_id(made))


def _events(claims: list[Claim], dice: random.Random) -> Iterator[Event]:
    order = dice.sample(claims, len(claims))
    rest = iter(order)
    while group := list(islice(rest, dice.choice((1, 1, 1, 2, 3)))):
        yield _event(sorted(group, key=lambda one: one.claim_id))


def _event(group: list[Claim]) -> Event:
    first, own = group[0], tuple(one.claim_id for one in group)
    place, figure = first.place, first.figures[0]
    assert place is not None
    return Event(
        event_id=ids.event_id(own), status="asserted", type=Supported(value=first.type, claims=own[:1]),
        actors=(EventParty(name="Forces", sector="MIL", private=False, claims=own),),
        place=EventPlace(name=place.name, country="UA", lat=47.0, lon=34.0, precision="settlement", claims=own),
        time=EventTime(earliest="2022-09-24", latest="2022-09-24", precision="day", claims=own),
        figures=(EventFigure(what="killed", low=figure.low, high=figure.high, unit="people", claims=own[:1]),),
        claims=own, reports=tuple(sorted({one.report_id for one in group})),
        origins=(Origin(name="Regional Radio", kind="outlet", claims=own),),
        credibility=Credibility(grade=3, why="One named origin."),
    )  # fmt: skip
