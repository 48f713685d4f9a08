"""Bad input of every kind: a message each, and no harm to the rest of the run."""

from __future__ import annotations

import gzip
import io
import os
import tracemalloc
from pathlib import Path

import pytest

from whence.schema.original import Given, Original
from whence.schema.records import Issue
from whence.stages.ingest import Limits, discover, parse

LEAD = "Armed men burned the ballots of two villages before dawn on Monday, the local election officer said."
MB = 1_000_000


@pytest.fixture
def good(tmp_path: Path) -> Path:
    path = tmp_path / "zz-good.txt"
    path.write_text(LEAD)
    return path


def issues(*paths: Path, limits: Limits | None = None) -> list[Issue]:
    """Issues of reading some paths and then a good file, which must come through whatever stands before it."""
    *before, last = list(discover(list(paths), Given(), limits=limits or Limits()))
    assert isinstance(last, Original)
    assert parse(last).report is not None
    found: list[Issue] = []
    for one in before:
        found += [one] if isinstance(one, Issue) else parse(one).issues
    return found


def code(*paths: Path, limits: Limits | None = None) -> str:
    (issue,) = issues(*paths, limits=limits)
    assert issue.advice
    return issue.code


def test_an_empty_file(tmp_path: Path, good: Path) -> None:
    for name in ("a.txt", "a.html", "a.xml", "a"):
        (tmp_path / name).write_bytes(b"")
        assert code(tmp_path / name, good) == "empty"
    (tmp_path / "a.jsonl").write_bytes(b"")
    assert issues(tmp_path / "a.jsonl", good) == []


def test_binary_files(tmp_path: Path, good: Path) -> None:
    for head in (b"%PDF-1.4\n", b"\x89PNG\r\n\x1a\n", b"PK\x03\x04", b"\x00\x01\x02", b"SQLite format 3\0"):
        (tmp_path / "a.txt").write_bytes(head + bytes(range(256)) * 8)
        assert code(tmp_path / "a.txt", good) == "binary"


def test_fifty_megabytes_of_one_line(tmp_path: Path, good: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"word " * (10 * MB))
    jsonl = tmp_path / "a.jsonl"
    jsonl.write_bytes(b'{"text": "' + b"word " * (10 * MB) + b'"}\n{"text": "' + LEAD.encode() + b'"}\n')
    tracemalloc.start()
    (issue,) = issues(path, good)
    assert issue.code == "too-large"
    assert "20,000,000" in issue.message
    assert code(jsonl, good) == "too-large"
    assert tracemalloc.get_traced_memory()[1] < 70 * MB
    tracemalloc.stop()


def test_a_report_of_one_very_long_line_below_the_limit(tmp_path: Path, good: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(b"Soldiers closed the bridge on Monday. " * 100_000)
    assert issues(path, good) == []


def test_a_gzip_bomb(tmp_path: Path, good: Path) -> None:
    for name in ("a.txt.gz", "a.jsonl.gz", "a.html.gz"):
        (tmp_path / name).write_bytes(gzip.compress(b"\n" * (60 * MB)))
        assert code(tmp_path / name, good, limits=Limits(max_bytes=50 * MB)) == "gzip-bomb"


def test_damaged_gzip(tmp_path: Path, good: Path) -> None:
    data = gzip.compress(os.urandom(50_000).hex().encode())
    for broken in (data[: len(data) // 2], data[:500] + b"\0" * 50 + data[550:], b"\x1f\x8b", b"\x1f\x8bxx"):
        (tmp_path / "a.txt.gz").write_bytes(broken)
        assert code(tmp_path / "a.txt.gz", good) == "broken-gzip"


def test_gzip_inside_gzip_is_binary(tmp_path: Path, good: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(gzip.compress(LEAD.encode())))
    assert code(tmp_path / "a.txt.gz", good) == "binary"


def test_broken_utf_8_and_a_wrong_charset(tmp_path: Path, good: Path) -> None:
    text = "Повідомила місцева виборча комісія про вибухи в місті цієї ночі." * 3
    (tmp_path / "a.txt").write_bytes(text.encode()[:-1] + b"\xff\xfd")
    assert [issue.code for issue in issues(tmp_path / "a.txt", good)] == ["encoding", "language"]
    page = f"<html><meta charset='utf-8'><p>{text}</p></html>"
    (tmp_path / "a.html").write_bytes(page.encode("cp1251"))
    assert [issue.code for issue in issues(tmp_path / "a.html", good)] == ["charset", "language"]


def test_a_feed_without_items_a_broken_feed_and_no_feed(tmp_path: Path, good: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text("<rss version='2.0'><channel><title>Lake Post</title></channel></rss>")
    assert code(path, good) == "no-items"
    path.write_text(f"<rss version='2.0'><channel><item><description>{LEAD}</description></item><item><title>T")
    assert "broken-feed" in [issue.code for issue in issues(path, good)]
    path.write_text("<catalogue><thing/></catalogue>")
    assert code(path, good) == "no-feed"


def test_entities_made_to_explode_do_not(tmp_path: Path, good: Path) -> None:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 30))
    (tmp_path / "a.rss").write_text(
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{laughs}]><rss version="2.0"><channel><item>'
        f"<description>&l29;</description></item></channel></rss>"
    )
    assert issues(tmp_path / "a.rss", good)


def test_a_feed_that_looks_like_an_address_is_not_fetched(tmp_path: Path, good: Path) -> None:
    (tmp_path / "a.rss").write_text("http://127.0.0.1:9/<rss></rss>")
    assert issues(tmp_path / "a.rss", good)


def test_missing_and_unreadable_paths(tmp_path: Path, good: Path) -> None:
    assert code(tmp_path / "absent.txt", good) == "unreadable"
    assert code(Path("nul\0byte"), good) == "unreadable"
    os.mkfifo(tmp_path / "pipe.txt")
    assert code(tmp_path / "pipe.txt", good) == "unreadable"
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "nowhere")
    assert [issue.code for issue in issues(tmp_path, good)] == ["unreadable"]


def test_permission_denied(tmp_path: Path, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(LEAD)
    opened = Path.open

    def refuse(self: Path, *args: str) -> object:
        if self == path:
            raise PermissionError(13, "Permission denied")
        return opened(self, *args)

    monkeypatch.setattr(Path, "open", refuse)  # chmod does not stop a superuser
    (issue,) = issues(path, good)
    assert (issue.code, "Permission denied" in issue.message) == ("unreadable", True)


def test_a_folder_that_may_not_be_listed(tmp_path: Path, good: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: str) -> object:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "scandir", refuse)
    assert code(tmp_path, good) == "unreadable"


def test_a_link_that_loops_is_passed_over(tmp_path: Path, good: Path) -> None:
    (tmp_path / "deep").mkdir()
    (tmp_path / "deep" / "a.txt").write_text(LEAD + ".")
    (tmp_path / "deep" / "loop").symlink_to(tmp_path)
    assert code(tmp_path, good) == "loop"


def test_a_name_that_is_no_utf_8_can_be_stored(tmp_path: Path, good: Path) -> None:
    name = os.fsdecode(b"caf\xe9.txt")
    try:
        (tmp_path / name).write_text(LEAD)
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    one = next(iter(discover([tmp_path / name], Given())))
    assert (one.input.path or "").endswith("caf\\xe9.txt")


def test_a_stream_that_breaks_off_with_an_error(good: Path) -> None:
    class Broken(io.RawIOBase):
        def readable(self) -> bool:
            return True

        def read(self, size: int = -1) -> bytes:
            raise OSError(5, "Input/output error")

    first, second = list(discover(["-", good], Given(), stdin=Broken()))  # type: ignore[arg-type]
    assert isinstance(first, Issue)
    assert (first.code, isinstance(second, Original)) == ("unreadable", True)
