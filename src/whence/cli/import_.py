"""`whence import`: other people's files, and our own exports, into a record."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer
from msgspec import Struct
from rich.text import Text

from whence import api
from whence.api import IMPORTS, Bad, Columns
from whence.cli import exits
from whence.cli.options import RECORD, EngineOption, JsonOption, QuietOption, WorkersOption
from whence.cli.output import counted, one_line, say, show, show_json
from whence.cli.progress import Shown
from whence.cli.read import outcome, told
from whence.errors import InputError, UsageError

OURS = "export"
_KINDS = {name: one.about for name, one in IMPORTS.items()} | {
    OURS: "a folder of `whence export` (jsonl, csv, parquet)"
}
_KNOWN = "; ".join(f"{name}: {about}" for name, about in sorted(_KINDS.items())) + "."
FIRST = 20  # rows shown; --rows writes all of them


class Row(Struct, frozen=True):
    """What is wrong with one row, and in which file it stands."""

    file: str
    line: int | None
    column: str | None
    value: str | None
    what: str
    remedy: str
    taken: bool


def import_(
    paths: Annotated[list[Path], typer.Argument(metavar="PATH...", help="Files, or folders of them.")],
    from_: Annotated[
        str,
        typer.Option("--from", metavar="KIND", help=_KNOWN),
    ],
    into: Annotated[
        Path, typer.Option("--into", "-i", metavar="FILE", envvar="WHENCE_RECORD", help="The record to read into.")
    ] = RECORD,
    map_: Annotated[
        list[str] | None,
        typer.Option(
            "--map", metavar="FIELD=COLUMN",
            help="Of a table: the column that gives text, title, outlet, url, published, language or id.",
        ),
    ] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Who published them.")] = None,
    language: Annotated[str | None, typer.Option(metavar="TAG", help="Their language: en.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would come in, and write nothing.")] = False,
    rows: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write every row that is wrong, with its remedy, as CSV.")
    ] = None,
    engine: EngineOption = None,
    workers: WorkersOption = 1,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> int:  # fmt: skip
    """Import other people's files: each bad row is told with line, column, value and remedy; the good ones come in.

    Nothing is guessed: a column counts by its name (whatever its case) or by --map.
    """
    if from_ == OURS:
        return _ours(paths, into, rows, dry_run=dry_run, json=json, quiet=quiet)
    given = api.Importing(kind=from_, mapping=_mapping(map_ or []), outlet=outlet, language=language, engine=engine)
    bad: list[Row] = []
    if dry_run:
        taken, columns = api.try_import(paths, given, lambda path, one: bad.append(_row(path, one)))
        return _dry(taken, columns, bad, rows, json=json)
    with Shown(quiet=quiet) as progress:
        summary = api.import_files(
            paths, into, given, lambda path, one: bad.append(_row(path, one)), workers=workers, progress=progress
        )
    if json:
        show_json({"summary": summary, "rows": bad})
    if not quiet:
        say(told(summary, into))
    _tell(bad, rows)
    return exits.PARTLY if any(not row.taken for row in bad) and summary.reports else outcome(summary)


def _mapping(pairs: list[str]) -> dict[str, str]:
    found = {}
    for pair in pairs:
        field, equals, column = pair.partition("=")
        if not equals or not column.strip():
            raise UsageError(f"--map {pair}: write it as FIELD=COLUMN, such as text='Text content'.")
        found[field.strip()] = column.strip()
    return found


def _row(path: str, bad: Bad) -> Row:
    return Row(path, bad.line, bad.column, bad.value, bad.what, bad.remedy, not bad.lost)


def _dry(taken: int, columns: list[tuple[str, Columns]], bad: list[Row], rows: Path | None, *, json: bool) -> int:
    if json:
        used = {path: {"used": one.names, "unused": one.unused} for path, one in columns}
        show_json({"would_take": taken, "columns": used, "rows": bad})
    else:
        show(_shown(columns))
    say(f"{counted(taken, 'report')} would come in; {counted(len(bad), 'row')} with something wrong. Nothing written.")
    _tell(bad, rows)
    return exits.DONE if taken and not any(not row.taken for row in bad) else exits.PARTLY if taken else exits.NOTHING


def _shown(columns: list[tuple[str, Columns]]) -> Iterator[Text]:
    for path, one in columns:
        yield Text(one_line(path), style="bold")
        for field, column in one.names.items():
            yield Text(f"  {field} is column {one_line(column)!r}")
        if one.unused:
            yield Text(f"  not used: {', '.join(repr(one_line(name)) for name in one.unused)}")


def _tell(bad: list[Row], rows: Path | None) -> None:
    for row in bad[:FIRST]:
        where = ", ".join(
            part
            for part in (f"line {row.line}" if row.line else "", f"column {row.column!r}" if row.column else "")
            if part
        )
        value = f" {row.value!r}" if row.value else ""
        say(f"{row.file}: {where}{':' if where else ''}{value} {one_line(row.what)}. {row.remedy}")
    if len(bad) > FIRST:
        say(f"... and {len(bad) - FIRST:,} more" + ("." if rows else "; --rows FILE writes all of them."))
    if rows is not None:
        _write(bad, rows)


def _write(bad: list[Row], rows: Path) -> None:
    try:
        with rows.open("w", encoding="utf-8", newline="") as file:
            out = csv.writer(file)
            out.writerow(Row.__struct_fields__)
            out.writerows([api.safe_cell(getattr(row, name)) for name in Row.__struct_fields__] for row in bad)
    except OSError as error:
        raise InputError(f"{rows}: cannot be written ({error.strerror}). Name another file.") from error


def _ours(paths: list[Path], into: Path, rows: Path | None, *, dry_run: bool, json: bool, quiet: bool) -> int:
    if len(paths) != 1:
        raise UsageError(f"--from {OURS}: takes one folder, got {len(paths)}.")
    back = api.import_export(paths[0], None if dry_run else into)
    bad = [Row(one.file, one.line, one.column, one.value, one.what, one.remedy, False) for one in back.wrong]
    counts = {"reports": len(back.reports), "claims": len(back.claims), "events": len(back.events)}
    if json:
        show_json({"holds": counts, "rows": bad})
    if not quiet:
        held = ", ".join(counted(number, noun.removesuffix("s")) for noun, number in counts.items())
        say(f"{paths[0]} holds {held}; nothing written." if dry_run else f"{into}: {held}.")
    _tell(bad, rows)
    return exits.PARTLY if bad else exits.DONE
