"""One Excel workbook: the tables of the csv package, a sheet each, rows streamed to disk."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from whence.publish.cells import Cell, day, guarded
from whence.publish.columns import Column, Row, Table
from whence.publish.tables import TABLES, fill
from whence.publish.view import View

if TYPE_CHECKING:
    from xlsxwriter import Workbook

FILES = ("record.xlsx",)
MOST_ROWS = 1_048_576  # of a sheet, the header included
MOST_LETTERS = 32_767  # of a cell
_OPTIONS = {
    "constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False,
}  # fmt: skip


def write(view: View, folder: Path) -> None:
    """Write the workbook; a table with more rows than a sheet holds goes on in a further sheet."""
    from xlsxwriter import Workbook  # in the extra `formats`

    book = Workbook(str(folder / FILES[0]), _OPTIONS)
    # A fixed time: the same record gives the same bytes.
    book.set_properties({"title": "whence record", "created": datetime(1980, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
    try:
        _codebook(book)
        fill(view, lambda table: Sheet(book, table.name, table.columns).put, bodies=view.private)
    finally:
        book.close()


class Sheet:
    """A sink that writes rows of one table."""

    def __init__(self, book: Workbook, name: str, columns: tuple[Column, ...]) -> None:
        self._book, self._name, self._columns = book, name, columns
        self._days = book.add_format({"num_format": "yyyy-mm-dd"})
        self._count = 0
        self._open()

    def put(self, row: Row) -> None:
        """Write one row."""
        if self._row == MOST_ROWS:
            self._open()
        for number, (cell, column) in enumerate(zip(row, self._columns, strict=True)):
            self._cell(number, cell, column)
        self._row += 1

    def _open(self) -> None:
        self._count += 1
        self._sheet: Any = self._book.add_worksheet(self._name + (f"_{self._count}" if self._count > 1 else ""))
        self._sheet.freeze_panes(1, 0)
        for number, column in enumerate(self._columns):
            self._sheet.write_string(0, number, column.name)
        self._row = 1

    def _cell(self, number: int, cell: Cell, column: Column) -> None:
        if cell is None:
            return
        if isinstance(cell, bool):
            self._sheet.write_boolean(self._row, number, cell)
        elif isinstance(cell, int | float):
            self._sheet.write_number(self._row, number, cell)
        elif column.kind == "date" and (known := _day(cell)):
            self._sheet.write_datetime(self._row, number, known, self._days)
        else:
            self._sheet.write_string(self._row, number, guarded(cell)[:MOST_LETTERS])


def _day(cell: str) -> datetime | None:
    """A day that Excel can count; its calendar begins in 1900, earlier days stay words."""
    known = day(cell)
    found = date.fromisoformat(known) if known else None
    return datetime(found.year, found.month, found.day) if found and found.year >= 1900 else None  # noqa: DTZ001


def _codebook(book: Workbook) -> None:
    columns = tuple(Column(name, "string", "") for name in ("table", "column", "type", "values", "about"))
    sheet = Sheet(book, "codebook", columns)
    for table in TABLES:
        _told(sheet, table)


def _told(sheet: Sheet, table: Table[Any]) -> None:
    sheet.put((table.name, None, None, None, table.about))
    for column in table.columns:
        sheet.put((table.name, column.name, column.kind, " ".join(column.one_of) or None, column.about))
