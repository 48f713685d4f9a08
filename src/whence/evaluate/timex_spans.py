"""TIMEX3 expressions that fix no day, so that the product has no use for them: durations, sets, "now", quarters."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from datetime import date

from whence.evaluate.timex import UNITS, Timex
from whence.nlp.numbers import Token, lex, number_at

UNIT_WORDS = {form: unit for unit in UNITS for form in (unit, unit + "s", unit + "ly")}
REFS = {
    "now": "PRESENT_REF", "currently": "PRESENT_REF", "current": "PRESENT_REF", "presently": "PRESENT_REF",
    "recently": "PAST_REF", "recent": "PAST_REF", "formerly": "PAST_REF",
}  # fmt: skip
PHRASES = {
    ("the", "past"): "PAST_REF", ("the", "present"): "PRESENT_REF",
    ("the", "future"): "FUTURE_REF",
}  # fmt: skip
SETS = {"daily": "P1D", "weekly": "P1W", "monthly": "P1M", "annually": "P1Y"}
FEW = frozenset({"few", "several", "many", "couple"})
YEAR_AGO = re.compile(r"(?:the |a )?year[ -](?:ago|earlier)(?: (?:quarter|period))?")
QUARTER = re.compile(r"\d{4}-Q[1-4]")


def quarters(text: str, anchor: date) -> tuple[Timex, ...]:
    """ "the third quarter of 1999": business quarters, which hold the year that stands in them."""
    tokens = lex(text)
    found = ((at, _quarter(tokens, at, anchor)) for at in range(len(tokens)))
    return tuple(Timex(tokens[at].start, tokens[got[0] - 1].end, got[1]) for at, got in found if got)


def spans(text: str, anchor: date, taken: Sequence[Timex]) -> tuple[Timex, ...]:
    """Durations, sets and references outside of what was found already."""
    tokens = lex(text)
    busy = sorted((timex.start, timex.end) for timex in taken)
    return tuple(timex for timex in _all(tokens, anchor) if not _over(timex, busy))


def same_quarter(text: str, found: Sequence[Timex]) -> tuple[Timex, ...]:
    """ "a year earlier" after a quarter means that quarter, a year earlier."""
    out: list[Timex] = []
    quarter: str | None = None
    for timex in found:
        value = timex.value
        if YEAR_AGO.fullmatch(text[timex.start : timex.end].lower()) and quarter:
            value = f"{int(quarter[:4]) - 1}{quarter[4:]}"
        elif QUARTER.fullmatch(value):
            quarter = value
        out.append(Timex(timex.start, timex.end, value))
    return tuple(out)


def _over(timex: Timex, busy: Sequence[tuple[int, int]]) -> bool:
    at = bisect_left(busy, (timex.end, -1))
    return any(start < timex.end and timex.start < end for start, end in busy[max(0, at - 2) : at])


def _all(tokens: Sequence[Token], anchor: date) -> Iterator[Timex]:
    at = 0
    while at < len(tokens):
        got = _one(tokens, at, anchor)
        if got is None:
            at += 1
            continue
        stop, value = got
        yield Timex(tokens[at].start, tokens[stop - 1].end, value)
        at = stop


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].lower if 0 <= at < len(tokens) else ""


def _year_ago(tokens: Sequence[Token], at: int, anchor: date) -> tuple[int, str] | None:
    """ "the year-ago quarter"."""
    start = at + 1 if _low(tokens, at) == "the" else at
    if (_low(tokens, start), _low(tokens, start + 1)) != ("year", "-") or _low(tokens, start + 2) not in (
        "ago",
        "earlier",
    ):
        return None
    stop = start + 4 if _low(tokens, start + 3) in ("quarter", "period") else start + 3
    return stop, f"{anchor.year - 1}"


def _one(tokens: Sequence[Token], at: int, anchor: date) -> tuple[int, str] | None:
    return (
        _year_ago(tokens, at, anchor)
        or _quarter(tokens, at, anchor)
        or _set(tokens, at)
        or _duration(tokens, at, anchor)
        or _reference(tokens, at)
    )


def _quarter(tokens: Sequence[Token], at: int, anchor: date) -> tuple[int, str] | None:
    """ "third quarter", "fiscal 1989", "the quarter"."""
    if _low(tokens, at) == "fiscal" and _low(tokens, at + 1).isdecimal():
        return at + 2, _low(tokens, at + 1)
    number = number_at(tokens, at)
    if word_pair(tokens, at) in (("latest", "quarter"), ("latest", "period")):
        return at + 2, _last_quarter(anchor)
    if number is None or not number.ordinal or number.value > 4:
        return None
    stop = number.stop + 1 if _low(tokens, number.stop) == "-" else number.stop
    if _low(tokens, stop).rstrip("s") != "quarter":
        return None
    stop += 1
    if _low(tokens, stop) == "of" and _low(tokens, stop + 1).isdecimal() and len(_low(tokens, stop + 1)) == 4:
        return stop + 2, f"{_low(tokens, stop + 1)}-Q{number.value}"
    if _low(tokens, stop).isdecimal() and len(_low(tokens, stop)) == 4:
        return stop + 1, f"{_low(tokens, stop)}-Q{number.value}"
    now = (anchor.month - 1) // 3 + 1
    return stop, f"{anchor.year - (number.value > now)}-Q{number.value}"


def _set(tokens: Sequence[Token], at: int) -> tuple[int, str] | None:
    word = _low(tokens, at)
    if word in SETS:
        return at + 1, SETS[word]
    unit = UNIT_WORDS.get(_low(tokens, at + 1))
    if word in ("every", "each") and unit and unit not in ("second",):
        return at + 2, _period("1", unit)
    if word in ("a", "per") and unit and at and _low(tokens, at - 1) in ("times", "once", "twice", "%", "percent"):
        return at + 2, _period("1", unit)
    return None


def _duration(tokens: Sequence[Token], at: int, anchor: date) -> tuple[int, str] | None:
    """ "two years", "a few weeks", "six-month", "a year", "years", "the year"."""
    word = _low(tokens, at)
    number = number_at(tokens, at)
    if number and not number.ordinal and not number.share:
        stop = number.stop + 1 if _low(tokens, number.stop) in ("-", "more") else number.stop
        unit = UNIT_WORDS.get(_low(tokens, stop))
        old = _low(tokens, stop + 1) == "old" or (_low(tokens, stop + 1) == "-" and _low(tokens, stop + 2) == "old")
        if unit is None or _low(tokens, stop).endswith("ly") or (unit == "second" and stop == number.stop + 1):
            return None
        if old and _low(tokens, stop + 1) == "-":
            return None  # an age before a noun is not annotated
        return stop + (2 if old else 1), _period("X" if number.vague else f"{number.value:g}", unit)
    few = at + 1 if word == "a" else at
    if _low(tokens, few) in FEW and (unit := UNIT_WORDS.get(_low(tokens, few + 1 + (_low(tokens, few + 1) == "of")))):
        return few + 2 + (_low(tokens, few + 1) == "of"), _period("X", unit)
    unit = UNIT_WORDS.get(_low(tokens, at + 1))
    if word in ("a", "an", "one") and unit and unit not in ("second", "quarter", "day", "night", "minute"):
        return at + 2, _period("1", unit)
    if word == "the" and unit in ("year", "quarter") and not _low(tokens, at + 1).endswith("s"):
        return _the_unit(at, unit, anchor)
    if word in ("years", "months", "weeks", "days", "decades", "hours", "minutes") and _low(tokens, at - 1) != "of":
        return at + 1, _period("X", UNIT_WORDS[word])
    return None


def _the_unit(at: int, unit: str, anchor: date) -> tuple[int, str]:
    if unit == "year":
        return at + 2, f"{anchor.year}"
    return at + 2, _last_quarter(anchor)


def _last_quarter(anchor: date) -> str:
    """Business news tells of the quarter that has just ended."""
    quarter = (anchor.month - 1) // 3
    return f"{anchor.year}-Q{quarter}" if quarter else f"{anchor.year - 1}-Q4"


def word_pair(tokens: Sequence[Token], at: int) -> tuple[str, str]:
    """Two tokens in lower case."""
    return _low(tokens, at), _low(tokens, at + 1)


def _reference(tokens: Sequence[Token], at: int) -> tuple[int, str] | None:
    pair = (_low(tokens, at), _low(tokens, at + 1))
    if pair in PHRASES and _low(tokens, at + 2) not in UNIT_WORDS:
        return at + 2, PHRASES[pair]
    value = REFS.get(pair[0])
    return (at + 1, value) if value else None


def _period(count: str, unit: str) -> str:
    time = "T" if unit in ("second", "minute", "hour") else ""
    return f"P{time}{count}{UNITS[unit]}"
