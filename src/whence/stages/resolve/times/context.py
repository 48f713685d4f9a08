"""What a time expression may rest on."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from whence.stages.resolve.times.days import Days


class Context(NamedTuple):
    """The dates that are known where an expression stands."""

    anchor: date | None  # publication date, or the dateline's
    previous: Days | None = None  # the time named before it
    year: int | None = None  # the year that the passage is about, where it was named
    future: bool = False  # tense: the next one rather than the most recent
