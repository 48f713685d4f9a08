"""Bellingcat's civilian harm in Ukraine: from the words for an incident's place to the coordinates found for it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from whence.errors import InputError
from whence.evaluate.coded_points import Points, Row, measured

COUNTRY = "UA"
# The table is JavaScript: names without quotes, one value a line.
FIELD = re.compile(r"^\s*(latitude|longitude|location):\s*(?:\n\s*)?([\"'`])(.*?)\2,?\s*$", re.MULTILINE)
START = re.compile(r"^\s*id:\s*[\"'](CIV\w+)[\"']", re.MULTILINE)


def bellingcat(path: Path) -> Points:
    """Share of incidents within 25 km, and the misses; `InputError` where the file holds no incidents."""
    return measured(rows(path), COUNTRY)


def rows(path: Path) -> Iterator[Row]:
    """The incidents of the table, or of `ukraine.js` in a folder."""
    file = path / "ukraine.js" if path.is_dir() else path
    try:
        text = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"{file}: cannot be read ({error}). Give ukraine.js") from error
    starts = [match.start() for match in START.finditer(text)]
    if not starts:
        raise InputError(f'{file}: holds no incidents (id: "CIV..."). Give ukraine.js')
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        cells = {name: value for name, _, value in FIELD.findall(text[start:end])}
        if cells.get("location") and _number(cells.get("latitude")) and _number(cells.get("longitude")):
            yield Row(
                words=cells["location"], lat=float(cells["latitude"]), lon=float(cells["longitude"]), precision="given"
            )  # fmt: skip


def _number(cell: str | None) -> bool:
    return cell is not None and re.fullmatch(r"\s*-?\d+(?:\.\d+)?\s*", cell) is not None
