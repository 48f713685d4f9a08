"""Intervals of dates, months, years, seasons and named days, with the year found where it is left out."""

from __future__ import annotations

from datetime import date, timedelta

from whence.stages.resolve.times import days as d
from whence.stages.resolve.times.context import Context
from whence.stages.resolve.times.days import Days
from whence.stages.resolve.times.expression import Shape
from whence.stages.resolve.times.names import by_name

YEAR_REACH = 400  # characters over which "in March" keeps the year of "February 2014"
AHEAD = timedelta(days=75)  # a date without a year this near publication, on either side, is this year's


def of_date(shape: Shape, context: Context) -> Days | None:
    if shape.month is None or shape.day is None:
        return None
    if shape.unit == "week":
        return _week_about(d.make(_year_of(shape, context) or 0, shape.month, shape.day), shape)
    year = _year_of(shape, context)
    return d.of_day(d.make(year, shape.month, shape.day)) if year else None


def _week_about(day: date | None, shape: Shape) -> Days | None:
    """ "the week of 9 September" (from that day); "the week before Christmas" (the seven days before)."""
    if day is None:
        return None
    first, last = (d.move(day, -7), d.move(day, -1)) if shape.portion == "earlier" else (day, d.move(day, 6))
    return Days(first, last, "week") if first and last else None


def _year_of(shape: Shape, context: Context) -> int | None:
    """The year that is written; else that of the passage; else the one nearest to the anchor."""
    if shape.year is not None:
        return shape.year
    if shape.unit == "year" and shape.shift is not None:
        return context.anchor.year + shape.shift if context.anchor else None
    if shape.back:
        return context.previous.first.year if context.previous and context.previous.first else None
    if context.year is not None and shape.shift is None and not _near(shape, context):
        return context.year
    return _year_from_anchor(shape, context)


def _near(shape: Shape, context: Context) -> bool:
    """A day of the publication's own weeks, or one that the tense puts ahead: the passage's year has no say."""
    anchor = context.anchor
    if anchor is None or shape.month is None or shape.day is None:
        return False
    near = [d.make(anchor.year + step, shape.month, min(shape.day, 28)) for step in (-1, 0, 1)]
    return context.future or any(day is not None and abs(day - anchor) <= AHEAD for day in near)


def _year_from_anchor(shape: Shape, context: Context) -> int | None:
    """Nearest in the past; nearest ahead where the tense looks ahead."""
    anchor = context.anchor
    if anchor is None or shape.month is None:
        return None
    if shape.shift is not None:
        return _shifted_year(shape, anchor)
    if shape.day is None:
        behind = shape.month < anchor.month
        return anchor.year + behind if context.future else anchor.year - (shape.month > anchor.month)
    here = d.make(anchor.year, shape.month, min(shape.day, 28)) or anchor
    if context.future:
        return anchor.year + (here < anchor)
    if here > anchor:
        return anchor.year - ((here - anchor) > AHEAD)
    coming = d.make(anchor.year + 1, shape.month, min(shape.day, 28))
    return anchor.year + (coming is not None and (coming - anchor) <= AHEAD)


def _shifted_year(shape: Shape, anchor: date) -> int:
    month = shape.month or 1
    if shape.shift == -1:
        return anchor.year - (month >= anchor.month)
    if shape.shift == 1:
        return anchor.year + (month <= anchor.month)
    return anchor.year


def of_month(shape: Shape, context: Context) -> Days | None:
    year = _year_of(shape, context)
    return d.of_month(year, shape.month or 0, shape.portion) if year else None


def of_year(shape: Shape, _: Context) -> Days | None:
    return d.of_year(shape.year or 0, shape.portion)


def of_decade(shape: Shape, _: Context) -> Days | None:
    start = shape.year or 0
    parts = {"early": (0, 3), "mid": (4, 6), "late": (7, 9), "end": (7, 9)}
    low, high = parts.get(shape.portion or "", (0, 9))
    return d.of_years(start + low, start + high)


MID_YEAR = 7


def of_season(shape: Shape, context: Context) -> Days | None:
    season = shape.season or "spring"
    if shape.year is not None:
        return d.of_season(shape.year, season)
    if shape.back:
        return d.of_season(context.previous.first.year, season) if context.previous and context.previous.first else None
    if context.year is not None and shape.shift is None:
        return d.of_season(context.year, season)
    anchor = context.anchor
    if anchor is None:
        return None
    this = [got for year in (anchor.year - 2, anchor.year - 1, anchor.year, anchor.year + 1)
            if (got := d.of_season(year, season)) and got.first and got.last]  # fmt: skip
    if shape.shift == -1:
        return next((got for got in reversed(this) if got.last and got.last < anchor), None)
    if shape.shift == 1 or (context.future and shape.shift is None):
        return next((got for got in this if got.first and got.first > anchor), None)
    if shape.shift == 0:  # "this summer" in March is the coming one, "this winter" in March the last
        return d.of_season(anchor.year - (season == "winter" and anchor.month < MID_YEAR), season)
    return next((got for got in reversed(this) if got.first and got.first <= anchor), None)


def of_named(shape: Shape, context: Context) -> Days | None:
    named = by_name()[shape.name or ""]
    if not named.first.startswith("--"):
        first, last = date.fromisoformat(named.first), date.fromisoformat(named.last)
        if shape.count is not None:
            return d.of_day(d.shift(first, shape.count, shape.unit or "day"))
        return Days(first, last, "day" if first == last else "range")
    month, day = int(named.first[2:4]), int(named.first[5:7])
    dated = Shape(rule="date", month=month, day=day, year=shape.year, unit=shape.unit, portion=shape.portion)
    found = of_date(dated, context)
    if found and shape.count is not None:
        return d.of_day(d.shift(found.first, shape.count, "day")) if found.first else None
    return found
