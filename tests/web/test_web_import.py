# ruff: noqa: E501 (long values)
"""Import: nothing goes in before it was tried; columns by any name; every row says what came of it."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
from pages_of import mark, pages, post

import sample_record
from whence.store.reader import Reader
from whence.web.jobs import Jobs, plain_name
from whence.web.mapping import guess, sheets, written

TEXT = (
    "Two people were hurt when a polling station in Vesele was set alight, the governor Petro Lysenko said on Friday."
)
TABLE = f'Headline,Body,Date,Newspaper\nFire,"{TEXT}",2022-09-25,The Daily\nEmpty,,2022-09-26,The Daily\n'


def done(client: Any, job: str) -> Any:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        answer = client.get(job)
        if 'role="status">Trying' not in answer.text and 'role="status">Reading' not in answer.text:
            return answer
        time.sleep(0.1)
    raise AssertionError("the import did not end")


def test_a_table_is_tried_then_read(tmp_path: Path) -> None:
    record = sample_record.write(tmp_path / "r.db")
    with pages(record) as client:
        files = [("files", ("news.csv", TABLE.encode())), ("files", ("broken.txt", b"\x00\x01\x02" * 400))]
        answer = client.post("/import", data={"csrf": mark(client, "/import")}, files=files, follow_redirects=False)
        job = answer.headers["location"]
        text = client.get(job).text
        assert "Columns of news.csv" in text
        assert 'value="Body" selected' in text
        assert post(client, job, job, do="read").status_code == 400
        columns = {
            "column.0.text": "Body",
            "column.0.title": "Headline",
            "column.0.published": "Date",
            "column.0.outlet": "Newspaper",
        }
        post(client, job, job, do="try", language="en", **columns)
        tried = done(client, job).text
        assert "The Daily" in tried
        assert 'class="level error"' in tried
        assert str(tmp_path) not in tried
        with Reader(record) as reader:
            assert reader.counts()["reports"] == 3  # a dry run leaves the record alone
        post(client, job, job, do="read")
        assert "Done: 1 report read" in done(client, job).text
        assert "The Daily" in client.get("/reports").text
        assert client.get("/import").text.count("/import/") >= 1
    with Reader(record) as reader:
        assert reader.counts()["reports"] == 4


def test_what_cannot_be_imported_says_why(tmp_path: Path) -> None:
    with pages(sample_record.write(tmp_path / "r.db")) as client:
        assert post(client, "/import", "/import").status_code == 400
        job = post(client, "/import", "/import", text=TEXT).headers["location"]
        assert post(client, job, job, do="try", published="Friday").status_code == 400
        assert client.get("/import/none").status_code == 404


@pytest.mark.parametrize(
    ("given", "kept"),
    [("../../etc/passwd", "passwd"), ("C:\\x\\y.txt", "y.txt"), ("", "file-3.txt"), ("...", "file-3.txt"), ("a\0b<c>.html", "a_b_c_.html"), ("x" * 300, "x" * 100)],
)  # fmt: skip
def test_names_of_files_are_plain(given: str, kept: str) -> None:
    assert plain_name(given, 3) == kept


def test_columns_are_guessed_and_renamed(tmp_path: Path) -> None:
    assert guess(["Full Text", "URL", "Pubdate"]) == {"text": "Full Text", "url": "URL", "published": "Pubdate"}
    (tmp_path / "a.jsonl").write_text('{"body": "one", "headline": "T"}\nnot json\n', encoding="utf-8")
    (tmp_path / "b.tsv").write_text("text\ttitle\nzwei\tT\n", encoding="utf-8")
    (tmp_path / "c.jsonl").write_text('{"text": "as it is", "more": 1}\n', encoding="utf-8")
    found = sheets(tmp_path)
    assert [one.name for one in found] == ["a.jsonl", "b.tsv", "c.jsonl"]
    out = written(tmp_path, found, {})
    assert (out / "a.jsonl").read_text(encoding="utf-8") == '{"text": "one", "title": "T"}\nnot json\n'
    assert (out / "b.jsonl").read_text(encoding="utf-8") == '{"text": "zwei", "title": "T"}\n'
    assert (out / "c.jsonl").read_bytes() == (tmp_path / "c.jsonl").read_bytes()


def test_old_imports_are_forgotten(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("whence.web.jobs.MOST", 3)
    jobs = Jobs(tmp_path / "r.db", None)  # type: ignore[arg-type]
    staged = [jobs.stage([("a.txt", b"x"), ("a.txt", b"y")]) for _ in range(5)]
    assert len(jobs.all()) == 3
    assert not staged[0].folder.exists()
    assert sorted(staged[-1].names) == ["2-a.txt", "a.txt"]
    jobs.close()
    assert not staged[-1].folder.exists()
