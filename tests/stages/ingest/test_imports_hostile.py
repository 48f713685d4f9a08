"""Hostile rows through every importer: no crash, each bad row told with its place and remedy, every good row in.

2,500 rows each as a rule; ten thousand with WHENCE_HOSTILE_ROWS=10000, or by `pytest -m slow`.
"""

from __future__ import annotations

import csv
import io
import json
import os
import random
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from test_imports import pdf, tool, warc

from whence.schema.original import Original
from whence.stages.ingest.imports import imported
from whence.stages.ingest.imports_row import Bad, Source

ROWS = 250
ALL = int(os.environ.get("WHENCE_HOSTILE_ROWS", "2500"))
NASTY = [
    "=1+1", '"', '""', "'", "\x00", "\r\n", "\n", "\t", ";", ",", "\u202e", "\ufeff", "NaN", "1e999", "9" * 400,
    "<script>", "2022-13-45", "0000-00-00", "9999-99-99T99:99", "null", "{", "%s", "../../etc/passwd", "en-", "\u2028",
    "-" * 50, "\ufffd", "a" * 3000, "\U0001f4a5", "''", "\\", "\x1b[31m", "٢٠٢٢-٠٩-٢٤", "+3", "@SUM(A1)",
]  # fmt: skip
words = st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs"]), max_size=30))
cells = st.lists(words, min_size=8, max_size=40)
hostile = settings(
    max_examples=max(1, ALL // ROWS),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    derandomize=True,
    phases=[Phase.generate],
)


def good(number: int) -> str:
    return f"Report {number}: two tanks crossed the bridge at dawn."


def check(path: Path, kind: str, expected: int) -> tuple[int, list[Bad]]:
    """Everything that is good is in, exactly once; everything else says where, what and how to mend it."""
    found = list(imported(Source(path=str(path)), kind))
    taken = [json.loads(one.data)["text"].strip() for one in found if isinstance(one, Original)]
    assert all(taken.count(good(number)) == 1 for number in range(expected))
    return len(taken), told(found)


def told(found: Iterable[object], *, placed: bool = True) -> list[Bad]:
    """What is wrong, each with the line of its row and, where it is about one value, its column and that value."""
    bad = [one for one in found if isinstance(one, Bad)]
    for one in bad:
        assert one.what
        assert one.remedy
        assert one.line or not placed
        assert one.lost or (one.column and one.value), "a value that was left out is shown"
        assert one.issue("f").message.startswith("f:")
    return bad


def mixed(
    cells: list[str], row: Callable[[int, list[str]], object], nasty: Callable[[list[str]], object]
) -> list[object]:
    """Good rows among hostile ones; what is drawn decides all of it."""
    dice = random.Random("".join(cells))
    rows: list[object] = []
    taken = 0
    for _ in range(ROWS):
        some = [dice.choice(cells) for _ in range(7)]
        if dice.random() < 0.3:
            rows.append(row(taken, some))
            taken += 1
        else:
            rows.append(nasty(some))
    return rows


def count(rows: list[object]) -> int:
    return str(rows).count("two tanks crossed")


@pytest.mark.parametrize("kind", ["auto-archiver", "mediacloud", "table"])
@hostile
@given(cells)
def test_tables(kind: str, tmp_path: Path, cells: list[str]) -> None:
    header = {"auto-archiver": ["LINK", "Archive status", "UPLOAD title", "upload timestamp", "Text Content"],
              "mediacloud": ["id", "media_name", "language", "publish_date", "text"],
              "table": ["id", "outlet", "language", "published", "TEXT"]}[kind]  # fmt: skip
    rows = mixed(cells, lambda number, some: [*some[:4], good(number)], lambda some: some[: 1 + len(some[0]) % 7])
    out = io.StringIO(newline="")
    csv.writer(out).writerows([header, *rows])
    data = out.getvalue().encode("utf-8", "replace")
    path = tmp_path / "t.csv"
    path.write_bytes(data + b'\r\n"never closed,\xff\xfe\r\n\xc3\x28,,\r\n')
    taken, bad = check(path, kind, count(rows))
    filled = sum(any(cell.strip() for cell in row) for row in rows)
    assert taken + sum(one.lost for one in bad) >= filled, "a row that was neither taken nor told"


@hostile
@given(cells)
def test_rows_of_junk_between_rows_that_are_good(tmp_path: Path, cells: list[str]) -> None:
    lines = mixed(cells, lambda number, some: f"t,{good(number)}", lambda some: "".join(f"x{cell}" for cell in some))
    # No quotation mark opens a cell here: what one that is never closed does has a test of its own.
    flat = [" ".join(str(line).splitlines()).replace(',"', ",x") for line in lines]
    path = tmp_path / "t.csv"
    path.write_text("title,text\n" + "\n".join(flat) + "\n", encoding="utf-8")
    check(path, "table", count(flat))


@hostile
@given(cells)
def test_telegram(tmp_path: Path, cells: list[str]) -> None:
    shapes: list[Callable[[list[str]], object]] = [
        lambda some: some, lambda some: None, lambda some: {"id": some, "text": some[0], "type": some[1]},
        lambda some: {"text": [some, {"text": 5}, None]},
        lambda some: {"text": "x" + some[0], "date_unixtime": some[1]},
        lambda some: {"text": some[0], "date": some[1], "id": 1, "photo": some[2]}, lambda some: 1e308,
        lambda some: {"text": {"deep": {"er": some}}}, lambda some: {"text": "y", "date_unixtime": "9" * 11},
    ]  # fmt: skip
    rows = mixed(
        cells, lambda number, some: {"id": number, "type": "message", "date": some[0], "text": good(number)},
        lambda some: shapes[len(some[0] + some[1]) % len(shapes)](some),
    )  # fmt: skip
    path = tmp_path / "result.json"
    path.write_text(json.dumps({"name": cells[0], "id": 1, "messages": rows}), encoding="utf-8")
    check(path, "telegram", count(rows))


@hostile
@given(cells)
def test_warc(tmp_path: Path, cells: list[str]) -> None:
    tool("warcio")
    kinds = ["text/plain", "text/html; charset=utf-8", "text/html; charset=none", "image/png", "", "text/plain;;="]
    pages = mixed(
        cells,
        lambda number, some: (f"https://d.example/{number}", good(number).encode(), "text/plain"),
        lambda some: ("https://d.example/x", some[0].encode(), kinds[len(some[1]) % len(kinds)]),
    )
    path = tmp_path / "a.warc"
    path.write_bytes(warc(pages, gzip=False) + cells[0].encode())
    found = list(imported(Source(path=str(path)), "warc"))
    taken = {one.data.decode("utf-8", "replace") for one in found if isinstance(one, Original)}
    assert {good(number) for number in range(count(pages))} <= taken
    told(found)


@hostile
@given(cells)
def test_mail(tmp_path: Path, cells: list[str]) -> None:
    from whence.stages.ingest.imports_mail import parsed

    names = ["Content-Type", "MIME-Version", "Subject", "From", "Date", "Content-Transfer-Encoding", "Message-ID"]
    rows = mixed(
        cells,
        lambda number, some: f"Subject: s\nFrom: {some[0].split() or 'x'}\n\n{good(number)}\n",
        lambda some: "\n".join(f"{names[len(cell) % 7]}: {cell}" for cell in some) + f"\n\n{some[0]}",
    )
    source = Source(path="a.eml")
    found = [one for row in rows for one in parsed(str(row).encode("utf-8", "replace"), source)]
    taken = {json.loads(one.data)["text"] for one in found if isinstance(one, Original)}
    assert {good(number) for number in range(count(rows))} <= taken
    told(found, placed=False)  # a mail has no rows


@settings(hostile, max_examples=ALL // 50)
@given(st.integers(9, 500), st.binary(min_size=1, max_size=40))
def test_torn_documents(tmp_path: Path, at: int, junk: bytes) -> None:
    tool("pypdf")
    data = pdf(good(1))
    path = tmp_path / "a.pdf"
    path.write_bytes(data[:at] + junk + data[at + len(junk) :])
    for one in imported(Source(path=str(path)), "pdf"):
        assert isinstance(one, Original) or (one.what and one.remedy)


@pytest.mark.slow
def test_ten_thousand_rows() -> None:
    """All of the above, and exports that come back, with ten thousand rows each."""
    files = [__file__, Path(__file__).parents[2] / "publish/test_back_hostile.py"]
    command = [sys.executable, "-m", "pytest", *files, "-q", "-m", "not slow", "--no-cov", "-p", "no:cacheprovider"]
    subprocess.run(command, check=True, env=os.environ | {"WHENCE_HOSTILE_ROWS": "10000"})
