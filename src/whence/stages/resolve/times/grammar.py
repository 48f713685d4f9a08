"""Finds time expressions: one pass over the tokens, the first reading that fits at each, longest forms first.

The grammar is linear: every rule looks at a bounded number of tokens from where it stands.
"""

from __future__ import annotations

from functools import cache

import msgspec

from whence.nlp.numbers import STARTS
from whence.stages.resolve.times import relative
from whence.stages.resolve.times.english import ENGLISH
from whence.stages.resolve.times.expression import Shape, TimeExpression
from whence.stages.resolve.times.language import Language
from whence.stages.resolve.times.moments import bare_day, moment, part_alone
from whence.stages.resolve.times.names import named_at, named_days
from whence.stages.resolve.times.source import Read, Source, source

RANGE_SIGNS = ("-", "–", "—")
CLAUSE = 12  # tokens of a clause after "since" in which its date may stand
LONG_LEADS = ("between", "within", "before", "throughout")  # a few words of any kind may stand behind these
CLAUSE_ENDS = frozenset({".", ",", ";", ":", "!", "?", "—", "–", "(", '"', "“", "”"})


def find_times(text: str) -> tuple[TimeExpression, ...]:
    """Every time expression in an English text, left to right and without overlap; never raises, linear in the text."""
    return find_in(source(text, ENGLISH), _english_starts())


def find_in(s: Source, starts: frozenset[str]) -> tuple[TimeExpression, ...]:
    """Every time expression in a text of any language."""
    out: list[TimeExpression] = []
    at = 0
    while at < len(s.tokens):
        token = s.tokens[at]
        got = time_at(s, at) if token.digits or (token.lower in starts and leads_to_time(s, at)) else None
        if got is None:
            at += 1
            continue
        start, end = token.start, s.tokens[got[1] - 1].end
        out.append(TimeExpression(text=s.text[start:end], start=start, end=end, shape=got[0]))
        at = got[1]
    return tuple(out)


@cache
def _english_starts() -> frozenset[str]:
    return start_words(ENGLISH)


def start_words(lang: Language) -> frozenset[str]:
    """Every word that a time expression can start with."""
    tables = (
        lang.weekdays, lang.weekdays_short, lang.months, lang.months_short, lang.seasons, lang.days, lang.nights,
        lang.shifts, lang.back, lang.after_back, lang.portions, lang.window, lang.leads, lang.overnight, lang.few,
        lang.over, lang.articles, lang.part_leads, STARTS, named_days(),
    )  # fmt: skip
    words = {word for table in tables for word in table}
    words |= {"between", "within", "hours", "day", "night", "throughout", "all"}
    return frozenset(words | _vague_starts(lang))


def leads_to_time(s: Source, at: int) -> bool:
    """Whether a word that is about time follows at once, small words aside; four starts in five are "the" or "in"."""
    word, small = s.tokens[at].lower, _small_words(s.lang)
    if word in LONG_LEADS or word in s.lang.leads:
        return True
    while word in small:
        at += 1
        word = s.low(at)
    return word in _own_words(s.lang) or (at < len(s.tokens) and s.tokens[at].digits)


@cache
def _own_words(lang: Language) -> frozenset[str]:
    """Words that say something about time; every time expression has one, with nothing but small words before it."""
    tables = (
        lang.weekdays, lang.weekdays_short, lang.months, lang.months_short, lang.seasons, lang.units, lang.days,
        lang.nights, lang.overnight, lang.parts, STARTS, ("recently",),
    )  # fmt: skip
    small = _small_words(lang)
    named = {next(word for word in day.words if word not in small) for days in named_days().values() for day in days}
    return frozenset(word for table in tables for word in table) - small | named


@cache
def _small_words(lang: Language) -> frozenset[str]:
    """Words and signs that may stand before those."""
    tables = (
        lang.articles, lang.part_leads, lang.portions, lang.on, lang.of, lang.shifts, lang.back, lang.after_back,
        lang.window, lang.few, lang.over, lang.joins, ("than", "recent", "for", ",", "."),
    )  # fmt: skip
    return frozenset(word for table in tables for word in table)


def time_at(s: Source, at: int) -> Read:
    """The time expression that starts at a token."""
    return _vague(s, at) or _led(s, at) or _joined(s, at) or part_alone(s, at)


@cache
def _vague_starts(lang: Language) -> frozenset[str]:
    return frozenset(phrase[0] for phrase in lang.vague)


def _vague(s: Source, at: int) -> Read:
    if s.low(at) not in _vague_starts(s.lang):
        return None
    for length in (4, 3, 2, 1):
        if tuple(s.low(at + step) for step in range(length)) in s.lang.vague:
            return Shape(rule="vague"), at + length
    return None


def _led(s: Source, at: int) -> Read:
    """ "since Friday", "by dawn", "until 2016", "from 23 to 27 September", "between X and Y", "within six weeks"."""
    word = s.low(at)
    if word == "between":
        return _pair(s, at + 1, ("and", *RANGE_SIGNS))
    if word == "within":
        return _within(s, at)
    if word in ("before", "throughout"):
        return _before(s, at, word)
    lead = s.lang.leads.get(word)
    if lead is None:
        return None
    if lead == "from" and (got := _pair(s, at + 1, ("to", "until", "till", "through", *RANGE_SIGNS))):
        return got
    got = _since_then(s, at, lead) or _after_lead(s, at + 1)
    got = got or (_since_clause(s, at + 1) if lead == "since" else None)
    if got is None or got[0].lead:
        return None
    return msgspec.structs.replace(got[0], lead=lead), got[1]


def _since_clause(s: Source, at: int) -> Read:
    """ "since the ban took effect on 9 May": the first time of the clause, if one follows before it ends."""
    for index in range(at, min(at + CLAUSE, len(s.tokens))):
        if s.low(index) in CLAUSE_ENDS:
            return None
        got = moment(s, index)
        if got and got[0].rule in ("date", "month", "year", "unit", "named") and not got[0].back:
            return got
    return None


def _since_then(s: Source, at: int, lead: str) -> Read:
    if lead == "since" and s.low(at + 1) == "then":
        return Shape(rule="back", unit="day", back=True), at + 2
    return None


def _before(s: Source, at: int, word: str) -> Read:
    """ "before Friday", "before the end of the year"; "before dawn on Friday" is a part of the day."""
    if part_alone(s, at) or _joined(s, at):
        return None
    got = _after_lead(s, at + 1)
    if got is None or (got[0].rule in ("part", "back", "later") and word == "before"):
        return None
    return (msgspec.structs.replace(got[0], lead="before"), got[1]) if word == "before" else got


def _after_lead(s: Source, at: int) -> Read:
    """A time after "since" or "by"; a named day may stand a few words on ("since Russia's full-scale invasion")."""
    got = _joined(s, at) or part_alone(s, at)
    if got:
        return got
    for step in range(4):
        if got := named_at(s, at + step, led=True):
            return got
    return None


def _within(s: Source, at: int) -> Read:
    """ "within days", "within six weeks", "within the next few days"."""
    stop = s.skip(at + 1, s.lang.articles)
    got = relative.window_at(s, stop)
    if got and got[0].shift == 1:
        return msgspec.structs.replace(got[0], lead="within"), got[1]
    found = s.number(at + 1)
    stop = found.stop if found else at + 1
    unit = s.lang.units.get(s.low(stop))
    if unit is None or unit in ("second", "minute", "hour") or s.low(stop + 1) in s.lang.of:
        return None
    return Shape(rule="window", shift=1, count=found.value if found else None, unit=unit, lead="within"), stop + 1


def _joined(s: Source, at: int) -> Read:
    """One time, or two that a join makes a range: "Monday and Tuesday", "Friday to Sunday", "October or November"."""
    first = moment(s, at)
    if first is None or first[0].rule == "span" or s.low(first[1]) not in s.lang.joins:
        return first
    second = moment(s, s.skip(first[1] + 1, ("on", "in")))
    if second is None or not _alike(first[0], second[0]):
        return first
    return span(first[0], second[0]), second[1]


def _alike(first: Shape, second: Shape) -> bool:
    """Two times of one kind, so that the join between them makes a range."""
    kinds = {first.rule, second.rule}
    if kinds <= {"weekday"}:
        return first.shift is None and second.shift is None and first.weekday != second.weekday
    if kinds <= {"month", "date", "year"}:
        return len(kinds) == 1 and first.rule != "year"
    if kinds == {"decade"}:
        return (first.year or 0) < (second.year or 0)  # "the 1970s and 1980s"
    return kinds == {"day"} and (first.shift or 0) < (second.shift or 0)


def _pair(s: Source, at: int, joins: tuple[str, ...]) -> Read:
    """Two times with a join between; the second may give month and year to the first."""
    first = bare_day(s, at, joins) or moment(s, at)
    if first is None:
        return None
    if s.low(first[1]) not in joins:
        return first if first[0].rule == "span" else None
    second = moment(s, first[1] + 1) or _day_of(s, first[1] + 1, first[0]) or part_alone(s, first[1] + 1)
    if second is None or second[0].rule == "span":
        return None
    return span(first[0], second[0]), second[1]


def _day_of(s: Source, at: int, first: Shape) -> Read:
    """ "25" of "between Feb 8 and 25"."""
    day = s.whole(at)
    if first.rule != "date" or day is None or not (first.day or 0) < day <= 31:
        return None
    return Shape(rule="date", year=first.year, month=first.month, day=day), at + 1


def span(first: Shape, second: Shape) -> Shape:
    """From one time to another; what the first leaves out (month, year) it takes from the second."""
    if first.rule in ("date", "month") and second.rule == first.rule and first.year is None and second.year:
        wraps = (first.month or 0, first.day or 0) > (second.month or 0, second.day or 0)
        first = msgspec.structs.replace(first, year=second.year - wraps)
    return Shape(rule="span", first=first, until=second)
