"""Sentences of a report with their paragraphs, by sentencex, mended where it splits names and keeps furniture in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

import sentencex

from whence.nlp.lexicon_wordset import wordset
from whence.schema.reading import Sentence

Kind = Literal["body", "title", "bullet", "dateline", "caption"]
_BULLET = re.compile(r"[ \t]*(?:[•‣◦▪●■►*·]|[-–—](?=[ \t]))[ \t]*")
_CAPTION = re.compile(
    r"[ \t]*[\[(]?(?:file photo|photo(?:graph|s)?|image(?: caption| copyright)?|picture|video|caption)\b"
    r"[^\n]{0,3}[:—–-]",
    re.IGNORECASE,
)
_DATELINE = re.compile(
    r"(?=[^\n]{0,15}[A-ZÀ-Þ]{3})(?:[A-ZÀ-Þ][\w’'.-]*,?[ ]){0,7}(?:[A-ZÀ-Þ][\w’'.-]*,?)?[^\n.!?“”\"]{0,40}?"
    r"(?:\([^()\n]{2,60}\))?[ ]?(?:--|[—–]|-(?=[ ]))[ ]?(?:\[[A-Z ]{2,30}\][ ]?){0,3}"
)
# Sentencex leaves a quotation whole; within it sentences end as elsewhere.
_INNER = re.compile(r"[.!?…][\"”’'»)]{0,2}\s+(?=[\"“‘«(]?[A-ZÀ-ÞА-Я])")
_DIGIT = re.compile(r"\d|NO DATE")
_ENDS = tuple('.!?…:;"”’»)]')
# Sentencex splits after these; a sentence never ends with one of them before a capital.
_NO_END = re.compile(
    r"(?:\b[A-ZÀ-ÞА-Я]|\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|Capt|Sgt|Sen|Rep|Gov|Prof|St|No|Nos|Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|Inc|Ltd|Co|Corp|"
    r"vs|MR|MRS|DR|GEN|COL|LT|MAJ|CAPT|SGT|SEN|REP|GOV|NO|ST|Brig|Adm|Cmdr|Rev|Fr|Hon|Pres)|\b(?:[ap]\.m|[AP]\.M|U\.S|U\.N|U\.K|E\.U|D\.C))\.$"
)
_TIME_END = re.compile(r"\b(?:[ap]\.m|[AP]\.M|U\.S|U\.N|U\.K|E\.U|D\.C)\.$")
_MOST_TITLE_WORDS = 22
_MOST_HEADING_WORDS = 9
_MOST_HEADLINE_WORDS = 16
_HEADLINES = 3  # of this many paragraphs at the start, each may be a headline that closes with a full stop
# A sentence of the body tells when, or tells it in the past; a headline is in the present or has no verb.
_TELLS = re.compile(
    r"\b(?:was|were|had|been|said|says|did|(?:mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today|[a-z]{2,}ed|\d{4})\b|[\"“”]",
    re.IGNORECASE,
)


_PARAGRAPH = 8000  # code points of a paragraph that are split at once
_SURE_END = re.compile(r"[a-z][.!?][\"”’)]*\s+(?=[\"“‘(]?[A-Z])")


@lru_cache(maxsize=128)  # more than a shard's reports: triage cuts them before the engine does
def sentences(text: str) -> tuple[Sentence, ...]:
    """Every sentence in order, white space trimmed off; paragraphs count from 0, headings and bullets are their own."""
    found: list[Sentence] = []
    blocks = list(_paragraphs(text))
    headlines = _headlines(text, blocks)
    for number, (start, end) in enumerate(blocks):
        kind = "title" if number < headlines else _kind(text, start, end, number, len(blocks))
        if kind == "body":
            start, found = _take_dateline(text, start, end, number, found)
        found += [Sentence(start=a, end=b, paragraph=number, kind=kind) for a, b in _split(text, start, end)]
    return tuple(found)


def _paragraphs(text: str) -> Iterator[tuple[int, int]]:
    """Stretches between blank lines, and within them lines that start a bullet or end as a heading does."""
    start = 0
    lines = list(re.finditer(r"[^\n]+", text))
    for position, line in enumerate(lines):
        last = position + 1 == len(lines)
        if last or _breaks(text, line, lines[position + 1]):
            a, b = _trim(text, start, line.end())
            if a < b:
                yield a, b
            start = line.end()


def _breaks(text: str, line: re.Match[str], after: re.Match[str]) -> bool:
    if text.count("\n", line.end(), after.start()) > 1 or not line.group().strip() or not after.group().strip():
        return True
    if _BULLET.match(after.group()):
        return True
    words, following = line.group().rstrip(), after.group().lstrip()
    if words.endswith(_ENDS):
        return True  # a wrapped sentence never ends there; a wrapped paragraph only loses its number
    return len(words) < 50 and following[:1].isupper() and not words.isupper()


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _kind(text: str, start: int, end: int, number: int, total: int) -> Kind:
    words = text[start:end]
    if _BULLET.match(words):
        return "bullet"
    if _CAPTION.match(words):
        return "caption"
    if words.endswith(_ENDS) or total == 1:
        return "body"
    count = len(words.split())
    if number == 0 and count <= _MOST_TITLE_WORDS:
        return "title"
    return "title" if count <= _MOST_HEADING_WORDS else "body"


def _headlines(text: str, blocks: list[tuple[int, int]]) -> int:
    """How many paragraphs at the start are headlines with a full stop: short, timeless, and told again below."""
    count = 0
    for start, end in blocks[: min(_HEADLINES, len(blocks) - 2)]:
        words = text[start:end]
        after = text[end : end + 3]
        many = len(words.split()) > _MOST_HEADLINE_WORDS
        if many or not words.endswith(".") or "\n\n" not in after or words.isupper() or _ends_within(words):
            break
        if not _in_title_case(words) and (_TELLS.search(words) or not _told_again(words, text[end : end + 1500])):
            break
        count += 1
    return count


def _ends_within(words: str) -> bool:
    """Two sentences are no headline."""
    return len(_cuts(words)) > 1


def _in_title_case(words: str) -> bool:
    """Four words in five of four letters and more have a capital, and there are four of them."""
    long: list[str] = re.findall(r"[^\W\d_]{4,}", words)
    return len(long) >= 4 and sum(word[0].isupper() for word in long) >= 0.8 * len(long)


def _told_again(words: str, below: str) -> bool:
    """Half of its longer words come again in the paragraphs below, however they end."""
    stems = {word.lower()[:5] for word in re.findall(r"[^\W\d_]{4,}", words)}
    low = below.lower()
    return bool(stems) and 2 * sum(stem in low for stem in stems) >= len(stems)


def _take_dateline(text: str, start: int, end: int, number: int, found: list[Sentence]) -> tuple[int, list[Sentence]]:
    place = _DATELINE.match(text, start, min(end, start + 160))
    if not place or place.end() >= end or place.end() - start < 4:
        return start, found
    if text[start:end].isupper() and not ("(" in place.group() and _DIGIT.search(place.group())):
        return start, found  # in a newswire of capitals only a place with a date opens a report
    a, b = _trim(text, start, place.end())
    return _trim(text, place.end(), end)[0], [*found, Sentence(start=a, end=b, paragraph=number, kind="dateline")]


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Sentences of one paragraph: sentencex's, those that it should not have parted joined again."""
    begin = start
    for cut in _cuts(text[start:end]):
        at = start + cut
        if at <= begin or at > end or (at < end and _joined(text, begin, at, end)):
            continue
        a, b = _trim(text, begin, at)
        if a < b:
            yield a, b
        begin = at
    a, b = _trim(text, begin, end)
    if a < b:
        yield a, b


def _cuts(paragraph: str) -> list[int]:
    """Ends of the segments of a paragraph; one that is longer than any newspaper's is cut in pieces before.

    Sentencex takes four times as long for twice as many marks in a row.
    """
    cuts, begin = [], 0
    while len(paragraph) - begin > _PARAGRAPH:
        end = begin + _piece(paragraph[begin : begin + _PARAGRAPH])
        cuts += [begin + at for at in _segments(paragraph[begin:end])]
        begin = end
    return [*cuts, *(begin + at for at in _segments(paragraph[begin:]))]


def _piece(words: str) -> int:
    """Where to cut: after the last sentence that surely ends in the second half, else at a space."""
    half = len(words) // 2
    ends = [found.end() for found in _SURE_END.finditer(words, half)]
    return ends[-1] if ends else words.rfind(" ", half) + 1 or len(words)


def _segments(paragraph: str) -> list[int]:
    """Ends of sentencex's segments, found by adding up their lengths: its offsets are not relied upon."""
    at, cuts = 0, []
    for segment in sentencex.segment("en", paragraph):
        found = paragraph.find(segment, at)
        if found < 0:
            continue
        at = found + len(segment)
        cuts += [at - len(segment) + inner.end() for inner in _INNER.finditer(segment)]
        cuts.append(at)
    return cuts


def _joined(text: str, begin: int, at: int, end: int) -> bool:
    a, b = _trim(text, begin, at)
    following = text[at:end].lstrip()
    if not following:
        return False
    if following[0].islower() and text[b - 1 : b] not in "!?":
        return True
    head = text[max(a, b - 12) : b]
    if not _NO_END.search(head):
        return False
    return not (_TIME_END.search(head) and following.split()[0].rstrip(",") in _OPENERS)


_OPENERS = wordset(
    """
    The A An He She It They We I In On At But And This That These Those There His Her Its Their After Before When
    While As Police Officials Some Many No Two Three Four Five
    """
)
