"""What is remembered: a finished page, for the role it was made for, until the record or a decision changes it."""

from __future__ import annotations

import gzip
import os
import threading
from pathlib import Path
from typing import Any

import pytest
from pages_of import pages
from web_record import examples

from whence.errors import RecordError
from whence.review import decisions
from whence.web import apart
from whence.web.pages import lists
from whence.web.site import Site
from whence.web.view.remembered import Remembered


@pytest.fixture
def record(tmp_path: Path) -> Path:
    return examples(tmp_path)


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The templates that pages were made from."""
    found: list[str] = []
    page = Site.page

    def noted(self: Site, request: Any, view: Any, template: str, *rest: Any, **values: Any) -> Any:
        found.append(template)
        return page(self, request, view, template, *rest, **values)

    monkeypatch.setattr(Site, "page", noted)
    return found


def test_a_page_is_made_once(record: Path, made: list[str]) -> None:
    with pages(record) as client:
        first = client.get("/sources")
        again = client.get("/sources")
        assert made == ["sources.html"]
        assert first.text == again.text
        assert first.headers["content-type"] == again.headers["content-type"]
        assert "set-cookie" in again.headers
        plain = client.get("/sources", headers={"Accept-Encoding": "identity"})
        assert plain.text == first.text
        assert "content-encoding" not in plain.headers
        client.get("/sources?begins=k")
        client.get("/nothing-here")
        client.get("/nothing-here")
        assert made == ["sources.html", "sources.html", "told.html", "told.html"]
        client.get("/review")
        client.get("/review")
        assert len(made) == 6  # what carries a visitor's own mark is made anew each time


def test_a_decision_shows_at_once(record: Path) -> None:
    with pages(record) as client:
        event = client.get("/events.json?size=1").json()["events"][0]["event_id"]
        claim = client.get(f"/events/{event}.json").json()["claims"][0]["claim_id"]
        before = client.get(f"/events/{event}").text
        assert client.get(f"/events/{event}").text == before
        decisions.decide(record, "accept", [claim], who="ada")
        assert client.get(f"/events/{event}").text != before


def test_no_page_of_a_role_is_shown_to_another(record: Path) -> None:
    tokens = {"r" * 16: "read", "a" * 16: "admin"}
    with pages(record, tokens=tokens) as client:
        for token in (*tokens, *tokens):
            text = client.get("/reports", headers={"Authorization": f"Bearer {token}"}).text
            assert ('href="/import"' in text) == (tokens[token] == "admin")
        assert client.get("/reports", headers={"Accept": "application/json"}).status_code == 401


def test_only_so_much_is_remembered() -> None:
    held = Remembered(2)
    assert [held.get(key, lambda key=key: key * 10) for key in (1, 2, 1, 3)] == [10, 20, 10, 30]  # type: ignore[misc]
    assert [held.held(key) for key in (1, 2, 3)] == [10, None, 30]


def test_work_on_a_big_record_is_done_by_another_process() -> None:
    here = threading.get_native_id()
    assert apart.apart(apart.SMALL, threading.get_native_id) == here
    assert apart.apart(apart.SMALL + 1, threading.get_native_id) != here
    with pytest.raises(gzip.BadGzipFile):
        apart.apart(apart.SMALL + 1, gzip.decompress, b"no such thing")
    with pytest.raises(RecordError, match="killed"):
        apart.apart(apart.SMALL + 1, os._exit, 9)


def test_the_list_of_disputed_fields_is_counted_once(record: Path) -> None:
    with pages(record) as client:
        site = client.app.state.site
        first = lists.lists.disputed_fields(site.views.now)
        assert lists.lists.disputed_fields(site.views.now) is first
