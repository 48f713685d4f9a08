"""The tables of `docs/formats.md`, out of the declarations of formats, losses and tables."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from whence.publish.formats import FORMATS
from whence.publish.losses import FIELDS, LOSSES
from whence.publish.tables import TABLES

_MARK = {"kept": "●", "approximated": "◐", "lost": ""}


def formats_page(page: str) -> str:
    """A page with what stands between its marks made anew; raises `ValueError` where a mark is missing."""
    for name, lines in (("formats", _formats()), ("fields", _fields()), ("tables", _tables())):
        begin, end = f"<!-- begin {name} -->\n", f"<!-- end {name} -->"
        start = page.index(begin) + len(begin)
        page = page[:start] + "\n".join(lines) + "\n" + page[page.index(end) :]
    return page


def _formats() -> Iterator[str]:
    yield "| `--as` | what it is | files |"
    yield "|---|---|---|"
    for kind, one in FORMATS.items():
        few = [f"`{name}`" for name in one.files[:3]]
        yield f"| `{kind}` | {one.about} | {', '.join(few)}{', ...' if len(one.files) > 3 else ''} |"


def _fields() -> Iterator[str]:
    kinds = list(LOSSES)
    yield f"| field | {' | '.join(kinds)} |"
    yield f"|---|{'---|' * len(kinds)}"
    for field, words in FIELDS.items():
        marks = (_MARK[LOSSES[kind].fate(field)] for kind in kinds)
        yield f"| {field.partition('.')[0]}: {words} | {' | '.join(marks)} |"
    yield ""
    for kind, losses in LOSSES.items():
        if losses.approximated:
            told = "; ".join(f"{field}: {how}" for field, how in losses.approximated.items())
            yield f"- **{kind}**: {told}."


def _tables() -> Iterator[str]:
    yield "| table | one row is | columns |"
    yield "|---|---|---|"
    for table in TABLES:
        yield f"| `{table.name}` | {table.about} | {', '.join(f'`{name}`' for name in table.names)} |"


if __name__ == "__main__":
    import sys

    path = Path(sys.argv[1])
    path.write_text(formats_page(path.read_text(encoding="utf-8")), encoding="utf-8")
