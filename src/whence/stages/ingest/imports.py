"""Importers, declared: other people's files become originals, and every row that cannot is told with its remedy."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from msgspec import Struct

from whence.errors import UsageError
from whence.schema.original import Original
from whence.stages.ingest import imports_mail, imports_pdf, imports_table, imports_telegram, imports_warc
from whence.stages.ingest.imports_row import FIELDS, Bad, Source
from whence.stages.ingest.imports_table import Columns

Found = Original | Bad | Columns


class Import(Struct, frozen=True, kw_only=True):
    """One kind of file to import; only tables take a mapping."""

    about: str
    suffixes: tuple[str, ...]
    read: Callable[[Source], Iterator[Found]]
    table: bool = False


def _table(names: imports_table.Names) -> Callable[[Source], Iterator[Found]]:
    return partial(imports_table.read, names=names)


_TABLES = (".csv", ".tsv", ".tab", ".txt", ".xlsx")
IMPORTS: Mapping[str, Import] = {
    "auto-archiver": Import(
        about="sheet of Bellingcat's auto-archiver, as CSV or Excel", suffixes=_TABLES,
        read=_table(imports_table.ARCHIVER), table=True,
    ),
    "mediacloud": Import(
        about="Media Cloud's CSV of stories, with a column of texts", suffixes=_TABLES,
        read=_table(imports_table.MEDIACLOUD), table=True,
    ),
    "table": Import(
        about="any table with a row a report; --map says which column is what", suffixes=_TABLES,
        read=_table(imports_table.ANY), table=True,
    ),
    "telegram": Import(about="Telegram's export as JSON", suffixes=(".json",), read=imports_telegram.read),
    "eml": Import(about="mail as EML", suffixes=(".eml",), read=imports_mail.read),
    "pdf": Import(about="PDF with text in it", suffixes=(".pdf",), read=imports_pdf.read),
    "warc": Import(about="WARC or WACZ", suffixes=(".warc", ".warc.gz", ".wacz"), read=imports_warc.read),
}  # fmt: skip


def files(path: str | Path, kind: str) -> list[Path]:
    """The file, or those in the folder whose names end as that kind's do, in order of name."""
    root = Path(path)
    if not root.is_dir():
        return [root]
    found = (one for one in sorted(root.rglob("*")) if one.is_file() and not one.name.startswith("."))
    return [one for one in found if one.name.lower().endswith(IMPORTS[kind].suffixes)]


def imported(source: Source, kind: str) -> Iterator[Found]:
    """What is in one file: the columns of a table first, then originals and what is wrong with rows.

    Raises `UsageError` for an unknown kind or a mapping that does not fit; never for what a file holds.
    """
    chosen = IMPORTS.get(kind)
    if chosen is None:
        raise UsageError(f"--from {kind}: no such kind. Known kinds: {', '.join(sorted(IMPORTS))}.")
    if source.mapping and not chosen.table:
        raise UsageError(f"--map: {kind} has no columns to map. Leave it out.")
    for field in source.mapping:
        if field not in FIELDS:
            raise UsageError(f"--map {field}=...: no such field. Fields are {', '.join(FIELDS)}.")
    return _guarded(source, chosen)


def _guarded(source: Source, chosen: Import) -> Iterator[Found]:
    try:
        yield from chosen.read(source)
    except OSError as error:
        why = error.strerror or str(error)
        yield Bad(what=f"cannot be read: {why}", remedy="Check that the path exists and may be read.")
