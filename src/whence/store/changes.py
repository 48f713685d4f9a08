"""Whether a record is another than it was: told without reading it, so that it can be asked every second."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from sqlalchemy import Connection, text

from whence.store import postgres
from whence.store.place import Place, Server

# Rows ever put in, changed and deleted, which the server counts itself (a second late at most, ten for a loader that
# pauses); a server that does not count, or that follows another, tells how far its own log has come.
_MARK = """
    SELECT CASE WHEN pg_is_in_recovery() THEN CAST(pg_last_wal_replay_lsn() AS text)
        WHEN current_setting('track_counts') = 'off' THEN CAST(pg_current_wal_lsn() AS text) ELSE '' END,
        COALESCE(SUM(n_tup_ins + n_tup_upd + n_tup_del), 0)
    FROM pg_stat_user_tables WHERE schemaname = current_schema()
"""
_DECIDED = "SELECT COUNT(*), MAX(seq) FROM decisions"
_SIZE = "SELECT pg_database_size(current_database())"


class Changes(Protocol):
    """Each raises `OSError` or `RecordError` where the record is not to be had."""

    def mark(self) -> str:
        """Another one whenever the record is."""
        ...

    def decided(self) -> str:
        """Another one, at once, whenever somebody has decided."""
        ...

    def size(self) -> int:
        """Bytes on disk."""
        ...

    def close(self) -> None: ...


def changes(at: Place) -> Changes:
    """What tells of the record there."""
    return _OfServer(at) if isinstance(at, Server) else _OfFile(at)


class _OfFile:
    def __init__(self, path: Path) -> None:
        self._path = path

    def mark(self) -> str:
        found = self._path.stat()
        return f"{found.st_mtime_ns:x}-{found.st_size:x}"

    decided = mark

    def size(self) -> int:
        return self._path.stat().st_size

    def close(self) -> None:
        """Nothing is held."""


class _OfServer:
    def __init__(self, server: Server) -> None:
        self._engine = postgres.open_engine(server, write=False, kept=True)

    def mark(self) -> str:
        return self._told(_MARK)

    def decided(self) -> str:
        return self._told(_DECIDED)

    def size(self) -> int:
        return int(self._told(_SIZE))

    def close(self) -> None:
        self._engine.dispose()

    def _told(self, query: str) -> str:
        with self._engine.begin() as connection:
            return "-".join(str(one) for one in _row(connection, query) if one != "")


def _row(connection: Connection, query: str) -> tuple[object, ...]:
    return tuple(connection.execute(text(query)).one())
