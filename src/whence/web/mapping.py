"""Tables and JSON Lines with names of their own: which column is the text, the date, the outlet."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

FIELDS = ("text", "title", "published", "outlet", "url", "language", "id")
GUESSES: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "fulltext", "full_text"),
    "title": ("title", "headline", "heading"),
    "published": ("published", "date", "published_at", "pubdate", "publication_date", "time"),
    "outlet": ("outlet", "source", "publisher", "newspaper", "site", "domain"),
    "url": ("url", "link", "address"),
    "language": ("language", "lang"),
    "id": ("id", "key", "uuid", "guid"),
}
TABLES = {".csv": ",", ".tsv": "\t"}
LINES = (".jsonl", ".ndjson")
MOST = 60  # columns
LONGEST = 64 * 1024 * 1024  # characters of one cell: no more than an upload may hold


class Sheet(Struct, frozen=True, kw_only=True):
    """A file of rows: its columns, and which of them are guessed to be what."""

    name: str
    columns: tuple[str, ...]
    guess: Mapping[str, str]


def sheets(folder: Path) -> tuple[Sheet, ...]:
    """The files of a folder whose rows have columns."""
    found = []
    for path in sorted(folder.iterdir()):
        columns = _columns(path) if path.is_file() else ()
        if columns:
            found.append(Sheet(name=path.name, columns=columns, guess=guess(columns)))
    return tuple(found)


def guess(columns: Sequence[str]) -> dict[str, str]:
    """Field to the column that is most likely it."""
    by = {column.strip().lower().replace(" ", "_"): column for column in reversed(columns)}
    found = {field: next((by[name] for name in names if name in by), "") for field, names in GUESSES.items()}
    return {field: column for field, column in found.items() if column}


def written(folder: Path, found: Sequence[Sheet], chosen: Mapping[str, Mapping[str, str]]) -> Path:
    """A folder `in` with every file as `whence read` takes it: tables and renamed columns as JSON Lines."""
    target = folder / "in"
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir()
    sheet_of = {sheet.name: sheet for sheet in found}
    for path in sorted(one for one in folder.iterdir() if one.is_file()):
        sheet = sheet_of.get(path.name)
        columns = dict(chosen.get(path.name, sheet.guess)) if sheet else {}
        plain = all(field == column for field, column in columns.items())
        if sheet is None or (path.suffix.lower() in LINES and plain):
            shutil.copyfile(path, target / path.name)
        else:
            _write(path, target / (path.stem + ".jsonl"), columns)
    return target


def _write(path: Path, target: Path, columns: Mapping[str, str]) -> None:
    with target.open("w", encoding="utf-8") as file:
        for row in _rows(path):
            if isinstance(row, str):  # a broken line stays as it is, so that reading says what is wrong with it
                file.write(row + "\n")
                continue
            kept = {field: row[column] for field, column in columns.items() if row.get(column) not in (None, "")}
            file.write(json.dumps(kept, ensure_ascii=False, default=str) + "\n")


def _rows(path: Path) -> Iterator[dict[str, object] | str]:
    text = path.read_bytes().decode("utf-8-sig", "replace")
    if path.suffix.lower() in TABLES:
        csv.field_size_limit(max(LONGEST, csv.field_size_limit()))  # of all tables: never lowered
        reader = csv.DictReader(text.splitlines(keepends=True), delimiter=TABLES[path.suffix.lower()])
        for row in reader:
            yield {str(name): value for name, value in row.items() if name is not None}
        return
    for line in text.splitlines():
        if line.strip():
            found = _parsed(line)
            yield found if found is not None else line


def _columns(path: Path) -> tuple[str, ...]:
    suffix = path.suffix.lower()
    if suffix in TABLES:
        with path.open(encoding="utf-8-sig", errors="replace", newline="") as file:
            return tuple(name.strip() for name in next(csv.reader(file, delimiter=TABLES[suffix]), []))[:MOST]
    if suffix in LINES:
        with path.open(encoding="utf-8-sig", errors="replace") as file:
            first = _parsed(file.readline(1024 * 1024))
        return tuple(first)[:MOST] if first else ()
    return ()


def _parsed(line: str) -> dict[str, object] | None:
    try:
        found = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return found if isinstance(found, dict) else None
