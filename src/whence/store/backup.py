"""Back-ups: one plain SQLite file, whatever the record lies on, with a list beside it that says what must be in it."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from decimal import Decimal
from math import isfinite
from pathlib import Path

import msgspec
from msgspec import Struct
from sqlalchemy import Connection, Table, select

from whence.errors import InputError, RecordError
from whence.store import database, migrate
from whence.store import tables as t
from whence.store.copy import copy
from whence.store.place import Place, Server, place
from whence.store.version import HEAD

LIST = ".list.json"  # what the list beside a back-up is called
PAGE = 500


class Content(Struct, frozen=True, kw_only=True):
    """One table: how many rows, and the SHA-256 of all of them in order of their key."""

    rows: int
    sha256: str


class Listed(Struct, frozen=True, kw_only=True):
    """What a back-up holds."""

    made: str
    version: str  # of the record's tables
    sha256: str  # of the file
    tables: dict[str, Content]


def list_of(file: Path) -> Path:
    """The list beside a back-up."""
    return file.with_name(file.name + LIST)


def save(record: str | Path | Server, file: Path) -> Listed:
    """Back a record up as it is now, also while it is loaded; readable by its owner only.

    Raises `RecordError` where the file is there already or the record cannot be read.
    """
    came = place(record)
    database.require(came)
    if file.exists():
        raise RecordError(f"{file}: is there already. Name another file: a back-up never takes the place of one.")
    with _beside(file) as fresh:
        if isinstance(came, Server):
            copy(came, fresh)
        else:
            migrate.open_for_reading(came).dispose()  # says so where it is no record
            _online(came, fresh)
        listed = Listed(
            made=datetime.now(UTC).isoformat(timespec="seconds"), version=HEAD, sha256=_sha256(fresh),
            tables=_checked(fresh),
        )  # fmt: skip
        _write(list_of(file), msgspec.json.format(msgspec.json.encode(listed)))
        _into_place(fresh, file)
    return listed


def check(file: Path) -> Listed:
    """Read every byte and row of a back-up; gives its list, raises `RecordError` where anything is not as it was."""
    try:
        listed = msgspec.json.decode(list_of(file).read_bytes(), type=Listed)
        found = _sha256(file)
    except OSError as error:
        raise InputError(f"{error.filename}: cannot be read ({error.strerror}). A back-up is two files.") from error
    except msgspec.DecodeError as error:
        raise RecordError(f"{list_of(file)}: not the list of a back-up ({error}). Use another back-up.") from error
    if found != listed.sha256:
        raise RecordError(f"{file}: other bytes than were backed up (SHA-256 {found[:12]}...). Use another back-up.")
    with _beside(file) as fresh:  # an older one is brought up to date in the copy that is looked at
        _online(file, fresh)
        found_tables = _checked(fresh)
    _compare(str(file), listed, found_tables)
    return listed


def bring_back(file: Path, into: str | Path | Server) -> Listed:
    """Check a back-up, make a record of it in an empty place, and check that; raises `RecordError`."""
    goes = place(into)
    if isinstance(goes, Path) and goes.exists():
        raise RecordError(f"{goes}: is there already. Name an empty place: a back-up is never put over a record.")
    listed = check(file)
    if isinstance(goes, Server):
        copy(file, goes)
        _compare(str(goes), listed, contents(goes))
        return listed
    with _beside(goes) as fresh:
        _online(file, fresh)
        _compare(str(goes), listed, _checked(fresh))
        _into_place(fresh, goes)
    return listed


def contents(at: Place) -> dict[str, Content]:
    """What each table holds; the same for the same rows on either database."""
    engine = migrate.open_for_reading(at)
    try:
        with engine.begin() as connection:
            return {table.name: _content(connection, table) for table in t.metadata.sorted_tables}
    finally:
        engine.dispose()


def _compare(where: str, listed: Listed, found: dict[str, Content]) -> None:
    """Tables that a later version added are not in an older list."""
    for name, content in listed.tables.items():
        if found.get(name) != content:
            have = found[name].rows if name in found else 0
            raise RecordError(
                f"{where}: {name} is not what was backed up ({have} rows, {content.rows} listed). Use another back-up."
            )


def _checked(file: Path) -> dict[str, Content]:
    """What a file holds, after a look at whether it is whole: pages, references, and every original's bytes."""
    found = contents(file)
    with closing(_open(file)) as plain:
        told = plain.execute("PRAGMA integrity_check(1)").fetchone()[0]
        if told != "ok":
            raise RecordError(f"{file}: damaged ({told}). Use another back-up.")
        loose = plain.execute("PRAGMA foreign_key_check").fetchone()
        if loose is not None:
            raise RecordError(f"{file}: damaged (a row of {loose[0]} hangs in the air). Use another back-up.")
        for id_, sha256, data in plain.execute("SELECT report_id, sha256, data FROM originals"):
            if hashlib.sha256(zlib.decompress(data)).hexdigest() != sha256:
                raise RecordError(f"{file}: report {id_}: its bytes are not those that came in. Use another back-up.")
    return found


def _content(connection: Connection, table: Table) -> Content:
    known, rows = hashlib.sha256(), 0
    query = select(table).order_by(*table.primary_key.columns)
    with connection.execution_options(stream_results=True, yield_per=PAGE).execute(query) as found:
        for row in found:
            known.update(msgspec.json.encode([_plain(value) for value in row]) + b"\n")
            rows += 1
    return Content(rows=rows, sha256=known.hexdigest())


def _plain(value: object) -> object:
    """One way to write each value, whatever type the database gives it back in."""
    if isinstance(value, bytes):
        return hashlib.sha256(value).hexdigest()
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return value
    whole = isfinite(value) and value == int(value)
    return str(int(value)) if whole else repr(float(value))


def _online(source: Path, target: Path) -> None:
    """A copy as of one moment, whoever writes meanwhile; leaves one plain file."""
    try:
        with closing(_open(source)) as out, closing(sqlite3.connect(target)) as into:
            out.backup(into)
            into.execute("PRAGMA journal_mode = DELETE").fetchone()
    except sqlite3.Error as error:
        raise RecordError(f"{source}: cannot be copied ({error}). Use another back-up, or make room.") from error


def _open(file: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)


@contextmanager
def _beside(file: Path) -> Iterator[Path]:
    """A place for a file that nobody sees before it is whole."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        folder = tempfile.TemporaryDirectory(prefix=f".{file.name}-", dir=file.parent)
    except OSError as error:
        raise InputError(f"{file}: cannot be written there ({error.strerror}). Name another folder.") from error
    with folder as name:
        yield Path(name) / "record.db"


def _into_place(fresh: Path, file: Path) -> None:
    fresh.chmod(0o600)
    with fresh.open("rb") as one:
        os.fsync(one.fileno())
    fresh.replace(file)


def _write(file: Path, data: bytes) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as one:
        one.write(data)


def _sha256(file: Path) -> str:
    with file.open("rb") as one:
        return hashlib.file_digest(one, "sha256").hexdigest()
