"""Closed intervals of calendar days, and the arithmetic that time expressions need."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import NamedTuple

from whence.schema.records import TimePrecision

FIRST_YEAR, LAST_YEAR = 1, 9999
SEASON_START = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}  # northern, by the calendar
THIRDS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31), "end": (21, 31)}  # of a month; gold: late November 21-30
QUARTERS = {"early": (1, 3), "mid": (5, 8), "late": (10, 12), "end": (10, 12)}  # of a year; gold: late 2012 is Oct-Dec


class Days(NamedTuple):
    """From `first` to `last`, both included; one of them None where the interval is open on that side."""

    first: date | None
    last: date | None
    precision: TimePrecision


def make(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has no such day."""
    if not FIRST_YEAR <= year <= LAST_YEAR or not 1 <= month <= 12:
        return None
    return date(year, month, day) if 1 <= day <= calendar.monthrange(year, month)[1] else None


def move(day: date, days: int) -> date | None:
    """A date some days on; None outside the calendar."""
    ordinal = day.toordinal() + days
    return date.fromordinal(ordinal) if 1 <= ordinal <= date.max.toordinal() else None


def move_months(day: date, months: int) -> date | None:
    """The same day some months on, cut to the end of a shorter month."""
    index = day.year * 12 + day.month - 1 + months
    year, month = divmod(index, 12)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def shift(day: date, count: float, unit: str) -> date | None:
    """A date some units on; hours stay on the day unless they fill days."""
    if abs(count) > 10**6:
        return None
    if unit in ("second", "minute", "hour"):
        return move(day, int(count / 24) if unit == "hour" else 0)
    if unit in ("day", "night"):
        return move(day, round(count))
    if unit in ("week", "weekend", "fortnight"):
        return move(day, round(count * (14 if unit == "fortnight" else 7)))
    months = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200}[unit]
    return move_months(day, round(count * months))


def of_day(day: date | None) -> Days | None:
    """One day."""
    return Days(day, day, "day") if day else None


def of_week(day: date) -> Days:
    """Monday to Sunday of the week that holds a day."""
    monday = day - timedelta(days=min(day.weekday(), day.toordinal() - 1))
    return Days(monday, move(monday, 6) or date.max, "week")


def of_weekend(day: date) -> Days:
    """Saturday and Sunday of the week that holds a day."""
    week = of_week(day)
    return Days(move(week.first or day, 5), week.last, "range")


def of_month(year: int, month: int, portion: str | None = None) -> Days | None:
    """A month, or its early, middle or late part."""
    first = make(year, month, 1)
    if first is None:
        return None
    end = calendar.monthrange(year, month)[1]
    if portion in THIRDS:
        low, high = THIRDS[portion]
        return Days(first.replace(day=low), first.replace(day=min(high, end)), "range")
    return Days(first, first.replace(day=end), "month")


def of_year(year: int, portion: str | None = None) -> Days | None:
    """A year, or its early, middle or late part."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if portion in QUARTERS:
        low, high = QUARTERS[portion]
        last = of_month(year, high)
        return Days(date(year, low, 1), last.last if last else None, "range")
    return Days(date(year, 1, 1), date(year, 12, 31), "year")


def of_years(first: int, last: int) -> Days | None:
    """From the first day of one year to the last day of another."""
    if not FIRST_YEAR <= first <= last <= LAST_YEAR:
        return None
    return Days(date(first, 1, 1), date(last, 12, 31), "range")


def of_season(year: int, season: str) -> Days | None:
    """Three months from the start of a season; a winter runs into the next year."""
    first = make(year, SEASON_START[season], 1)
    last = move_months(first, 3) if first else None
    return Days(first, last - timedelta(days=1), "season") if first and last else None


def of_unit(day: date, unit: str) -> Days | None:
    """The week, month, year, ... that holds a day."""
    if unit in ("week", "fortnight"):
        return of_week(day)
    if unit == "weekend":
        return of_weekend(day)
    if unit == "month":
        return of_month(day.year, day.month)
    if unit == "quarter":
        first = make(day.year, (day.month - 1) // 3 * 3 + 1, 1)
        end = of_month(day.year, (day.month - 1) // 3 * 3 + 3)
        return Days(first, end.last if end else None, "range")
    if unit == "year":
        return of_year(day.year)
    if unit in ("decade", "century"):
        length = 10 if unit == "decade" else 100
        start = day.year // length * length
        return of_years(max(start, 1), start + length - 1)
    return of_day(day)
