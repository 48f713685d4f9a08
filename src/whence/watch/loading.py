"""What was fetched goes into the record, by the pipeline, a batch at a time; its report joins what is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from msgspec import Struct

from whence import pipeline
from whence.errors import BusyRecordError
from whence.schema.original import Original
from whence.schema.records import Issue
from whence.watch.clock import Clock
from whence.watch.settings import Watching
from whence.watch.state import State
from whence.watch.told import Watched

READY = 2.0  # seconds that the first of a batch waits for others, while more is being fetched
BUSY = 5.0  # seconds until a record that somebody else loads is tried again
Read = Callable[..., pipeline.Summary]


class Load(Struct, frozen=True, kw_only=True):
    """What one batch brought."""

    read: int
    reports: int
    issues: int


class Loader:
    """Takes what waits in the state into the record; what the record holds leaves the state only afterwards."""

    def __init__(self, state: State, record: str | Path, how: Watching, clock: Clock, told: Watched) -> None:
        self._state, self._record, self._how, self._clock, self._told = state, record, how, clock, told
        self._last = clock.now()
        self._not_before = 0.0

    def is_time(self, *, idle: bool) -> bool:
        """Whether to load now: a batch is full, its first has waited, or there is nothing else to do."""
        now = self._clock.now()
        if now < self._not_before:
            return False
        waiting = self._state.count_waiting()
        if waiting:
            return idle or waiting >= self._how.batch or now - self._last >= READY
        return idle and bool(self._state.untold())

    def when(self) -> float | None:
        """When to load at the latest; null where there is nothing to load."""
        if self._state.count_waiting():
            return max(self._not_before, self._last + READY)
        return self._not_before if self._not_before > self._clock.now() and self._state.untold() else None

    def load(self) -> Load | None:
        """One batch; null where the record is being loaded by somebody else. Raises what `pipeline.read` raises."""
        rows = self._state.waiting(self._how.batch)
        untold = self._state.untold()
        paths = sorted({*untold, *(one.feed for _, one in rows)})

        def found() -> Iterator[Original | Issue]:
            for _, one in rows:
                yield one.original
            for path in paths:
                yield from self._state.issues(path)

        try:
            summary = pipeline.read([], self._record, self._how.reading, found=found(), about=paths)
        except BusyRecordError:
            self._not_before = self._clock.now() + BUSY
            return None
        with self._state.step():
            self._state.loaded((number for number, _ in rows), untold)
        self._last = self._clock.now()
        self._count(summary, [one.shown for _, one in rows])
        return Load(read=summary.read, reports=summary.reports, issues=len(untold))

    def _count(self, summary: pipeline.Summary, shown: list[float]) -> None:
        told = self._told
        told.read += summary.read
        told.reports, told.claims, told.events = summary.reports, summary.claims, summary.events
        if shown:
            told.slowest = max(told.slowest or 0.0, self._last - min(shown))
