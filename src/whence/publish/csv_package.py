"""Tidy CSV: one table a file, with a data package descriptor (Frictionless), a codebook and checksums."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from whence.publish.cells import Cell, guarded, plain
from whence.publish.columns import Column, Row, Table
from whence.publish.tables import TABLES, Sink, fill
from whence.publish.view import View

CODEBOOK, PACKAGE, SUMS = "codebook.csv", "datapackage.json", "SHA256SUMS"
FILES = (*(f"{table.name}.csv" for table in TABLES), CODEBOOK, PACKAGE, SUMS)
_TYPES = {"id": "string", "ids": "string", "moment": "string"}  # the others are called so there, too
_WORDS = ("string", "moment")  # kinds whose cells may hold anything, so that a spreadsheet might run them


def write(view: View, folder: Path) -> None:
    """Write the package into an existing folder."""
    with ExitStack() as stack:

        def sink(table: Table[Any]) -> Sink:
            file = stack.enter_context((folder / f"{table.name}.csv").open("w", encoding="utf-8", newline=""))
            return writer(file, table.columns)

        fill(view, sink, bodies=view.private)
    _codebook(folder / CODEBOOK)
    descriptor = json.dumps(package(private=view.private), ensure_ascii=False, indent=2)
    (folder / PACKAGE).write_text(descriptor + "\n", encoding="utf-8")
    checksums(folder)


def writer(file: Any, columns: Iterable[Column]) -> Sink:
    """A sink that writes rows as CSV (RFC 4180) under a header."""
    columns = list(columns)
    risky = [column.kind in _WORDS for column in columns]
    out = csv.writer(file)  # ends lines with CR LF, so that a lone CR in a cell is quoted, too
    out.writerow([column.name for column in columns])

    def put(row: Row) -> None:
        out.writerow([_cell(cell, words) for cell, words in zip(row, risky, strict=True)])

    return put


def _cell(cell: Cell, words: bool) -> str:
    return guarded(cell) if words and isinstance(cell, str) else plain(cell)


def _codebook(path: Path) -> None:
    columns = [Column(name, "string", "") for name in ("table", "column", "type", "values", "about")]
    with path.open("w", encoding="utf-8", newline="") as file:
        put = writer(file, columns)
        for table in TABLES:
            put((table.name, None, None, None, table.about))
            for column in table.columns:
                put((table.name, column.name, column.kind, " ".join(column.one_of) or None, column.about))


def package(*, private: bool) -> dict[str, object]:
    """The descriptor (Data Package 1.0 with Table Schema)."""
    title = "A sourced record of what reports say" + (" (PRIVATE: do not publish)" if private else "")
    return {
        "profile": "tabular-data-package",
        "name": "whence-record-private" if private else "whence-record",
        "title": title,
        "resources": [_resource(table) for table in TABLES],
    }


def _resource(table: Table[Any]) -> dict[str, object]:
    schema: dict[str, object] = {"fields": [_field(column) for column in table.columns], "missingValues": [""]}
    if table.key:
        schema["primaryKey"] = list(table.key)
    if table.refers:
        keys = {one.name: one.key[0] for one in TABLES if one.key}
        schema["foreignKeys"] = [
            {"fields": column, "reference": {"resource": other, "fields": keys[other]}}
            for column, other in table.refers
        ]
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "description": table.about,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"lineTerminator": "\r\n"},
        "schema": schema,
    }


def _field(column: Column) -> dict[str, object]:
    field: dict[str, object] = {"name": column.name, "type": _TYPES.get(column.kind, column.kind)}
    field["description"] = column.about
    if column.one_of:
        field["constraints"] = {"enum": list(column.one_of)}
    return field


def checksums(folder: Path) -> None:
    """`SHA256SUMS` of all files of a folder: `sha256sum -c SHA256SUMS` checks them."""
    lines = [f"{_sum(path)}  {path.name}\n" for path in sorted(folder.iterdir()) if path.name != SUMS]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8")


def _sum(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
