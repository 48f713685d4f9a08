"""The library: read reports into a record, import other people's files, open a record, look, ask why, export."""

from __future__ import annotations

from whence.api.imports import IMPORTS, Bad, Columns, Importing, import_export, import_files, safe_cell, try_import
from whence.api.reading import open_record, read
from whence.api.record import Hit, Record

__all__ = [
    "IMPORTS",
    "Bad",
    "Columns",
    "Hit",
    "Importing",
    "Record",
    "import_export",
    "import_files",
    "open_record",
    "read",
    "safe_cell",
    "try_import",
]
