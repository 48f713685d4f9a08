"""Intervals of expressions that rest on the publication date or on the time named before them."""

from __future__ import annotations

from datetime import date

from whence.stages.resolve.times import days as d
from whence.stages.resolve.times.context import Context
from whence.stages.resolve.times.days import Days
from whence.stages.resolve.times.expression import Shape

NEAR = 7  # days between publication and the day that "before dawn" may carry on


def of_weekday(shape: Shape, context: Context) -> Days | None:
    anchor, weekday = context.anchor, shape.weekday
    if anchor is None or weekday is None:
        return None
    gap = (anchor.weekday() - weekday) % 7  # days back to the most recent one, 0 today
    if shape.unit == "week":
        return d.of_day(d.move(anchor, weekday - anchor.weekday() + 7 * (shape.shift or 0)))
    if shape.shift == -1:
        return d.of_day(d.move(anchor, -(gap or 7)))
    if shape.shift == 1:
        return d.of_day(d.move(anchor, 7 - gap))
    if shape.shift == 0:
        step = weekday - anchor.weekday()
        return d.of_day(d.move(anchor, step + (7 if step < 0 and context.future else 0)))
    return d.of_day(d.move(anchor, (7 - gap) % 7 if context.future else -gap))


def of_day(shape: Shape, context: Context) -> Days | None:
    return d.of_day(d.move(context.anchor, shape.shift or 0)) if context.anchor else None


def of_night(_: Shape, context: Context) -> Days | None:
    return Days(d.move(context.anchor, -1), context.anchor, "range") if context.anchor else None


def of_unit(shape: Shape, context: Context) -> Days | None:
    anchor, unit = context.anchor, shape.unit or "day"
    if anchor is None:
        return None
    if unit == "weekend":
        return _weekend(shape, context, anchor)
    day = d.shift(anchor, shape.shift or 0, unit)
    whole = d.of_unit(day, unit) if day else None
    if whole is None or whole.first is None or whole.last is None:
        return None
    if shape.portion == "later":
        return Days(min(d.move(anchor, 1) or anchor, whole.last), whole.last, whole.precision)
    if shape.portion == "start":
        return d.of_day(whole.first)
    if shape.portion == "end" and unit in ("week", "day"):
        return d.of_day(whole.last)
    if shape.portion in ("early", "mid", "late", "end") and unit in ("month", "year"):
        of = d.of_month(whole.first.year, whole.first.month, shape.portion)
        return of if unit == "month" else d.of_year(whole.first.year, shape.portion)
    return whole


def _weekend(shape: Shape, context: Context, anchor: date) -> Days:
    """ "the weekend" is the last one that has begun, or the next by the tense; Monday's "this" looks back."""
    week = 7 * (shape.shift or 0)
    back = (
        not context.future
        and anchor.weekday() < 5
        and (shape.shift is None or (shape.shift == 0 and anchor.weekday() < 2))
    )
    return d.of_weekend(d.move(anchor, -7 if back else week) or anchor)


def of_ago(shape: Shape, context: Context) -> Days | None:
    anchor, unit = context.anchor, shape.unit or "day"
    if anchor is None:
        return None
    if shape.count is None:
        few = Days(d.move(anchor, -7), d.move(anchor, -1), "week")
        return few if unit == "day" else d.of_day(anchor) if unit in ("hour", "minute") else None
    day = d.shift(anchor, -shape.count, unit)
    if day is None:
        return None
    if shape.lead == "over":
        return Days(None, day, "unknown")
    return _about(day, unit)


def _about(day: date, unit: str) -> Days | None:
    """The day, the week around it, or the month, year or decade that holds it."""
    if unit in ("week", "fortnight", "weekend"):
        first, last = d.move(day, -3), d.move(day, 3)
        return d.of_weekend(day) if unit == "weekend" else Days(first, last, "week")
    return d.of_unit(day, unit) if unit in ("month", "year", "decade", "century", "quarter") else d.of_day(day)


def of_later(shape: Shape, context: Context) -> Days | None:
    previous, unit, count = context.previous, shape.unit or "day", shape.count
    if previous is None or previous.first is None or previous.last is None or not count:
        return None
    if unit == "night":
        return Days(d.move(previous.first, -1), previous.first, "range")
    coarse = unit in ("month", "year", "decade") or previous.precision in ("month", "year", "season")
    day = d.shift(previous.first if count < 0 or coarse else previous.last, count, unit)
    if day is None:
        return None
    if unit in ("week", "day") and coarse:
        return None
    return d.of_unit(day, unit) if coarse else d.of_day(day)


def of_back(shape: Shape, context: Context) -> Days | None:
    previous = context.previous
    if previous is None or previous.first is None:
        return None
    if shape.unit == "span" or (shape.unit == "day" and not shape.part):
        return previous
    if shape.unit == "day":
        return previous if previous.precision == "day" else None
    return d.of_unit(previous.first, shape.unit or "day")


def of_window(shape: Shape, context: Context) -> Days | None:
    anchor, unit, step = context.anchor, shape.unit or "day", shape.shift or -1
    if anchor is None:
        return None
    if unit in ("hour", "minute", "second"):
        return d.of_day(anchor)
    if shape.count is None:
        if shape.lead == "within":
            return Days(anchor, None, "range")
        return Days(None, anchor, "range") if step < 0 and unit == "day" else None
    if step == 1 and shape.count == 1 and unit in ("year", "month"):
        other = d.shift(anchor, 1, unit)
        return d.of_unit(other, unit) if other else None
    other = d.shift(anchor, step * shape.count, unit)
    if other is None:
        return None
    return Days(other, anchor, "range") if step < 0 else Days(anchor, other, "range")


def of_part(shape: Shape, context: Context) -> Days | None:
    previous, anchor = context.previous, context.anchor
    if shape.lead != "since" and previous and previous.precision == "day" and previous.first:
        near = anchor is None or abs((previous.first - anchor).days) <= NEAR
        return previous if near else d.of_day(anchor)
    return d.of_day(anchor)
