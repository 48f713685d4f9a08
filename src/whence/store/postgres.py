"""All that PostgreSQL alone needs: connections, the loader's lock, full-text search, what its errors mean."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from datetime import UTC
from functools import partial

from sqlalchemy import Connection, Engine, NullPool, QueuePool, create_engine, event, inspect, text
from sqlalchemy.engine import ExceptionContext

from whence.errors import AwayRecordError, BusyRecordError, ReadOnlyRecordError, RecordError, RecordFullError
from whence.store.found import Entry, Hit
from whence.store.lock import me
from whence.store.place import Server

WAIT = 10  # seconds for a connection
LONGEST = 300_000  # letters that are indexed of one report: a tsvector holds a megabyte
CREATE_SEARCH = (
    # English endings without English stop words: who looks for "not in vain" means all three words.
    "CREATE TEXT SEARCH DICTIONARY whence_stem (TEMPLATE = snowball, Language = english)",
    "CREATE TEXT SEARCH CONFIGURATION whence (COPY = pg_catalog.english)",
    """
    ALTER TEXT SEARCH CONFIGURATION whence ALTER MAPPING REPLACE pg_catalog.english_stem WITH whence_stem
    """,
    """
    CREATE TABLE search_words (
        row_number BIGINT PRIMARY KEY, kind TEXT NOT NULL, id TEXT NOT NULL, report_id TEXT NOT NULL,
        words TEXT NOT NULL, terms TSVECTOR NOT NULL
    )
    """,
    "CREATE INDEX ix_search_words_terms ON search_words USING GIN (terms)",
)
INDEX = """
    INSERT INTO search_words (row_number, kind, id, report_id, words, terms)
    VALUES (:row, :kind, :id, :report_id, :words, to_tsvector('whence', :folded))
    ON CONFLICT (row_number) DO UPDATE SET words = EXCLUDED.words, terms = EXCLUDED.terms
"""
FIND = """
    SELECT kind, id, report_id,
        ts_headline('whence', words, query, 'StartSel="", StopSel="", MaxWords=24, MinWords=8, MaxFragments=1')
    FROM search_words, CAST(:query AS tsquery) AS query
    WHERE terms @@ query ORDER BY ts_rank(terms, query) DESC, kind, id LIMIT :limit
"""
LOCK = "SELECT pg_try_advisory_lock(:key)"
# A key of 64 bits stands in two halves in the table of locks.
_KEY = "locktype = 'advisory' AND granted AND (CAST(classid AS bigint) << 32) + CAST(objid AS bigint) = :key"
HOLDER = f"""
    SELECT a.usename, a.application_name, a.client_addr, a.backend_start FROM pg_locks l
    JOIN pg_stat_activity a USING (pid) WHERE {_KEY} AND l.database = (
        SELECT oid FROM pg_database WHERE datname = current_database())
"""  # noqa: S608 (nothing in it is given by anybody)
HELD = f"SELECT EXISTS (SELECT 1 FROM pg_locks WHERE pid = :pid AND {_KEY})"  # noqa: S608
MEANING = {
    "53100": (RecordFullError, "the server's disk is full", "Make room and run again: finished work is kept."),
    "42501": (ReadOnlyRecordError, "this user may not do that", "Ask for the right to write, or use another user."),
    "25006": (ReadOnlyRecordError, "the server takes no writing", "Name the server that does."),
    "55P03": (BusyRecordError, "another program is using it", "Wait until it is done, then run again."),
    "40P01": (BusyRecordError, "another program is using it", "Wait until it is done, then run again."),
    "3D000": (RecordError, "there is no such database", "Make it with createdb, or name another."),
    "28P01": (RecordError, "the password is wrong", "Give user and password in the address or in PGPASSWORD."),
}
DOWN = ("08", "57P")  # classes of states: the connection broke, or the server goes down or comes up
GONE = "Check that the server runs and the address is right, then run again: finished work is kept."


def open_engine(server: Server, *, write: bool, kept: bool = False) -> Engine:
    """An engine on one database, whose connections stay open between two looks if `kept`.

    Raises `RecordError` where the driver is not installed.
    """
    try:
        import psycopg  # noqa: F401 (asked for here, so that its absence gives a clear message)
    except ImportError:
        raise RecordError(f"{server}: PostgreSQL needs one more package: pip install 'whence[postgres]'") from None
    address = server.address.replace("postgresql://", "postgresql+psycopg://", 1)
    engine = create_engine(
        address, poolclass=QueuePool if kept else NullPool, pool_pre_ping=kept, connect_args={"connect_timeout": WAIT}
    )
    event.listen(engine, "handle_error", partial(_translate, server))
    if not write:
        event.listen(engine, "begin", _read_only)
    return engine


def _read_only(connection: Connection) -> None:
    connection.exec_driver_sql("SET TRANSACTION READ ONLY, ISOLATION LEVEL REPEATABLE READ")


class Lock:
    """Held by a connection of its own, so that it ends with its process, however that ends.

    Raises `BusyRecordError` where another loader holds it, and says who that is.
    """

    def __init__(self, server: Server) -> None:
        self._server = server
        self._engine = open_engine(server, write=True)
        try:
            self._connection = self._engine.connect().execution_options(isolation_level="AUTOCOMMIT")
            self._connection.execute(text("SELECT set_config('application_name', :me, false)"), {"me": me()})
            schema = self._connection.execute(text("SELECT current_database() || '.' || current_schema()")).scalar()
            self._key = int.from_bytes(Server(f"whence {schema}").digest[:8], signed=True)
            self._pid = self._connection.execute(text("SELECT pg_backend_pid()")).scalar()
            if not self._connection.execute(text(LOCK), {"key": self._key}).scalar():
                raise BusyRecordError(
                    f"{server}: another process is loading it{self._holder()}. Wait until it is done, then run again."
                ) from None
        except BaseException:
            self.release()
            raise

    def guard(self, engine: Engine) -> None:
        """Have each transaction of the loader see first that the lock is still its own: servers restart."""
        event.listen(engine, "begin", self._still_held)

    def release(self) -> None:
        """Let the next loader in."""
        if hasattr(self, "_connection"):
            self._connection.close()
        self._engine.dispose()

    def _still_held(self, connection: Connection) -> None:
        asked = HELD.replace(":pid", "%(pid)s").replace(":key", "%(key)s")
        if not connection.exec_driver_sql(asked, {"pid": self._pid, "key": self._key}).scalar():
            raise RecordError(f"{self._server}: the server let go of this loader's lock. {GONE}")

    def _holder(self) -> str:
        """Who loads, as far as the server tells this user."""
        row = self._connection.execute(text(HOLDER), {"key": self._key}).first()
        if row is None:
            return ""
        user, name, address, since = row
        told = [f"user {user}", name, f"from {address}" if address else None]
        begun = f" since {since.astimezone(UTC):%Y-%m-%d %H:%M} UTC" if since else ""
        return f" ({', '.join(one for one in told if one)}{begun})"


def _translate(server: Server, context: ExceptionContext) -> BaseException | None:
    if context.is_pre_ping:
        return None  # a kept connection that broke meanwhile: the pool makes another
    state = getattr(context.original_exception, "sqlstate", None) or ""
    if state in MEANING:
        kind, wrong, advice = MEANING[state]
        return kind(f"{server}: {wrong} ({_line(context)}). {advice}")
    plain = type(context.original_exception).__name__ == "OperationalError"
    if context.is_disconnect or state.startswith(DOWN) or plain:
        return AwayRecordError(f"{server}: cannot be reached ({_line(context)}). {GONE}")
    return None


def _line(context: ExceptionContext) -> str:
    return str(context.original_exception).strip().partition("\n")[0]


def sweep(engine: Engine) -> None:
    """No dead row and no statistic keeps what was deleted; each table is written anew, which keeps readers waiting."""
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        for name in inspect(connection).get_table_names():
            connection.execute(text(f'VACUUM (FULL, ANALYZE) "{name}"'))
        connection.execute(text("VACUUM (FULL) pg_catalog.pg_statistic"))  # held the commonest values as they were


def create_search(connection: Connection) -> None:
    """The table of words, with English endings cut off and an index over what is left."""
    for statement in CREATE_SEARCH:
        connection.execute(text(statement))


def index(connection: Connection, entries: Iterable[Entry]) -> None:
    """Add words."""
    rows = [{"row": one.row, **one.columns(), "folded": _folded(one.words[:LONGEST])} for one in entries]
    if rows:
        connection.execute(text(INDEX), rows)


def forget(connection: Connection, rows: Sequence[int]) -> None:
    """Take words out of the index."""
    for at in range(0, len(rows), 1000):
        connection.execute(
            text("DELETE FROM search_words WHERE row_number = ANY(:rows)"), {"rows": list(rows[at : at + 1000])}
        )


def find(connection: Connection, terms: Sequence[str], limit: int) -> list[Hit]:
    """What holds all terms, best first; the server makes the query of each, so none is read as syntax."""
    asked = " && ".join(f"phraseto_tsquery('whence', :term{n})" for n in range(len(terms)))
    values = {f"term{n}": _folded(term) for n, term in enumerate(terms)}
    query = connection.execute(text(f"SELECT CAST({asked} AS text)"), values).scalar()
    found = connection.execute(text(FIND), {"query": query or "", "limit": limit})
    return [Hit(kind=kind, id=id_, report_id=report, words=words) for kind, id_, report, words in found]


def _folded(words: str) -> str:
    """Words without accents: the English dictionary keeps them."""
    parted = unicodedata.normalize("NFD", words)
    return "".join(sign for sign in parted if not unicodedata.combining(sign))


def joined(words: str, separator: str) -> str:
    """SQL that joins the words of a group."""
    return f"string_agg({words}, '{separator}')"
