"""A record on a real PostgreSQL server: one loader, many readers, kills, and the way there and back."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from pathlib import Path

import psycopg
import pytest
import sqlalchemy
from test_store_round_trip import a_claim, a_load, an_event, merge_into

from whence import pipeline
from whence.cli import main
from whence.errors import BusyRecordError, ReadOnlyRecordError, RecordError, RecordFullError
from whence.store.copy import copy
from whence.store.equality import differences
from whence.store.place import Place, Server, parts_folder, place
from whence.store.reader import Reader
from whence.store.writer import Writer

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
New = Callable[[], Server]


def test_addresses() -> None:
    with_password = place("postgresql://ada:secret@db.example:5432/records")
    assert isinstance(with_password, Server)
    assert str(with_password) == "postgresql://ada@db.example:5432/records"
    assert place(Path("postgresql://db/records")) == place("postgres://db/records") == place("postgresql+psycopg://db/records")  # fmt: skip  # noqa: E501
    assert place("postgresql.db") == Path("postgresql.db")
    assert parts_folder(Path("a/r.db")) == Path("a/r.db.parts")
    assert parts_folder(with_password) != parts_folder(Server("postgresql://db/others"))


def test_no_server_there() -> None:
    with pytest.raises(RecordError, match="cannot be reached"):
        Reader("postgresql://nobody@127.0.0.1:9/none")
    with pytest.raises(RecordError, match="cannot be reached"):
        Writer("postgresql://nobody@127.0.0.1:9/none")


def test_no_such_database(postgres: New) -> None:
    address = postgres().address + "-not"
    with pytest.raises(RecordError, match="does not exist"):
        Reader(address)


def test_a_database_of_others_is_refused(postgres: New) -> None:
    server = postgres()
    engine = sqlalchemy.create_engine(server.address.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        connection.execute(sqlalchemy.text("DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE TABLE a (b int)"))
    engine.dispose()
    with pytest.raises(RecordError, match="not a record of Whence"):
        Writer(server)


def test_one_loader_at_a_time_and_readers_beside_it(postgres: New) -> None:
    server = postgres()
    with Writer(server) as writer:
        writer.load([a_load("r", a_claim("1", "r"))])
        with pytest.raises(BusyRecordError, match=r"another process is loading it \(user whence, whence, process"):
            Writer(server)
        with Reader(server) as reader:
            assert reader.counts()["claims"] == 1
    with Writer(server), pytest.raises(BusyRecordError):
        Writer(server)


def test_views_read_the_same_on_both(postgres: New, tmp_path: Path) -> None:
    link = {"text": "x", "start": 0, "end": 1, "found_by": "t", "kind": "person"}
    chain = [{**link, "name": "Kyiv Post", "kind": "outlet"}, {**link, "name": "Haidai"}]
    claim = a_claim("1", "r", chain=chain, contexts=["election"])
    told = []
    for at in (tmp_path / "r.db", postgres()):
        with Writer(at) as writer:
            writer.load([a_load("r", claim)])
            merge_into(writer, [claim], an_event("e", "1"))
        url = f"sqlite:///{at}" if isinstance(at, Path) else at.address.replace("postgresql:", "postgresql+psycopg:")
        engine = sqlalchemy.create_engine(url)
        views = sorted(sqlalchemy.inspect(engine).get_view_names())
        with engine.begin() as connection:
            told.append(
                [[tuple(row) for row in connection.execute(sqlalchemy.text(f"SELECT * FROM {v}"))] for v in views]
            )
        engine.dispose()
    assert told[0] == told[1]
    assert len(told[0]) == 7


def test_the_whole_way_there_and_back(postgres: New, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    server, file, back = postgres(), tmp_path / "r.db", tmp_path / "back.db"
    settings = pipeline.Settings(engine="lexicon", shard_size=5)
    os.chdir(tmp_path)
    pipeline.read([EXAMPLES], file, settings)
    pipeline.read([EXAMPLES], server.address, settings)
    assert pipeline.read([EXAMPLES], server.address, settings).unchanged > 0
    with Reader(file) as one, Reader(server) as other:
        assert differences(one, other) == []
        assert [hit.id for hit in one.search("polling")] != []
        assert {hit.id for hit in one.search("polling")} == {hit.id for hit in other.search("polling")}
    assert main(["migrate", server.address, "--into", str(back)]) == 0
    assert "claims" in capsys.readouterr().err
    with Reader(file) as one, Reader(back) as other:
        assert differences(one, other) == []
        assert other.configuration() != {}
        assert {hit.id for hit in one.search("polling")} == {hit.id for hit in other.search("polling")}
    for source, target in ((back, server), (back, back)):
        with pytest.raises(RecordError):
            copy(source, target)


def execute(server: Server, *statements: str) -> None:
    with psycopg.connect(server.address, autocommit=True) as connection:
        for one in statements:
            connection.execute(one)


def test_a_loader_whose_lock_is_gone_writes_no_more(postgres: New) -> None:
    server = postgres()
    with Writer(server) as writer:
        writer.load([a_load("r", a_claim("1", "r"))])
        execute(
            server,
            "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND database = "
            "(SELECT oid FROM pg_database WHERE datname = current_database())",
        )
        wait_until_free(server)
        with pytest.raises(RecordError, match=r"let go of this loader's lock.*run again"):
            writer.load([a_load("s", a_claim("2", "s"))])
    with Reader(server) as reader:
        assert reader.counts()["claims"] == 1


@pytest.mark.parametrize(
    ("state", "error", "words"),
    [("53100", RecordFullError, "disk is full"), ("40P01", BusyRecordError, "another program")],
)
def test_what_fails_in_the_middle_leaves_the_record_as_it_was(
    postgres: New, state: str, error: type[RecordError], words: str
) -> None:
    server = postgres()
    with Writer(server) as writer:
        writer.load([a_load("r", a_claim("1", "r"))])
        execute(
            server,
            f"CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
            f"RAISE EXCEPTION USING ERRCODE = '{state}'; END $$",
            "CREATE TRIGGER fails BEFORE INSERT ON chain_links FOR EACH ROW EXECUTE FUNCTION fail()",
        )
        link = {"text": "x", "start": 0, "end": 1, "found_by": "t", "name": "x", "kind": "person"}
        with pytest.raises(error, match=words):
            writer.load([a_load("r"), a_load("s", a_claim("2", "s", chain=[link]))])
        execute(server, "DROP TRIGGER fails ON chain_links")
        with Reader(server) as reader:
            assert [claim.claim_id for claim in reader.claims()] == ["1"]
        writer.load([a_load("s", a_claim("2", "s", chain=[link]))])
    with Reader(server) as reader:
        assert reader.counts()["claims"] == 2


def test_who_may_only_read_is_told_so(postgres: New) -> None:
    server = postgres()
    with Writer(server) as writer:
        writer.load([a_load("r", a_claim("1", "r"))])
    name = server.address.rpartition("/")[2]
    execute(server, f"CREATE ROLE looker_{name} LOGIN", f"GRANT SELECT ON ALL TABLES IN SCHEMA public TO looker_{name}")
    looker = Server(server.address.replace("whence@", f"looker_{name}@"))
    with Reader(looker) as reader:
        assert [claim.claim_id for claim in reader.claims()] == ["1"]
        assert reader.search("fired") != []
    with pytest.raises(ReadOnlyRecordError, match="may not do that"), Writer(looker) as writer:
        writer.load([a_load("s", a_claim("2", "s"))])
    execute(server, f'ALTER DATABASE "{name}" SET default_transaction_read_only = on')
    with pytest.raises(ReadOnlyRecordError, match="takes no writing"), Writer(server) as writer:
        writer.load([a_load("s", a_claim("2", "s"))])


def wait_until_free(at: Place) -> None:
    """The server notices a dead client within moments."""
    for _ in range(400):
        try:
            Writer(at).close()
        except BusyRecordError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("the lock of a dead loader stands")
