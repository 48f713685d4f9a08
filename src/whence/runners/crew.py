"""Workers that have an item or two at a time each; results come in the order of the items."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterator
from typing import Generic

from whence.errors import WhenceError
from whence.runners.runner import Item, Result

DIED = "a worker process died (out of memory, or killed). Run again, with fewer workers if memory is short."


class Crew(ABC, Generic[Item, Result]):
    """Workers of one run, wherever they are."""

    ahead = 2  # items a worker that may be taken before the results of earlier ones are

    def __init__(self, count: int) -> None:
        self.count = count
        self.done: dict[int, Result | WhenceError] = {}
        self.sent = self.taken = 0

    def work(self, items: Iterator[Item]) -> Iterator[Result]:
        """Results in the order of the items; an error too comes out in its turn, so that it is the same every time."""
        while True:
            self.hand_out(items)
            if self.taken in self.done:
                result = self.done.pop(self.taken)
                if isinstance(result, WhenceError):
                    raise result
                self.taken += 1
                yield result
            elif self.sent > self.taken:
                self.collect()
            else:
                return

    def may_take(self) -> bool:
        """Whether one more item may be taken."""
        return self.sent - self.taken < self.ahead * self.count

    @abstractmethod
    def hand_out(self, items: Iterator[Item]) -> None:
        """Give items to workers that have none."""

    @abstractmethod
    def collect(self) -> None:
        """Wait until some worker has come to an end with its item."""

    @abstractmethod
    def dismiss(self) -> None:
        """Send all workers home."""
