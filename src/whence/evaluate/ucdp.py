"""UCDP GED rows on Ukraine: from the words for the place to the point that the coders gave it.

Rows of precision 1 (exact) and 2 (within about 25 km). The words are the coders' description of the place, nothing
else of the row is used but its country; the point is theirs (Sundberg and Melander 2013).
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from pathlib import Path

from whence.errors import InputError
from whence.evaluate.coded_points import Points, Row, measured

COUNTRY = "UA"
EXACT = ("1", "2")
COLUMNS = ("where_description", "where_coordinates", "where_prec", "latitude", "longitude")


def ucdp(path: Path) -> Points:
    """Share within 25 km of the rows of precision 1 and 2, and the commonest misses; `InputError` on another table."""
    return measured(rows(path), COUNTRY)


def rows(path: Path) -> Iterator[Row]:
    """The rows of the table, or of the one UTF-8 table in a folder."""
    file = next((f for f in sorted(path.glob("*.csv")) if "cp1252" not in f.name), path) if path.is_dir() else path
    try:
        with file.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines)
            missing = [name for name in COLUMNS if name not in (reader.fieldnames or ())]
            if missing:
                raise InputError(f"{file}: has no column {', '.join(missing)}. Give UCDP's GED table as CSV")
            for row in reader:
                words = row["where_description"] or row["where_coordinates"]
                if row["where_prec"] in EXACT and words:
                    yield Row(
                        words=words, lat=float(row["latitude"]), lon=float(row["longitude"]),
                        precision=row["where_prec"],
                    )  # fmt: skip
    except (OSError, UnicodeDecodeError, ValueError) as error:
        raise InputError(f"{file}: cannot be read as UCDP's table ({error}). Give the CSV in UTF-8") from error
