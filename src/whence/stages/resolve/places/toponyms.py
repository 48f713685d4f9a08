"""All names of places in a text, also those that are no scene: "the Kenya election", "Luhansk Teachers' University".

What a claim's place is chosen from leaves such names out (`Mention.doubt`). Whoever asks for place names as geoparsing
corpora annotate them (Gritta et al. 2020: literal, associative and embedded ones) wants them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from whence.stages.resolve.places.readings import Readings, Settled
from whence.stages.resolve.places.tokens import in_capitals
from whence.stages.resolve.places.vocabulary import AT, OPENING, ROADS, WATERS

Span = tuple[int, int]

KNOWN = 200_000  # people from which a town's name counts where the report never says that something is there
_WORD = r"[A-ZÀ-Þ][\w’'-]*\.?"
# "Royal Street", "Black Volta River"; "Lake Kariba", "Mount Elgon", "Rue Pasteur".
_NAMED = re.compile(
    rf"\b(?:{_WORD}\s){{1,4}}(?:{'|'.join(sorted(ROADS | WATERS))})\b"
    rf"|\b(?:Lake|Mount|Cape|Fort|Gulf of|Bay of|Rue|Avenue|Calle|Plaza)\s{_WORD}(?:\s{_WORD})?"
)


def toponyms(text: str, readings: Readings) -> list[Span]:
    """Spans of place names in their order, none upon another."""
    scenes = _scenes(readings)
    named = [(s.mention.start, s.mention.end) for s in readings.settled if _means_a_place(s, scenes)]
    return sorted([*named, *_clear(sites(text), sorted(named))])


def with_marked(found: list[Span], marked: Iterable[Span]) -> list[Span]:
    """Names found, and of those that somebody else marked the ones that touch none of them nor each other."""
    out = sorted(found)
    for span in sorted(marked):
        out = sorted([*out, *_clear(iter((span,)), out)])
    return out


def _means_a_place(settled: Settled, scenes: frozenset[str]) -> bool:
    """Small towns are namesakes of persons and firms: their name must be a scene somewhere in the report."""
    mention, entry = settled.mention, settled.entry
    if entry is None or mention.demonym or mention.doubt in ("person", "word"):
        return False
    if entry.kind != "settlement" or entry.capital or entry.population >= KNOWN:
        return True
    return mention.name.casefold() in scenes


def _scenes(readings: Readings) -> frozenset[str]:
    """Names that the report places somewhere, or places something in."""
    found = set()
    for settled in readings.settled:
        mention = settled.mention
        if mention.outer or mention.dateline or mention.hint or mention.preposition in AT:
            found.add(mention.name.casefold())
        found.update(readings.settled[at].mention.name.casefold() for at in mention.outer)
    return frozenset(found)


def sites(text: str) -> Iterator[Span]:
    """Roads and waters by the word that names their kind; none in text in capitals."""
    if in_capitals(text):
        return
    at = 0
    while (match := _NAMED.search(text, at)) is not None:
        first = match.group().partition(" ")[0]
        if first in OPENING:
            at = match.start() + len(first)  # what follows may be such a name without it
        else:
            at = match.end()
            yield match.span()


def _clear(spans: Iterator[Span], taken: list[Span]) -> Iterator[Span]:
    """Spans that touch none of those taken, both in their order."""
    at = 0
    for start, end in spans:
        while at < len(taken) and taken[at][1] <= start:
            at += 1
        if at == len(taken) or taken[at][0] >= end:
            yield start, end
