"""Every runner gives the same results in the same order, and says what went wrong."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from whence.errors import ModelError, WhenceError
from whence.runners import InProcess, Processes, Runner

RUNNERS = [InProcess(), Processes(1), Processes(3)]


def doubler() -> Callable[[int], int]:
    return double


def double(number: int) -> int:
    time.sleep(0.01 * (number % 3))  # later items are done before earlier ones
    return 2 * number


def pid_teller() -> Callable[[int], int]:
    opened = os.getpid()
    return lambda _: opened


def strict() -> Callable[[int], int]:
    return below_three


def below_three(number: int) -> int:
    if number >= 3:
        raise ModelError(f"{number} is too much")
    return number


def broken() -> Callable[[int], int]:
    return lambda number: 1 // number


@pytest.mark.parametrize("runner", RUNNERS)
def test_results_come_in_order(runner: Runner) -> None:
    assert list(runner.run(doubler, range(20))) == [2 * n for n in range(20)]
    assert list(runner.run(doubler, [])) == []


@pytest.mark.parametrize("runner", RUNNERS)
def test_errors_raised_on_purpose_come_out(runner: Runner) -> None:
    results = runner.run(strict, range(10))
    with pytest.raises(ModelError, match="3 is too much"):
        assert list(results) == [0, 1, 2]


@pytest.mark.parametrize("runner", RUNNERS)
def test_items_are_taken_as_they_are_needed(runner: Runner) -> None:
    taken: list[int] = []

    def items() -> object:
        for number in range(100):
            taken.append(number)
            yield number

    results = runner.run(doubler, items())
    assert next(results) == 0
    assert len(taken) <= 7
    results.close()  # leaves no process behind: the next line of the test run would hang on it


def test_a_process_opens_once() -> None:
    assert len({*Processes(1).run(pid_teller, range(5))}) == 1
    assert os.getpid() not in {*Processes(2).run(pid_teller, range(5))}
    assert {*InProcess().run(pid_teller, range(5))} == {os.getpid()}


def test_a_fault_in_a_worker_is_reported(capfd: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(WhenceError, match="worker process died"):
        list(Processes(2).run(broken, [1, 1, 0, 1]))
    assert "ZeroDivisionError" in capfd.readouterr().err  # the trace is not lost


ORPHANS = """
import os, sys, time
from test_runners_run import slow
from whence.runners import Processes
if __name__ == "__main__":
    list(Processes(2).run(slow, [sys.argv[1]] * 100))
"""


def slow() -> Callable[[str], None]:
    return leave_a_trace


def leave_a_trace(folder: str) -> None:
    Path(folder, str(os.getpid())).touch()
    time.sleep(0.05)


def test_workers_end_with_the_one_that_started_them(tmp_path: Path) -> None:
    (tmp_path / "pids").mkdir()
    (tmp_path / "orphans.py").write_text(ORPHANS)
    command = [sys.executable, str(tmp_path / "orphans.py"), str(tmp_path / "pids")]
    process = subprocess.Popen(command, env={"PYTHONPATH": str(Path(__file__).parent)}, stderr=subprocess.DEVNULL)
    while len([*(tmp_path / "pids").iterdir()]) < 2:
        assert process.poll() is None
        time.sleep(0.01)
    process.send_signal(signal.SIGKILL)
    process.wait()
    until = time.monotonic() + 10
    workers = [int(path.name) for path in (tmp_path / "pids").iterdir()]
    while any(_is_alive(worker) for worker in workers):
        assert time.monotonic() < until
        time.sleep(0.02)


def _is_alive(pid: int) -> bool:
    status = Path(f"/proc/{pid}/stat")
    try:
        return status.read_text().rsplit(")", 1)[1].split()[0] not in "ZX"
    except FileNotFoundError:
        return False
