"""SQLite or PostgreSQL: which of the two modules answers, by where the record is or by an open connection."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Protocol

from sqlalchemy import Connection, Engine

from whence.errors import RecordError
from whence.store import lock, postgres, sqlite
from whence.store.found import Entry, Hit
from whence.store.place import Place, Server

Lock = lock.Lock | postgres.Lock


def take_lock(at: Place) -> Lock:
    """The lock of the one loader; raises `BusyRecordError`."""
    return postgres.Lock(at) if isinstance(at, Server) else lock.Lock(at)


def require(at: Place) -> None:
    """Raise `RecordError` where there is no record to read."""
    if not isinstance(at, Server) and not at.is_file():
        raise RecordError(f"{at}: no record there. Make one with: whence read PATH... --into {at}")


def open_engine(at: Place, *, write: bool) -> Engine:
    """An engine whose errors come out as `RecordError`s that say what to do."""
    return postgres.open_engine(at, write=write) if isinstance(at, Server) else sqlite.open_engine(at, write=write)


def begin_loading(engine: Engine) -> None:
    """Make ready for a loader beside readers."""
    if engine.dialect.name == "sqlite":
        sqlite.log_ahead(engine)


@contextmanager
def roomy(connection: Connection) -> Iterator[None]:
    """Room in memory for much that is written in one go."""
    if connection.dialect.name != "sqlite":
        yield
        return
    with sqlite.roomy(connection):
        yield


def settle(engine: Engine) -> None:
    """Leave the record as readers like it best."""
    if engine.dialect.name == "sqlite":
        sqlite.settle(engine)


def sweep(engine: Engine) -> None:
    """Write everything anew, without what was deleted; raises `BusyRecordError` where readers hold on to the old."""
    (sqlite if engine.dialect.name == "sqlite" else postgres).sweep(engine)


class FullText(Protocol):
    """What either module has for full-text search and views."""

    def create_search(self, connection: Connection) -> None: ...
    def index(self, connection: Connection, entries: Iterable[Entry]) -> None: ...
    def forget(self, connection: Connection, rows: Sequence[int]) -> None: ...
    def find(self, connection: Connection, terms: Sequence[str], limit: int) -> list[Hit]: ...
    def joined(self, words: str, separator: str) -> str: ...


def full_text(connection: Connection) -> FullText:
    """The module that speaks the connection's SQL."""
    return sqlite if connection.dialect.name == "sqlite" else postgres
