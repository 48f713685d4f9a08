"""Dates of publication: checking ISO 8601, and finding an explicit date in the head of a text."""

from __future__ import annotations

import re
from datetime import date, datetime
from email.utils import parsedate_to_datetime

EARLIEST, LATEST = 1800, 2200
_NAMES = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTH = (
    r"(?P<{m}>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\b\.?"
)
_WEEKDAY = r"(?:(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?\b\.?,? )?"
_DAY_FIRST = rf"(?P<d1>\d{{1,2}})(?:st|nd|rd|th)?(?: of)?[ -]{_MONTH.format(m='m1')},?[ -](?P<y1>\d{{4}})"
_MONTH_FIRST = rf"{_MONTH.format(m='m2')} (?P<d2>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y2>\d{{4}})"
_ISO = r"(?P<iso>\d{4}-\d{2}-\d{2})"
_DATE = rf"{_WEEKDAY}(?:{_DAY_FIRST}|{_MONTH_FIRST}|{_ISO})"
_CLOCK = (
    r"(?:[,|·•–—@T-]|at| )*(?:\d{1,2}(?:[:.h]\d{2}){0,2}(?: ?[ap]\.?m\.?)?)?(?: ?\(?[A-Za-z]{1,5}(?:[+-]\d{1,4})?\)?)?"
)
DATE_LINE = re.compile(
    r"(?P<before>(?:[^\d|·•]{1,60} ?[|·•] ?)?"
    r"(?:(?:first |last )?(?:published|posted|issued|date|released|created|updated|modified)"
    rf"(?: (?:on|at))?:? ?)?){_DATE}(?P<after>{_CLOCK}[.]?)(?: ?[|·•,–-] ?(?:last )?(?:updated|modified).{{0,60}})?",
    re.I,
)  # fmt: skip
DATELINE = re.compile(
    rf"[A-Z][A-Z'’.-]{{2,}}[^\d(]{{0,60}}?,? (?i:{_DAY_FIRST}|{_MONTH_FIRST}"
    rf"|(?P<d3>\d{{1,2}}) {_MONTH.format(m='m3')} (?P<y3>\d{{2}}))(?= ?[(:,–—-]|\s)"
)  # fmt: skip


def stamp(value: str) -> str | None:
    """A date or date-time (ISO 8601 or RFC 2822) in one ISO 8601 spelling, or null if it is no sane date."""
    value = value.strip()[:64]
    for parse in (date.fromisoformat, datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = parse(value)
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
        return found.isoformat() if EARLIEST <= found.year <= LATEST else None
    return None


def date_line(line: str) -> tuple[str | None, bool] | None:
    """For a line that is nothing but a date: the ISO date and whether it is one of publication (not of an update)."""
    match = DATE_LINE.fullmatch(line)
    if match is None:
        return None
    updated = re.search(r"updated|modified", match["before"], re.I) is not None
    return _iso(match), not updated


def dateline(line: str) -> str | None:
    """ISO date of a dateline with a year (`KYIV, Sept 24 2022 -`) at the start of a line, or null.

    Two digits of a year count in a dateline alone, newswire style: 70 to 99 are 19.., 00 to 69 are 20...
    """
    match = DATELINE.match(line[:160])
    return _iso(match) if match else None


def _iso(match: re.Match[str]) -> str | None:
    groups = match.groupdict()
    if groups.get("iso"):
        return stamp(groups["iso"])
    for number in "123":
        if groups.get(f"d{number}"):
            return _build(groups[f"y{number}"], groups[f"m{number}"], groups[f"d{number}"])
    return None


def _build(year: str, month: str, day: str) -> str | None:
    full = int(year) if len(year) == 4 else int(year) + (1900 if int(year) >= 70 else 2000)
    try:
        found = date(full, _NAMES.index(month[:3].lower()) // 4 + 1, int(day))
    except ValueError:
        return None
    return found.isoformat() if EARLIEST <= found.year <= LATEST else None
