"""Importing other people's files and our own exports."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from msgspec import Struct

from whence import pipeline
from whence.errors import RecordError
from whence.publish.back import Back, back
from whence.publish.cells import Cell, guarded
from whence.restore import restore
from whence.schema.original import Given, Original
from whence.schema.records import Issue
from whence.stages.ingest.imports import IMPORTS, Found, files, imported
from whence.stages.ingest.imports_row import Bad, Source
from whence.stages.ingest.imports_table import Columns

__all__ = ["IMPORTS", "Bad", "Columns", "Importing", "import_export", "import_files", "safe_cell", "try_import"]
Told = Callable[[str, Bad], object]  # file, what is wrong with one of its rows


class Importing(Struct, frozen=True, kw_only=True):
    """What is imported: which kind, and for tables the column of each field that is not called as usual."""

    kind: str
    mapping: Mapping[str, str] = {}
    outlet: str | None = None
    language: str | None = None
    engine: str | None = None


def import_files(
    paths: Sequence[str | Path],
    into: str | Path,
    how: Importing,
    told: Told | None = None,
    *,
    workers: int | None = None,
    progress: pipeline.Progress | None = None,
) -> pipeline.Summary:
    """Import files or folders into a record, as `whence.read` reads reports; `told` hears of every bad row.

    Bad rows become issues of the record as well. Raises `UsageError` for an unknown kind or a mapping that does not
    fit a table, before anything is written.
    """
    try_import(paths, how, first=True)
    settings = pipeline.Settings(outlet=how.outlet, language=how.language, engine=how.engine, workers=workers)
    return pipeline.read([], into, settings, progress=progress, found=_found(paths, how, told))


def try_import(
    paths: Sequence[str | Path], how: Importing, told: Told | None = None, *, first: bool = False
) -> tuple[int, list[tuple[str, Columns]]]:
    """How many reports would come in, and which columns of each table give what; nothing is written.

    With `first` only the header of each file is looked at.
    """
    taken, columns = 0, []
    for path, found in _each(paths, how):
        for one in found:
            if isinstance(one, Columns):
                columns.append((path, one))
            elif isinstance(one, Original):
                taken += 1
            elif told is not None:
                told(path, one)
            if first:
                break
    return taken, columns


def import_export(folder: str | Path, into: str | Path | None) -> Back:
    """Read an export (JSON Lines, csv package or Parquet) back, and write it as a new record unless `into` is null.

    Raises `InputError` where the folder holds no export, `RecordError` where `into` is there already.
    """
    if into is not None and Path(into).exists():
        raise RecordError(f"{into}: is there already. Import into a new record, and keep the other.")
    found = back(Path(folder))
    if into is not None:
        restore(into, found.reports, found.claims, found.events, found.decisions, found.issues)
    return found


def safe_cell(cell: Cell) -> Cell:
    """A cell that no spreadsheet runs as a formula."""
    return guarded(cell) if isinstance(cell, str) else cell


def _each(paths: Sequence[str | Path], how: Importing) -> Iterator[tuple[str, Iterator[Found]]]:
    captured = datetime.now(UTC).isoformat(timespec="seconds")
    given = Given(outlet=how.outlet, language=how.language)
    for path in paths:
        imported(Source(path=str(path)), how.kind)  # says so where the kind is unknown, also for an empty folder
        for file in files(path, how.kind):
            source = Source(path=str(file), given=given, captured=captured, mapping=how.mapping)
            yield str(file), imported(source, how.kind)


def _found(paths: Sequence[str | Path], how: Importing, told: Told | None) -> Iterator[Original | Issue]:
    for path, found in _each(paths, how):
        for one in found:
            if isinstance(one, Bad):
                if told is not None:
                    told(path, one)
                yield one.issue(path)
            elif isinstance(one, Original):
                yield one
