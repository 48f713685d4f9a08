"""Calendar dates in words and digits: "24 September 2022", "Sept. 15-16", "2022-09-24", "the 1990s"."""

from __future__ import annotations

from whence.stages.resolve.times.days import make
from whence.stages.resolve.times.expression import Shape
from whence.stages.resolve.times.source import Read, Source

DASHES = ("-", "–", "—", "/")
YEARS = range(1000, 2200)
PLAIN_YEARS = range(1700, 2100)  # a bare number outside of these is a count


def year_at(s: Source, at: int, among: range = YEARS) -> int | None:
    """A year in four digits."""
    value = s.whole(at)
    return value if value is not None and value in among and len(s.tokens[at].text) == 4 else None


def month_at(s: Source, at: int, beside_number: bool = False) -> int | None:
    """A month's name; short and everyday words count only beside a number or after a word that expects a month."""
    word = s.low(at)
    found = s.lang.months.get(word)
    if found is not None and word not in s.lang.common_words:
        return found if beside_number or s.capital(at) else None
    found = found or s.lang.months_short.get(word)
    if found is None or not (s.capital(at) or beside_number):
        return None
    numbered = beside_number or s.whole(at + 1) is not None or s.whole(at + 2) is not None
    pointed = s.low(at + 1) in s.lang.of and s.low(at + 3) == "year"
    led = s.low(at - 1) in s.lang.month_leads and word in s.lang.common_words
    return found if numbered or led or pointed else None


def day_at(s: Source, at: int) -> tuple[int, int] | None:
    """A day of the month, "13" or "13th", and the index after it."""
    value = s.whole(at)
    if value is None:
        found = s.number(at) if at < len(s.tokens) and s.tokens[at].lower not in s.lang.units else None
        if found is None or not found.ordinal or not 1 <= found.value <= 31:
            return None
        return int(found.value), found.stop
    if not 1 <= value <= 31:
        return None
    if s.low(at + 1) in ("st", "nd", "rd", "th") and s.glued(at + 1):
        return value, at + 2
    return value, at + 1


def numeric_date(s: Source, at: int) -> Read:
    """ "2022-09-24", "24/09/2022", "24.09.2022"; a date that could be read two ways is left alone."""
    token = s.tokens[at]
    if "." in token.text and s.low(at + 1) == "." and s.glued(at + 1) and s.glued(at + 2):
        day, _, month = token.text.partition(".")
        return _checked(s.whole(at + 2), int(month), int(day), at + 3) if len(day) <= 2 and len(month) <= 2 else None
    sign = s.low(at + 1)
    if sign not in ("-", "/", ".") or s.low(at + 3) != sign or not all(s.glued(at + step) for step in (1, 2, 3, 4)):
        return None
    first, second, third = s.whole(at), s.whole(at + 2), s.whole(at + 4)
    if first is None or second is None or third is None:
        return None
    if first > 31:
        return _checked(first, second, third, at + 5)
    year = third if third > 99 else third + (2000 if third < 70 else 1900)
    if first > 12 or first == second:
        return _checked(year, second, first, at + 5)
    return _checked(year, first, second, at + 5) if second > 12 else None


def _checked(year: int | None, month: int, day: int, stop: int) -> Read:
    if year is None or year not in YEARS or make(year, month, day) is None:
        return None
    return Shape(rule="date", year=year, month=month, day=day), stop


def date_at(s: Source, at: int) -> Read:
    """A day of a month, in either order, with or without a year, alone or as a range of days."""
    return _day_first(s, at) or _month_first(s, at)


def _day_first(s: Source, at: int) -> Read:
    got = day_at(s, at)
    if got is None:
        return None
    day, stop = got
    last: tuple[int, int] | None = None
    if s.low(stop) in (*DASHES, "and", "to", "or") and s.low(stop) != "/":
        last = day_at(s, stop + 1)
        stop = last[1] if last else stop
    stop = s.skip(stop, s.lang.of)
    month = month_at(s, stop, beside_number=True)
    if month is None or not s.capital(stop):
        return None
    return _dated(s, month, day, last[0] if last else None, _past_dot(s, stop))


def _month_first(s: Source, at: int) -> Read:
    month = month_at(s, at, beside_number=True)
    if month is None or not s.capital(at):
        return None
    stop = _past_dot(s, at)
    stop = s.skip(stop, ("the",))
    got = day_at(s, stop) if stop < len(s.tokens) and s.tokens[stop].digits else None
    if got is None:
        return None
    day, stop = got
    last: tuple[int, int] | None = None
    if s.low(stop) in (*DASHES, "and", "to") and s.low(stop) != "/":
        last = day_at(s, stop + 1) if s.whole(stop + 1) is not None else None
        if last and s.low(last[1]) not in s.lang.months:
            stop = last[1]
        else:
            last = None
    return _dated(s, month, day, last[0] if last else None, stop)


def _past_dot(s: Source, at: int) -> int:
    """After a month's name and the dot of its short form."""
    short = s.low(at) in s.lang.months_short and s.low(at + 1) == "." and s.glued(at + 1)
    return at + 2 if short else at + 1


def _dated(s: Source, month: int, day: int, last: int | None, stop: int) -> Read:
    year, stop = _year_after(s, stop)
    shape = Shape(rule="date", year=year, month=month, day=day)
    if last is None:
        return shape, stop
    if last <= day:
        return None
    end = Shape(rule="date", year=year, month=month, day=last)
    return Shape(rule="span", first=shape, until=end), stop


def _year_after(s: Source, at: int) -> tuple[int | None, int]:
    """A year after a month or day: "2022", ", 2022", "of 2022", and two digits in a dateline ("7 JAN 90")."""
    stop = s.skip(at, (",",))
    stop = s.skip(stop, ("of", "in"))
    year = year_at(s, stop)
    if year is not None:
        return year, stop + 1
    short = s.whole(at)
    if short is not None and 70 <= short <= 99 and not s.glued(at) and s.low(at + 1) in ("(", "-", "–", "—", "]"):
        return 1900 + short, at + 1
    return None, at


def month_alone(s: Source, at: int) -> Read:
    """ "September 2022", "October", "May of that year"; the caller has read "late", "last", "this"."""
    month = month_at(s, at)
    if month is None:
        return None
    stop = _past_dot(s, at)
    year, after = _year_after(s, stop)
    if year is not None:
        return Shape(rule="month", year=year, month=month), after
    if s.low(stop) in s.lang.of and s.low(stop + 2) == "year":
        pointer = s.low(stop + 1)
        if pointer in s.lang.back:
            return Shape(rule="month", month=month, back=True), stop + 3
        if pointer in s.lang.shifts:
            return Shape(rule="month", month=month, unit="year", shift=s.lang.shifts[pointer]), stop + 3
    return Shape(rule="month", month=month), stop


def season_at(s: Source, at: int) -> Read:
    """ "summer of 2011", "spring 2012"; without a year only where the caller saw an article or "this"."""
    season = s.lang.seasons.get(s.low(at))
    if season is None:
        return None
    year, stop = _year_after(s, at + 1)
    if s.low(at) == "fall" and s.low(at + 1) == "of" and year is None:
        return None  # "the fall of the junta"
    named = year is None and s.capital(at) and s.capital(at + 1) and s.tokens[at].text[1:].islower()
    return None if named else (Shape(rule="season", season=season, year=year), stop)  # "the Winter Olympics"


def year_alone(s: Source, at: int) -> Read:
    """ "2019", "2015-16", "1999-2004", "the 1990s"; counts of things are none."""
    year = year_at(s, at, PLAIN_YEARS)
    if year is None or _counts(s, at):
        return None
    if s.low(at + 1) == "s" and s.glued(at + 1):
        return (Shape(rule="decade", year=year), at + 2) if year % 10 == 0 else None
    if s.low(at + 1) in DASHES and s.glued(at + 1) and s.glued(at + 2):
        return _year_pair(s, year, at + 2)
    return Shape(rule="year", year=year), at + 1


def _year_pair(s: Source, year: int, at: int) -> Read:
    end = s.whole(at)
    if end is None:
        return Shape(rule="year", year=year), at - 1
    if end < 100:
        end += year // 100 * 100
    if not year < end <= year + 60:
        return None
    return Shape(rule="span", first=Shape(rule="year", year=year), until=Shape(rule="year", year=end)), at + 1


def _counts(s: Source, at: int) -> bool:
    """The number counts what follows, or names something: "2000 people", "$1900", "No. 1984", "2010,5"."""
    before, after = s.low(at - 1), s.low(at + 1)
    if after in s.lang.not_years or after in s.lang.zones or after in ("%", "h") or before in ("$", "€", "£", "#", "+"):
        return True
    if before in (".", ",", ":", "-", "/") and s.glued(at) and at > 1 and s.tokens[at - 2].digits:
        return True
    if s.low(at - 2) in ("no", "number", "nos") and before == ".":
        return True
    if before in ("no", "number", "resolution", "about", "some", "than", "nearly", "least", "over", "almost", "at"):
        return before != "at" or after not in ("s", "'")
    return bool(after in (".", ",", ":") and s.glued(at + 1) and s.glued(at + 2) and s.whole(at + 2) is not None)
