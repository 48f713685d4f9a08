"""Who stands in which event, held in memory: parties, origins and outlets, counted exactly under any filter."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from whence.web.view.columns import Columns, Mask, Places

PARTS = ("actor", "source", "outlet")
MANY = 200_000  # pairs read at a time


class Named:
    """Names of one part by event and events by name: each list a stretch of one array, begun where `starts` says."""

    def __init__(self, ids: NDArray[np.int64], places: Places, events: int) -> None:
        self.ids = np.unique(ids)  # of the table `names`, by their number here
        self._known: Mapping[int, int] = {name: at for at, name in enumerate(self.ids.tolist())}
        codes = np.searchsorted(self.ids, ids).astype(np.int32)
        by_event = np.lexsort((codes, places))
        self._codes, self._starts = codes[by_event], _starts(places, events)
        by_name = np.lexsort((places, codes))
        self._places, self._begins = places[by_name].astype(np.int32), _starts(codes, len(self.ids))
        self._whole = np.bincount(codes, minlength=len(self.ids))

    def mask(self, name_id: int, events: int) -> Mask:
        """Where the name stands."""
        found = np.zeros(events, dtype=bool)
        at = self._known.get(name_id)
        if at is not None:
            found[self._places[self._begins[at] : self._begins[at + 1]]] = True
        return found

    def most(self, chosen: Places | None, limit: int) -> dict[int, int]:
        """The names that stand in most of the chosen events, with in how many; those first."""
        counts = self._whole if chosen is None else self._counts(chosen)
        least = np.partition(counts, len(counts) - limit)[len(counts) - limit] if len(counts) > limit else 1
        some = np.flatnonzero(counts >= max(least, 1))
        first = some[np.argsort(-counts[some], kind="stable")[:limit]]
        return dict(zip(self.ids[first].tolist(), counts[first].tolist(), strict=True))

    def count(self, name_id: int, chosen: Places | None, events: int) -> int:
        """In how many of the chosen events a name stands."""
        mask = self.mask(name_id, events)
        return int(np.count_nonzero(mask if chosen is None else mask[chosen]))

    def _counts(self, chosen: Places) -> NDArray[np.int64]:
        begins = self._starts[chosen]
        lengths = self._starts[chosen + 1] - begins
        # Every stretch one after the other: a step of one within it, and a leap to where the next begins.
        where = np.repeat(begins - np.cumsum(lengths) + lengths, lengths) + np.arange(int(lengths.sum()))
        return np.bincount(self._codes[where], minlength=len(self.ids))


def _starts(numbers: NDArray[np.signedinteger], size: int) -> NDArray[np.int64]:
    """Where each number's stretch begins once they are sorted; one more for the end of the last."""
    return np.concatenate(([0], np.cumsum(np.bincount(numbers, minlength=size)))).astype(np.int64)


def named(connection: sqlite3.Connection, columns: Columns) -> dict[str, Named]:
    """Every part's names."""
    return {part: _named(connection, columns, part) for part in PARTS}


def _named(connection: sqlite3.Connection, columns: Columns, part: str) -> Named:
    found = connection.execute("SELECT name_id, n FROM event_names WHERE part = ?", (part,))
    pairs = [np.zeros((0, 2), dtype=np.int64)]
    while rows := found.fetchmany(MANY):
        pairs.append(np.array(rows, dtype=np.int64))
    whole = np.concatenate(pairs)
    return Named(whole[:, 0], columns.place(whole[:, 1]), len(columns))
