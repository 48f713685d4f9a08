"""Rows of the first sheet of an Excel workbook, as words."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from datetime import date, datetime
from importlib.util import find_spec

from whence.stages.ingest.imports_row import Bad

LARGEST = 1_000_000_000  # bytes of a workbook unpacked
RATIO = 500  # unpacked to packed; sheets of words pack 5 to 30 times


def sheet_rows(data: bytes) -> Iterator[tuple[int, list[str]] | Bad]:
    """Rows with their numbers; formulas give the values that Excel computed last."""
    if find_spec("openpyxl") is None:
        yield Bad(what="Excel needs openpyxl, which is not installed", remedy="pip install 'whence[formats]'")
        return
    try:
        packed = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
        yield _damaged(error)
        return
    unpacked = sum(one.file_size for one in packed)
    if unpacked > LARGEST or unpacked > max(50_000_000, RATIO * len(data)):
        yield Bad(what=f"unpacks to {unpacked:,} bytes", remedy="Save the sheet as CSV and import that.")
        return
    yield from _rows(data)


def _rows(data: bytes) -> Iterator[tuple[int, list[str]] | Bad]:
    from xml.etree.ElementTree import ParseError

    import openpyxl  # slow to load, and in the extra `formats`

    try:
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        for number, row in enumerate(book.worksheets[0].iter_rows(values_only=True), start=1):
            yield number, [_words(cell) for cell in row]
    except (OSError, ValueError, KeyError, IndexError, TypeError, AttributeError, EOFError, ParseError) as error:
        yield _damaged(error)
    except (zipfile.BadZipFile, SyntaxError, zipfile.LargeZipFile, NotImplementedError) as error:
        yield _damaged(error)


def _damaged(error: Exception) -> Bad:
    return Bad(what=f"the workbook cannot be read ({error})", remedy="Open it, save it anew, and import that.")


def _words(cell: object) -> str:
    if cell is None:
        return ""
    if isinstance(cell, datetime | date):
        return cell.isoformat()
    return str(cell)
