"""A time expression: words at their place, and the shape that the grammar read in them."""

from __future__ import annotations

from msgspec import Struct


class Shape(Struct, frozen=True, kw_only=True):
    """What the words say, before any date is known. `rule` names the part of the grammar that read them.

    Rules: date, month, year, decade, season, weekday, day (offset of days), night (overnight), unit, ago, later, back,
    window, part (of a day, or a clock time), named, span (from one time to another), vague.
    """

    rule: str
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    shift: int | None = None  # last -1, this 0, next +1; of rule `day`: days from the anchor
    back: bool = False  # rests on the time named before it ("that day")
    count: float | None = None
    unit: str | None = None
    portion: str | None = None  # early, mid, late, start, end, earlier, later
    part: bool = False  # a part of the day or a clock time stands with it
    season: str | None = None
    lead: str | None = None  # since, until, by, from, before, over ("more than two years ago"), within
    name: str | None = None  # a named day, as in data/named_days.csv
    first: Shape | None = None  # of rule `span`: its two ends
    until: Shape | None = None


class TimeExpression(Struct, frozen=True, kw_only=True):
    """Words of a text that name a time: `text == source[start:end]`."""

    text: str
    start: int
    end: int
    shape: Shape
