"""Work that would hold up the pages, done by a process of its own that gives way to whoever reads."""

from __future__ import annotations

import os
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import ParamSpec, TypeVar

from whence.errors import RecordError

SMALL = 5_000  # claims of a record up to which work is done before another process would have begun
P = ParamSpec("P")
T = TypeVar("T")


def apart(claims: int, act: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
    """What `act` gives for a record of so many claims; raises what it raises, and `RecordError` if it was killed."""
    if claims <= SMALL:
        return act(*args, **named)
    with ProcessPoolExecutor(1, get_context("spawn"), initializer=_modest) as process:
        try:
            return process.submit(act, *args, **named).result()
        except BrokenProcessPool as error:
            raise RecordError("the process at work on the record was killed (memory?); it is tried again") from error


def _modest() -> None:
    if hasattr(os, "nice"):
        os.nice(10)
