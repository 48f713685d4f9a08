"""Two people decide at once, one is killed in between: nothing that was acknowledged is lost, and replay agrees."""

from __future__ import annotations

import multiprocessing
import os
import shutil
import signal
import time
from pathlib import Path
from typing import Any

import pytest

from fake_stages import STAGES, write_reports
from whence.errors import BusyRecordError
from whence.pipeline import merge_again, read
from whence.review.decisions import decide, undo
from whence.store.equality import differences
from whence.store.reader import Reader


def person(record: Path, who: str, first: int, count: int, told: Path) -> None:
    """Accept, reject and undo in turn; each decision is noted once it was acknowledged."""
    with Reader(record) as reader:
        claims = [claim.claim_id for claim in reader.claims()]
    with told.open("a", encoding="utf-8") as noted:
        last = ""
        for n in range(first, first + count):
            while True:
                try:
                    if n % 5 == 4 and last:
                        done = undo(record, last, who=who)
                        last = ""
                    else:
                        done = decide(
                            record, ("accept", "reject")[n % 2], [claims[n % len(claims)]], who=who, note=str(n)
                        )
                        last = done.decision_id
                    break
                except BusyRecordError:
                    time.sleep(0.001)
            noted.write(done.decision_id + "\n")
            noted.flush()


@pytest.mark.parametrize("decisions", [40, pytest.param(500, marks=pytest.mark.slow)])
def test_decisions_of_two_people_one_killed(tmp_path: Path, decisions: int) -> None:
    record = tmp_path / "r.db"
    read([write_reports(tmp_path / "in", 6)], record, chosen=STAGES)
    fresh = Path(shutil.copy(record, tmp_path / "fresh.db"))
    spawn = multiprocessing.get_context("fork")
    ada = spawn.Process(target=person, args=(record, "ada", 0, decisions // 2, tmp_path / "ada"))
    bo = spawn.Process(target=person, args=(record, "bo", 1, decisions, tmp_path / "bo"))
    ada.start()
    bo.start()
    while _lines(tmp_path / "bo") < decisions // 4 and bo.is_alive():
        time.sleep(0.005)
    os.kill(bo.pid or 0, signal.SIGKILL)
    bo.join()
    person(record, "bo", 1, decisions // 2, tmp_path / "again")
    ada.join()
    assert ada.exitcode == 0
    with Reader(record) as reader:
        log = reader.decisions()
    known = {one.decision_id for one in log}
    noted = [line for name in ("ada", "bo", "again") for line in (tmp_path / name).read_text().split()]
    assert {*noted} <= known  # nothing that was acknowledged is lost
    assert len(known) == len(log) >= decisions + decisions // 4
    assert len(log) - len(noted) <= 1  # at most the one that was written and not yet acknowledged at the kill
    assert [one.when for one in log] == sorted(one.when for one in log)
    _replay(log, fresh)
    merge_again(record)
    merge_again(fresh)
    with Reader(record) as left, Reader(fresh) as right:
        assert differences(left, right) == []


def _lines(path: Path) -> int:
    return len(path.read_text(encoding="utf-8").split()) if path.exists() else 0


def _replay(log: list[Any], fresh: Path) -> None:
    for one in log:
        if one.what == "undo":
            again = undo(fresh, one.ids[0], who=one.who, when=one.when, note=one.note)
        else:
            again = decide(fresh, one.what, one.ids, who=one.who, when=one.when, note=one.note)
        assert again.decision_id == one.decision_id
