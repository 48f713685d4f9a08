"""One item after the other, in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from whence.runners.runner import Item, Opener, Result


class InProcess(Struct, frozen=True):
    """Takes the next item only when the result of the last one has been taken."""

    def run(self, opener: Opener[Item, Result], items: Iterable[Item]) -> Iterator[Result]:
        """See `Runner`."""
        function: Callable[[Item], Result] | None = None
        for item in items:
            function = function or opener()
            yield function(item)

    def size(self) -> int:
        """See `Runner`."""
        return 1
