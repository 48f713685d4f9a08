"""Time, as the watcher knows it: replaced in tests, where a day passes in seconds."""

from __future__ import annotations

import time
from collections.abc import Set as AbstractSet
from concurrent.futures import FIRST_COMPLETED, Future
from concurrent.futures import wait as wait_for
from datetime import UTC, datetime
from typing import Any, Protocol

LONGEST = 60.0  # a machine's clock may be set back: look at it at least so often

Running = AbstractSet[Future[Any]]


class Clock(Protocol):
    """Tells the time and passes it."""

    def now(self) -> float:
        """Seconds since 1970."""
        ...

    def wait(self, running: Running, until: float | None) -> Running:
        """Return as soon as some of the running are done (these), or at a time; null for none."""
        ...


class WallClock:
    """The machine's own time."""

    def now(self) -> float:
        """See `Clock`."""
        return time.time()

    def wait(self, running: Running, until: float | None) -> Running:
        """See `Clock`; at most `LONGEST`."""
        seconds = LONGEST if until is None else min(max(until - self.now(), 0.0), LONGEST)
        if not running:
            time.sleep(seconds)
            return frozenset()
        return wait_for(running, timeout=seconds, return_when=FIRST_COMPLETED).done


def iso(when: float) -> str:
    """A time in ISO 8601, UTC, to the second."""
    return datetime.fromtimestamp(when, UTC).isoformat(timespec="seconds")
