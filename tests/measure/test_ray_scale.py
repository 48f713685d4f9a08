"""Ray on this machine: how much of four workers is lost, and kills with the real stages.

By the clock the share of four workers' time that is put to use, asked for where nothing else runs (the load is below 1
when a run begins); by processor time what one process spends against what driver and workers spend, which holds on a
busy machine too. Ray's own services take some 5 % of a core beside that.

WHENCE_REPORTS sets how many reports (10,000 real ones take some half an hour of processor a run, short ones five
minutes), WHENCE_TEXTS whether they are `real` (out of the public corpora) or `short` (of our own making), WHENCE_ENGINE
what reads them (the default engine where it is not set), WHENCE_CLAIMS how many claims are merged on the cluster.
"""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
import real_reports
from short_reports import write

from training import generate_claims
from whence.store.equality import differences
from whence.store.reader import Reader

pytestmark = pytest.mark.slow

REPORTS = int(os.environ.get("WHENCE_REPORTS", "10000"))
TEXTS = os.environ.get("WHENCE_TEXTS", "real")
ENGINE = os.environ.get("WHENCE_ENGINE")
CLAIMS = int(os.environ.get("WHENCE_CLAIMS", "100000"))
WORKERS = 4
QUIET = 1.0  # load below which the clock can be believed
SHARE = 0.8  # of four workers, put to use
TICK = os.sysconf("SC_CLK_TCK")


class Family(threading.Thread):
    """Counts the processor time of a process and of the workers that come of it, the ended ones as last seen."""

    def __init__(self, root: int) -> None:
        super().__init__(daemon=True)
        self.spent = {root: 0.0}
        self.workers: set[int] = set()
        self.working = {root}
        self.most: dict[int, int] = {}  # megabytes that each of them held at the most
        self.over = threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.2):
            self.look()

    def look(self) -> None:
        alive = dict(filter(None, map(_stat, Path("/proc").glob("[0-9]*"))))
        grown = True
        while grown:
            new = {pid for pid, (parent, _, _) in alive.items() if parent in self.spent and pid not in self.spent}
            self.spent.update(dict.fromkeys(new, 0.0))
            grown = bool(new)
        self.spent.update({pid: alive[pid][1] for pid in self.spent if pid in alive})
        self.workers = {pid for pid in self.spent if pid in alive and alive[pid][2].startswith("ray::Worker")}
        self.working |= self.workers
        self.most.update({pid: most for pid in self.working if (most := _most(pid))})


def _stat(folder: Path) -> tuple[int, tuple[int, float, str]] | None:
    try:
        name, _, rest = (folder / "stat").read_text().rpartition(")")
    except OSError:
        return None
    fields = rest.split()
    return int(folder.name), (int(fields[1]), (int(fields[11]) + int(fields[12])) / TICK, name.partition("(")[2])


def _most(pid: int) -> int:
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) // 1000 for line in lines if line.startswith("VmHWM")), 0)


def start(reports: Path, into: Path, more: Sequence[str] = ()) -> tuple[subprocess.Popen[bytes], Family]:
    engine = ["--engine", ENGINE] if ENGINE else []
    return watched([sys.executable, "-m", "whence", "read", reports, "--into", into, *engine, "--quiet", *more])


def watched(command: Sequence[str | Path]) -> tuple[subprocess.Popen[bytes], Family]:
    process = subprocess.Popen(command)
    family = Family(process.pid)
    family.start()
    return process, family


def on_ray(workers: int) -> list[str]:
    return ["--on", "ray", "--workers", str(workers)]


def settled(seconds: float) -> None:
    """Wait for the load to fall, so long at the most."""
    until = time.monotonic() + seconds
    while os.getloadavg()[0] >= QUIET and time.monotonic() < until:
        time.sleep(5)


def assert_same(one: Path, other: Path) -> None:
    with Reader(one) as mine, Reader(other) as theirs:
        assert differences(mine, theirs) == []


def test_four_workers_cost_little_more_than_one(tmp_path: Path, shared: Path) -> None:
    reports = tmp_path / "reports.jsonl"
    if TEXTS == "real":
        real_reports.write(reports, REPORTS, shared / "data")
    else:
        write(reports, REPORTS)
    found, quiet = {}, True
    for name, more in (("one", []), ("ray", on_ray(WORKERS))):
        settled(120)  # the load is a mean over a minute, and the run before this one is in it
        load, began = os.getloadavg()[0], time.monotonic()
        quiet &= load < QUIET
        process, family = start(reports, tmp_path / f"{name}.db", more)
        assert process.wait() == 0
        family.over.set()
        found[name] = time.monotonic() - began, sum(family.spent[pid] for pid in family.working)
        print(f"\n{name}: {found[name][0]:.0f} s on the clock (load {load:.0f}), {found[name][1]:.0f} s of processor")
    by_clock = found["one"][0] / found["ray"][0] / WORKERS
    by_processor = found["one"][1] / found["ray"][1]
    print(f"efficiency by the clock {by_clock:.2f}, by processor time {by_processor:.2f}")
    assert_same(tmp_path / "one.db", tmp_path / "ray.db")
    if quiet:
        assert by_clock >= SHARE
    else:
        print(f"the load was {QUIET:g} or more when a run began: judged by processor time")
        assert by_processor >= SHARE


MERGE = """
import sys
from whence import merging
from whence.runners.where import runner
from whence.store.writer import Writer
with runner(sys.argv[2], int(sys.argv[3])) as run, Writer(sys.argv[1]) as writer:
    merging.bring_up_to_date(writer, run, always=True)
"""


def test_merging_on_the_cluster_gives_the_same_record(tmp_path: Path) -> None:
    records = {name: tmp_path / f"{name}.db" for name in ("local", "ray")}
    generate_claims.write(records["local"], CLAIMS)
    shutil.copy(records["local"], records["ray"])
    for name, record in records.items():
        began = time.monotonic()
        workers = 1 if name == "local" else WORKERS
        process, family = watched([sys.executable, "-c", MERGE, record, name, str(workers)])
        assert process.wait() == 0
        family.over.set()
        spent = {pid: (round(family.spent[pid]), family.most.get(pid, 0)) for pid in sorted(family.working)}
        driver = spent.pop(process.pid)
        print(f"\n{name}: {time.monotonic() - began:.0f} s on the clock; (seconds of processor, MB): driver {driver}")
        print(f"workers {[*spent.values()]}")
        if name == "ray":
            assert family.working > {process.pid}
    assert_same(records["local"], records["ray"])


def test_workers_and_drivers_are_killed_again_and_again(tmp_path: Path) -> None:
    reports = write(tmp_path / "reports.jsonl", REPORTS // 10)
    process, _ = start(reports, tmp_path / "one.db")
    assert process.wait() == 0
    dice = random.Random(8)
    for _ in range(5):
        process, family = start(reports, tmp_path / "ray.db", on_ray(2))
        until = time.monotonic() + 15 + dice.random() * 30
        while time.monotonic() < until and process.poll() is None:
            time.sleep(5)
            for worker in sorted(family.workers)[:1]:
                os.kill(worker, signal.SIGKILL)
        process.kill()
        process.wait()
        family.over.set()
    process, _ = start(reports, tmp_path / "ray.db", on_ray(2))
    assert process.wait() == 0
    assert_same(tmp_path / "one.db", tmp_path / "ray.db")
