"""The static site: whole pages that lead nowhere else, run nothing, and name nobody private."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from formats_sample import HOSTILE, nothing, record, words_of

from sample_record import PRIVATE_WORDS
from whence.errors import UsageError
from whence.publish import site
from whence.publish.site import publish_site
from whence.publish.view import Held

VOID = {"meta", "link", "br"}


class Page(HTMLParser):
    """Collects links and checks that every element is closed where it should be."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.open: list[str] = []
        self.links: list[str] = []
        self.names: set[str] = set()
        self.tags: set[str] = set()
        self.feed(path.read_text(encoding="utf-8"))
        self.close()
        assert self.open == [], path

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        given = dict(attrs)
        assert not any(name.startswith("on") for name in given)
        self.links += [value for name, value in attrs if name in ("href", "src") and value]
        if given.get("id"):
            self.names.add(str(given["id"]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def make(tmp_path: Path, *, private: bool = False, shown: object = None) -> Path:
    view = Held(shown or record(private=private), private=private)
    return publish_site(view, tmp_path / "site", private=private)


def test_every_page_is_whole_and_every_link_leads_somewhere(tmp_path: Path) -> None:
    out = make(tmp_path)
    pages = {path: Page(path) for path in sorted(out.rglob("*.html"))}
    assert len(pages) == 4 + 3
    for path, page in pages.items():
        assert "script" not in page.tags
        for link in page.links:
            if link.startswith("https://"):
                continue
            target, _, name = link.partition("#")
            there = (path.parent / target).resolve() if target else path
            assert there.is_file(), (path, link)
            assert not name or name in pages[there].names, (path, link)


def test_words_of_others_are_escaped(tmp_path: Path) -> None:
    text = "\n".join(path.read_text(encoding="utf-8") for path in make(tmp_path).rglob("*.html"))
    assert "<people>" not in text
    assert "&lt;people&gt;" in text
    assert "<b>more</b>" not in text
    assert 'href="javascript' not in text


def test_nobody_private_stands_in_any_byte(tmp_path: Path) -> None:
    words = words_of(make(tmp_path)).lower()
    assert [name for name in PRIVATE_WORDS if name.lower() in words] == []
    assert "tanks moved" not in words


def test_a_private_site_says_so_on_every_page_and_in_its_name(tmp_path: Path) -> None:
    out = make(tmp_path, private=True)
    assert out.name == "site-private"
    for path in out.rglob("*.html"):
        text = path.read_text(encoding="utf-8")
        assert "PRIVATE: persons stand by name" in text
        assert "noindex" in text
    assert HOSTILE[:4] in words_of(out), "whole texts stand in a private site alone"


def test_the_same_record_gives_the_same_bytes(tmp_path: Path) -> None:
    first, second = make(tmp_path / "a"), make(tmp_path / "b")
    for path in first.rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (second / path.relative_to(first)).read_bytes()


def test_long_lists_go_on_on_further_pages(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "LISTED", 1)
    out = make(tmp_path)
    assert sorted(path.name for path in (out / "list").iterdir()) == ["2.html", "3.html"]
    assert re.findall(r'href="([^"]+)">(?:earlier|further)', (out / "list/2.html").read_text()) == [
        "../index.html",
        "3.html",
    ]
    test_every_link = [link for path in out.rglob("*.html") for link in Page(path).links if "list/" in link]
    assert test_every_link == ["list/2.html"]


def test_an_empty_record_is_a_whole_site(tmp_path: Path) -> None:
    out = make(tmp_path, shown=nothing())
    assert "No events." in (out / "index.html").read_text()
    assert "No reports." in (out / "reports/1.html").read_text()


def test_an_earlier_site_is_replaced_and_other_files_are_left_alone(tmp_path: Path) -> None:
    out = make(tmp_path)
    (out / "events" / "old.html").write_text("old")
    assert not (make(tmp_path) / "events" / "old.html").exists()
    (out / "CNAME").write_text("record.example")
    with pytest.raises(UsageError, match="CNAME"):
        make(tmp_path)
    publish_site(Held(record()), out, force=True)
    assert (out / "CNAME").is_file()
    assert (out / "index.html").is_file()
