"""What a runner is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Protocol, TypeVar, runtime_checkable

Item = TypeVar("Item")
Result = TypeVar("Result")
Opener = Callable[[], Callable[[Item], Result]]


class Runner(Protocol):
    """Applies a function to items; results come in the order of the items, whatever runs where."""

    def run(self, opener: Opener[Item, Result], items: Iterable[Item]) -> Iterator[Result]:
        """Call `opener` once a process, when its first item comes, and what it gives on each item."""
        ...

    def size(self) -> int:
        """How many items are worked on at a time."""
        ...


@runtime_checkable
class Home(Protocol[Item, Result]):
    """An opener that can also say what is to be done here about items that are worked on elsewhere."""

    def known(self, item: Item) -> Result | None:
        """The result, where an earlier run left it."""
        ...

    def landed(self, item: Item, results: Sequence[Result]) -> Result:
        """Keep what has come: one result, or one for each of the pieces; at once, not in its turn."""
        ...

    def pieces(self, item: Item) -> Sequence[Item]:
        """What an item can be cut into; one piece is the item itself."""
        ...

    def set_aside(self, item: Item, deaths: int) -> Result:
        """In place of a result, for a piece that every worker died of."""
        ...
