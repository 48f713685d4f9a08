"""All tables of the record in their order, filled in one pass over each kind of value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

from msgspec import Struct

from whence.publish.cells import Cell
from whence.publish.claim_tables import OF_CLAIMS, OF_REPORTS
from whence.publish.columns import Row, Table
from whence.publish.event_tables import OF_DECISIONS, OF_EVENTS, OF_ISSUES
from whence.publish.view import View

S = TypeVar("S", bound=Struct)
Sink = Callable[[Row], object]  # takes one row of one table

TABLES: tuple[Table[Any], ...] = (*OF_EVENTS, *OF_CLAIMS, *OF_REPORTS, *OF_DECISIONS, *OF_ISSUES)
BODIES = ("reports", "cuts")  # tables whose last column is a text as long as it was


def fill(view: View, sink: Callable[[Table[Any]], Sink], *, bodies: bool) -> None:
    """Give every row of every table to its sink, in order of id; texts are left out unless `bodies`."""
    _pass(OF_EVENTS, view.events(), sink)
    _pass(OF_CLAIMS, view.claims(), sink)
    _pass(OF_REPORTS, view.reports(), sink if bodies else _without_text(sink))
    _pass(OF_DECISIONS, view.decisions(), sink)
    _pass(OF_ISSUES, view.issues(), sink)


def _pass(tables: Sequence[Table[S]], values: Iterable[S], sink: Callable[[Table[Any]], Sink]) -> None:
    ways = [(table.of, sink(table)) for table in tables]
    for value in values:
        for rows, put in ways:
            for row in rows(value):
                put(row)


def _without_text(sink: Callable[[Table[Any]], Sink]) -> Callable[[Table[Any]], Sink]:
    def opened(table: Table[Any]) -> Sink:
        put = sink(table)

        def shorter(row: Row) -> None:
            cells: list[Cell] = [*row[:-1], None]
            put(cells)

        return shorter

    return opened
