"""A record on a real PostgreSQL server: one loader, many readers, kills, and the way there and back."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy
from test_store_round_trip import a_claim, a_load, an_event, merge_into

from whence import pipeline
from whence.cli import main
from whence.errors import BusyRecordError, RecordError
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
        with pytest.raises(BusyRecordError, match="another process is loading it"):
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


def test_a_killed_client_leaves_all_of_a_shard_or_nothing(postgres: New, tmp_path: Path) -> None:
    server = postgres()
    code = (
        "import sys; sys.path.insert(0, sys.argv[2]);"
        "from test_store_round_trip import a_claim, a_load; from whence.store.writer import Writer\n"
        "with Writer(sys.argv[1]) as writer:\n"
        "    print('ready', flush=True)\n"
        "    for n in range(400):\n"
        "        writer.load([a_load(f'r{n:03}', *(a_claim(f'{n:03}{m}', f'r{n:03}') for m in range(9)))])\n"
    )
    dice = random.Random(5)
    for _ in range(5):
        child = subprocess.Popen(
            [sys.executable, "-c", code, server.address, str(Path(__file__).parent)], stdout=subprocess.PIPE
        )
        assert child.stdout is not None
        child.stdout.readline()
        time.sleep(dice.uniform(0.0, 0.3))
        child.send_signal(signal.SIGKILL)
        child.wait()
        child.stdout.close()
        with Reader(server) as reader:
            counts = reader.counts()
            assert counts["claims"] == 9 * counts["reports"] == 9 * counts["originals"]
        wait_until_free(server)


def wait_until_free(at: Place) -> None:
    """The server notices a dead client within moments."""
    for _ in range(200):
        try:
            Writer(at).close()
        except BusyRecordError:
            time.sleep(0.05)
        else:
            return
    pytest.fail("the lock of a dead loader stands")
