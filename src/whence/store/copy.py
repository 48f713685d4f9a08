"""A record as it is, every row of it, into another database: from a file to a server or the other way."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

from msgspec import Struct
from sqlalchemy import Connection, Engine, Table, select

from whence.errors import RecordError
from whence.store import database, migrate, search
from whence.store import tables as t
from whence.store.families import CLAIMS, REPORTS, Family
from whence.store.place import Place, Server, place
from whence.store.statements import put

PAGE = 2000  # rows that are carried at a time
FEW = 16  # originals and reports: each may be tens of megabytes
S = TypeVar("S", bound=Struct)


def copy(source: str | Path | Server, target: str | Path | Server) -> dict[str, int]:
    """Copy a record into an empty place, all or nothing; gives the number of rows by table.

    Ids, bytes, decisions, redirects and configuration stay what they are. Raises `RecordError` where the target is the
    source or holds reports already, and as reading and writing a record do.
    """
    came, goes = place(source), place(target)
    if came == goes:
        raise RecordError(f"{goes}: that is the record itself. Name another place.")
    database.require(came)
    reading = migrate.open_for_reading(came)
    try:
        lock = database.take_lock(goes)
        try:
            return _into(reading, goes)
        finally:
            lock.release()
    finally:
        reading.dispose()


def _into(reading: Engine, target: Place) -> dict[str, int]:
    writing = migrate.open_for_writing(target)
    try:
        with reading.begin() as out, writing.begin() as into:
            if into.execute(select(t.originals.c.report_id).limit(1)).first() is not None:
                raise RecordError(f"{target}: holds reports already. Name an empty place.")
            counts = {table.name: _rows(table, out, into) for table in t.metadata.sorted_tables}
            for reports in _pages(REPORTS, out, FEW):
                search.add(into, reports, [])
            for claims in _pages(CLAIMS, out, PAGE):
                search.add(into, [], claims)
        database.settle(writing)
    finally:
        writing.dispose()
    return counts


def _rows(table: Table, out: Connection, into: Connection) -> int:
    """Rows in order of their key, a page at a time."""
    count = 0
    query = select(table).order_by(*table.primary_key.columns)
    with out.execution_options(stream_results=True).execute(query) as found:
        while page := found.fetchmany(FEW if "data" in table.c or "text" in table.c else PAGE):
            put(into, table, [row._asdict() for row in page])
            count += len(page)
    return count


def _pages(family: Family[S], out: Connection, size: int) -> Iterator[list[S]]:
    key, last = family.table.c[family.key], ""
    while page := family.fetch(out, family.select().where(key > last).limit(size)):
        yield page
        last = family.identify(page[-1])
