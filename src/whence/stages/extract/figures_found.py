"""Finds figure expressions in a stretch of text: bounds, ranges, vague words, percent, money, distances.

One pass over the tokens; every rule looks at a bounded number of them. Dates, clock times, ages, ordinals, years and
names with numbers are no figures.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import deque
from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from whence.nlp.number_words import GROUPS, PARTS, SCALES
from whence.nlp.numbers import STARTS, Parsed, Token, lex, number_at
from whence.stages.extract import figures_words as w
from whence.stages.extract.figures_not import named_thing, no_figure
from whence.stages.extract.figures_units import Counted, counted_at

Number = int | float
BEFORE, AFTER = 30, 24  # tokens of context kept
MARGIN = 80  # characters read before a stretch, for context
# Every figure has one of these or a digit; an article is a number only before one of them.
ARTICLES = frozenset({"a", "an"})
TELLING = (STARTS - ARTICLES) | frozenset([*SCALES, *GROUPS, *PARTS, *w.DISTANCES, "few"])
REACH = 3  # words from an article to the one that makes it a number
WORD = re.compile(r"\d|[^\W\d_]+")
RANGES = frozenset({"-", "–", "—", "to", "or"})


class FoundFigure(Struct, frozen=True, kw_only=True):
    """A figure in a text: bounds inclusive, None where open; offsets are those of the text."""

    start: int  # bound and hedge words included
    end: int
    number: int  # where the number itself starts
    low: Number | None
    high: Number | None
    unit: str | None
    counts: tuple[int, int] | None  # the noun phrase counted
    before: tuple[str, ...]  # words before it, nearest first, lower case
    after: tuple[str, ...]  # words after the number, nearest first


def figures(text: str, start: int, end: int, before: int | None = None) -> list[FoundFigure]:
    """All figure expressions whose number starts between two offsets, left to right; never raises.

    With `before` only those whose number starts before it: what stands from there to `end` is read as context.
    """
    last = end if before is None else before
    if not _may_hold_one(text, start, last, end):
        return []
    base = max(0, start - MARGIN)
    tokens = lex(text[base:end])
    low, high = start - base, last - base
    opens = next((index for index, token in enumerate(tokens) if token.start >= low), len(tokens))
    out: list[FoundFigure] = []
    at = 0
    while at < len(tokens) and tokens[at].start < high:
        if not _may_start(tokens[at]):
            at += 1
            continue
        found = _figure(tokens, at, text, opens) if at >= opens else None
        if found is None:
            at = _past(tokens, at)
            continue
        figure, at = found
        if figure is not None:
            out.append(_moved(figure, base))
    return out


def _may_hold_one(text: str, start: int, last: int, end: int) -> bool:
    """Whether a number may start between `start` and `last`: two stretches in three need not be cut into tokens."""
    if end < len(text) and text[end - 1 : end + 1].isalpha():
        return True  # cut within a word, which may be a number without its end
    places = _places(text)
    return bisect_left(places, start) < bisect_left(places, last)


@lru_cache(maxsize=8)  # a report's claims are read one after the other
def _places(text: str) -> tuple[int, ...]:
    """Where a number may start: at a digit, a word of numbers, or an article with one of them close behind it."""
    found: set[int] = set()
    articles: deque[tuple[int, int]] = deque(maxlen=REACH)  # the last of them, each with its number among the words
    for at, match in enumerate(WORD.finditer(text)):
        word = match.group().lower()
        if word in ARTICLES:
            articles.append((at, match.start()))
        elif word in TELLING or word.isdecimal():
            found.add(match.start())
            found.update(place for number, place in articles if at - number <= REACH)
    return tuple(sorted(found))


def _may_start(token: Token) -> bool:
    return token.digits or token.lower in STARTS or token.lower in ("a", "an")


def _past(tokens: Sequence[Token], at: int) -> int:
    got = number_at(tokens, at)
    return got.stop if got else at + 1


def _moved(figure: FoundFigure, base: int) -> FoundFigure:
    counts = (figure.counts[0] + base, figure.counts[1] + base) if figure.counts else None
    return FoundFigure(
        start=figure.start + base, end=figure.end + base, number=figure.number + base, low=figure.low,
        high=figure.high, unit=figure.unit, counts=counts, before=figure.before, after=figure.after,
    )  # fmt: skip


def _figure(tokens: Sequence[Token], at: int, text: str, opens: int) -> tuple[FoundFigure, int] | None:
    number = number_at(tokens, at) or _one_mile(tokens, at)
    if number is None or number.ordinal or no_figure(tokens, at, number, opens):
        return None
    low, high = number.value, None if number.vague else number.value
    stop = _again(tokens, number.stop)
    second = _range(tokens, at, stop, number)
    counted = counted_at(tokens, at, second.stop if second else stop, text, number.share)
    if second:
        low, high, stop = number.value, second.value, second.stop
        low = _scaled(low, high, at, number)
    if counted is None or named_thing(tokens, at, counted.unit):
        return None
    first, bound = _before(tokens, counted.first, second is not None)
    ends, later = _after(tokens, stop)
    low_, high_ = _bounded(low, high, bound or later, number.vague, second is not None)
    return _made(tokens, first, at, max(ends, counted.money_end, stop), counted, low_, high_), max(stop, ends)


def _one_mile(tokens: Sequence[Token], at: int) -> Parsed | None:
    """ "more than a mile": an article counts one only before a distance and after a bound."""
    if tokens[at].lower not in ("a", "an") or at + 1 >= len(tokens) or tokens[at + 1].lower not in w.DISTANCES:
        return None
    return Parsed(1, at + 1) if _before(tokens, at, False)[1] in ("floor", "ceiling") else None


def _made(
    tokens: Sequence[Token], first: int, at: int, stop: int, counted: Counted, low: Number | None, high: Number | None
) -> FoundFigure:
    counts = (tokens[counted.start].start, tokens[counted.end - 1].end) if counted.end > counted.start else None
    return FoundFigure(
        start=tokens[first].start,
        end=tokens[stop - 1].end,
        number=tokens[at].start,
        low=low,
        high=high,
        unit=counted.unit,
        counts=counts,
        before=tuple(token.lower for token in reversed(tokens[max(0, first - BEFORE) : first])),
        after=tuple(token.lower for token in tokens[stop : stop + AFTER]),
    )


def _again(tokens: Sequence[Token], stop: int) -> int:
    """ "two (2)": the number in digits after the word adds nothing."""
    if stop + 2 < len(tokens) and tokens[stop].text == "(" and tokens[stop + 1].digits and tokens[stop + 2].text == ")":
        return stop + 3
    return stop


def _range(tokens: Sequence[Token], at: int, stop: int, first: Parsed) -> Parsed | None:
    """The second number of "70-80%", "between 1,000 and 1,200", "six or seven", "five, perhaps six", "1% to 3%"."""
    if first.vague:
        return None
    between = at > 0 and tokens[at - 1].lower == "between"
    joint = stop + 1 if stop < len(tokens) and tokens[stop].lower in ("%", "percent") else stop
    if joint >= len(tokens):
        return None
    word = tokens[joint].lower
    if word == "," and joint + 1 < len(tokens) and tokens[joint + 1].lower in ("perhaps", "maybe", "possibly"):
        joint += 1
    elif not (word in RANGES or (between and word == "and")):
        return None
    second = number_at(tokens, joint + 1) if joint + 1 < len(tokens) else None
    if second is None or second.ordinal or second.vague or second.value <= first.value:
        return None
    if word == "or" and second.value - first.value > max(2, first.value):
        return None
    if word == "to" and tokens[at - 1].lower in ("from", "by") and at > 0:
        return None
    return second


def _scaled(low: Number, high: Number, at: int, number: Parsed) -> Number:
    """ "2-3 million": the scale belongs to both."""
    if number.stop == at + 1 and low < 1000 <= high and high / max(low, 1) >= 1000:
        for scale in (10**9, 10**6, 1000):
            if high >= scale and low * scale <= high:
                return low * scale
    return low


def _before(tokens: Sequence[Token], at: int, ranged: bool) -> tuple[int, str | None]:
    """The index where bound and hedge words start, and the strongest bound among them."""
    bound, first = None, at
    for _ in range(3):
        for length in range(w.LONGEST, 0, -1):
            words = tuple(token.lower for token in tokens[max(0, first - length) : first])
            kind = _kind(words) if len(words) == length and not _particle(tokens, first, words) else None
            if kind:
                bound = bound if bound in ("floor", "ceiling") else kind
                first -= length
                break
        else:
            break
    if ranged and first > 0 and tokens[first - 1].lower in ("between", "somewhere"):
        first -= 1
    return first, bound


def _particle(tokens: Sequence[Token], first: int, words: tuple[str, ...]) -> bool:
    """The "over" of "handed over 21" is no bound."""
    return words == ("over",) and first > 1 and tokens[first - 2].lower in w.OVER_VERBS


def _kind(words: tuple[str, ...]) -> str | None:
    if words in w.FLOORS:
        return "floor"
    if words in w.CEILINGS:
        return "ceiling"
    return "hedge" if words in w.HEDGES else None


def _after(tokens: Sequence[Token], stop: int) -> tuple[int, str | None]:
    for length in (3, 2, 1):
        words = tuple(token.lower for token in tokens[stop : stop + length])
        if words in w.AFTER_FLOOR:
            return stop + len(words), "floor"
        if words in w.AFTER_CEILING:
            return stop + len(words), "ceiling"
        if words in w.AFTER_HEDGE:
            return stop + len(words), "hedge"
    return stop, None


def _bounded(
    low: Number, high: Number | None, bound: str | None, vague: bool, ranged: bool
) -> tuple[Number | None, Number | None]:
    if ranged:
        return low, high
    if bound == "floor":
        return low, None
    if bound == "ceiling":
        return None, low
    return low, None if vague else high
