"""What a runner is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Opener = Callable[[], Callable[[Item], Result]]


class Runner(Protocol):
    """Applies a function to items; results come in the order of the items, whatever runs where."""

    def run(self, opener: Opener[Item, Result], items: Iterable[Item]) -> Iterator[Result]:
        """Call `opener` once a process, when its first item comes, and what it gives on each item."""
        ...
