"""Time expressions as TIMEX3: spans and values as TempEval-3 has them, out of our own expressions and intervals."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from msgspec.structs import replace

from whence.stages.resolve.times import Resolved, Shape, Timed, resolve, timeline

UNITS = {"second": "S", "minute": "M", "hour": "H", "day": "D", "week": "W", "weekend": "W", "month": "M",
         "quarter": "Q", "year": "Y", "decade": "DE", "century": "CE", "night": "N", "fortnight": "W"}  # fmt: skip
SEASONS = {"spring": "SP", "summer": "SU", "autumn": "FA", "winter": "WI"}
PARTS = {"morning": "TMO", "dawn": "TMO", "afternoon": "TAF", "noon": "T12:00", "midday": "T12:00", "evening": "TEV",
         "tonight": "TNI", "night": "TNI", "overnight": "TNI", "midnight": "T24:00"}  # fmt: skip
LEAD = re.compile(r"(?:since|until|till|by|from|between|before|within|throughout|in|over|at|on|during|for)\s+", re.I)
JOIN = re.compile(r"\s+(?:to|and|until|till|through|or)\s+|\s*[-–—]\s*", re.I)
CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d\d))?\s*(a\.?m|p\.?m)?", re.I)
ISO_TIME = re.compile(r"[ T](\d\d):(\d\d)")


class Timex(NamedTuple):
    """A span and its TIMEX3 value."""

    start: int
    end: int
    value: str


def timexes(text: str, anchor: date) -> tuple[Timex, ...]:
    """The TIMEX3 values of a text's time expressions; ranges give one for each end."""
    out: list[Timex] = []
    for timed in timeline(text, anchor):
        out += _of(timed, anchor)
    return tuple(out)


def _of(timed: Timed, anchor: date) -> Iterator[Timex]:
    found = timed.expression
    lead = LEAD.match(found.text)
    start = found.start + (lead.end() if lead else 0)
    shape = found.shape
    if shape.rule == "span" and shape.first and shape.until:
        join = JOIN.search(text := found.text[start - found.start :])
        if join is None:
            return
        for part, inner in ((text[: join.start()], shape.first), (text[join.end() :], shape.until)):
            at = start if inner is shape.first else start + join.end()
            value = _value(inner, part, _alone(inner, timed, anchor))
            if value:
                yield Timex(at, at + len(part), value)
        return
    value = _value(shape, found.text, _plain(timed, anchor))
    if value:
        yield Timex(start, found.end, value)


def _alone(shape: Shape, timed: Timed, anchor: date) -> Resolved:
    expression = replace(timed.expression, shape=shape)
    return resolve(expression, anchor, previous=timed.previous, year=timed.year, future=bool(timed.future))


def _plain(timed: Timed, anchor: date) -> Resolved:
    """The meaning without "since", "by" and the like: TIMEX3 gives the point itself."""
    if timed.expression.shape.lead in (None, "within"):
        return timed.resolved
    return _alone(replace(timed.expression.shape, lead=None), timed, anchor)


def _value(shape: Shape, words: str, got: Resolved) -> str | None:
    if shape.rule == "vague":
        return _vague(words.lower())
    if shape.rule == "window":
        count = "X" if shape.count is None else f"{shape.count:g}"
        return _duration(count, shape.unit or "day")
    if got.earliest is None:
        return "PAST_REF" if shape.rule in ("later", "ago") else None
    day = date.fromisoformat(got.earliest)
    return _by_rule(shape, words, day, got)


def _by_rule(shape: Shape, words: str, day: date, got: Resolved) -> str:
    if shape.season and got.precision == "season":
        return f"{day.year}-{SEASONS[shape.season]}"
    if shape.rule == "decade":
        return f"{(shape.year or 0) // 10}"
    if shape.rule in ("unit", "ago", "later", "back") and shape.unit in ("week", "weekend", "quarter", "decade"):
        return _unit_value(shape.unit, day, shape)
    if shape.rule == "year" or got.precision == "year" or (shape.unit == "year" and shape.rule == "unit"):
        return f"{day.year}"
    if shape.rule == "month" or got.precision == "month" or (shape.unit == "month" and shape.rule == "unit"):
        return f"{day.year}-{day.month:02d}"
    return day.isoformat() + _part(words.lower(), shape)


def _unit_value(unit: str, day: date, shape: Shape) -> str:
    if unit == "quarter":
        return f"{day.year}-Q{(day.month - 1) // 3 + 1}"
    if unit == "decade":
        return f"{day.year // 10}"
    middle = date.fromordinal(day.toordinal() + 3) if shape.rule == "ago" else day
    year, week, _ = middle.isocalendar()
    return f"{year}-W{week:02d}" + ("-WE" if unit == "weekend" else "")


def _part(words: str, shape: Shape) -> str:
    if not (shape.part or shape.rule in ("night", "part")):
        return ""
    clock = CLOCK.search(words) if ":" in words or re.search(r"\d\s*[ap]\.?m", words) else None
    if clock:
        hour = int(clock[1]) % 12 + (12 if clock[3] and clock[3].lower().startswith("p") else 0)
        hour = int(clock[1]) if not clock[3] else hour
        return f"T{hour:02d}:{clock[2] or '00'}"
    return next((value for part, value in PARTS.items() if part in words), "")


def _duration(count: str, unit: str) -> str:
    time = "T" if unit in ("second", "minute", "hour") else ""
    if unit == "decade" and count.isdigit():
        return f"P{int(count)}DE"
    return f"P{time}{count}{UNITS[unit]}"


def _vague(words: str) -> str:
    if words.startswith("for "):
        unit = words.split()[-1].rstrip("s")
        return _duration("X", unit)
    return "FUTURE_REF" if "coming" in words else "PAST_REF"
