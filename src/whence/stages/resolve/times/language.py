"""What a language must say about its time words; the grammar knows no word of its own.

Every table maps lower-case words to values that are the same in all languages. Russian and Ukrainian list every case
form of a word ("понедельник", "понедельника", ...), so no lemmatiser is needed.
"""

from __future__ import annotations

from msgspec import Struct


def words(text: str) -> tuple[str, ...]:
    """Words written in one string, apart."""
    return tuple(text.split())


class Language(Struct, frozen=True, kw_only=True, eq=False):
    """Word tables of one language; compared by identity, so that what follows from one can be kept beside it."""

    weekdays: dict[str, int]  # Monday 0
    weekdays_short: dict[str, int]  # only beside a date
    months: dict[str, int]
    months_short: dict[str, int]  # only beside a number
    common_words: frozenset[str]  # month names that are everyday words too
    seasons: dict[str, str]
    units: dict[str, str]
    days: dict[str, int]  # today 0, yesterday -1
    nights: dict[str, int]  # tonight 0
    shifts: dict[str, int]  # last -1, this 0, next 1
    back: frozenset[str]  # words that point at a time named before: that, the same
    after_back: dict[str, int]  # the following +1, the previous -1
    parts: frozenset[str]  # morning, evening, dawn, noon
    part_leads: frozenset[str]  # before, after, shortly, around: may stand before a part or a clock
    portions: dict[str, str]  # early, mid, late, end, start
    ago: frozenset[str]
    later: dict[str, int]  # later +1, earlier -1
    window: dict[str, int]  # past -1, coming +1
    leads: dict[str, str]  # since, until, by, from
    month_leads: frozenset[str]  # words that make an ambiguous month name a month
    on: frozenset[str]
    of: frozenset[str]
    joins: frozenset[str]  # to, and, or between two times
    articles: frozenset[str]
    few: frozenset[str]
    over: frozenset[str]  # more, over: before a count
    vague: frozenset[tuple[str, ...]]  # recently, in the coming days: a time, but which cannot be known
    overnight: frozenset[str]
    zones: frozenset[str]
    not_years: frozenset[str]  # words that count what stands before them
