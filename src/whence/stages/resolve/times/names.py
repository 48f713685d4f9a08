"""Named days: a small table that grows by a line (data/named_days.csv), no code.

`first` and `last` are ISO dates, or "--MM-DD" for days that come every year. `alone` is "no" where the words name an
event rather than a time, so that they count only after "the first day of", "since", "before" and the like.
"""

from __future__ import annotations

import csv
from functools import cache
from importlib.resources import files

from msgspec import Struct

from whence.nlp.numbers import lex
from whence.stages.resolve.times.dates import year_at
from whence.stages.resolve.times.expression import Shape
from whence.stages.resolve.times.source import Read, Source

BEFORE_NAMES = 6  # "the first day of its long and brutal full-scale invasion"


class NamedDay(Struct, frozen=True, kw_only=True):
    """One row: the words as tokens, the days they mean."""

    words: tuple[str, ...]
    first: str
    last: str
    alone: bool

    @property
    def name(self) -> str:
        """The words as one key."""
        return " ".join(self.words)


@cache
def named_days() -> dict[str, tuple[NamedDay, ...]]:
    """Rows by their first word, longest first; read once a process."""
    table = files("whence.stages.resolve.times").joinpath("data").joinpath("named_days.csv").read_text(encoding="utf-8")
    rows: dict[str, list[NamedDay]] = {}
    for row in csv.DictReader(table.splitlines()):
        words = tuple(token.lower for token in lex(row["words"]))
        day = NamedDay(words=words, first=row["first"], last=row["last"], alone=row["alone"] == "yes")
        rows.setdefault(words[0], []).append(day)
    return {word: tuple(sorted(days, key=lambda day: -len(day.words))) for word, days in rows.items()}


@cache
def by_name() -> dict[str, NamedDay]:
    """Rows by all their words."""
    return {day.name: day for days in named_days().values() for day in days}


def name_at(s: Source, at: int) -> tuple[NamedDay, int] | None:
    """The longest named day that starts at a token, and the index after it."""
    for day in named_days().get(s.low(at), ()):
        stop = at + len(day.words)
        if tuple(s.low(index).replace("’", "'") for index in range(at, stop)) == day.words:
            return day, stop
    return None


def named_at(s: Source, at: int, led: bool = False) -> Read:
    """A named day, alone where it may stand alone; else after a lead."""
    got = name_at(s, at)
    if got is None or not (got[0].alone or led):
        return None
    year = year_at(s, s.skip(got[1], ("of", ",")))
    stop = got[1] + 1 if year and s.low(got[1]) not in ("of", ",") else got[1] + 2 if year else got[1]
    return Shape(rule="named", name=got[0].name, year=year), stop


def nth_day(s: Source, at: int) -> Read:
    """ "first day of its full-scale invasion": a named day with an offset."""
    found = s.number(at)
    if found is None or not found.ordinal:
        return None
    unit = s.lang.units.get(s.low(found.stop))
    if unit not in ("day", "week", "month", "year") or s.low(found.stop + 1) not in ("of", "after"):
        return None
    for step in range(BEFORE_NAMES):
        got = named_at(s, found.stop + 2 + step, led=True)
        if got:
            name = got[0].name
            return Shape(rule="named", name=name, count=found.value - 1, unit=unit, year=got[0].year), got[1]
        if s.low(found.stop + 2 + step) in (".", ";", ",", ""):
            return None
    return None
