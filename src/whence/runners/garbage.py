"""Fewer rounds of the collector of circular garbage while much is made and kept."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

FEW = (100_000, 20, 100)  # objects made before a round, and rounds of each generation before one of the next


@contextmanager
def seldom_collected() -> Iterator[None]:
    """Within, the collector runs a hundredth as often: reading leaves hardly any circles for it to find."""
    before = gc.get_threshold()
    gc.set_threshold(*FEW)
    try:
        yield
    finally:
        gc.set_threshold(*before)
