"""What merging looks up when reports join a record: blocks of claims, shared passages, and which reports wait.

These tables follow from the rest of the record and are made with the first merge: they are no part of its shape.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from math import isnan, nan
from typing import Any

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray
from sqlalchemy import BigInteger, Column, Connection, Double, MetaData, Table, Text, delete, inspect, select, text

from whence.store import tables as t
from whence.store.database import full_text
from whence.store.statements import chunks, put

metadata = MetaData()
keys = Table(
    "merge_keys",
    metadata,
    Column("key", BigInteger, primary_key=True, autoincrement=False),
    Column("claim_id", Text, primary_key=True),
    sqlite_with_rowid=False,
)
passages = Table(
    "merge_passages",
    metadata,
    Column("passage", BigInteger, primary_key=True, autoincrement=False),
    Column("report_id", Text, primary_key=True),
    sqlite_with_rowid=False,
)
marks = Table(
    "merge_marks",
    metadata,
    Column("claim_id", Text, primary_key=True),
    *(Column(name, Double) for name in ("first", "last", "most", "lat", "lon", "name")),
    sqlite_with_rowid=False,
)
waiting = Table("merge_waiting", metadata, Column("report_id", Text, primary_key=True))
_LOOK_UPS = (
    "CREATE INDEX IF NOT EXISTS ix_event_links_other_event ON event_links (other_event)",
    "CREATE INDEX IF NOT EXISTS ix_reports_copy_of ON reports (copy_of)",
)
ROWS = 50_000  # put in at a time
FIRST = """
    WITH wanted (value) AS (VALUES {wanted})
    SELECT value, (SELECT {items} FROM (
        SELECT {item} FROM {table} WHERE {number} = wanted.value LIMIT {most} + 1
    ) AS few) FROM wanted
"""
Numbers = Mapping[str, Sequence[int]]
Marks = Mapping[str, Sequence[float]]
Ints = NDArray[np.int64]


def there(connection: Connection) -> bool:
    """Whether the tables have been made."""
    return inspect(connection).has_table(waiting.name)


class Found(Struct, frozen=True, kw_only=True):
    """What merging a whole large record found, in few objects."""

    claims: Sequence[str]
    sizes: Ints  # of each claim, how many keys it has
    keys: Ints  # of all of them, one after another
    marks: NDArray[np.float64]  # a row a claim
    passages: Numbers  # of reports


def replace(connection: Connection, claims: Numbers, reports: Numbers, apart: Marks) -> None:
    """Make the index anew for a record that was merged as a whole."""
    empty(connection)
    add(connection, claims, reports, apart)


def empty(connection: Connection) -> None:
    """Make its tables, with nothing in them."""
    metadata.create_all(connection)
    for statement in _LOOK_UPS:
        connection.execute(text(statement))
    for table in (keys, passages, marks, waiting):
        connection.execute(delete(table))


def add(connection: Connection, claims: Numbers, reports: Numbers, apart: Marks) -> None:
    """Put in the blocks of claims and the passages of reports; in order of number, which a tree takes fastest."""
    add_columns(connection, keys, [*claims], *_columns([*claims.values()]))
    add_columns(connection, passages, [*reports], *_columns([*reports.values()]))
    add_marks(connection, apart.items())


def _columns(found: Sequence[Sequence[int]]) -> tuple[Ints, Ints]:
    sizes = np.array([len(some) for some in found], np.int64)
    return sizes, np.fromiter(chain.from_iterable(found), np.int64, int(sizes.sum()))


def add_columns(connection: Connection, table: Table, ids: Sequence[str], sizes: Ints, values: Ints) -> None:
    """Put in the numbers of each id, given one after another: some bytes each, however many there are."""
    number, item = (column.name for column in table.c)
    ordered = sorted(range(len(ids)), key=ids.__getitem__)
    place = np.empty(len(ids), np.int64)
    place[ordered] = np.arange(len(ids))
    names = [ids[at] for at in ordered]
    places = np.repeat(place, sizes)
    order = np.lexsort((places, values))
    for at in range(0, len(order), ROWS):
        some = order[at : at + ROWS]
        rows = zip(values[some].tolist(), places[some].tolist(), strict=True)
        put(connection, table, [{number: value, item: names[one]} for value, one in rows])


def put_found(connection: Connection, found: Found) -> None:
    """Put in what merging a whole large record found."""
    add_columns(connection, keys, found.claims, found.sizes, found.keys)
    add_columns(connection, passages, [*found.passages], *_columns([*found.passages.values()]))
    add_marks(connection, zip(found.claims, found.marks.tolist(), strict=True))


def add_marks(connection: Connection, apart: Iterable[tuple[str, Sequence[float]]]) -> None:
    """Put in the marks of claims."""
    names = [column.name for column in marks.c]
    for told in chunks(sorted(apart), ROWS):
        rows_of = [dict(zip(names, (one, *map(_known, some)), strict=True)) for one, some in told]
        put(connection, marks, rows_of)


def _known(value: float) -> float | None:
    return None if isnan(value) else value


def marks_of(connection: Connection, claims: Sequence[str]) -> NDArray[np.float64]:
    """A row a claim, in their order: its mark; not a number where nothing is known."""
    place = {one: at for at, one in enumerate(claims)}
    found = np.full((len(claims), len(marks.c) - 1), nan)
    for some in chunks(claims):
        rows = connection.execute(select(marks).where(marks.c.claim_id.in_(some))).fetchall()
        if rows:
            names, *values = zip(*rows, strict=True)
            found[[place[one] for one in names]] = np.array(values, np.float64).T
    return found


def remove(connection: Connection, claims: Numbers) -> None:
    """Take out the blocks of some claims."""
    for one, some in sorted(claims.items()):
        connection.execute(delete(keys).where(keys.c.key.in_(some), keys.c.claim_id == one))
    for ids in chunks(sorted(claims)):
        connection.execute(delete(marks).where(marks.c.claim_id.in_(ids)))


def wait(connection: Connection, reports: Iterable[str]) -> None:
    """Note reports that came in since the record was merged."""
    put(connection, waiting, [{"report_id": one} for one in sorted({*reports} - {*waiting_now(connection)})])


def wait_no_more(connection: Connection) -> None:
    """Nothing waits."""
    connection.execute(delete(waiting))


def waiting_now(connection: Connection) -> list[str]:
    """The reports that wait for merging, in order."""
    if not there(connection):
        return []
    return list(connection.execute(select(waiting.c.report_id).order_by(waiting.c.report_id)).scalars())


def having(
    connection: Connection, table: Table, number: str, item: str, values: Iterable[int], most: int
) -> dict[int, list[str] | None]:
    """Number -> the items that have it, null where they are more than `most`; what nothing has is left out.

    What goes beyond is never read: a million claims may share a key.
    """
    found: dict[int, list[str] | None] = {}
    items = full_text(connection).joined(item, " ")
    for some in chunks(sorted(values)):
        given = {f"v{at}": value for at, value in enumerate(some)}
        wanted = ", ".join(f"(:{name})" for name in given)
        query = FIRST.format(wanted=wanted, items=items, item=item, table=table.name, number=number, most=most)
        rows = connection.execute(text(query), given)
        held = ((int(value), some) for value, some in rows if some is not None)
        found.update({value: some.split(" ") if some.count(" ") < most else None for value, some in held})
    return found


def together(
    connection: Connection, wanted: Column[Any], column: Column[Any], values: Iterable[str]
) -> dict[str, list[str]]:
    """Value of `column` -> those of `wanted` beside it, in order."""
    found: dict[str, list[str]] = defaultdict(list)
    for some in chunks(sorted({*values})):
        query = select(column, wanted).where(column.in_(some)).order_by(column, wanted)
        for value, one in connection.execute(query):
            found[value].append(one)
    return found


def homes(connection: Connection, claims: Iterable[str]) -> dict[str, str]:
    """Claim -> its event."""
    table = t.event_claims
    found = together(connection, table.c.event_id, table.c.claim_id, claims)
    return {claim: events[0] for claim, events in found.items()}
