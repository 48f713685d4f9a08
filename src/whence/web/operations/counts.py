"""Counts of requests that all workers of a server share: a file of numbers each, added up when somebody asks."""

from __future__ import annotations

import os
from collections.abc import Sequence
from itertools import count
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

STATUSES = ("1xx", "2xx", "3xx", "4xx", "5xx")
BOUNDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)  # seconds; the last bucket has no bound
TIMES = len(STATUSES)  # where the buckets begin
SUM = TIMES + len(BOUNDS) + 1
WIDTH = SUM + 1
OTHER = "other"  # the route of what no address of ours fits
ENDING = ".counts"

Numbers = NDArray[np.float64]


class Counts:
    """What one worker answered, by route; only its event loop writes. Without a folder it is the only worker."""

    def __init__(self, folder: Path | None, routes: Sequence[str]) -> None:
        self.folder, self.routes = folder, (*routes, OTHER)
        self._row = {route: row for row, route in enumerate(self.routes)}
        shape = (len(self.routes), WIDTH)
        self._mine: Numbers = (
            np.zeros(shape) if folder is None else np.memmap(_fresh(folder), dtype=np.float64, mode="w+", shape=shape)
        )

    def add(self, route: str, status: int, seconds: float) -> None:
        """One answer."""
        row = self._mine[self._row.get(route, len(self.routes) - 1)]
        row[min(max(status // 100, 1), 5) - 1] += 1
        row[TIMES + next((n for n, bound in enumerate(BOUNDS) if seconds <= bound), len(BOUNDS))] += 1
        row[SUM] += seconds

    def all(self) -> Numbers:
        """What all workers answered since the server began, those included that are gone."""
        if self.folder is None:
            return self._mine.copy()
        found = np.zeros(self._mine.shape)
        for path in sorted(self.folder.glob("*" + ENDING)):
            if path.stat().st_size == found.nbytes:
                found += np.memmap(path, dtype=np.float64, mode="r", shape=found.shape)
        return found

    def workers(self) -> tuple[int, int]:
        """How many run now, and how many were ever started."""
        if self.folder is None:
            return 1, 1
        owners = [int(path.name.partition("-")[0]) for path in self.folder.glob("*" + ENDING)]
        return len({one for one in owners if _runs(one)}), len(owners)


def _fresh(folder: Path) -> Path:
    """A file name that no other worker has, not even one with the same process number before."""
    for number in count():
        path = folder / f"{os.getpid()}-{number}{ENDING}"
        try:
            path.touch(mode=0o600, exist_ok=False)
        except FileExistsError:
            continue
        return path
    raise AssertionError


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
