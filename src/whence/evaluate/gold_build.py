"""Gold claims as the claims that reading would make: spans located, every value a record's."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from whence.evaluate.gold_load import GoldClaim, GoldFigure, GoldLink, GoldPlace, GoldReport, GoldTime
from whence.schema.records import Claim, Figure, Input, Link, Party, Place, Published, Report, Span, Time

FOUND_BY = "gold"
At = Callable[[str | None], tuple[str, int, int]]


def occurrences(text: str, words: str) -> Iterator[tuple[bool, int]]:
    """Where some words stand: (they are only part of longer words, offset)."""
    at = text.find(words)
    while words and at >= 0:
        end = at + len(words)
        cut = (at > 0 and text[at - 1].isalnum() and words[0].isalnum()) or (
            end < len(text) and text[end].isalnum() and words[-1].isalnum()
        )
        yield cut, at
        at = text.find(words, at + 1)


def locate(text: str, words: str | None, near: tuple[int, int] | None = None) -> tuple[int, int] | None:
    """Offsets of some words: whole words first, then inside `near`, then nearest to its middle."""
    if not words:
        return None
    best: tuple[tuple[bool, bool, float], int] | None = None
    for cut, at in occurrences(text, words):
        inside = near is not None and near[0] <= at < near[1]
        rank = (cut, not inside, abs(at - sum(near) / 2) if near else float(at))
        if best is None or (rank, at) < best:
            best = (rank, at)
    return None if best is None else (best[1], best[1] + len(words))


def as_report(source: GoldReport) -> Report:
    """The report as reading would make it; its id is the storyline's own."""
    published = Published(value=source.published, basis="given") if source.published else None
    return Report(
        report_id=source.id,
        input=Input(id=source.id),
        url=source.url,
        outlet=source.outlet,
        title=source.title,
        language=source.language,
        published=published,
        text=source.text,
    )


def as_claim(gold: GoldClaim, text: str) -> Claim:
    """The claim with every span located by the rule of the gold's own checker."""
    near = locate(text, gold.evidence) or (0, 0)

    def at(words: str | None) -> tuple[str, int, int]:
        start, end = locate(text, words, near) or (near[0], near[0])
        return text[start:end], start, end

    def span(words: str | None) -> Span | None:
        if not words:
            return None
        found, start, end = at(words)
        return Span(text=found, start=start, end=end, found_by=FOUND_BY)

    def party(words: str) -> Party:
        found, start, end = at(words)
        return Party(text=found, start=start, end=end, found_by=FOUND_BY, name=words)

    return Claim(
        claim_id=gold.id,
        report_id=gold.report,
        evidence=Span(text=text[near[0] : near[1]], start=near[0], end=near[1], found_by=FOUND_BY),
        type=gold.type,
        mode=gold.mode,
        status=gold.status,
        hedge=span(gold.hedge),
        actors=tuple(party(words) for words in gold.actors),
        targets=tuple(party(words) for words in gold.targets),
        instrument=span(gold.instrument),
        place=_place(gold.place, at),
        time=_time(gold.time, at),
        figures=tuple(_figure(figure, at, span) for figure in gold.figures),
        chain=tuple(_link(link, at) for link in gold.chain),
        contexts=gold.contexts,
    )


def _place(place: GoldPlace | None, at: At) -> Place | None:
    if place is None:
        return None
    text, start, end = at(place.text)
    return Place(
        text=text,
        start=start,
        end=end,
        found_by=FOUND_BY,
        name=place.name or text,
        geonameid=place.geonameid,
        admin1=place.admin1,
        country=place.country,
        lat=place.lat,
        lon=place.lon,
        precision=place.precision,
        fallback=place.in_gazetteer is False,
    )


def _time(time: GoldTime | None, at: At) -> Time | None:
    if time is None:
        return None
    text, start, end = at(time.text)
    return Time(
        text=text,
        start=start,
        end=end,
        found_by=FOUND_BY,
        earliest=time.earliest,
        latest=time.latest,
        precision=time.precision,
        basis=time.basis,
    )


def _figure(figure: GoldFigure, at: At, span: Callable[[str | None], Span | None]) -> Figure:
    text, start, end = at(figure.text)
    return Figure(
        text=text,
        start=start,
        end=end,
        found_by=FOUND_BY,
        low=figure.low,
        high=figure.high,
        unit=figure.unit,
        what=figure.what,
        of=span(figure.of),
    )


def _link(link: GoldLink, at: At) -> Link:
    text, start, end = at(link.text)
    return Link(
        text=text, start=start, end=end, found_by=FOUND_BY, name=link.name, kind=link.kind, role=link.role, via=link.via
    )
