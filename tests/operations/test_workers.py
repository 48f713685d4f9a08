"""Several workers on one port: all answer, one that is killed is replaced, and the server ends when told to."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from test_metrics import samples

import sample_record


def ask(address: str) -> tuple[int, str]:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def until(true: Callable[[], bool], seconds: float = 90) -> None:
    """Wait for it; the machine may be busy."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it never came to that"
        time.sleep(0.1)


def workers(address: str) -> tuple[float, float]:
    try:
        found = samples(ask(address + "metrics")[1])
    except (OSError, urllib.error.URLError):
        return 0, 0
    return found["whence_workers",], found["whence_worker_starts_total",]


def asked(address: str) -> float:
    return samples(ask(address + "metrics")[1])["whence_requests_total", "/events", "2xx"]


def children(process: int) -> list[int]:
    """Workers only: the interpreter has a child of its own that looks after shared resources."""
    found = Path(f"/proc/{process}/task/{process}/children").read_text().split()
    return [int(one) for one in found if b"spawn_main" in Path(f"/proc/{one}/cmdline").read_bytes()]


def test_workers_answer_die_and_come_back(tmp_path: Path) -> None:
    record = sample_record.write(tmp_path / "r.db")
    log = tmp_path / "log"
    with log.open("w") as errors:
        master = subprocess.Popen(
            [sys.executable, "-m", "whence", "serve", str(record), "--port", "0", "--workers", "2", "--log-json"],
            stderr=errors, env={**os.environ, "TMPDIR": str(tmp_path)},
        )  # fmt: skip
    try:
        until(lambda: "Pages:" in log.read_text())
        address = re.search(r"http://127\.0\.0\.1:\d+/", log.read_text()).group()
        until(lambda: workers(address) == (2, 2))
        before = children(master.pid)
        assert len(before) == 2
        for _ in range(20):
            assert ask(address + "events?words=Halyna")[0] == 200
        until(lambda: asked(address) == 20)
        os.kill(before[0], signal.SIGKILL)
        until(lambda: len({*children(master.pid)} - {before[0]}) == 2)
        until(lambda: workers(address) == (2, 3))
        assert asked(address) == 20
        assert ask(address + "health/ready") == (200, '{"ready":true}')
        assert ask(address + "import")[0] == 409
        master.send_signal(signal.SIGTERM)
        assert master.wait(timeout=90) == 0
    finally:
        master.kill()
        master.wait()
    assert len([*tmp_path.glob("whence-*")]) == len([*tmp_path.glob("whence-pages-*")]) == 1  # of the killed one
    told = log.read_text()
    for word in sample_record.PRIVATE_WORDS:
        assert word not in told
    lines = [json.loads(line) for line in told.splitlines() if line.startswith("{")]
    assert len({one["process"] for one in lines if one["message"] == "request"}) >= 2


def test_a_record_that_is_none_is_said_once(tmp_path: Path) -> None:
    (tmp_path / "r.db").write_text("no record " * 100)
    done = subprocess.run(
        [sys.executable, "-m", "whence", "serve", str(tmp_path / "r.db"), "--port", "0", "--workers", "3"],
        capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 3
    assert "not a record" in done.stderr
