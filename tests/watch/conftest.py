"""A server of feeds, and a record that watches it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from feed_server import FeedServer, Scene


@pytest.fixture
def server() -> Iterator[FeedServer]:
    """The server, on loopback."""
    started = FeedServer()
    yield started
    started.close()


@pytest.fixture
def scene(server: FeedServer, tmp_path: Path) -> Scene:
    """A record in the test's folder that watches it."""
    return Scene(server, tmp_path)
