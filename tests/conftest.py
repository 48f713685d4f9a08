"""Fixtures that every test may use."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def find_shared() -> Path | None:
    """The folder of gold and corpora: at the project's root or beside it; absent in a public clone."""
    for candidate in (ROOT / "shared", ROOT.parent / "shared"):
        if (candidate / "record.md").is_file():
            return candidate
    return None


@pytest.fixture(scope="session")
def shared() -> Path:
    """Path of `shared/`; skips with a message where it is absent, fails in CI."""
    found = find_shared()
    if found is None:
        message = "shared/ (gold storylines and corpora) is not here; this test needs it"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found


Work = Callable[[int], object]


@pytest.fixture
def growth() -> Callable[[Work, int], float]:
    """How many times the work on four times the size takes: 4 where it is linear, 16 where it is quadratic.

    Processor time of this process, least of three tries: other processes on the machine then matter little.
    """

    def spent(work: Work, size: int) -> float:
        began = time.process_time()
        work(size)
        return time.process_time() - began

    def times(work: Work, size: int) -> float:
        work(max(1, size // 4))  # what is built once is built before
        return min(spent(work, 4 * size) / max(spent(work, size), 0.002) for _ in range(3))

    return times
