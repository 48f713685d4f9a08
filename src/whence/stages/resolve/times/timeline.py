"""All times of a report in order, each resolved with what was named before it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from whence.nlp.numbers import Token, lex
from whence.stages.resolve.times.calendar_rules import YEAR_REACH
from whence.stages.resolve.times.days import Days
from whence.stages.resolve.times.expression import Shape, TimeExpression
from whence.stages.resolve.times.grammar import find_times
from whence.stages.resolve.times.resolving import Resolved, resolve
from whence.stages.resolve.times.tense import looks_ahead

RECENT = 3


class Timed(Struct, frozen=True, kw_only=True):
    """An expression, what it means, and what that rests on; kept so that a claim's status can move its tense."""

    expression: TimeExpression
    resolved: Resolved
    previous: Days | None
    year: int | None
    future: bool | None  # what the tense says; None where it says nothing

    def looking(self, future: bool, anchor: date | None) -> Resolved:
        """The meaning with another tense."""
        if future == bool(self.future):
            return self.resolved
        return resolve(self.expression, anchor, previous=self.previous, year=self.year, future=future)


def timeline(text: str, anchor: date | None) -> tuple[Timed, ...]:
    """Every time expression of a text with its meaning, left to right."""
    tokens = lex(text)
    starts = [token.start for token in tokens]
    out: list[Timed] = []
    named: list[Days] = []  # what the last few expressions mean, the newest last
    passage: tuple[int, int] | None = None  # the year that the passage is about, and where it was last named
    for expression in find_times(text):
        timed = _timed(expression, anchor, _previous(named, expression), _year(passage, expression), tokens, starts)
        out.append(timed)
        named = [*named, *_named(timed.resolved)][-RECENT:]
        passage = _passage(passage, expression, timed.resolved, anchor)
    return tuple(out)


def _timed(
    expression: TimeExpression,
    anchor: date | None,
    previous: Days | None,
    year: int | None,
    tokens: Sequence[Token],
    starts: Sequence[int],
) -> Timed:
    future = looks_ahead(tokens, starts, expression.start, expression.end)
    if expression.shape.rule == "weekday" and expression.shape.lead == "until":
        future = True  # "extended its deadline until Tuesday"
    resolved = resolve(expression, anchor, previous=previous, year=year, future=bool(future))
    return Timed(expression=expression, resolved=resolved, previous=previous, year=year, future=future)


def _year(passage: tuple[int, int] | None, expression: TimeExpression) -> int | None:
    return passage[0] if passage and expression.start - passage[1] <= YEAR_REACH else None


def _previous(named: Sequence[Days], expression: TimeExpression) -> Days | None:
    """The time that an expression may point back at: for a day the last day, else the last time of any kind."""
    shape = expression.shape
    if shape.rule in ("back", "later", "part") and shape.unit in (None, "day", "night", "hour", "minute"):
        found = next((days for days in reversed(named) if days.precision == "day"), None)
        if found:
            return found
    return named[-1] if named else None


def _named(resolved: Resolved) -> list[Days]:
    """The interval as something that later expressions may point back at."""
    if resolved.earliest is None or resolved.latest is None:
        return []
    return [Days(date.fromisoformat(resolved.earliest), date.fromisoformat(resolved.latest), resolved.precision)]


def _passage(
    passage: tuple[int, int] | None, expression: TimeExpression, resolved: Resolved, anchor: date | None
) -> tuple[int, int] | None:
    """A date of another year sets the year of the passage; a time that rests on publication ends it."""
    shape = expression.shape
    if shape.year is not None and shape.rule in ("date", "month") and not (anchor and shape.year == anchor.year):
        return shape.year, expression.end
    if passage and resolved.basis == "text" and _leans(shape) and expression.start - passage[1] <= YEAR_REACH:
        return passage[0], expression.end
    if passage and shape.back:
        return passage[0], expression.end
    return None


def _leans(shape: Shape) -> bool:
    return shape.rule in ("date", "month") and shape.year is None
