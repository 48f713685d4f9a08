"""When: bars over days, months or years, each a link that narrows the list to its days."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from msgspec import Struct, structs

from whence.web import wording
from whence.web.filters import Filters
from whence.web.view.chosen import chosen
from whence.web.view.events import counts
from whence.web.view.views import View

WIDTH, HEIGHT, FOOT = 960, 72, 18
STRAY = 50  # one in so many events at either end does not stretch the whole drawing
WIDEST = 48  # of a bar
DAYS, MONTHS = 100, 12 * 12  # spans up to which bars are days, months


class Bar(Struct, frozen=True, kw_only=True):
    """One bar: where it stands, what it counts, where it leads."""

    x: float
    y: float
    width: float
    height: float
    events: int
    told: str
    href: str
    since: str
    until: str
    chosen: bool


class Tick(Struct, frozen=True):
    """A date under the bars."""

    x: float
    told: str


class Bars(Struct, frozen=True, kw_only=True):
    """The drawing; `unit` is day, month or year, `undated` how many events have no day."""

    unit: str
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]
    most: int
    outside: int = 0  # events before or after what is drawn
    undated: int = 0
    width: int = WIDTH
    height: int = HEIGHT
    foot: int = FOOT


def drawn(view: View, filters: Filters) -> Bars | None:
    """The bars of what is asked for; chosen days stand among their neighbours. None where there is nothing to draw."""
    around = structs.replace(filters, since=None, until=None, after=None)
    counted = counts(view, around)
    by_month = {month: k for month, k in counted.by["month"].items() if _month(month)}
    narrow = structs.replace(filters, after=None) if filters.since and filters.until else around
    first, last = _span(narrow, by_month)
    if first is None or last is None:
        return None
    found = _drawn(view, around, by_month, first, last, filters)
    dated, shown = sum(by_month.values()), sum(bar.events for bar in found.bars)
    return structs.replace(found, outside=max(0, dated - shown), undated=max(0, counted.total - dated))


def _drawn(view: View, around: Filters, by_month: Mapping[str, int], first: date, last: date, filters: Filters) -> Bars:
    if (last - first).days <= DAYS:
        return _bars("day", _per_day(view, around, first, last), first, last, filters)
    if (last - first).days <= MONTHS * 31:
        return _bars(
            "month", {m: k for m, k in by_month.items() if str(first)[:7] <= m <= str(last)[:7]}, first, last, filters
        )
    per_year: dict[str, int] = {}
    for month, k in by_month.items():
        per_year[month[:4]] = per_year.get(month[:4], 0) + k
    return _bars("year", per_year, first, last, filters)


def _span(filters: Filters, by_month: Mapping[str, int]) -> tuple[date | None, date | None]:
    """The chosen days, else those that hold all but a stray few of the events."""
    if filters.since and filters.until:
        first, last = _first(filters.since), _last(filters.until)
        if first and last and first <= last:
            return first, last
    months = sorted(by_month)
    if not months:
        return None, None
    few = sum(by_month.values()) // STRAY
    low, high = _without(months, by_month, few), _without(months[::-1], by_month, few)
    return (_first(low), _last(high)) if low <= high else (_first(months[0]), _last(months[-1]))


def _without(months: list[str], by_month: Mapping[str, int], few: int) -> str:
    """The first month after those that hold but a stray few."""
    passed = 0
    for month in months:
        passed += by_month[month]
        if passed > few:
            return month
    return months[-1]


def _per_day(view: View, filters: Filters, first: date, last: date) -> dict[str, int]:
    days = view.columns.by["earliest"].counted(chosen(view, filters))
    return {day: k for day, k in days.items() if str(first) <= day <= str(last) + "~"}


def _bars(unit: str, by: Mapping[str, int], first: date, last: date, filters: Filters) -> Bars:
    steps = _steps(unit, first, last)
    most = max(by.values(), default=0)
    width = WIDTH / max(len(steps), 1)
    address = filters.leading("since", "until")
    bars = []
    for at, step in enumerate(steps):
        events = by.get(step, 0)
        if events:
            tall = max(2.0, (HEIGHT - 4) * events / most)
            since, until = str(_first(step)), str(_last(step))
            told = f"{wording.day(step)}: {wording.several(events, 'event')}"
            wide = min(WIDEST, max(1.0, width - min(1.0, width / 4)))
            bars.append(Bar(
                x=round(at * width, 2), y=round(HEIGHT - tall, 2), width=round(wide, 2),
                height=round(tall, 2), events=events, told=told, href=f"{address}since={since}&until={until}",
                since=since, until=until, chosen=_chosen(filters, since, until),
            ))  # fmt: skip
    return Bars(unit=unit, bars=tuple(bars), ticks=_ticks(unit, steps, width), most=most)


def _ticks(unit: str, steps: list[str], width: float) -> tuple[Tick, ...]:
    every = max(1, -(-len(steps) // 6))
    found = []
    for at in range(0, len(steps), every):
        if at * width < WIDTH - 90:  # room for the words
            told = wording.day(steps[at])
            found.append(
                Tick(round(at * width, 1), told.removesuffix(" " + steps[at][:4]) if unit == "day" and at else told)
            )
    return tuple(found)


def _chosen(filters: Filters, since: str, until: str) -> bool:
    if not filters.since and not filters.until:
        return False
    return (not filters.since or until >= filters.since) and (not filters.until or since <= filters.until + "~")


def _steps(unit: str, first: date, last: date) -> list[str]:
    if unit == "day":
        return [str(first + timedelta(days=n)) for n in range((last - first).days + 1)]
    if unit == "year":
        return [f"{year:04}" for year in range(first.year, last.year + 1)]
    months = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
    return [f"{n // 12:04}-{n % 12 + 1:02}" for n in months]


def _month(value: str) -> bool:
    return _first(value) is not None


def _first(value: str) -> date | None:
    """The first day of a day, month or year."""
    try:
        return date.fromisoformat((value + "-01-01")[:10] if len(value) < 10 else value[:10])
    except ValueError:
        return None


def _last(value: str) -> date | None:
    """The last day of it."""
    first = _first(value)
    if first is None or len(value) >= 10:
        return first
    if len(value) == 4:
        return date(first.year, 12, 31)
    return (
        date(first.year + first.month // 12, first.month % 12 + 1, 1) - timedelta(days=1)
        if first.year < 9999
        else first
    )
