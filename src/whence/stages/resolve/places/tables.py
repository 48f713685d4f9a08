"""Tables of the place index and the one way to write them: to a temporary file first, then renamed."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable
from pathlib import Path

from msgspec import Struct

from whence.errors import GazetteerError
from whence.stages.resolve.places.entry import Kind
from whence.stages.resolve.places.normalise import key, sound

SCHEMA = 13  # part of the file name: a new schema never reads an old file
BATCH = 20_000
SHORTEST = 3  # further names of one or two letters are codes ("MO", "KY"), not names
LONGEST = 80  # code points of a key; what is longer is a description

DDL = """
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE place (
  id INTEGER PRIMARY KEY, geonameid INTEGER, name TEXT NOT NULL, kind TEXT NOT NULL, country TEXT, admin1 TEXT,
  lat REAL NOT NULL, lon REAL NOT NULL, population INTEGER NOT NULL, capital INTEGER NOT NULL, sound TEXT
);
CREATE TABLE name (
  key TEXT NOT NULL, place INTEGER NOT NULL, preferred INTEGER NOT NULL, PRIMARY KEY (key, place)
) WITHOUT ROWID;
CREATE TABLE people (
  country TEXT NOT NULL, admin1 TEXT NOT NULL, people INTEGER NOT NULL, PRIMARY KEY (country, admin1)
) WITHOUT ROWID;
"""


class Row(Struct, frozen=True, gc=False):
    """A place to be written, with its further names."""

    name: str
    kind: Kind
    country: str | None
    admin1: str | None
    lat: float
    lon: float
    population: int = 0
    geonameid: int | None = None
    others: tuple[str, ...] = ()
    capital: bool = False


def keys(row: Row) -> dict[str, int]:
    """Keys of a place: 1 for its own name, 0 for further ones."""
    found = {}
    for other in row.others:
        code = len(other) <= 4 and other.isupper() and other.isascii() and row.kind == "settlement"
        folded = key(other)
        if (not code and SHORTEST <= len(folded) <= LONGEST) or (row.kind in ("country", "region", "area") and folded):
            found[folded] = 0
    own = key(row.name)
    if own:
        found[own] = 1
    return found


def fill(connection: sqlite3.Connection, rows: Iterable[Row]) -> int:
    """Write the rows in their order; gives back how many there were."""
    count = 0
    places: list[tuple[object, ...]] = []
    names: list[tuple[str, int, int]] = []
    for count, row in enumerate(rows, start=1):
        places.append(
            (count, row.geonameid, row.name, row.kind, row.country, row.admin1, row.lat, row.lon, row.population,
             row.capital, sound(row.name) if row.kind == "settlement" else None)
        )  # fmt: skip
        names.extend((folded, count, own) for folded, own in keys(row).items())
        if len(places) >= BATCH:
            _flush(connection, places, names)
    _flush(connection, places, names)
    return count


def _flush(connection: sqlite3.Connection, places: list[tuple[object, ...]], names: list[tuple[str, int, int]]) -> None:
    connection.executemany("INSERT INTO place VALUES (?,?,?,?,?,?,?,?,?,?,?)", places)
    connection.executemany("INSERT OR REPLACE INTO staged VALUES (?,?,?)", names)
    places.clear()
    names.clear()


def write(path: Path, version: str, rows: Callable[[], Iterable[Row]]) -> None:
    """Build the index at `path`, whole or not at all; two processes that build at once both succeed.

    Raises `GazetteerError` where the folder cannot be made or written, or the disk is full.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(prefix=f".{path.name}.", suffix=".part", dir=path.parent)
        os.close(handle)
    except OSError as error:
        raise GazetteerError(unwritable(path, error)) from error
    part = Path(name)
    try:
        _build(part, version, rows)
        part.chmod(0o644)
        part.replace(path)
    except (sqlite3.Error, OSError) as error:
        raise GazetteerError(unwritable(path, error)) from error
    finally:
        part.unlink(missing_ok=True)


def _build(part: Path, version: str, rows: Callable[[], Iterable[Row]]) -> None:
    connection = sqlite3.connect(part)
    try:
        connection.executescript("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536;")
        connection.executescript(DDL)
        # Names come in by place; sorted once at the end they fill the tree from left to right, half the size and time.
        connection.execute("CREATE TEMP TABLE staged (key TEXT, place INTEGER, preferred INTEGER)")
        with connection:
            count = fill(connection, rows())
            connection.execute("INSERT INTO name SELECT key, place, max(preferred) FROM staged GROUP BY key, place")
            connection.execute(
                "INSERT INTO people SELECT country, admin1, sum(population) FROM place "
                "WHERE kind = 'settlement' AND country IS NOT NULL AND admin1 IS NOT NULL GROUP BY country, admin1"
            )
            connection.execute("CREATE INDEX sounds ON place (sound, country) WHERE sound IS NOT NULL")
            connection.executemany(
                "INSERT INTO meta VALUES (?, ?)",
                [("version", version), ("schema", str(SCHEMA)), ("places", str(count))],
            )
    finally:
        connection.close()


def unwritable(path: Path, error: Exception) -> str:
    """What is wrong with the place of the index, and what to do."""
    return (
        f"place index {path}: cannot be written ({error}). It needs about 100 MB once; free some space, or set "
        "WHENCE_CACHE to a folder that can be written."
    )
