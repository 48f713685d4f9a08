"""`whence import` and `whence publish`: what they say, what they write, and how they end."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

import sample_record
from whence.api import Record
from whence.cli import exits, main

Captured = pytest.CaptureFixture[str]
SHEET = (
    "LINK,Upload TITLE,upload timestamp,TEXT Content\n"
    "https://t.example/1,Bridge,2022-09-24,Two people were killed in shelling of Vesele on 24 September 2022.\n"
    "https://t.example/2,,,\n"
    "https://t.example/3,,yesterday,Police arrested five men in Vesele.\n"
)


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "sheet.csv"
    path.write_text(SHEET, encoding="utf-8")
    return path


def run(capsys: Captured, *arguments: object) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main([str(argument) for argument in arguments])
    out, err = capsys.readouterr()
    return code, out, err


def test_a_dry_run_says_what_would_come_in_and_writes_nothing(capsys: Captured, sheet: Path, tmp_path: Path) -> None:
    into = tmp_path / "r.db"
    code, out, err = run(capsys, "import", sheet, "--from", "auto-archiver", "--into", into, "--dry-run")
    assert code == exits.PARTLY
    assert "text is column 'TEXT Content'" in out
    assert "2 reports would come in; 2 rows with something wrong. Nothing written." in err
    assert "line 3, column 'TEXT Content': is empty." in err
    assert "line 4, column 'upload timestamp': 'yesterday' is no date" in err
    assert not into.exists()
    data = json.loads(run(capsys, "import", sheet, "--from", "auto-archiver", "--dry-run", "--json")[1])
    assert data["would_take"] == 2
    assert data["rows"][0] == {
        "file": str(sheet), "line": 3, "column": "TEXT Content", "value": None, "what": "is empty",
        "remedy": data["rows"][0]["remedy"], "taken": False,
    }  # fmt: skip


def test_good_rows_come_in_and_bad_ones_are_told_three_ways(capsys: Captured, sheet: Path, tmp_path: Path) -> None:
    into, rows = tmp_path / "r.db", tmp_path / "rows.csv"
    arguments = ["--from", "auto-archiver", "--into", into, "--rows", rows, "--engine", "lexicon"]
    code, _, err = run(capsys, "import", sheet, *arguments)
    assert code == exits.PARTLY
    assert "2 reports read" in err
    with Record(into) as record:
        assert {one.url for one in record.reports} == {"https://t.example/1", "https://t.example/3"}
        assert {one.code for one in record.issues if one.code.startswith("bad-")} == {"bad-row", "bad-cell"}
        assert all(one.advice for one in record.issues if one.code.startswith("bad-"))
    with rows.open(encoding="utf-8", newline="") as file:
        told = list(csv.DictReader(file))
    assert [(one["line"], one["column"], one["value"]) for one in told] == [
        ("3", "TEXT Content", ""), ("4", "upload timestamp", "yesterday"),
    ]  # fmt: skip
    assert "0 reports read, 2 unchanged" in run(capsys, "import", sheet, *arguments)[2]
    code, out, _ = run(capsys, "import", sheet, *arguments, "--json", "--quiet")
    assert json.loads(out)["summary"]["unchanged"] == 2


def test_an_export_is_imported_as_a_new_record(capsys: Captured, tmp_path: Path) -> None:
    path = sample_record.write(tmp_path / "record.db")
    assert run(capsys, "export", path, tmp_path / "out", "--as", "csv")[0] == exits.DONE
    code, _, err = run(capsys, "import", tmp_path / "out", "--from", "export", "--into", tmp_path / "again.db")
    assert (code, err) == (exits.DONE, f"{tmp_path / 'again.db'}: 3 reports, 3 claims, 2 events.\n")
    assert "[withheld]" not in run(capsys, "show", "--record", tmp_path / "again.db")[1]
    code, _, err = run(capsys, "import", tmp_path / "out", "--from", "export", "--into", path)
    assert code == exits.RECORD
    assert "is there already" in err
    assert "nothing written" in run(capsys, "import", tmp_path / "out", "--from", "export", "--dry-run")[2]
    assert (
        json.loads(run(capsys, "import", tmp_path / "out", "--from", "export", "--dry-run", "--json")[1])["rows"] == []
    )


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["--from", "docx"], exits.USAGE, "Known kinds: auto-archiver"),
        (["--from", "table", "--map", "text"], exits.USAGE, "write it as FIELD=COLUMN"),
        (["--from", "table", "--map", "text=body"], exits.USAGE, "The table has 'LINK'"),
        (["--from", "eml", "--map", "text=a"], exits.USAGE, "has no columns"),
        (["--from", "export"], exits.NOTHING, "neither JSON Lines"),
        (["elsewhere", "--from", "export"], exits.USAGE, "takes one folder"),
    ],
)
def test_what_makes_no_sense_is_said_before_anything_is_written(
    capsys: Captured, sheet: Path, tmp_path: Path, arguments: list[str], status: int, words: str
) -> None:
    code, _, err = run(capsys, "import", sheet, *arguments, "--into", tmp_path / "r.db")
    assert code == status
    assert words in err
    assert not (tmp_path / "r.db").exists()


def test_nothing_but_bad_rows(capsys: Captured, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("text\n" + ('"a",b\n' * 30))
    code, _, err = run(capsys, "import", path, "--from", "table", "--dry-run", "--map", "text=TEXT")
    assert code == exits.NOTHING
    assert "... and 10 more; --rows FILE writes all of them." in err


def test_a_site_is_published_masked(capsys: Captured, tmp_path: Path) -> None:
    path = sample_record.write(tmp_path / "record.db")
    code, _, err = run(capsys, "publish", path, tmp_path / "site", "--title", "Vesele, 2022")
    assert code == exits.DONE
    assert err == f"{tmp_path / 'site'}/index.html: 6 pages, for any web host.\n"
    assert "Vesele, 2022" in (tmp_path / "site" / "index.html").read_text(encoding="utf-8")
    err = run(capsys, "publish", path, tmp_path / "site", "--private")[2]
    assert f"{tmp_path / 'site-private'}/index.html" in err
    assert "keep it off the web" in err
