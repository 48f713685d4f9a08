"""What was worked out once and may be asked for again while the record stays as it is."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import TypeVar, cast

T = TypeVar("T")


class Remembered:
    """Values by key, the least used forgotten first; safe among threads, and gone with the copy that it belongs to."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[Hashable, object] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, key: Hashable, make: Callable[[], T]) -> T:
        """The value of a key, made where it is not there. Two threads may make it at once; one of them is kept."""
        found = self.held(key)
        if found is None:
            found = make()
            self.put(key, found)
        return cast("T", found)

    def held(self, key: Hashable) -> object | None:
        """The value of a key, if it is there."""
        with self._lock:
            if key in self._held:
                self._held.move_to_end(key)
            return self._held.get(key)

    def put(self, key: Hashable, value: object) -> None:
        """Keep a value."""
        with self._lock:
            self._held[key] = value
            while len(self._held) > self._most:
                self._held.popitem(last=False)
