"""What a reading engine is: anything that turns reports into readings."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from whence.schema.reading import Reading
from whence.schema.records import Report


class Engine(Protocol):
    """Reads a batch of reports; the readings come back in their order, one each."""

    @property
    def name(self) -> str:
        """Name and version: equal names give equal readings."""
        ...

    def read(self, texts: Sequence[Report]) -> list[Reading]:
        """One reading a report; never raises on content."""
        ...
