"""Folders of processes that were killed are removed by the next one, and no others."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from whence.store.scratch import Scratch, sweep

HOLDS = """
import sys
from whence.store.scratch import Scratch
one = Scratch("spool-")
(one.path / "spool").write_text("a name")
print(one.path, flush=True)
sys.stdin.read()
"""


def test_what_a_kill_left_is_swept_and_nothing_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    process = subprocess.Popen(
        [sys.executable, "-c", HOLDS], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        env={**os.environ, "TMPDIR": str(tmp_path)},
    )  # fmt: skip
    assert process.stdout
    left = Path(process.stdout.readline().strip())
    mine, strange = Scratch(), tmp_path / "whence-of-somebody-else"
    strange.mkdir()
    assert left.parent == tmp_path
    assert left.stat().st_mode & 0o077 == 0
    assert sweep(young=0) == []  # its process lives
    process.kill()
    process.communicate()
    assert sweep() == []  # too young to tell
    assert sweep(young=0) == [left]
    assert sorted(tmp_path.iterdir()) == sorted([mine.path, strange])
    mine.close()
    assert not mine.path.exists()


def test_the_end_of_a_process_removes_its_folder(tmp_path: Path) -> None:
    code = "from whence.store.scratch import Scratch; held = Scratch(); print(held.path)"
    environment = {**os.environ, "TMPDIR": str(tmp_path)}
    told = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, env=environment)
    assert not Path(told.stdout.strip()).exists()
