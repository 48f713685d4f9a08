"""Logs hold nothing of a report, of a person, or of what somebody typed; also where things break."""

from __future__ import annotations

import io
import json
import logging
import sys
import threading
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

import sample_record
from whence.errors import RecordError
from whence.web.app import build
from whence.web.operations import logs
from whence.web.settings import Serving

SENTENCE = "A polling station in Vesele was set alight"
SECRETS = ("Halyna", "Dovhan", "polling station", "alight", "tok-en-tok-en-tok-en")


@pytest.fixture(params=[True, False], ids=["json", "plain"])
def written(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[io.StringIO]:
    """Everything that is logged; puts all back afterwards."""
    root = logging.getLogger()
    kept = root.handlers[:], root.level, sys.excepthook, threading.excepthook
    stream = io.StringIO()
    monkeypatch.setattr(sys, "stderr", stream)
    logs.configure(as_json=request.param)
    yield stream
    root.handlers[:], root.level, sys.excepthook, threading.excepthook = kept
    logging.captureWarnings(False)
    logging.getLogger("whence").setLevel(logging.NOTSET)


def clean(stream: io.StringIO) -> str:
    told = stream.getvalue()
    for secret in SECRETS:
        assert secret.lower() not in told.lower()
    return told


def test_no_word_of_a_report_gets_out_whatever_breaks(
    tmp_path: Path, written: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = sample_record.write(tmp_path / "r.db")
    app = build(Serving(record=record, private=True))
    with TestClient(app, base_url="http://localhost", client=("127.0.0.1", 1), raise_server_exceptions=False) as client:
        client.get("/events?words=Halyna+Dovhan&actor=polling+station")
        client.get("/Halyna Dovhan/polling station")
        client.get("/events/Halyna", headers={"authorization": "Bearer tok-en-tok-en-tok-en"})

        for route in app.routes:
            if getattr(route, "path", "") == "/sources":
                monkeypatch.setattr(route, "app", Breaking())
        assert client.get("/sources?words=Halyna").status_code == 500
    told = clean(written)
    assert "KeyError" in told


class Breaking:
    async def __call__(self, *_: object) -> None:
        raise KeyError(SENTENCE)


def test_a_server_that_raises_is_logged_bare(written: io.StringIO) -> None:
    """As uvicorn, asyncio, a thread, the interpreter and a library log what was raised."""
    try:
        raise ValueError(SENTENCE) from RecordError("Halyna Dovhan")
    except ValueError as error:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application\n")
        logging.getLogger("asyncio").error(f"Task failed: {error}", exc_info=error)
        logging.getLogger("some.library").warning("about %s", SENTENCE)
        logging.getLogger("whence.web").warning("failed (%s) %s %s %d", "BusyRecordError", SENTENCE, "Halyna", 3)
        sys.excepthook(type(error), error, error.__traceback__)
    thread = threading.Thread(target=_fail)
    thread.start()
    thread.join()
    warnings.warn(SENTENCE, stacklevel=1)
    told = clean(written)
    assert "failed (BusyRecordError) ... ... 3" in told
    assert told.count("ValueError") >= 3
    assert "operations/test_logs.py:" in told  # where it broke can be found
    assert "Exception in ASGI application" in told


def test_a_template_that_does_not_fit_stays_a_template() -> None:
    odd = logging.LogRecord("whence.web", logging.WARNING, "x.py", 1, "odd %d", (SENTENCE,), None)
    assert logs.fields(odd)["message"] == "odd %d"


def _fail() -> None:
    raise ValueError(SENTENCE)


def test_one_json_object_a_line_and_a_line_a_request(tmp_path: Path, written: io.StringIO) -> None:
    record = sample_record.write(tmp_path / "r.db")
    with TestClient(build(Serving(record=record)), base_url="http://localhost", client=("127.0.0.1", 1)) as client:
        client.get("/events?words=Halyna")
        client.get("/reports/none")
    told = clean(written)
    if not told.startswith("{"):
        assert "request" not in told  # people see warnings alone
        return
    lines = [json.loads(line) for line in told.splitlines()]
    asked = [(one["route"], one["status"]) for one in lines if one["message"] == "request"]
    assert asked == [("/events", 200), ("/reports/{id:str}", 404)]
    assert all({"time", "level", "logger", "message", "process"} <= one.keys() for one in lines)


def test_json_is_asked_for_by_the_environment_too(monkeypatch: pytest.MonkeyPatch) -> None:
    assert logs.asked(True)
    assert not logs.asked(False)
    monkeypatch.setenv("WHENCE_LOG_JSON", "1")
    assert logs.asked(False)
