"""What one rule found in one line, before it becomes an `Attribution`."""

from __future__ import annotations

from msgspec import Struct

from whence.nlp.attribution_text import Page, Word
from whence.schema.reading import Attribution, CueKind
from whence.schema.records import Span

Stretch = tuple[int, int]  # offsets in the text


class Found(Struct, frozen=True, kw_only=True):
    """Offsets of source, cue and contents; `rule` names what found it."""

    rule: str
    kind: CueKind
    source: Stretch | None
    cue: Stretch
    contents: tuple[Stretch, ...]
    confidence: float = 0.8


def stretch(words: tuple[Word, ...], start: int, end: int) -> Stretch:
    """Offsets of a range of words."""
    return words[start].start, words[end - 1].end


def clean(text: str, start: int, end: int) -> Stretch | None:
    """A stretch without white space, commas and quotation marks at its edges; none when nothing is left."""
    while start < end and (text[start].isspace() or text[start] in ',;:-–—"“”„«»'):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ',;:-–—"“”„«»('):
        end -= 1
    return (start, end) if end - start > 1 else None


def attribution(page: Page, found: Found) -> Attribution:
    """The value that leaves the engine: every span to the letter."""

    def span(at: Stretch, rule: str) -> Span:
        return Span(text=page.text[at[0] : at[1]], start=at[0], end=at[1], found_by=rule, confidence=found.confidence)

    return Attribution(
        cue=span(found.cue, found.rule),
        kind=found.kind,
        source=span(found.source, found.rule) if found.source else None,
        content=tuple(span(content, found.rule) for content in found.contents),
    )


def stretched(page: Page, start: int, end: int) -> Stretch:
    """A content stretch that takes in the whole of a quotation which it enters and that runs on past its end."""
    for quote in page.quotes:
        if start <= quote.start < end < quote.end:
            return start, quote.end
    return start, end


def quote_before(page: Page, at: int) -> int:
    """Index of the quotation that closes right before an offset (mark, comma and spaces between), else -1."""
    for index in range(len(page.quotes) - 1, -1, -1):
        quote = page.quotes[index]
        if quote.end <= at and at - quote.end <= 6:
            gap = page.text[quote.end : at]
            if all(letter.isspace() or letter in ",.-–—\"“”'’»«!?" for letter in gap):
                return index
        if quote.end < at - 6:
            break
    return -1


def quote_after(page: Page, at: int, reach: int = 5) -> int:
    """Index of the quotation that opens right after an offset, else -1."""
    for index, quote in enumerate(page.quotes):
        if at <= quote.start <= at + reach:
            gap = page.text[at : quote.start]
            if all(letter.isspace() or letter in ",:-–—\"“„'‘»«" for letter in gap):
                return index
    return -1
