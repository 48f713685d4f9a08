"""One time, with the part of the day before or after it: "around 4am on Saturday", "late July", "Friday evening"."""

from __future__ import annotations

import msgspec

from whence.stages.resolve.times import relative
from whence.stages.resolve.times.clocks import hour_in_part, part_at
from whence.stages.resolve.times.dates import date_at, month_alone, numeric_date, season_at, year_alone
from whence.stages.resolve.times.expression import Shape
from whence.stages.resolve.times.names import named_at, nth_day
from whence.stages.resolve.times.source import Read, Source

DAY_RULES = frozenset({"weekday", "day", "date", "named", "back", "later", "night"})


def moment(s: Source, at: int) -> Read:
    """The time that starts at a token, parts of the day and portions of a month read with it."""
    return _portion(s, at) or _part_first(s, at) or _article(s, at) or _core_with_part(s, at)


def bare_day(s: Source, at: int, joins: tuple[str, ...]) -> Read:
    """ "23" of "between 23 and 27 September"."""
    value = s.whole(at)
    if value is None or not 1 <= value <= 31 or s.low(at + 1) not in joins:
        return None
    second = date_at(s, at + 2)
    if second is None or second[0].rule != "date" or value >= (second[0].day or 0):
        return None
    return Shape(rule="date", day=value, month=second[0].month, year=second[0].year), at + 1


def core(s: Source, at: int) -> Read:
    """One time without anything around it."""
    token = s.tokens[at] if at < len(s.tokens) else None
    if token is None:
        return None
    if token.digits:
        return numeric_date(s, at) or _stamp(s, at) or date_at(s, at) or relative.counted(s, at) or year_alone(s, at)
    return (
        _weekday_and_date(s, at)
        or date_at(s, at)
        or month_alone(s, at)
        or relative.day_word(s, at)
        or named_at(s, at)
        or nth_day(s, at)
        or relative.shifted(s, at)
        or relative.pointed_back(s, at)
        or relative.after_back(s, at)
        or relative.counted(s, at)
        or _season_with_year(s, at)
    )


def _season_with_year(s: Source, at: int) -> Read:
    got = season_at(s, at)
    return got if got and got[0].year else None


def _stamp(s: Source, at: int) -> Read:
    """A military date-time group: "221540H May 2033"."""
    token = s.tokens[at]
    if len(token.text) != 6 or not token.text.isdecimal() or not s.glued(at + 1) or len(s.low(at + 1)) != 1:
        return None
    got = month_alone(s, at + 2)
    day = int(token.text[:2])
    if got is None or got[0].month is None or got[0].back or not 1 <= day <= 31:
        return None
    return Shape(rule="date", day=day, month=got[0].month, year=got[0].year, part=True), got[1]


def _weekday_and_date(s: Source, at: int) -> Read:
    """ "Thursday, Dec. 28, 2017", "Friday (8 September)", "yesterday (12 December)"; the date decides."""
    first = relative.weekday_at(s, at)
    if first is None or first[0].unit:
        return first
    got = date_at(s, s.skip(s.skip(first[1], (".",)), (",", "the")))
    return (got[0], got[1]) if got and got[0].rule == "date" else first


def _article(s: Source, at: int) -> Read:
    """After "the" or "a": forms that need or allow an article."""
    if s.low(at) not in s.lang.articles:
        return None
    if s.low(at) != "the":
        return relative.counted(s, at)
    return (
        _portion(s, at + 1)
        or date_at(s, at + 1)
        or nth_day(s, at + 1)
        or relative.after_back(s, at + 1)
        or relative.pointed_back(s, at + 1)
        or relative.window_at(s, at + 1)
        or season_at(s, at + 1)
        or _decade(s, at + 1)
        or _the_unit(s, at + 1)
        or relative.day_word(s, at + 1)
        or named_at(s, at + 1)
        or named_at(s, at)
    )


def _decade(s: Source, at: int) -> Read:
    got = year_alone(s, at)
    return got if got and (got[0].rule == "decade" or s.low(got[1]) in ("season",)) else None


def _the_unit(s: Source, at: int) -> Read:
    """ "over the weekend"; other units with a bare article name no time."""
    if s.lang.units.get(s.low(at)) == "weekend" and not s.low(at).endswith("s"):
        return Shape(rule="unit", unit="weekend"), at + 1
    if s.low(at) == "week" and s.low(at + 1) in ("of", "before"):
        got = core(s, s.skip(at + 2, s.lang.articles)) or named_at(s, at + 2, led=True)
        if got and got[0].rule in ("date", "named", "weekday"):
            before = s.low(at + 1) == "before"
            return msgspec.structs.replace(got[0], unit="week", portion="earlier" if before else None), got[1]
    return None


def _portion(s: Source, at: int) -> Read:
    """ "late July", "mid-August", "early 2013", "the end of November", "earlier this month", "later Sunday"."""
    portion = s.lang.portions.get(s.low(at))
    if portion is None:
        return None
    stop = s.skip(at + 1, ("-", "in"))
    if portion in ("end", "start") and s.low(stop) not in s.lang.of:
        return None
    stop = s.skip(stop, s.lang.on)
    bare = s.skip(stop, ("the",))
    got = _month_or_year(s, stop) or season_at(s, stop) or season_at(s, bare) or relative.shifted(s, stop)
    got = got or relative.pointed_back(s, stop) or _bare_unit(s, bare, portion)
    if got and got[0].rule in ("month", "year", "decade", "unit", "back", "season") and got[0].portion is None:
        return msgspec.structs.replace(got[0], portion=portion), got[1]
    got = _core_with_part(s, stop)
    if got and got[0].rule in DAY_RULES and (stop == at + 1 or s.low(at + 1) in ("on", "of")):
        return msgspec.structs.replace(got[0], part=True), got[1]
    return None


def _month_or_year(s: Source, at: int) -> Read:
    got = month_alone(s, at)
    if got:
        return got
    return year_alone(s, at) or (year_alone(s, at + 1) if s.low(at) == "the" else None)


def _bare_unit(s: Source, at: int, portion: str) -> Read:
    """ "the end of the week", "the start of the month"."""
    unit = s.lang.units.get(s.low(at))
    if portion not in ("start", "end") or unit not in ("day", "week", "month", "year") or s.low(at).endswith("s"):
        return None
    return Shape(rule="unit", unit=unit, shift=0), at + 1


def _part_first(s: Source, at: int) -> Read:
    """ "before dawn on Saturday", "in the early hours of Friday", "11pm local time on Thursday"."""
    after = part_at(s, at) or spoken_hour(s, at)
    if after is None:
        return None
    stop = s.skip(after, (",", "local"))
    stop = s.skip(stop, s.lang.on)
    stop = s.skip(stop, ("the",)) if s.whole(stop + 1) is not None else stop
    got = _core_with_part(s, stop)
    if got is None or got[0].rule not in DAY_RULES:
        return None
    return msgspec.structs.replace(got[0], part=True), got[1]


def _core_with_part(s: Source, at: int) -> Read:
    got = core(s, at)
    if got is None or got[0].rule not in DAY_RULES:
        return got
    shape, stop = got
    after = relative.with_part(s, stop)
    if after > stop:
        shape, stop = msgspec.structs.replace(shape, part=True), after
    return _in_brackets(s, shape, stop)


def _in_brackets(s: Source, shape: Shape, stop: int) -> Read:
    """ "yesterday (12 December)": the date decides; "4 June (Saturday)": the weekday adds nothing."""
    if s.low(stop) not in ("(", "["):
        return shape, stop
    weekday = relative.weekday_at(s, stop + 1)
    inner = date_at(s, stop + 1) or (weekday if shape.rule == "date" else None)
    if inner is None or s.low(inner[1]) not in (")", "]"):
        return shape, stop
    return (inner[0] if inner[0].rule == "date" else shape), inner[1] + 1


def spoken_hour(s: Source, at: int) -> int | None:
    """ "at about one", where a part of the day follows."""
    stop = s.skip(at, ("at",))
    stop = s.skip(stop, ("about", "around", "just", "nearly"))
    return hour_in_part(s, s.skip(stop, ("after", "before")))


def part_alone(s: Source, at: int) -> Read:
    """A part of the day or a clock time with no day named: "before dawn", "at 14:30 GMT"."""
    hour = spoken_hour(s, at)
    if hour is not None:
        return Shape(rule="part", part=True), hour
    after = part_at(s, at)
    if after is None or (s.low(at) in s.lang.parts or s.low(at) in s.lang.articles):
        return None
    return Shape(rule="part", part=True, lead=s.lang.leads.get(s.low(at))), after
