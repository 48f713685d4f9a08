"""Contents that stand away from their cue: quotations that go on, and what a cue shares with its neighbour."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from msgspec import Struct, structs

from whence.nlp.quotes import quotes
from whence.nlp.words import Words

_MARK = 2  # characters of the longest quotation mark
_SHARED = 0.5  # how sure we are of a content that a cue has from its neighbour


class Marked(Struct, frozen=True):
    """A run of words of one part: word numbers, its end excluded, and how sure the heads are."""

    start: int
    end: int
    confidence: float


class Linked(Struct, frozen=True):
    """One attribution in word numbers."""

    source: Marked | None
    cue: Marked
    contents: tuple[Marked, ...]


def continued(text: str, linked: Sequence[Linked], contents: Sequence[Marked], words: Words) -> list[Linked]:
    """Quotations that nobody has go to the last cue before them: `"We lost," said Petrov, a miner. "It hurt."`.

    The cue stands in the same sentence or the one before, with no line's end between.
    """
    owned = {content for one in linked for content in one.contents}
    opened = [quote.start for quote in quotes(text)]
    found = list(linked)
    for content in contents:
        at = words.starts[content.start]
        if content in owned or not _within(opened, at, at + _MARK):
            continue
        owner = max((i for i, one in enumerate(found) if one.cue.end <= content.start), default=None)
        if owner is not None and _goes_on(text, words, found[owner].cue, content):
            found[owner] = structs.replace(found[owner], contents=(*found[owner].contents, content))
    return found


def _within(opened: Sequence[int], first: int, last: int) -> bool:
    """Whether a quotation's words begin somewhere from `first` to `last`."""
    at = bisect_left(opened, first)
    return at < len(opened) and opened[at] <= last


def _goes_on(text: str, words: Words, cue: Marked, content: Marked) -> bool:
    near = words.sentences[content.start] - words.sentences[cue.start] <= 1
    return near and "\n" not in text[words.ends[cue.end - 1] : words.starts[content.start]]


def lent(linked: Sequence[Linked], words: Words) -> list[Linked]:
    """A cue without content tells all that the attribution beside it in its sentence holds.

    `Polls show that he leads, according to Petrov`: what is according to Petrov is that polls show it.
    """
    return [one if one.contents else _lent(linked, i, words.sentences) for i, one in enumerate(linked)]


def _lent(linked: Sequence[Linked], i: int, sentences: Sequence[int]) -> Linked:
    one = linked[i]
    here = sentences[one.cue.start]
    beside = [(k, _reach(linked[k])) for k in (i - 1, i + 1) if 0 <= k < len(linked) and linked[k].contents]
    near = [
        (_gap(spans, one.cue), k, spans) for k, spans in beside if any(sentences[start] == here for start, _ in spans)
    ]
    if not near:
        return one
    _, k, spans = min(near)
    first, last = spans[0][0], max(end for _, end in spans)
    own = [part for part in (one.source, one.cue) if part]  # its own words are no part of what it tells
    if k < i:
        last = min([last, *(part.start for part in own if part.start > first)])
    else:
        first = max([first, *(part.end for part in own if part.end < last)])
    return structs.replace(one, contents=(Marked(first, last, _SHARED),)) if first < last else one


def _reach(one: Linked) -> list[tuple[int, int]]:
    """First word and last word + 1 of every part of an attribution, in order."""
    return sorted((part.start, part.end) for part in (one.source, one.cue, *one.contents) if part)


def _gap(spans: Sequence[tuple[int, int]], cue: Marked) -> int:
    """Words between a cue and the nearest part of another attribution."""
    return min(max(0, cue.start - end, start - cue.end) for start, end in spans)
