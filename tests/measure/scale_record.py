"""A record of as many claims as asked, invented as it is read: reports tell of the same events, residents in each."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta
from itertools import islice

import msgspec
from training.generate_claims import FIRST, LAST, PER_REPORT, loads

from whence.schema import ids
from whence.schema.records import (
    Claim,
    Credibility,
    Decision,
    Event,
    EventFigure,
    EventParty,
    EventPlace,
    EventTime,
    Issue,
    Link,
    Origin,
    Party,
    Report,
    Span,
    Supported,
)
from whence.store.originals import Loaded

EACH = PER_REPORT + 1  # claims in a report: those that are invented, and one of a resident's own
PERSONS = 40_000
GIVEN = "Olena Ivan Petro Halyna Taras Oksana Bohdan Iryna Andriy Natalia Mykola Svitlana Yuriy Kateryna".split()  # noqa: SIM905
Act = tuple[str, str | None, str, str]


class Invented:
    """What a reader gives of a record, made up each time anew; the same claims whenever they are asked for."""

    def __init__(self, claims: int) -> None:
        self._reports = max(1, claims // EACH)

    def reports(self) -> Iterator[Report]:
        """All reports."""
        return (one.report for one in self._loads() if one.report is not None)

    def claims(self) -> Iterator[Claim]:
        """All claims."""
        return (claim for one in self._loads() for claim in one.claims)

    def events(self) -> Iterator[Event]:
        """Claims of one act on one day are one event: whatever is no longer in the news is done."""
        acts: dict[Act, list[Claim]] = {}
        for number, one in enumerate(self._loads()):
            for claim in one.claims:
                acts.setdefault(_act(claim), []).append(claim)
            if number % 1000 == 999:
                day = min(claim.time.earliest or "" for claim in one.claims if claim.time)
                gone = [act for act in acts if not any(act[2].startswith(recent) for recent in _around(day))]
                yield from (_event(acts.pop(act)) for act in gone)
        yield from map(_event, acts.values())

    def decisions(self) -> Iterator[Decision]:
        """None."""
        return iter(())

    def issues(self) -> Iterator[Issue]:
        """None."""
        return iter(())

    def _loads(self) -> Iterator[Loaded]:
        dice = random.Random(7)
        made = islice(loads(self._reports * PER_REPORT), self._reports)
        return (_with_a_resident(one, dice) for one in made)


def _around(day: str) -> list[str]:
    """The last days up to one: acts are told of for three."""
    last = date.fromisoformat(day)
    return [(last + timedelta(days=number)).isoformat() for number in range(-4, 5)]


def _act(claim: Claim) -> Act:
    day = claim.time.earliest if claim.time and claim.time.earliest else claim.claim_id
    return claim.type, claim.mode, day, claim.targets[0].name + (claim.place.name if claim.place else "")


def _with_a_resident(one: Loaded, dice: random.Random) -> Loaded:
    """The report with a sentence more, in which somebody without a public role is hurt and tells of it."""
    assert one.report is not None
    number = dice.randrange(PERSONS)
    surname = FIRST[number % len(FIRST)] + LAST[number // len(FIRST) % len(LAST)] + LAST[number % len(LAST)]
    who = f"{GIVEN[number % len(GIVEN)]} {surname}"
    at = len(one.report.text) + 1
    sentence = f"Police beat the resident {who}, aged {20 + number % 60}, on Monday, {who} said."
    report = msgspec.structs.replace(one.report, text=f"{one.report.text} {sentence}")
    return msgspec.structs.replace(
        one, report=report, claims=(*one.claims, _beaten(report.report_id, sentence, at, who))
    )


def _beaten(report: str, sentence: str, at: int, who: str) -> Claim:
    def span(words: str, *, last: bool = False) -> dict[str, object]:
        start = at + (sentence.rindex(words) if last else sentence.index(words))
        return {"text": words, "start": start, "end": start + len(words), "found_by": "generated"}

    return Claim(
        claim_id=ids.digest(f"{report}/beaten".encode()), report_id=report,
        evidence=Span(**span(sentence.partition(", aged")[0])), type="ASSAULT", mode="beat",
        actors=(Party(**span("Police"), name="Police", sector="COP", private=False),),
        targets=(Party(**span(who), name=who, sector="CVL"),),
        chain=(Link(**span(who, last=True), name=who, kind="person"),),
    )  # fmt: skip


def _event(told: list[Claim]) -> Event:
    group = tuple(sorted(told, key=lambda one: one.claim_id))
    first, own = group[0], tuple(one.claim_id for one in group)
    place, time = first.place, first.time
    killed = next((figure for one in group for figure in one.figures), None)
    return Event(
        event_id=ids.event_id(own), status="asserted", type=Supported(value=first.type, claims=own),
        mode=Supported(value=first.mode, claims=own) if first.mode else None,
        actors=tuple(_party(one, own) for one in first.actors),
        targets=tuple(_party(one, own) for one in first.targets),
        place=place and EventPlace(name=place.name, country=place.country, admin1=place.admin1, lat=place.lat,
                                   lon=place.lon, precision=place.precision, claims=own),
        time=time and EventTime(earliest=time.earliest, latest=time.latest, precision=time.precision, claims=own),
        figures=(EventFigure(what="killed", low=killed.low, high=killed.high, claims=own[:1]),) if killed else (),
        claims=own, reports=tuple(sorted({one.report_id for one in group})), origins=tuple(_origins(group)),
        credibility=Credibility(grade=3, why="One named origin."),
    )  # fmt: skip


def _party(one: Party, own: tuple[str, ...]) -> EventParty:
    return EventParty(name=one.name, sector=one.sector, private=one.private, claims=own)


def _origins(group: tuple[Claim, ...]) -> Iterator[Origin]:
    said = defaultdict[tuple[str, str], list[str]](list)
    for one in group:
        link = one.chain[-1] if one.chain else None
        said[(link.name, link.kind) if link else ("an outlet", "outlet")].append(one.claim_id)
    for (name, kind), own in sorted(said.items()):
        yield Origin(name=name, kind=kind, claims=tuple(own))
