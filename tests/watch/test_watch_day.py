"""Hours pass in seconds: what is shown comes in, and memory stays where it is.

The whole day: `pytest tests/watch/test_watch_day.py -m slow -s`; it prints a line an hour.
"""

from __future__ import annotations

import gc
import math
import os
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from feed_server import FeedServer, Request, Scene, http, item, page, rss

HOUR = 3_600.0
EVERY = 600.0
PAUSE = 1_500.0  # between two items of one feed
SHOWN = 12
FEEDS = tuple((f"/feed{n}", host) for n, host in enumerate(("news.test", "other.test", "third.test") * 2))
TOWNS = ("Velm", "Tokmak", "Dakar", "Mariupol", "Kherson", "Thies", "Louga", "Kaolack", "Bucha", "Izium", "Lyman")


class Day:
    """Feeds that go on and on: new items, corrections, unchanged answers, a bad hour, a feed that falls silent."""

    def __init__(self, scene: Scene, lively: float) -> None:
        self.scene, self.began, self.lively = scene, scene.clock.at, lively
        self.server = scene.server
        self.server.requests = deque(maxlen=100)  # type: ignore[assignment]
        for path, host in FEEDS:
            self.server.put(path, self._feed, host)

    def addresses(self) -> list[str]:
        return [self.server.url(path, host) for path, host in FEEDS]

    def newest(self, path: str) -> int:
        """The number of the item that a feed shows first."""
        passed = min(self.scene.clock.at - self.began, self.lively)
        if path == "/feed5":
            passed = min(passed, HOUR)  # nothing more after an hour
        return int(passed // PAUSE)

    def _feed(self, request: Request, connection: object) -> bytes:
        newest, hour = self.newest(request.path), int((self.scene.clock.at - self.began) // HOUR)
        if request.path == "/feed1" and hour % 24 == 3:
            return http(503)
        if request.headers.get("if-none-match") == f'"{newest}"':
            return http(304)
        items = []
        for n in range(newest, max(-1, newest - SHOWN), -1):
            place = f"/page{n}{request.path[1:]}"
            corrected = n % 9 == 0 and newest - n >= 3
            body = page(
                f"Report {n}{request.path}", 3 + n % 40 + corrected, TOWNS[(n + len(request.host)) % len(TOWNS)]
            )
            self.server.put(place, http(body=body), request.host)
            title = f"Report {n}" + (" (corrected)" if corrected else "")
            items.append(item(self.server.url(place, request.host), title))
        return http(body=rss(*items, name=f"{request.host}{request.path}"), etag=f'"{newest}"')


def resident() -> float:
    """Memory of this process in MB."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def _each_hour(scene: Scene, told: Callable[[int], None]) -> None:
    wait, began, hours = scene.clock.wait, scene.clock.at, [0]

    def counted(running: object, until: float | None) -> object:
        done = wait(running, until)  # type: ignore[arg-type]
        hour = int((scene.clock.at - began) // HOUR)
        if hour > hours[0]:
            hours[0] = hour
            told(hour)
        return done

    scene.clock.wait = counted  # type: ignore[method-assign,assignment]


class Held(NamedTuple):
    """What this process holds at an hour."""

    megabytes: float
    objects: int


def _pass(scene: Scene, hours: float, lively: float = math.inf) -> dict[int, Held]:
    """Watch for hours, in the first of which (seconds) new items come."""
    day, memory = Day(scene, lively), {}

    def told(hour: int) -> None:
        gc.collect()
        memory[hour] = Held(resident(), len(gc.get_objects()))
        print(f"hour {hour:>2}: {memory[hour].megabytes:.0f} MB, {memory[hour].objects:,} objects")

    _each_hour(scene, told)
    watched = scene.look(*day.addresses(), lasting=hours * HOUR, every=EVERY, silent=1.5 * HOUR, batch=64)
    print(watched)
    shown = {path: day.newest(path) for path, _ in FEEDS}
    assert watched.items == sum(newest + 1 for newest in shown.values())
    assert watched.gaps == 0
    assert watched.reports == watched.items + watched.changed
    return memory


def test_two_hours_of_six_feeds(server: FeedServer, scene: Scene) -> None:
    memory = _pass(scene, 2.4)
    assert memory[2].objects <= 1.05 * memory[1].objects
    assert {issue.code for issue in scene.issues()} == {"changed"}


@pytest.mark.slow
def test_a_day_in_which_nothing_comes_does_not_grow(server: FeedServer, scene: Scene) -> None:
    memory = _pass(scene, 24.4, lively=HOUR)
    assert memory[24].objects <= 1.01 * memory[2].objects
    assert memory[24].megabytes <= 1.02 * memory[2].megabytes


@pytest.mark.slow
def test_a_day_of_six_feeds_does_not_grow(server: FeedServer, scene: Scene) -> None:
    memory = _pass(scene, 24.4)
    assert memory[24].objects <= 1.05 * memory[4].objects
    assert memory[24].megabytes <= 1.3 * memory[4].megabytes  # merging takes more as the record grows
    assert [issue.code for issue in scene.issues() if issue.level != "info"] == ["silent"]
