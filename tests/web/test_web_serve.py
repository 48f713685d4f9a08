"""`whence serve`: from the command line to an answer, and every way in which it says no."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import urllib.request
from importlib.util import find_spec
from pathlib import Path

import pytest

import sample_record
from whence.cli import extras, main
from whence.cli.serve import check_extra
from whence.errors import ConfigurationError, UsageError
from whence.web.run import _bound
from whence.web.settings import Serving
from whence.web.view.views import Views


def test_serve_answers_and_ends(tmp_path: Path) -> None:
    record = sample_record.write(tmp_path / "r.db")
    process = subprocess.Popen(
        [sys.executable, "-m", "whence", "serve", str(record), "--port", "0", "--reviewer", "ada"],
        stderr=subprocess.PIPE, text=True, env={**os.environ, "TMPDIR": str(tmp_path)},
    )  # fmt: skip
    assert process.stderr
    address = ""
    for line in process.stderr:
        found = re.search(r"http://127\.0\.0\.1:\d+/", line)
        if found:
            address = found.group()
            break
    with urllib.request.urlopen(address + "events") as answer:
        assert answer.status == 200
        assert "polling" in answer.read().decode()
    process.send_signal(signal.SIGINT)
    process.communicate(timeout=60)
    assert list(tmp_path.glob("whence-pages-*")) == []  # the copy is gone


def test_without_the_extra_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda name: None if name == "starlette" else find_spec(name))
    with pytest.raises(ConfigurationError, match=r"starlette.*pip install 'whence\[web\]'"):
        check_extra()
    assert main(["serve", "x.db"]) == 6
    assert "pip install" in capsys.readouterr().err


def test_what_cannot_be_served_says_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = str(sample_record.write(tmp_path / "r.db"))
    assert main(["serve", str(tmp_path / "none.db")]) == 3
    assert main(["serve", record, "--host", "0.0.0.0"]) == 2
    assert "token is required" in capsys.readouterr().err
    assert main(["serve", record, "--public", "--private"]) == 2
    assert main(["serve", record, "--tokens", str(tmp_path / "none")]) == 6
    taken = _bound(Serving(record=Path(record), port=0))
    with pytest.raises(UsageError, match="Name another port"):
        _bound(Serving(record=Path(record), port=taken.getsockname()[1]))
    taken.close()


def test_the_copy_follows_the_record(tmp_path: Path) -> None:
    from whence.review.decisions import decide

    record = sample_record.write(tmp_path / "r.db")
    views = Views(record)
    before = views.now
    assert not views.stale()
    decide(record, "accept", [sample_record.claims()[2].claim_id], who="ada")
    assert views.stale()
    views.refresh(wait=True)
    assert views.now is not before
    assert views.now.built.decisions == 2
    assert before.connection().execute("SELECT count(*) FROM events").fetchone()  # who began with it may end with it
    record.write_bytes(b"not a record at all" * 100)
    views.refresh(wait=True)
    assert views.trouble
    with views.open() as view:
        assert view.built.decisions == 2
    views.close()
    assert not views.now.path.exists()
