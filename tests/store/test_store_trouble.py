"""A record that is newer, older, damaged, busy, full or may not be written: each says so and comes to no harm."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, event, text
from test_store_round_trip import a_claim, a_load

from whence.errors import (
    BusyRecordError,
    ReadOnlyRecordError,
    RecordError,
    RecordFullError,
)
from whence.store import sqlite
from whence.store.equality import record_equal
from whence.store.lock import Lock
from whence.store.place import Place
from whence.store.reader import Reader
from whence.store.writer import Writer

NOBODY = 65534

HOLDER = """
import sys, time
from whence.store.writer import Writer
writer = Writer(sys.argv[1])
print("in", flush=True)
time.sleep(60)
"""


def small_record(path: Place) -> Place:
    with Writer(path) as writer:
        writer.load([a_load("r", a_claim("1", "r"))])
    return path


@pytest.fixture
def as_nobody() -> Iterator[Path]:
    """A folder of somebody else's; as root, which may write anywhere, this process becomes nobody for a while."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o755)
    yield folder
    if os.geteuid() == NOBODY:
        os.seteuid(0)
    folder.chmod(0o755)


def give_up_rights(folder: Path) -> None:
    if os.geteuid() == 0:
        os.seteuid(NOBODY)
    else:
        for path in folder.iterdir():
            path.chmod(0o444)
        folder.chmod(0o555)


def test_other_files_are_refused_untouched(tmp_path: Path) -> None:
    (tmp_path / "text.db").write_text("No database at all, but longer than the hundred bytes of a header. " * 3)
    (tmp_path / "empty.db").touch()
    with sqlite3.connect(tmp_path / "other.db") as plain:
        plain.execute("CREATE TABLE things (name)")
    plain.close()
    for name, words in (("text.db", "not a record"), ("other.db", "not a record of Whence")):
        before = (tmp_path / name).read_bytes()
        for opened in (Reader, Writer):
            with pytest.raises(RecordError, match=words):
                opened(tmp_path / name)
        assert (tmp_path / name).read_bytes()[100:] == before[100:]
    with pytest.raises(RecordError, match="empty file"):
        Reader(tmp_path / "empty.db")
    with pytest.raises(RecordError, match="no record there"):
        Reader(tmp_path / "none.db")
    with pytest.raises(RecordError, match="a folder"):
        Writer(tmp_path)
    assert not list(tmp_path.glob("*.lock"))


def test_a_damaged_record_says_so(tmp_path: Path) -> None:
    path = small_record(tmp_path / "r.db")
    data = bytearray(path.read_bytes())
    data[4096 : len(data) : 2] = b"\xff" * len(data[4096 : len(data) : 2])
    path.write_bytes(data)
    with pytest.raises(RecordError, match="damaged"), Reader(path) as reader:
        list(reader.claims())


def test_a_folder_that_may_not_be_written(as_nobody: Path) -> None:
    small_record(as_nobody / "r.db")
    give_up_rights(as_nobody)
    with pytest.raises(ReadOnlyRecordError, match="cannot be written"):
        Writer(as_nobody / "r.db")
    with pytest.raises(ReadOnlyRecordError, match="folder cannot be made"):
        Writer(as_nobody / "more" / "r.db")
    with Reader(as_nobody / "r.db") as reader:  # but it can be read
        assert [claim.claim_id for claim in reader.claims()] == ["1"]


def test_a_record_that_was_left_with_a_log_can_be_read_in_such_a_folder(as_nobody: Path) -> None:
    path = small_record(as_nobody / "r.db")
    with sqlite3.connect(path) as plain:
        plain.execute("PRAGMA journal_mode = WAL")
    plain.close()
    give_up_rights(as_nobody)
    with Reader(path) as reader:
        assert reader.counts()["claims"] == 1


def test_a_file_that_may_not_be_written(as_nobody: Path) -> None:
    path = small_record(as_nobody / "r.db")
    path.chmod(0o444)
    as_nobody.chmod(0o777)
    if os.geteuid() == 0:
        os.seteuid(NOBODY)
    with pytest.raises(ReadOnlyRecordError, match=r"r\.db"), Writer(path) as writer:
        writer.load([a_load("s", a_claim("2", "s"))])


def test_a_full_disk_leaves_the_record_as_it_was(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, twin = small_record(tmp_path / "r.db"), small_record(tmp_path / "twin.db")
    text = os.urandom(400_000).hex()
    with monkeypatch.context() as patch:
        before = sqlite._prepare

        def prepare(connection: sqlite3.Connection, entry: object) -> None:
            before(connection, entry)
            pages = connection.execute("PRAGMA page_count").fetchone()[0]
            connection.execute(f"PRAGMA max_page_count = {pages + 20}")

        patch.setattr(sqlite, "_prepare", prepare)
        with Writer(path) as writer:
            with pytest.raises(RecordFullError, match=r"full.*Make room"):
                writer.load([a_load("s", a_claim("2", "s"), text=text)])
            with Reader(path) as reader, Reader(twin) as other:
                assert record_equal(reader, other)
    with Writer(path) as writer:
        writer.load([a_load("s", a_claim("2", "s"), text=text)])
    with Reader(path) as reader:
        assert reader.counts()["claims"] == 2


def test_an_io_error_is_said_to_be_one(tmp_path: Path) -> None:
    with Writer(tmp_path / "r.db") as writer:

        def fail(*_: object) -> None:
            error = sqlite3.OperationalError("disk I/O error")
            error.sqlite_errorname = "SQLITE_IOERR_WRITE"
            raise error

        event.listen(writer._engine, "do_executemany", fail)
        event.listen(writer._engine, "do_execute", fail)
        with pytest.raises(RecordFullError, match="failing"):
            writer.configure("a", "b", who="me", when="now")


def test_one_loader_at_a_time(at: Place) -> None:
    with Writer(at):
        with pytest.raises(BusyRecordError, match=rf"another process is loading it \(.*process {os.getpid()} on "):
            Writer(at)
        with Reader(at) as reader:  # looking on is no trouble
            assert reader.counts()["claims"] == 0
    small_record(at)


def test_the_lock_ends_with_its_process(at: Place, tmp_path: Path) -> None:
    address = getattr(at, "address", str(at))
    holder = subprocess.Popen([sys.executable, "-c", HOLDER, address], stdout=subprocess.PIPE)
    assert holder.stdout.readline() == b"in\n"
    with pytest.raises(BusyRecordError, match=f"process {holder.pid} on "):
        Writer(at)
    holder.send_signal(signal.SIGKILL)
    holder.wait()
    for _ in range(400):  # a server notices within moments
        try:
            small_record(at)
        except BusyRecordError:
            time.sleep(0.05)
        else:
            break
    with Reader(at) as reader:
        assert reader.counts()["claims"] == 1
    assert [path.name for path in tmp_path.iterdir()] == (["r0.db"] if isinstance(at, Path) else [])


def test_a_lock_that_was_removed_meanwhile_is_taken_anew(tmp_path: Path) -> None:
    first = Lock(tmp_path / "r.db")
    first.path.unlink()  # as its holder does, just before letting go
    second = Lock(tmp_path / "r.db")
    assert second._is_current(second.handle)
    assert not first._is_current(first.handle)
    os.close(first.handle)
    second.path.unlink()
    assert not second._is_current(second.handle)
    second.release()


def test_a_lock_that_goes_while_it_is_taken_is_taken_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = [False, True]
    monkeypatch.setattr(Lock, "_is_current", lambda *_: answers.pop(0))
    Lock(tmp_path / "r.db").release()
    assert answers == []


def test_another_tool_that_holds_on_to_the_file_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = small_record(tmp_path / "r.db")
    monkeypatch.setattr(sqlite, "WAIT", 0.1)
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(BusyRecordError, match="another program is using it"):
        Writer(path)
    other.close()
    small_record(path)


def test_a_reader_does_not_keep_the_log_beside_the_record(tmp_path: Path) -> None:
    path = small_record(tmp_path / "r.db")
    with Reader(path) as reader, Writer(path) as writer:
        assert reader.counts()["claims"] == 1
        writer.load([a_load("s", a_claim("2", "s"))])
        assert reader.counts()["claims"] == 2
    assert [one.name for one in tmp_path.iterdir()] == ["r.db"]
    with sqlite3.connect(path) as plain:
        assert plain.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_an_open_reader_of_another_tool_does_no_harm(at: Place) -> None:
    """It sees the record as it was when it began, for as long as it looks."""
    small_record(at)
    address = f"sqlite:///{at}" if isinstance(at, Path) else at.address.replace("postgresql:", "postgresql+psycopg:")
    engine = create_engine(address, isolation_level="SERIALIZABLE")
    count = text("SELECT COUNT(*) FROM claims")
    with Writer(at) as writer:
        other = engine.connect()
        other.exec_driver_sql("BEGIN") if isinstance(at, Path) else other.begin()
        assert other.execute(count).scalar() == 1
        writer.load([a_load("s", a_claim("2", "s"))])
        assert other.execute(count).scalar() == 1
        other.rollback()
        other.close()
    with engine.connect() as other:
        assert other.execute(count).scalar() == 2
    engine.dispose()
    with Reader(at) as reader:
        assert reader.counts()["claims"] == 2


def test_opening_is_less_work_than_making(tmp_path: Path) -> None:
    began = time.process_time()
    path = small_record(tmp_path / "r.db")
    made = time.process_time() - began
    began = time.process_time()
    with Reader(path) as reader:
        reader.counts()
    opened = time.process_time() - began
    assert opened < made
