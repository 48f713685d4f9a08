"""Times that rest on another day: weekdays, "last month", "two weeks ago", "in the past year", "that evening"."""

from __future__ import annotations

from whence.stages.resolve.times.clocks import part_at
from whence.stages.resolve.times.dates import month_alone
from whence.stages.resolve.times.expression import Shape
from whence.stages.resolve.times.source import Read, Source

STOPS = frozenset(
    {
        "",
        ".",
        ",",
        ";",
        ":",
        "!",
        "?",
        ")",
        "]",
        "”",
        '"',
        "'",
        "’",
        "—",
        "–",
        "and",
        "but",
        "in",
        "at",
        "on",
        "by",
        "near",
    }
)
AFTER_ON = frozenset({"", ".", ",", ";", "it", "he", "she", "they", "we", "there"})  # "two years on, ..."


def weekday_at(s: Source, at: int) -> Read:
    """ "Thursday", "Thursday's", "Thursday night", "Tuesday last week", "Monday of next week"."""
    weekday = s.lang.weekdays.get(s.low(at))
    if weekday is None or not s.capital(at):
        weekday = _short_weekday(s, at)
        if weekday is None:
            return None
    stop = at + 1
    pointer = s.skip(stop, s.lang.of)
    if s.low(pointer) in s.lang.shifts and s.lang.units.get(s.low(pointer + 1)) == "week":
        shift = s.lang.shifts[s.low(pointer)]
        return Shape(rule="weekday", weekday=weekday, shift=shift, unit="week"), pointer + 2
    return Shape(rule="weekday", weekday=weekday), stop


def _short_weekday(s: Source, at: int) -> int | None:
    found = s.lang.weekdays_short.get(s.low(at))
    if found is None or not s.capital(at):
        return None
    after = s.skip(at + 1, (".",))
    after = s.skip(after, (",",))
    dated = s.whole(after) is not None or s.low(after) in s.lang.months or s.low(after) in s.lang.months_short
    return found if dated else None


def shifted(s: Source, at: int) -> Read:
    """ "last Friday", "this weekend", "next month", "last November", "this spring", "last night", "this morning"."""
    shift = s.lang.shifts.get(s.low(at))
    if shift is None:
        return None
    word, stop = s.low(at + 1), at + 2
    if word in s.lang.weekdays and s.capital(at + 1):
        return Shape(rule="weekday", weekday=s.lang.weekdays[word], shift=shift), stop
    if s.lang.units.get(word) == "night" and shift < 1:
        return Shape(rule="day", shift=shift, part=True), stop
    if word in s.lang.parts and shift == 0:
        return Shape(rule="day", shift=0, part=True), stop
    unit = s.lang.units.get(word)
    if unit in ("week", "weekend", "month", "quarter", "year", "decade", "century") and not word.endswith("s"):
        return Shape(rule="unit", unit=unit, shift=shift), stop
    if word in s.lang.seasons:
        return Shape(rule="season", season=s.lang.seasons[word], shift=shift), stop
    got = month_alone(s, at + 1)
    if got and got[0].year is None:
        return Shape(rule="month", month=got[0].month, shift=shift), got[1]
    return _window(s, at)


def pointed_back(s: Source, at: int) -> Read:
    """ "that day", "the same day", "that same afternoon", "that weekend", "that June", "those two days"."""
    stop = at
    while s.low(stop) in s.lang.back and stop < at + 3:
        stop += 1
    if stop == at:
        return None
    word, plural = s.low(stop), s.low(at) in ("those", "these")
    if plural:
        found = s.number(stop)
        unit = s.lang.units.get(s.low(found.stop)) if found else None
        return (
            (Shape(rule="back", unit="span", back=True), found.stop + 1)
            if found and unit == "day"
            else _window(s, stop)
        )
    if word in s.lang.parts and word not in s.lang.units:
        return Shape(rule="back", unit="day", back=True, part=True), stop + 1
    unit = s.lang.units.get(word)
    if unit and word not in ("second", "minute", "hour") and not word.endswith("s"):
        return Shape(rule="back", unit="day" if unit == "night" else unit, back=True), stop + 1
    if word in s.lang.seasons:
        return Shape(rule="season", season=s.lang.seasons[word], back=True), stop + 1
    got = month_alone(s, stop)
    if got and got[0].year is None:
        return Shape(rule="month", month=got[0].month, back=True), got[1]
    return None


def after_back(s: Source, at: int) -> Read:
    """ "the following day", "the previous month", "the day before", "the night before", "next day"."""
    step = s.lang.after_back.get(s.low(at))
    unit = s.lang.units.get(s.low(at + 1))
    if step is not None and unit and not s.low(at + 1).endswith("s"):
        return Shape(rule="later", count=step, unit=unit, back=True), at + 2
    unit = s.lang.units.get(s.low(at))
    word = s.low(at + 1)
    if unit in ("day", "night", "week", "month", "year") and word in ("before", "after", "earlier", "later"):
        if word in ("before", "after") and not _ends(s, at + 2):
            return None
        return Shape(rule="later", count=s.lang.later[word], unit=unit, back=True), at + 2
    return None


def counted(s: Source, at: int) -> Read:
    """ "two weeks ago", "a month earlier", "seventeen days later", "hours later", "more than two years ago"."""
    lead, start = None, at
    if s.low(at) in s.lang.over:
        lead, start = "over", s.skip(at + 1, ("than",))
    few = s.low(start) == "a" and s.low(start + 1) in s.lang.few
    found = None if few or s.low(start) in s.lang.few else s.number(start)
    count, stop = _count(s, start, few, found.value if found else None, found.stop if found else start)
    unit = s.lang.units.get(s.low(stop))
    if unit is None or count is None or (found and (found.ordinal or found.share)):
        return None
    word = s.low(stop + 1)
    if word in s.lang.ago:
        if word == "back" and s.low(stop + 2) not in STOPS:
            return None
        return Shape(rule="ago", count=count or None, unit=unit, lead=lead), stop + 2
    if word in s.lang.later:
        if word in ("before", "after") and not _ends(s, stop + 2) and s.low(stop + 2) not in s.lang.back:
            return None
        if word == "on" and s.low(stop + 2) not in AFTER_ON:
            return None
        end = stop + 3 if s.low(stop + 2) in s.lang.back else stop + 2
        return Shape(rule="later", count=s.lang.later[word] * count, unit=unit, back=True), end
    return None


def _count(s: Source, at: int, few: bool, value: float | None, stop: int) -> tuple[float | None, int]:
    """A count and the index of the unit; 0 for "a few", 1 for an article; None where none is read."""
    if value is not None:
        return value, stop
    if few:
        return 0, s.skip(at + 2, ("of",))
    if s.low(at) in s.lang.few:
        return 0, at + 1
    if s.low(at) in ("a", "an"):
        return 1, at + 1
    if s.low(at) in ("hours", "minutes"):
        return 1, at
    return None, at


def _ends(s: Source, at: int) -> bool:
    return s.low(at) in STOPS


def _window(s: Source, at: int) -> Read:
    """ "past three months", "last 14 hours", "next few days", "next six weeks", "coming year"."""
    step = s.lang.window.get(s.low(at))
    if step is None:
        return None
    stop = at + 1
    if s.low(stop) in s.lang.few:
        unit = s.lang.units.get(s.low(stop + 1))
        return (Shape(rule="window", shift=step, unit=unit), stop + 2) if unit else None
    found = s.number(stop)
    if found and not found.ordinal and not found.share:
        unit = s.lang.units.get(s.low(found.stop))
        return (Shape(rule="window", shift=step, count=found.value, unit=unit), found.stop + 1) if unit else None
    unit = s.lang.units.get(s.low(stop))
    if unit and s.low(at) in ("past", "coming"):
        return Shape(rule="window", shift=step, count=1, unit=unit), stop + 1
    if unit and s.low(stop).endswith("s"):
        return Shape(rule="window", shift=step, unit=unit), stop + 1
    return None


def window_at(s: Source, at: int) -> Read:
    """A window after an article ("in the past week", "in the last year")."""
    unit = s.lang.units.get(s.low(at + 1))
    if s.low(at) == "last" and unit and unit not in ("night", "weekend") and s.low(at + 2) not in s.lang.of:
        return Shape(rule="window", shift=-1, count=None if s.low(at + 1).endswith("s") else 1, unit=unit), at + 2
    return _window(s, at)


def day_word(s: Source, at: int) -> Read:
    """ "today", "yesterday", "tomorrow", "tonight", "overnight", "the day after tomorrow"."""
    word = s.low(at)
    if word in s.lang.days:
        if s.low(at - 1) == "usa":
            return None  # a newspaper
        return Shape(rule="day", shift=s.lang.days[word]), at + 1
    if word in s.lang.nights:
        return Shape(rule="day", shift=0, part=True), at + 1
    if word in s.lang.overnight:
        return Shape(rule="night"), at + 1
    if word == "day" and s.low(at + 1) in ("after", "before") and s.low(at + 2) in ("tomorrow", "yesterday"):
        pair = (s.low(at + 1), s.low(at + 2))
        if pair in (("after", "tomorrow"), ("before", "yesterday")):
            return Shape(rule="day", shift=2 if pair[0] == "after" else -2), at + 3
    return None


def with_part(s: Source, at: int) -> int:
    """The index after a part of the day that follows a day: "Friday evening", "Friday at 10 p.m."."""
    word = s.low(at)
    if word in ("'", "’") and s.low(at + 1) == "s" and s.low(at + 2) in s.lang.parts:
        return at + 3
    if word in s.lang.parts:
        return at + 1
    if word in ("at", "around", "before", "shortly", "just", "late", "early", "in", "from"):
        return part_at(s, at) or at
    return at
