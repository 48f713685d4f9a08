"""Records of earlier versions come up to date without loss, later ones are refused; on both databases."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, MetaData, Table, create_engine, inspect, text
from test_store_trouble import small_record

from whence.errors import NewerRecordError
from whence.store import database, migrate, tables
from whence.store.backup import contents
from whence.store.found import Entry
from whence.store.place import Place
from whence.store.reader import Reader
from whence.store.version import HEAD, VERSION_TABLE
from whence.store.writer import Writer

MIGRATIONS = Path(migrate.__file__).with_name("migrations")
FIRST = Path(__file__).resolve().parents[1] / "data" / "record-0001.json"  # a record as version 1 kept it, row by row


@contextmanager
def plain(at: Place) -> Iterator[Connection]:
    """The database as any other tool opens it."""
    address = f"sqlite:///{at}" if isinstance(at, Path) else at.address.replace("postgresql:", "postgresql+psycopg:")
    engine = create_engine(address)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def made(at: Place, version: str) -> None:
    """An empty record of a version."""
    engine = migrate.open_for_writing(at, to=version)
    database.settle(engine)
    engine.dispose()


def first_record(at: Place) -> dict[str, list[dict[str, object]]]:
    """A record as the first version wrote it; gives its rows."""
    made(at, "0001")
    rows = json.loads(FIRST.read_text())
    with plain(at) as connection:
        for name in (table.name for table in tables.metadata.sorted_tables):
            table = Table(name, MetaData(), autoload_with=connection) if name in rows else None
            if table is not None and rows[name]:
                packed = [one.name for one in table.columns if "BLOB" in str(one.type) or "BYTEA" in str(one.type)]
                some = [{k: bytes.fromhex(v) if k in packed else v for k, v in row.items()} for row in rows[name]]
                connection.execute(table.insert(), some)
        entries = [Entry(**one) for one in rows["search_words"]]
        database.full_text(connection).index(connection, entries)
    return rows


def test_tables_are_what_the_steps_make(nowhere: Callable[[], Place]) -> None:
    at = nowhere()
    made(at, "head")
    with plain(at) as connection:
        context = MigrationContext.configure(connection, opts={"version_table": VERSION_TABLE, "compare_type": True})
        found = [one for one in compare_metadata(context, tables.metadata) if "search_words" not in str(one)]
    assert found == []


def test_head_is_the_last_step() -> None:
    assert ScriptDirectory(str(MIGRATIONS)).get_current_head() == HEAD


def test_a_record_of_the_first_version_comes_up_to_date(nowhere: Callable[[], Place]) -> None:
    at = nowhere()
    rows = first_record(at)
    words = [one["id"] for one in rows.pop("search_words") if "polling" in str(one["words"])]
    with plain(at) as connection:
        assert "tombstones" not in inspect(connection).get_table_names()
    with Reader(at) as reader:
        assert {hit.id for hit in reader.search("polling")} == {*words} != set()
        assert [len([*reader.reports()]), len([*reader.claims()]), len([*reader.events()])] == [3, 4, 3]
        assert reader.tombstones() == []
    with plain(at) as connection:
        assert connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar() == HEAD
        for name, some in rows.items():
            found = [row._asdict() for row in connection.execute(text(f"SELECT * FROM {name}"))]
            assert told(found) == told(some), name
    small_record(at)  # and it can be written


def told(rows: list[dict[str, object]]) -> list[str]:
    """Rows in one order, each value in one way, whichever database gave them."""
    return sorted(json.dumps({key: one_way(value) for key, value in row.items()}, sort_keys=True) for row in rows)


def one_way(value: object) -> object:
    if isinstance(value, bytes | memoryview):
        return bytes(value).hex()
    return float(value) if isinstance(value, int | float) else value


def test_a_record_of_every_version_comes_up_to_date(nowhere: Callable[[], Place]) -> None:
    for script in ScriptDirectory(str(MIGRATIONS)).walk_revisions():
        at = nowhere()
        made(at, script.revision)
        with Reader(at) as reader:
            assert reader.counts()["reports"] == 0
        small_record(at)
        with plain(at) as connection:
            assert connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar() == HEAD


def test_a_reader_brings_an_older_record_up_to_date(
    nowhere: Callable[[], Place], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    at = small_record(nowhere())
    with plain(at) as connection:
        connection.execute(text("DROP VIEW claims_readable"))
        connection.execute(text("CREATE VIEW old_view AS SELECT 1 AS one"))
    monkeypatch.setattr(migrate, "HEAD", "0003")  # as if this code knew a step more
    with Reader(at) as reader:
        assert reader.counts()["claims"] == 1
    with plain(at) as connection:
        views = inspect(connection).get_view_names()
    assert "claims_readable" in views
    assert "old_view" not in views
    assert [one.name for one in tmp_path.iterdir()] == (["r0.db"] if isinstance(at, Path) else [])


def test_a_record_of_a_later_version_is_refused(nowhere: Callable[[], Place], tmp_path: Path) -> None:
    at = small_record(nowhere())
    before = contents(at)
    with plain(at) as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '9999'"))
    for opened in (Reader, Writer):
        with pytest.raises(NewerRecordError, match=r"9999.*Upgrade"):
            opened(at)
    with plain(at) as connection:
        connection.execute(text(f"UPDATE {VERSION_TABLE} SET version_num = '{HEAD}'"))
    assert contents(at) == before
    assert [one.name for one in tmp_path.iterdir()] == (["r0.db"] if isinstance(at, Path) else [])
