"""All that SQLite alone needs: connections, pragmas, full-text search, what its errors mean."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from urllib.parse import quote

from sqlalchemy import Connection, Engine, NullPool, Pool, QueuePool, create_engine, event, text
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.pool import ConnectionPoolEntry

from whence.errors import BusyRecordError, ReadOnlyRecordError, RecordError, RecordFullError
from whence.store.found import Entry, Hit

ROOM = 1 << 20  # KiB
# Where rows are looked up and put in at places of chance all over a file of gigabytes, as when reports join:
SOME, MAPPED = 1 << 17, 1 << 34  # KiB of pages kept by a loader, bytes of the file that it reads without copying them
WAIT = 10.0  # seconds for another connection's commit
CREATE_SEARCH = """
    CREATE VIRTUAL TABLE search_words USING fts5(
        kind UNINDEXED, id UNINDEXED, report_id UNINDEXED, words,
        tokenize = "porter unicode61 remove_diacritics 2"
    )
"""
FIND = """
    SELECT kind, id, report_id, snippet(search_words, 3, '', '', '…', 24) FROM search_words
    WHERE search_words MATCH :query ORDER BY rank, kind, id LIMIT :limit
"""
MEANING = {
    "SQLITE_FULL": (RecordFullError, "the disk is full", "Make room and run again: finished work is kept."),
    "SQLITE_IOERR": (RecordFullError, "the disk is full or failing", "Make room or move the record, then run again."),
    "SQLITE_READONLY": (
        ReadOnlyRecordError,
        "it may not be written",
        "Give yourself the right to write it, or copy it.",
    ),
    "SQLITE_CANTOPEN": (ReadOnlyRecordError, "it cannot be opened", "Check the folder and your right to write there."),
    "SQLITE_BUSY": (BusyRecordError, "another program is using it", "Wait until it is done, then run again."),
    "SQLITE_LOCKED": (BusyRecordError, "another program is using it", "Wait until it is done, then run again."),
    "SQLITE_NOTADB": (RecordError, "it is not a record", "Name another file."),
    "SQLITE_CORRUPT": (RecordError, "the file is damaged", "Restore a copy, or read the reports into a new record."),
}


def open_engine(path: Path, *, write: bool) -> Engine:
    """An engine on one file; its errors come out as `RecordError`s that say what to do."""
    # A reader holds no connection between two looks, so that a loader may leave one plain file at its end.
    pool: type[Pool] = QueuePool if write else NullPool
    engine = create_engine("sqlite://", creator=partial(_connect, path, write), poolclass=pool)
    event.listen(engine, "handle_error", partial(_translate, path))
    event.listen(engine, "begin", partial(_begin, "BEGIN IMMEDIATE" if write else "BEGIN"))
    if write:
        event.listen(engine, "connect", _prepare)
    return engine


def log_ahead(engine: Engine) -> None:
    """From now on write to a log beside the file, so that others can read meanwhile."""
    connection = engine.raw_connection()
    try:
        connection.cursor().execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError:  # somebody is reading just now: it goes without, a little slower
        pass
    finally:
        connection.close()


@contextmanager
def roomy(connection: Connection) -> Iterator[None]:
    """Keep so many pages in memory that a row written at a place of chance costs no page in the log of its own."""
    before = connection.exec_driver_sql("PRAGMA cache_size").scalar()
    connection.exec_driver_sql(f"PRAGMA cache_size = -{ROOM}")
    try:
        yield
    finally:
        connection.exec_driver_sql(f"PRAGMA cache_size = {before}")


def settle(engine: Engine) -> None:
    """Leave one plain file, where no other connection needs the log beside it."""
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("PRAGMA busy_timeout = 200")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        cursor.execute("PRAGMA journal_mode = DELETE").fetchall()
    except sqlite3.OperationalError:  # somebody reads it: the last of them to leave cleans up
        pass
    finally:
        connection.close()


def sweep(engine: Engine) -> None:
    """No free page, no word of the index and no log keeps what was deleted."""
    with engine.begin() as connection:
        # FTS5 only marks words as deleted, which keeps them.
        connection.execute(text("INSERT INTO search_words (search_words) VALUES ('rebuild')"))
    raw = engine.raw_connection()
    try:
        cursor = raw.cursor()
        cursor.execute("VACUUM")
        held = cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()[0][0]
    except sqlite3.OperationalError:
        held = 1
    finally:
        raw.close()
    if held:
        raise BusyRecordError(
            "the record is being read, so that the log beside it still holds what was erased. Run again when it is not."
        )


def _connect(path: Path, write: bool) -> sqlite3.Connection:
    def connect(mode: str) -> sqlite3.Connection:
        name = f"file:{quote(str(path.absolute()))}?{mode}"
        return sqlite3.connect(name, uri=True, timeout=WAIT, isolation_level=None, check_same_thread=False)

    if write:
        return connect("mode=rwc")
    connection = connect("mode=ro")
    try:
        connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.OperationalError:
        connection.close()
        if path.with_name(path.name + "-wal").exists():
            raise
        return connect("immutable=1")  # in a folder that may not be written, with nothing left beside it
    return connection


def _prepare(connection: DBAPIConnection, _entry: ConnectionPoolEntry) -> None:
    cursor = connection.cursor()
    for pragma in ("synchronous = NORMAL", "foreign_keys = ON", f"cache_size = -{SOME}", f"mmap_size = {MAPPED}"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def _begin(statement: str, connection: Connection) -> None:
    connection.exec_driver_sql(statement)


def _translate(path: Path, context: ExceptionContext) -> BaseException | None:
    name = getattr(context.original_exception, "sqlite_errorname", "") or ""
    for prefix, (kind, wrong, advice) in MEANING.items():
        if name.startswith(prefix):
            return kind(f"{path}: {wrong} ({context.original_exception}). {advice}")
    return None


def create_search(connection: Connection) -> None:
    """The full-text table; words without accents and endings, so that `explosion` finds `explosions`."""
    connection.execute(text(CREATE_SEARCH))


def index(connection: Connection, entries: Iterable[Entry]) -> None:
    """Add words in order of row, which lets FTS5 write each transaction in one go."""
    rows = sorted(({"row": one.row, **one.columns()} for one in entries), key=lambda row: str(row["row"]).zfill(20))
    if rows:
        connection.execute(
            text(
                "INSERT INTO search_words (rowid, kind, id, report_id, words) "
                "VALUES (:row, :kind, :id, :report_id, :words)"
            ),
            rows,
        )


def forget(connection: Connection, rows: Sequence[int]) -> None:
    """Take words out of the index."""
    if rows:
        connection.execute(text("DELETE FROM search_words WHERE rowid = :row"), [{"row": row} for row in rows])


def find(connection: Connection, terms: Sequence[str], limit: int) -> list[Hit]:
    """What holds all terms, best first; each term stands in quotation marks, so none is read as syntax."""
    query = " ".join('"' + term.replace('"', '""') + '"' for term in terms)
    found = connection.execute(text(FIND), {"query": query, "limit": limit})
    return [Hit(kind=kind, id=id_, report_id=report, words=words) for kind, id_, report, words in found]


def joined(words: str, separator: str) -> str:
    """SQL that joins the words of a group."""
    return f"group_concat({words}, '{separator}')"
