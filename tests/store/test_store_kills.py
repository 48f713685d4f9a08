"""`kill -9` of the server and of the client, at random moments: nothing lost, nothing doubled."""

from __future__ import annotations

import json
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from places import Cluster, server_home
from test_kill import DISPATCH
from whence import pipeline
from whence.errors import RecordError
from whence.store.equality import differences
from whence.store.place import Server
from whence.store.reader import Reader

SETTINGS = pipeline.Settings(engine="lexicon", shard_size=2)
CLIENT = """
import os, sys
from whence import pipeline
from whence.errors import WhenceError
os.chdir(sys.argv[2])
def progress(stage, done, total):
    print(stage, done, flush=True)  # after each shard that is in, and before merging
progress("ready", 0, 0)
try:
    pipeline.read(sys.argv[3:], sys.argv[1], pipeline.Settings(engine="lexicon", shard_size=2), progress=progress)
except WhenceError as error:  # the server is gone: a message of ours, not a trace of the driver's
    print(error, flush=True)
    sys.exit(3)
"""


@pytest.fixture
def mortal() -> Iterator[Cluster]:
    """A server of its own, that may be killed; it writes to disk as a real one does."""
    one = Cluster(server_home())
    yield one
    one.stop()


def batches(folder: Path, count: int, size: int = 12) -> list[Path]:
    found = []
    for number in range(count):
        numbers = range(2 + number * size, 2 + (number + 1) * size)
        lines = (json.dumps({"id": str(n), "published": "2023-03-14", "text": DISPATCH.format(n=n)}) for n in numbers)
        found.append(folder / f"b{number:03}.jsonl")
        found[-1].write_text("\n".join(lines) + "\n")
    return found


def one_round(mortal: Cluster, record: Server, paths: list[Path], folder: Path, dice: random.Random) -> str:
    """Read a batch more, and kill one of the two meanwhile; says what happened."""
    command = [sys.executable, "-c", CLIENT, record.address, str(folder), *map(str, paths)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as client:
        assert client.stdout
        victim, steps, moment = dice.choice(("server", "client")), dice.randint(1, 8), dice.uniform(0.0, 0.3)
        for _ in range(steps):
            client.stdout.readline()
        try:
            client.wait(timeout=moment)
        except subprocess.TimeoutExpired:
            if victim == "client":
                client.send_signal(signal.SIGKILL)
            else:
                mortal.kill()
                client.wait()
                mortal.start_again()
            client.wait()
            if victim == "server" and client.returncode:
                assert client.returncode == 3, f"the client ended with {client.returncode}"
                assert "run again" in client.stdout.read().lower()
            return victim
        assert client.returncode == 0
        return "too late"


def kills(mortal: Cluster, folder: Path, count: int, seed: int) -> dict[str, int]:
    """So many rounds, each with a kill; then one unbroken call, and the record is what it must be."""
    record, whole = mortal.database(), folder / "whole.db"
    dice, happened, paths = random.Random(seed), {"server": 0, "client": 0, "too late": 0}, batches(folder, 3 * count)
    done, held = 0, set()
    while happened["server"] + happened["client"] < count:
        done = min(done + 1, len(paths))
        happened[one_round(mortal, record, paths[:done], folder, dice)] += 1
        assert happened["too late"] < 2 * count, "the machine is too fast for this test: give it more reports"
        held.add(whole_shards_only(record))
    assert len(held) > count // 2, f"the kills came before or after all work: {sorted(held)}"
    print(f"\nreports held after the kills: {sorted(held)}")
    until_free(record, paths[:done], folder)
    pipeline.read(paths[:done], whole, SETTINGS)
    with Reader(record) as mine, Reader(whole) as theirs:
        assert differences(mine, theirs) == []
        assert mine.counts()["reports"] == 12 * done
    return happened


def whole_shards_only(record: Server) -> int:
    """At any moment: each original with its report and both claims of it; gives how many."""
    try:
        with Reader(record) as reader:
            counts = reader.counts()
    except RecordError:  # not even the tables had been made
        return 0
    assert counts["originals"] == counts["reports"]
    assert counts["claims"] == 2 * counts["reports"]
    return counts["reports"]


def until_free(record: Server, paths: list[Path], folder: Path) -> None:
    for _ in range(100):
        done = subprocess.run(
            [sys.executable, "-c", CLIENT, record.address, str(folder), *map(str, paths)],
            capture_output=True, text=True,
        )  # fmt: skip
        if done.returncode == 0:
            return
        time.sleep(0.1)
    pytest.fail(done.stdout + done.stderr)


def test_a_few_kills(mortal: Cluster, tmp_path: Path) -> None:
    kills(mortal, tmp_path, 3, 20220923)


@pytest.mark.slow
def test_fifty_kills(mortal: Cluster, tmp_path: Path) -> None:
    happened = kills(mortal, tmp_path, 50, 20221122)
    print(f"\nkilled: {happened}")
    assert happened["server"] >= 15
    assert happened["client"] >= 15
