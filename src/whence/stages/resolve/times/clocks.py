"""Clock times and parts of the day: "at 14:30 GMT", "around 4am", "before dawn", "in the early hours of"."""

from __future__ import annotations

from whence.stages.resolve.times.source import Source

MERIDIEM = ("am", "pm", "a", "p")
LONGEST = 9  # tokens: "in the early hours of the morning of"


def clock_at(s: Source, at: int) -> int | None:
    """The index after a clock time, zone included; None where there is none."""
    value = s.whole(at)
    if value is None:
        return _dotted(s, at) or _spoken(s, at)
    stop = _hours(s, at, value)
    return _zone(s, stop) if stop is not None else None


def _hours(s: Source, at: int, value: int) -> int | None:
    digits = s.tokens[at].text
    if s.low(at + 1) in (":", ".") and s.glued(at + 1) and s.glued(at + 2):
        minutes = s.whole(at + 2)
        if minutes is not None and len(s.tokens[at + 2].text) == 2 and value < 25 and minutes < 60:
            return _meridiem(s, at + 3) or (at + 3 if s.low(at + 1) == ":" else None)
    if value <= 12 and (stop := _meridiem(s, at + 1)):
        return stop
    if len(digits) == 4 and value <= 2400 and value % 100 < 60:
        if s.low(at + 1) in ("h", "hrs", "hours", "z"):
            return at + 2
        if s.low(at + 1) in s.lang.zones or s.low(at - 1) in ("at", "around", "about", "approximately"):
            before_year = 1900 <= value <= 2100 and s.low(at + 1) not in s.lang.zones and digits[0] != "0"
            return None if before_year and s.low(at - 1) != "at" else at + 1
        if digits[0] == "0" and s.low(at - 1) in ("between", "and", "from", "to", "by", "until", "since"):
            return at + 1
    return None


def _dotted(s: Source, at: int) -> int | None:
    """ "10.30pm": the lexer reads the number as one."""
    if at >= len(s.tokens) or not s.tokens[at].digits or "." not in s.tokens[at].text:
        return None
    hour, _, minutes = s.tokens[at].text.partition(".")
    if len(minutes) != 2 or len(hour) > 2 or int(hour) > 24 or int(minutes) > 59:
        return None
    stop = _meridiem(s, at + 1)
    return _zone(s, stop) if stop is not None else None


def _spoken(s: Source, at: int) -> int | None:
    """ "seven o'clock"."""
    found = s.number(at)
    if found is None or found.value > 12 or s.low(found.stop) != "o" or s.low(found.stop + 2) != "clock":
        return None
    return _zone(s, found.stop + 3)


def _meridiem(s: Source, at: int) -> int | None:
    word = s.low(at)
    if word in ("am", "pm"):
        return at + 1
    if word in ("a", "p") and s.low(at + 1) == "." and s.low(at + 2) == "m":
        return at + 4 if s.low(at + 3) == "." and s.glued(at + 3) else at + 3
    if word == "o" and s.low(at + 2) == "clock":
        return at + 3
    return None


def _zone(s: Source, at: int) -> int:
    """After "GMT", "local time", "Kyiv time", "(1415 GMT)"."""
    if s.low(at) == "local" and s.low(at + 1) == "time":
        at += 2
    elif s.low(at) in s.lang.zones and s.low(at) != "local":
        at += 1
    elif s.capital(at) and s.low(at + 1) == "time":
        at += 2
    if s.low(at) in ("(", "["):
        end = next((at + step for step in range(2, 8) if s.low(at + step) in (")", "]")), None)
        if end and any(s.low(index) in s.lang.zones for index in range(at + 1, end)):
            return end + 1
    return at


def part_at(s: Source, at: int) -> int | None:
    """The index after a part of the day or a clock time with the words before it; None where there is none.

    Nothing but small words ("shortly", "before", "the", "early") may stand before the part.
    """
    stop = at
    for _ in range(LONGEST):
        if stop >= len(s.tokens):
            return None
        after = clock_at(s, stop)
        if after is None and s.low(stop) in s.lang.parts:
            after = stop + 1
            if s.low(stop) == "light" and s.low(stop - 1) != "first":
                return None
            if s.low(stop) == "hours" and s.low(stop - 1) not in ("early", "small", "wee", "first", "late"):
                return None
        if after is not None:
            return _more(s, after)
        if s.low(stop) not in s.lang.part_leads and s.low(stop) not in s.lang.articles:
            return None
        stop += 1
    return None


def _more(s: Source, at: int) -> int:
    """ "the early hours of the morning", "six in the evening"."""
    if s.low(at) in s.lang.on and s.low(at + 1) == "the" and s.low(at + 2) in s.lang.parts:
        return at + 3
    if s.low(at) in ("local",) and s.low(at + 1) == "time":
        return at + 2
    return at


def hour_in_part(s: Source, at: int) -> int | None:
    """ "about one on Friday morning", "around six in the evening": a bare hour that a part of the day follows."""
    found = s.number(at)
    if found is None or found.ordinal or not 1 <= found.value <= 12:
        return None
    stop = found.stop
    if s.low(stop) == "in" and s.low(stop + 1) == "the" and s.low(stop + 2) in s.lang.parts:
        return stop + 3
    if s.low(stop) in s.lang.back and s.low(stop + 1) in s.lang.parts:
        return stop
    if s.low(stop) == "on" and s.low(stop + 1) in s.lang.weekdays and s.low(stop + 2) in s.lang.parts:
        return stop
    return None
