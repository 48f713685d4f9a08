"""What a source that stands aside (`according to X`) covers: the clause in front of it or behind it."""

from __future__ import annotations

from whence.nlp.attribution_bounds import Range
from whence.nlp.attribution_found import Stretch, clean
from whence.nlp.attribution_text import Line, Page, is_finite, is_mark
from whence.nlp.attribution_words import THATS


def scope(page: Page, line: Line, cue: int, source_end: int) -> tuple[Stretch, ...]:
    """What an adverbial source covers: the clause in front, or the clause behind when it opens the sentence."""
    words = line.words
    low, high = _clause(line, cue, source_end)
    front = (
        clean(page.text, words[low].start, words[cue].start)
        if any(is_finite(words, at) or not is_mark(words[at]) for at in range(low, cue)) and cue > low
        else None
    )
    behind = clean(page.text, words[source_end - 1].end, words[high - 1].end) if source_end < high else None
    parts = [part for part in (front, behind) if part]
    if front and behind and any(is_finite(words, at) for at in range(low, cue)) and not _resumes(line, source_end):
        parts = [front]
    return tuple(parts)


def _resumes(line: Line, at: int) -> bool:
    """Whether the clause goes on behind the source rather than an apposition to it."""
    words = line.words
    if at >= len(words) or words[at].text != ",":
        return at < len(words) and words[at].text not in (".", ";")
    following = words[at + 1].low if at + 1 < len(words) else ""
    return following in ("and", "but", "with", "while")


def _clause(line: Line, cue: int, source_end: int) -> Range:
    """The stretch that the source may cover: inside a preceding `that` when right behind it, else the sentence."""
    words = line.words
    low, high = 0, len(words)
    if cue >= 2 and words[cue - 1].text == "," and words[cue - 2].low in THATS:
        low = cue - 1
    if words[cue].quote >= 0:
        while low < cue and words[low].quote != words[cue].quote:
            low += 1
        high = max((at + 1 for at in range(cue, len(words)) if words[at].quote == words[cue].quote), default=high)
    for at in range(cue - 1, low, -1):
        if words[at].text == ";" or (at == cue - 1 and words[at].low in ("but", "and", "while", "whereas")):
            low = at + 1
            break
    for at in range(source_end + 1, high - 2):
        if words[at].low in ("but", "and", "while") and words[at + 1].low == "according":
            high = at
            break
    return low, max(high, min(source_end, len(words)))
