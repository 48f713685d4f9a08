"""How fast one address may ask: buckets that fill again with time."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from math import ceil
from time import monotonic

from msgspec import Struct

MOST = 10_000  # addresses remembered


class Rate(Struct, frozen=True):
    """So many a second on average, so many at once."""

    second: float
    burst: int


READ, WRITE, DOOR = Rate(30, 150), Rate(10, 60), Rate(0.2, 6)


class Limits:
    """One bucket an address and kind of request; reading from this machine itself is not limited."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._buckets: OrderedDict[tuple[str, Rate], tuple[float, float]] = OrderedDict()

    def wait(self, client: str, method: str, path: str, *, local: bool) -> int:
        """Seconds to wait before the request may come again; 0 where it may pass now."""
        if method in ("GET", "HEAD"):
            return 0 if local else self._taken(client, READ)
        return self._taken(client, DOOR if path == "/login" else WRITE)

    def _taken(self, client: str, rate: Rate) -> int:
        now = self._clock()
        with self._lock:
            level, since = self._buckets.pop((client, rate), (float(rate.burst), now))
            level = min(float(rate.burst), level + (now - since) * rate.second)
            passed = level >= 1
            self._buckets[client, rate] = (level - 1 if passed else level, now)
            while len(self._buckets) > MOST:
                self._buckets.popitem(last=False)
        return 0 if passed else max(1, ceil((1 - level) / rate.second))
