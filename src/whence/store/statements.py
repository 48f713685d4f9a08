"""The few statements that writing is made of, in chunks that any database takes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from operator import itemgetter
from typing import Any, TypeVar

from msgspec import Struct
from sqlalchemy import Column, Connection, Table, bindparam, delete, insert, select, update
from sqlalchemy.engine import Dialect

from whence.store.families import Family

CHUNK = 500  # ids in one statement; SQLite takes 250,000, PostgreSQL 32,767
S = TypeVar("S", bound=Struct)
T = TypeVar("T")
Row = Mapping[str, object]


def chunks(items: Iterable[T], size: int = CHUNK) -> Iterator[list[T]]:
    """Lists of at most `size` items."""
    rest = iter(items)
    while some := list(islice(rest, size)):
        yield some


def put(connection: Connection, table: Table, rows: Sequence[Row]) -> None:
    """Insert rows, if there are any; all have the columns of the first.

    The statement is compiled once and rows go to the driver as they are: SQLAlchemy's own way looks at each of them
    and takes twice as long as the database does.
    """
    if not rows:
        return
    dialect = connection.dialect
    statement = insert(table).compile(dialect=dialect, column_keys=tuple(rows[0]))
    names = (statement.positiontup or ()) if dialect.positional else tuple(rows[0])
    values = zip(*(_bound(table.c[name], dialect, rows) for name in names), strict=True)
    if dialect.positional:
        connection.exec_driver_sql(str(statement), [*values])
    else:
        connection.exec_driver_sql(str(statement), [dict(zip(names, row, strict=True)) for row in values])


def _bound(column: Column[Any], dialect: Dialect, rows: Sequence[Row]) -> list[object]:
    """One column of some rows, as the driver takes it."""
    bind = column.type.dialect_impl(dialect).bind_processor(dialect)
    found = map(itemgetter(column.name), rows)
    return [*found] if bind is None else [*map(bind, found)]


def take_out(connection: Connection, column: Column[Any], values: Iterable[str]) -> None:
    """Delete the rows with these values; lists of theirs go with them."""
    for some in chunks(values):
        connection.execute(delete(column.table).where(column.in_(some)))


def words(connection: Connection, wanted: Column[Any], column: Column[Any], values: Iterable[str]) -> list[str]:
    """One column of the rows with these values in another, in order."""
    found: list[str] = []
    for some in chunks(values):
        found += connection.execute(select(wanted).where(column.in_(some))).scalars()
    return sorted(found)


def those(connection: Connection, family: Family[S], column: Column[Any], values: Iterable[str]) -> list[S]:
    """The Structs with their lists of which the root has one of these values in a column."""
    found: list[S] = []
    for some in chunks(sorted({*values})):
        found += family.fetch(connection, family.select().where(column.in_(some)))
    return found


def put_or_change(connection: Connection, table: Table, key: str, rows: Sequence[Row]) -> None:
    """Change the rows that are there and insert the others; what refers to them stays."""
    by_key = {str(row[key]): row for row in rows}
    there = set(words(connection, table.c[key], table.c[key], by_key))
    changed = [{**row, "its_key": one} for one, row in by_key.items() if one in there]
    if changed:
        names = [name for name in changed[0] if name not in (key, "its_key")]
        change = update(table).where(table.c[key] == bindparam("its_key"))
        connection.execute(change.values({name: bindparam(name) for name in names}), changed)
    put(connection, table, [row for one, row in by_key.items() if one not in there])


def put_new(connection: Connection, family: Family[S], values: Iterable[S]) -> None:
    """Put in Structs with their lists, none of which is there."""
    for table, some in family.rows(values).items():
        put(connection, table, some)


def upsert(connection: Connection, family: Family[S], values: Iterable[S]) -> None:
    """Put in Structs with their lists, in place of those with the same ids."""
    by_id = {family.identify(value): value for value in values}
    rows = family.rows(by_id.values())
    for branch in family.branches:
        take_out(connection, branch.table.c[family.key], by_id)
    put_or_change(connection, family.table, family.key, rows.pop(family.table))
    for table, some in rows.items():
        put(connection, table, some)
