"""A time expression and an anchor to an interval of days.

Conventions that are not plain arithmetic were decided by the annotated reports: a week is Monday to Sunday; "last
night" is the day before; "two weeks ago" is the week around that day; "three months ago" is that month; "late
November" is the 21st on; "since Monday" runs to the publication date; seasons are northern and calendar-like.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import msgspec
from msgspec import Struct

from whence.schema.records import TimeBasis, TimePrecision
from whence.stages.resolve.times import calendar_rules, relative_rules
from whence.stages.resolve.times import days as d
from whence.stages.resolve.times.context import Context
from whence.stages.resolve.times.days import Days
from whence.stages.resolve.times.expression import Shape, TimeExpression
from whence.stages.resolve.times.names import by_name

UNKNOWN = Days(None, None, "unknown")


class Resolved(Struct, frozen=True, kw_only=True):
    """What an expression means: closed interval of ISO dates, how fine, on what it rests, and why."""

    earliest: str | None
    latest: str | None
    precision: TimePrecision
    basis: TimeBasis
    rule: str
    anchor: str  # the anchor in words, for people


def resolve(
    expression: TimeExpression,
    anchor: date | None,
    *,
    previous: Days | None = None,
    year: int | None = None,
    future: bool = False,
) -> Resolved:
    """The interval of days that an expression means; all null and `unknown` where it cannot be known. Never raises."""
    shape = expression.shape
    found = interval(shape, Context(anchor, previous, year, future))
    if found is None or (found.first is None and found.last is None):
        return Resolved(
            earliest=None, latest=None, precision="unknown", basis="unknown", rule=shape.rule, anchor="none"
        )
    basis = basis_of(shape, year)
    return Resolved(
        earliest=found.first.isoformat() if found.first else None,
        latest=found.last.isoformat() if found.last else None,
        precision=found.precision,
        basis=basis,
        rule=shape.rule,
        anchor=_anchor_words(shape, basis, anchor, previous),
    )


def _anchor_words(shape: Shape, basis: TimeBasis, anchor: date | None, previous: Days | None) -> str:
    if shape.back and previous and previous.first:
        return f"the time named before it ({previous.first.isoformat()})"
    if basis == "publication" and anchor:
        return f"the publication date ({anchor.isoformat()})"
    return "the words themselves"


def basis_of(shape: Shape, year: int | None = None) -> TimeBasis:
    """`text` where the words alone fix the date, else `publication`."""
    if shape.rule == "span" and shape.first and shape.until:
        both = {basis_of(shape.first, year), basis_of(shape.until, year)}
        return "publication" if "publication" in both else "text"
    if shape.lead == "since":
        return "publication"
    if shape.rule in ("year", "decade") or shape.year is not None:
        return "text"
    if shape.rule in ("date", "month") and year is not None and shape.shift is None:
        return "text"
    if shape.rule == "named" and shape.name and not by_name()[shape.name].first.startswith("--"):
        return "text"
    return "publication"


def interval(shape: Shape, context: Context) -> Days | None:
    """The days a shape means; None where they cannot be known or the calendar ends."""
    inner = RULES[shape.rule](shape, context)
    if inner is None or shape.lead is None:
        return inner
    return _leads(shape, inner, context)


def _leads(shape: Shape, inner: Days, context: Context) -> Days | None:
    anchor = context.anchor
    if shape.lead == "since":
        if inner.first is None or (anchor and inner.first > anchor):
            return inner
        return Days(inner.first, anchor, "day" if inner.first == anchor else "range")
    if shape.lead in ("until", "before") or (shape.lead == "by" and _open_before(shape, inner, context)):
        return Days(None, inner.last, "range")
    return inner


def _open_before(shape: Shape, inner: Days, context: Context) -> bool:
    """ "by Friday" as a deadline is open before; "by Friday night 11 had died" tells of that day."""
    return inner.precision != "season" and (context.future or (inner.precision != "day" and shape.rule != "part"))


def _span(shape: Shape, context: Context) -> Days | None:
    if shape.first is None or shape.until is None:
        return None
    second = interval(shape.until, context)
    first = interval(shape.first, context)
    if first is None or second is None or first.first is None or second.last is None:
        return None
    if shape.until.rule == "part" and first.last:
        return Days(first.first, d.move(first.last, 1), "range")
    if first.first > second.last:
        first, second = _ordered(shape, context, first, second)
    if first.first is None or second.last is None or first.first > second.last:
        return None
    return Days(first.first, second.last, "range")


def _ordered(shape: Shape, context: Context, first: Days, second: Days) -> tuple[Days, Days]:
    """Two ends read apart may fall the wrong way round; the first then rests on the second, or the other way."""
    if shape.first is None or shape.until is None or second.last is None or first.first is None:
        return first, second
    if context.future:
        return first, interval(shape.until, Context(first.first, first, context.year, True)) or second
    anchored = msgspec.structs.replace(shape.first, year=None) if context.year else shape.first
    return interval(anchored, Context(second.last, None, None, False)) or first, second


def _vague(_: Shape, __: Context) -> Days | None:
    return UNKNOWN


RULES: dict[str, Callable[[Shape, Context], Days | None]] = {
    "date": calendar_rules.of_date, "month": calendar_rules.of_month, "year": calendar_rules.of_year,
    "decade": calendar_rules.of_decade, "season": calendar_rules.of_season, "named": calendar_rules.of_named,
    "weekday": relative_rules.of_weekday, "day": relative_rules.of_day, "night": relative_rules.of_night,
    "unit": relative_rules.of_unit, "ago": relative_rules.of_ago, "later": relative_rules.of_later,
    "back": relative_rules.of_back, "window": relative_rules.of_window, "part": relative_rules.of_part,
    "span": _span, "vague": _vague,
}  # fmt: skip
