"""Politeness: one request at a time to a host, a pause after each, and longer where it asks for it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

from whence.watch.settings import Bounds

FIRST, LONGEST = 60.0, 3_600.0  # seconds that an overloaded host is left alone, doubled each time
REMEMBERED = 2_000


class Hosts:
    """Which hosts may be asked, and when; `held` are those that asked, in an earlier call, to be left alone."""

    def __init__(self, delay: float, bounds: Bounds, held: Mapping[str, float]) -> None:
        self._delay, self._bounds = delay, bounds
        self._next = dict(held)
        self._strikes: dict[str, int] = {}
        self.busy: set[str] = set()

    def free_at(self, host: str, due: float) -> float:
        """When something due may be asked of a host; infinity while a request to it is under way."""
        return math.inf if host in self.busy else max(due, self._next.get(host, 0.0))

    def start(self, host: str) -> None:
        """A request to it begins."""
        self.busy.add(host)

    def end(self, host: str, now: float, asked: float) -> None:
        """It is over; `asked` is the pause that its robots.txt wants."""
        self.busy.discard(host)
        pause = max(self._delay, min(asked, self._bounds.crawl_delay))
        self._next[host] = max(self._next.get(host, 0.0), now + pause)
        if len(self._next) > REMEMBERED:
            self._next = {one: when for one, when in self._next.items() if when > now}

    def well(self, host: str) -> None:
        """It answers as it should."""
        self._strikes.pop(host, None)

    def overloaded(self, host: str, now: float, retry_after: str | None) -> float:
        """It answered 429 or 5xx: until when it is left alone."""
        strikes = self._strikes[host] = min(self._strikes.get(host, 0) + 1, 10)
        told = _seconds(retry_after, now)
        pause = min(FIRST * 2 ** (strikes - 1), LONGEST) if told is None else min(told, self._bounds.wait)
        self._next[host] = max(self._next.get(host, 0.0), now + pause)
        return self._next[host]


def _seconds(retry_after: str | None, now: float) -> float | None:
    """A Retry-After, which is seconds or a date; null where it is neither."""
    words = (retry_after or "").strip()[:64]
    if words.isascii() and words.isdigit():
        return float(words)
    try:
        return max(parsedate_to_datetime(words).timestamp() - now, 0.0)
    except (ValueError, TypeError, OverflowError, OSError):
        return None
