"""Reading on a Ray cluster: the same record as in process, whoever dies on the way, and silence about it."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from importlib.util import find_spec
from pathlib import Path

import pytest
from fake_killers import Note, deadly, dying_once, leaky, stillborn, unopened
from msgspec import structs
from test_runners_run import double, doubler, strict

from fake_stages import STAGES, Trip, write_reports
from whence import merging, pipeline
from whence.errors import ConfigurationError, ModelError, WhenceError
from whence.pipeline import Settings
from whence.runners import Ray, distributed
from whence.runners.cluster import Cluster
from whence.runners.sent import ReadSent
from whence.runners.shards import Done, Shard
from whence.runners.where import reading, runner
from whence.runners.worker import outcome
from whence.schema.ids import report_id
from whence.schema.original import Original
from whence.schema.records import Input
from whence.stages.ingest import parse
from whence.store.equality import differences
from whence.store.reader import Reader

ON_RAY = Settings(on="ray", workers=2, shard_size=4)
ALONE = Settings(shard_size=4)
APART = ("captured", "fingerprint")  # the hour, and that a stage of the test read along


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    """A cluster of two workers on this machine, which every reading here finds and leaves running."""
    if find_spec("ray") is None:
        message = 'Ray is not installed: pip install -e ".[ray]"'
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    with Ray(count=2) as found:
        found.cluster.open()
        yield found.cluster


@pytest.fixture
def ray(cluster: Cluster) -> Iterator[Ray]:
    """Its workers, those of this test alone."""
    with Ray(count=2) as found:
        yield found


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Forty reports, read in process."""
    folder = tmp_path_factory.mktemp("whole")
    write_reports(folder / "in", 40)
    pipeline.read([folder / "in"], folder / "whole.db", ALONE, chosen=STAGES)
    return folder


def assert_same(one: Path, other: Path) -> None:
    with Reader(one) as mine, Reader(other) as theirs:
        assert differences(mine, theirs) == []
    assert rows(one) == rows(other)


def rows(record: Path) -> dict[str, list[str]]:
    """Every row of every table, but for what is APART and the record's own secret."""
    with closing(sqlite3.connect(record)) as file:
        names = [name for (name,) in file.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {name: sorted(map(repr, _rows(file, name))) for name in names if name != "configuration"}


def _rows(file: sqlite3.Connection, table: str) -> list[tuple[object, ...]]:
    columns = [f'"{row[1]}"' for row in file.execute(f"PRAGMA table_info('{table}')") if row[1] not in APART]
    return file.execute(f"SELECT {', '.join(columns)} FROM '{table}'").fetchall() if columns else []


def test_results_come_in_order_and_items_as_they_are_needed(ray: Ray) -> None:
    assert list(ray.run(doubler, [])) == []
    taken: list[int] = []
    results = ray.run(doubler, (taken.append(n) or n for n in range(20)))
    assert next(results) == 0
    assert len(taken) <= 7
    assert list(results) == [double(n) for n in range(1, 20)]


def pid_and(word: str) -> tuple[int, str]:
    time.sleep(0.2)  # so that one worker does not do all
    return os.getpid(), word


def lower() -> Callable[[str], tuple[int, str]]:
    return lambda word: pid_and(word.lower())


def upper() -> Callable[[str], tuple[int, str]]:
    return lambda word: pid_and(word.upper())


def test_the_next_run_finds_the_workers_of_the_last(ray: Ray) -> None:
    first, then = [*ray.run(lower, "AbCd")], [*ray.run(upper, "eFgH")]
    assert [word for _, word in first + then] == [*"abcdEFGH"]
    assert {pid for pid, _ in first} == {pid for pid, _ in then}
    cut = ray.run(lower, "AbCd")  # somebody stops listening: whoever is at work then is sent home
    next(cut)
    cut.close()
    assert [word for _, word in ray.run(upper, "xy")] == ["X", "Y"]


def test_errors_raised_on_purpose_come_out_in_their_turn(ray: Ray) -> None:
    results = ray.run(strict, range(10))
    assert [next(results) for _ in range(3)] == [0, 1, 2]
    with pytest.raises(ModelError, match="3 is too much"):
        next(results)
    with pytest.raises(ModelError, match="no weights"):
        list(ray.run(unopened, [1]))


def test_what_killed_one_worker_is_done_by_another(ray: Ray, tmp_path: Path) -> None:
    assert list(ray.run(dying_once, [str(tmp_path / "a")])) == ["a"]


def test_what_kills_every_worker_and_cannot_be_set_aside_is_an_error(ray: Ray, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(distributed, "MEETS", 2)
    with pytest.raises(WhenceError, match="worker process died"):
        list(ray.run(deadly, [2]))
    monkeypatch.setattr(distributed, "HOPELESS", 2)
    with pytest.raises(WhenceError, match="worker process died"):
        list(ray.run(stillborn, [1]))


def test_a_worker_is_killed_and_the_record_and_progress_are_as_in_process(
    ray: Ray, whole: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merging, "SENT", 0)  # so that it is merged on the cluster too
    note = Note(file=str(tmp_path / "noted"), pause=0.02)
    killed: list[int] = []

    def kill_one() -> None:
        while not killed:
            time.sleep(0.02)
            killed.extend(pid for pid, _ in note.noted()[:1])
        os.kill(killed[0], signal.SIGKILL)

    killer = threading.Thread(target=kill_one)
    killer.start()
    told: list[object] = []
    summary = pipeline.read(
        [whole / "in"], tmp_path / "r.db", ON_RAY, chosen=(*STAGES, note), progress=lambda *said: told.append(said)
    )
    killer.join()
    assert killed[0] not in {pid for pid, _ in note.noted()[-4:]}
    assert summary.read == 40
    assert told == [*[("read", n, None) for n in range(4, 44, 4)], ("merge", 0, None)]
    assert_same(tmp_path / "r.db", whole / "whole.db")
    assert not list(tmp_path.glob("*.parts"))


def test_a_report_that_kills_every_worker_is_set_aside_alone(
    ray: Ray, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(distributed, "MEETS", 2)
    write_reports(tmp_path / "in", 4)
    bad = tmp_path / "in" / "002.txt"
    bad.write_text(bad.read_text() + " poison")
    summary = pipeline.read([tmp_path / "in"], tmp_path / "r.db", ON_RAY, chosen=(*STAGES, Trip(how="die")))
    assert summary.issues == {"error": 1}
    assert summary.reports == 3
    with Reader(tmp_path / "r.db") as record:
        (issue,) = record.issues()
        assert (issue.code, issue.input.path) == ("killed", str(bad))
        assert "2 workers died" in issue.message
    bad.unlink()
    pipeline.read([tmp_path / "in"], tmp_path / "without.db", ALONE, chosen=(*STAGES, Trip()))
    with Reader(tmp_path / "r.db") as mine, Reader(tmp_path / "without.db") as theirs:
        assert list(mine.claims()) == list(theirs.claims())
        assert list(mine.events()) == list(theirs.events())


DRIVER = """
import sys
from fake_killers import Note
from fake_stages import STAGES
from whence import merging, pipeline
settings = pipeline.Settings(on="ray", workers=2, shard_size=4)
pipeline.read([sys.argv[1]], sys.argv[2], settings, chosen=(*STAGES, Note(file=sys.argv[3], pause=0.05)))
"""


def test_a_killed_driver_resumes_with_what_is_missing(ray: Ray, whole: Path, tmp_path: Path) -> None:
    note = Note(file=str(tmp_path / "noted"), pause=0.05)
    folders = os.pathsep.join([str(Path(__file__).parent), str(Path(__file__).parent.parent)])
    environ = {name: value for name, value in os.environ.items() if not name.startswith("RAY_")}
    driver = subprocess.Popen(
        [sys.executable, "-c", DRIVER, whole / "in", tmp_path / "r.db", note.file],
        env={**environ, "PYTHONPATH": folders},
    )
    while len(note.noted()) < 20:
        assert driver.poll() is None
        time.sleep(0.01)
    driver.kill()
    driver.wait()
    _wait_for_the_end_of({pid for pid, _ in note.noted()})
    before = {report for _, report in note.noted()}
    assert len(before) < 40
    pipeline.read([whole / "in"], tmp_path / "r.db", ON_RAY, chosen=(*STAGES, note))
    assert_same(tmp_path / "r.db", whole / "whole.db")
    noted = [report for _, report in note.noted()]
    assert len({*noted}) == 40
    assert len(noted) <= 40 + 2 * distributed.READING * 4  # what two workers had in hand is read twice, nothing else
    assert not (tmp_path / "r.db.parts").exists()


def _wait_for_the_end_of(pids: set[int]) -> None:
    """Ray ends the workers of a driver that is gone."""
    while any(Path(f"/proc/{pid}").exists() for pid in pids):
        time.sleep(0.05)


def test_no_words_of_a_report_go_into_logs_and_nobody_else_is_spoken_to(ray: Ray, cluster: Cluster) -> None:
    """Comes last: the logs are those of all readings here, with deaths and faults."""
    with pytest.raises(WhenceError, match=r"KeyError in fake_killers\.py") as error:
        list(ray.run(leaky, ["Zdravko Quillfeather wept"]))
    assert "Zdravko" not in str(error.value)
    assert cluster.folder is not None
    logs = [path for path in cluster.folder.rglob("*") if path.is_file() and path.stat().st_size]
    assert len(logs) > 5
    assert not [path for path in logs for word in (b"Zdravko", b"Soldiers", b"poison") if word in path.read_bytes()]
    module = ray.cluster.open()
    assert [node["NodeManagerAddress"] for node in module.nodes()] == ["127.0.0.1"]
    assert os.environ["RAY_USAGE_STATS_ENABLED"] == "0"


def test_a_worker_that_would_read_otherwise_is_refused() -> None:
    opener = reading("ray", parse, STAGES)
    assert isinstance(opener, ReadSent)
    opener()
    with pytest.raises(ConfigurationError, match="stage extract is not the same"):
        structs.replace(opener, prints=("mark-1", "find-2"))()


def test_lines_that_come_home_make_the_part_that_is_written_here(tmp_path: Path) -> None:
    found = [
        Original(
            report_id=report_id(path.read_bytes()), format="text", input=Input(path=path.name), data=path.read_bytes()
        )
        for path in sorted(write_reports(tmp_path / "in", 3).iterdir())
    ]
    here = Shard(originals=tuple(found), fingerprints=("a", "b", "c"), part=str(tmp_path / "here.part"))
    there = structs.replace(here, part=str(tmp_path / "there.part"))
    reading("local", parse, STAGES)()(here)
    opener = reading("ray", parse, STAGES)
    assert isinstance(opener, ReadSent)
    assert opener.known(there) is None
    read = opener()
    done = opener.landed(there, [read(piece) for piece in opener.pieces(there)])
    assert done.lines == ()
    assert {"ingest", "tag", "extract"} <= done.seconds.keys()
    assert (tmp_path / "there.part").read_bytes() == (tmp_path / "here.part").read_bytes()
    assert opener.known(there) == Done(part=there.part, seconds={})
    one = opener.pieces(there)[1]
    opener.landed(one, [opener.set_aside(one, 3)])
    assert b"3 workers died" in (tmp_path / "there.part").read_bytes()


def test_a_fault_is_told_without_its_words() -> None:
    assert outcome(int, "7") == 7
    error = outcome(int, "Zdravko")
    assert isinstance(error, WhenceError)
    assert str(error).startswith("ValueError in worker.py, line ")
    assert "Zdravko" not in str(error)


def test_what_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ConfigurationError, match="--on spark: no such place"), runner("spark", None):
        pass
    monkeypatch.setitem(sys.modules, "ray", None)
    with pytest.raises(ConfigurationError, match=r"pip install \"whence\[ray\]\""):
        list(Ray().run(doubler, [1]))
