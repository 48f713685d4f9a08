"""Tables with one report a row: CSV, tab-separated text and Excel, columns found by name whatever their case."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path

from msgspec import Struct

from whence.errors import UsageError
from whence.schema.original import Original
from whence.stages.ingest.encoding import decode
from whence.stages.ingest.imports_row import FIELDS, Bad, Source, cut, original
from whence.stages.ingest.imports_sheet import sheet_rows
from whence.stages.ingest.sniff import binary

LARGEST = 500_000_000  # bytes of a table
MOST_LINES = 20_000  # of one row
LONGEST = 50_000_000  # characters of a cell before its row is passed over
Names = Mapping[str, Sequence[str]]  # field -> what its column may be called, folded

# Bellingcat's auto-archiver: the columns of its Google Sheets feeder.
ARCHIVER: Names = {
    "text": ("text content", "text", "content"),
    "title": ("upload title", "title"),
    "url": ("link", "url"),
    "published": ("upload timestamp", "upload date", "timestamp"),
}
# Media Cloud's export of stories; it carries no bodies unless the user put them there.
MEDIACLOUD: Names = {
    "text": ("text", "story text", "body", "content"),
    "title": ("title",),
    "outlet": ("media name", "media_name"),
    "url": ("url",),
    "published": ("publish date", "pub date"),
    "language": ("language",),
    "id": ("id", "stories id", "guid"),
}
ANY: Names = {field: (field,) for field in FIELDS}


class Columns(Struct, frozen=True, kw_only=True):
    """Which column of a table gives which field, and which give none."""

    of: dict[str, int]
    names: dict[str, str]
    unused: tuple[str, ...]


def folded(name: str) -> str:
    """A column's name without case, `_`, `-` and doubled spaces."""
    return re.sub(r"[\s_-]+", " ", name).strip().casefold()


def columns(header: Sequence[str], names: Names, mapping: Mapping[str, str]) -> Columns:
    """The columns of a header; raises `UsageError` where the mapping names one that is not there."""
    at: dict[str, int] = {}
    for number, name in enumerate(header):
        at.setdefault(folded(name), number)
    found: dict[str, int] = {}
    for field in FIELDS:
        if field in mapping:
            if folded(mapping[field]) not in at:
                there = ", ".join(repr(cut(name)) for name in header if name.strip())
                raise UsageError(f"--map {field}={mapping[field]}: no such column. The table has {there or 'none'}.")
            found[field] = at[folded(mapping[field])]
        else:
            hit = next((at[folded(one)] for one in names.get(field, ()) if folded(one) in at), None)
            if hit is not None and hit not in found.values():
                found[field] = hit
    unused = tuple(name for number, name in enumerate(header) if number not in found.values() and name.strip())
    return Columns(of=found, names={field: header[number] for field, number in found.items()}, unused=unused)


def read(source: Source, names: Names) -> Iterator[Original | Bad | Columns]:
    """The columns of a table, then an original or what is wrong for each row; an empty row is passed over."""
    rows = iter(_rows(source))
    header = next(rows, None)
    if header is None or isinstance(header, Bad):
        yield header or Bad(what="the table is empty", remedy="Export it again, with its header row.")
        return
    known = columns(header[1], names, source.mapping)
    yield known
    if "text" not in known.of:
        there = ", ".join(repr(cut(name)) for name in header[1] if name.strip())
        remedy = "Name the column that holds the texts: --map text=COLUMN."
        yield Bad(line=header[0], what=f"no column holds texts; the table has {there or 'none'}", remedy=remedy)
        return
    for row in rows:
        if isinstance(row, Bad):
            yield row
        elif any(cell.strip() for cell in row[1]):
            yield from _row(row[0], row[1], known, len(header[1]), source)


def _row(line: int, cells: Sequence[str], known: Columns, width: int, source: Source) -> Iterator[Original | Bad]:
    if len(cells) > width and any(cell.strip() for cell in cells[width:]):
        extra = next(cell for cell in cells[width:] if cell.strip())
        remedy = "Put quotation marks around cells that hold the separator, and double those inside."
        what = f"the row has {len(cells)} cells, the header {width}"
        yield Bad(line=line, value=cut(extra), what=what, remedy=remedy)
        return
    fields = {field: cells[number] if number < len(cells) else None for field, number in known.of.items()}
    made, bad = original(fields, line, source, known.names)
    yield from bad
    if made is not None:
        yield made


def _rows(source: Source) -> Iterable[tuple[int, list[str]] | Bad]:
    path = Path(source.path)
    if path.stat().st_size > LARGEST:
        return [Bad(what=f"the table is larger than {LARGEST:,} bytes", remedy="Split it.")]
    data = path.read_bytes()
    if data[:4] == b"PK\x03\x04":
        return sheet_rows(data)
    kind = binary(data[:65_536])
    if kind and not kind.startswith("binary data"):  # cells with control codes are bad rows, not a bad table
        return [Bad(what=f"holds no table: it looks like {kind}", remedy="Save it as CSV (UTF-8) or Excel.")]
    return _text_rows(decode(data).text)


def _text_rows(text: str) -> Iterator[tuple[int, list[str]] | Bad]:
    """Rows of CSV or tab-separated text with the line that each begins on; what separates is told by the header.

    A quotation mark that is never closed would swallow the rows after it: where a row over several lines does not
    close what it opens as it should, its first line is told and reading goes on with the next.
    """
    lines = io.StringIO(text, newline="").readlines()
    separator = max(",\t;", key=(lines or [""])[0].count)
    csv.field_size_limit(LONGEST)
    at = 0
    while at < len(lines):
        reader = csv.reader(islice(lines, at, at + MOST_LINES), delimiter=separator)
        try:
            row = next(reader, [])
        except csv.Error as error:
            yield Bad(line=at + 1, what=f"is no CSV ({error})", remedy="Write the table anew as CSV (UTF-8).")
            at += 1
            continue
        count = reader.line_num
        if count > 1 and not _closed(lines[at : at + count], separator):
            remedy = "Close it, and double quotation marks inside a cell."
            yield Bad(line=at + 1, value=cut(lines[at]), what="a quotation mark is never closed", remedy=remedy)
            at += 1
            continue
        yield at + 1, row
        at += max(1, count)


def _closed(lines: Sequence[str], separator: str) -> bool:
    """Whether a row over several lines closes each quotation mark where a cell ends."""
    try:
        next(csv.reader(lines, delimiter=separator, strict=True))
    except csv.Error:
        return False
    return True
