"""Bring a record's tables to the version that this code writes, by frozen steps, each record at most once."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, Engine, inspect, text

from whence.errors import NewerRecordError, RecordError
from whence.store import database, views
from whence.store.place import Place
from whence.store.version import HEAD, VERSION_TABLE


def version(connection: Connection, path: Place) -> str | None:
    """The version of a record's tables, null for an empty file.

    Raises `RecordError` on a stranger's database, `NewerRecordError` where a later Whence wrote it.
    """
    names = inspect(connection).get_table_names()
    if VERSION_TABLE not in names:
        if names:
            raise RecordError(f"{path}: a database, but not a record of Whence. Name another file.")
        return None
    found = connection.execute(text(f"SELECT version_num FROM {VERSION_TABLE}")).scalar()  # noqa: S608
    if found is not None and found > HEAD:
        raise NewerRecordError(
            f"{path}: written by a later Whence (record version {found}, this one knows up to {HEAD}). "
            "Upgrade Whence, or export the record with the version that wrote it."
        )
    return None if found is None else str(found)


def open_for_writing(path: Place, to: str = "head") -> Engine:
    """An engine on a record that is up to date; an empty or missing file becomes a record. Hold the lock."""
    engine = database.open_engine(path, write=True)
    try:
        with engine.begin() as connection:
            if version(connection, path) != HEAD:
                _upgrade(connection, to)
        database.begin_loading(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def open_for_reading(path: Place) -> Engine:
    """An engine that cannot write, on a record that is brought up to date first where it is older."""
    engine = database.open_engine(path, write=False)
    try:
        with engine.begin() as connection:
            found = version(connection, path)
    except BaseException:
        engine.dispose()
        raise
    if found is None:
        raise RecordError(f"{path}: an empty file, not a record. Make one with: whence read PATH... --into {path}")
    if found != HEAD:
        _bring_up(path)
    return engine


def _bring_up(path: Place) -> None:
    lock = database.take_lock(path)
    try:
        engine = open_for_writing(path)
        database.settle(engine)
        engine.dispose()
    finally:
        lock.release()


def _upgrade(connection: Connection, to: str) -> None:
    """All missing steps, or none: they run inside the connection's transaction."""
    # Imported here: a record that is up to date opens without the 0.1 s that Alembic takes to load.
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).with_name("migrations")).replace("%", "%%"))
    config.attributes["connection"] = connection
    _drop_views(connection)
    command.upgrade(config, to)
    for name, query in views.readable(database.full_text(connection).joined).items():
        connection.execute(text(f"CREATE VIEW {name} AS {query}"))


def _drop_views(connection: Connection) -> None:
    """Views hold nothing: they are made anew, so that no step has to know how they once were."""
    for name in inspect(connection).get_view_names():
        connection.execute(text(f"DROP VIEW {name}"))
