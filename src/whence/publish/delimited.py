"""One table of events in somebody else's columns, and what had to be left out of it."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from whence.publish.cells import Cell, flat, guarded, plain
from whence.publish.view import Bundle, View


class Out(NamedTuple):
    """An event that has no place in the format, and why."""

    why: str


Rows = Callable[[Bundle], "Sequence[Cell] | Out"]


def write(
    view: View, path: Path, columns: Sequence[str], row: Rows, *, tabs: bool = False, header: bool = True
) -> tuple[str, ...]:
    """Write one row an event; gives back in words what was left out."""
    left: Counter[str] = Counter()
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, delimiter="\t" if tabs else ",", lineterminator="\n" if tabs else "\r\n")
        if header:
            out.writerow(columns)
        for one in view.bundles():
            found = row(one)
            if isinstance(found, Out):
                left[found.why] += 1
            else:
                out.writerow([_cell(cell) for cell in found])
    return tuple(f"{count:,} left out: {why}" for why, count in sorted(left.items()))


def _cell(cell: Cell) -> str:
    return guarded(flat(cell) or "") if isinstance(cell, str) else plain(cell)
