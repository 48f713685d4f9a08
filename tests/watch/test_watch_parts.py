"""The parts by themselves: lists of feeds, politeness, robots.txt, sitemaps, the state."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from whence.errors import InputError, RecordError, UsageError
from whence.store.place import place
from whence.watch import Bounds, feed_list
from whence.watch.hosts import Hosts
from whence.watch.robots import Robots
from whence.watch.shown import NoFeedError, shown
from whence.watch.sitemap import read_sitemap
from whence.watch.state import State, state_path

OPML = """<?xml version="1.0"?><opml version="2.0"><body><outline text="News">
<outline type="rss" text="Velm" title="Velm Courier" xmlUrl="http://velm.test/feed" htmlUrl="http://velm.test/"/>
<outline text="Again" xmlUrl="http://velm.test/feed#top"/><outline text="Dakar Daily" xmlUrl="https://dakar.test"/>
</outline></body></opml>"""


def test_an_opml_file_names_feeds_once_and_by_their_titles(tmp_path: Path) -> None:
    path = tmp_path / "feeds.opml"
    path.write_text(OPML, encoding="utf-8")
    assert [(one.address, one.name) for one in feed_list(path)] == [
        ("http://velm.test/feed", "Velm Courier"), ("https://dakar.test/", "Dakar Daily"),
    ]  # fmt: skip


def test_a_plain_list_has_comments_and_names(tmp_path: Path) -> None:
    path = tmp_path / "feeds.txt"
    path.write_text("\ufeff# ours\nhttp://velm.test/feed   Velm  Courier\n\n  https://dakar.test\n", encoding="utf-8")
    assert [(one.address, one.name) for one in feed_list(path)] == [
        ("http://velm.test/feed", "Velm Courier"), ("https://dakar.test/", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "error", "words"),
    [
        ("# nothing\n", UsageError, "names no feed"),
        ("http://a.test\nvelm.test/feed\n", UsageError, "line 2: 'velm.test/feed' is no web address"),
        ("<opml><body>", InputError, "is no OPML"),
        ('<!DOCTYPE o [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml>&x;</opml>', InputError, "entities"),
        ('<opml><body><outline xmlUrl="file:///etc/passwd"/></body></opml>', UsageError, "line 1"),
    ],
)
def test_a_list_that_is_wrong_says_where(tmp_path: Path, text: str, error: type[Exception], words: str) -> None:
    path = tmp_path / "feeds"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(error, match=words):
        feed_list(path)
    with pytest.raises(InputError, match="cannot be read"):
        feed_list(tmp_path / "none")


@pytest.mark.parametrize(
    ("told", "pause"),
    [
        ("120", 120.0), ("Thu, 01 Jan 1970 00:20:00 GMT", 200.0), ("Thu, 01 Jan 1970 00:00:01 GMT", 0.0),
        ("99999999999999999999", 86_400.0), ("soon", 60.0), (None, 60.0), ("-5", 60.0), ("1e9", 60.0),
    ],
)  # fmt: skip
def test_how_long_an_overloaded_host_is_left_alone(told: str | None, pause: float) -> None:
    hosts = Hosts(2.0, Bounds(), {})
    assert hosts.overloaded("a", 1_000.0, told) == 1_000.0 + pause


def test_an_overloaded_host_is_left_alone_longer_each_time_until_it_is_well() -> None:
    hosts = Hosts(2.0, Bounds(), {"held": 500.0})
    assert [hosts.overloaded("a", 0.0, None) for _ in range(3)] == [60.0, 120.0, 240.0]
    hosts.well("a")
    assert hosts.overloaded("a", 1_000.0, None) == 1_060.0
    assert hosts.free_at("held", 0.0) == 500.0
    hosts.start("b")
    assert hosts.free_at("b", 0.0) == float("inf")
    hosts.end("b", 10.0, 1e12)
    assert hosts.free_at("b", 0.0) == 610.0  # a crawl-delay is obeyed up to ten minutes


def test_robots_are_kept_for_a_day_and_outlive_a_failure(tmp_path: Path) -> None:
    state = State(tmp_path / "s")
    robots = Robots(state)
    assert robots.rules("http://a.test", 0.0) is None
    assert robots.failed("http://a.test", 0.0) is False
    robots.answered("http://a.test", 200, b"User-agent: *\nDisallow: /x\nCrawl-delay: 5\nRequest-rate: 1/9s\n", 0.0)
    again = Robots(state)  # from the disk
    rules = again.rules("http://a.test", 80_000.0)
    assert rules is not None
    assert (rules.allows("http://a.test/x/1"), rules.allows("http://a.test/y"), rules.delay) == (False, True, 9.0)
    assert again.rules("http://a.test", 90_000.0) is None
    assert again.failed("http://a.test", 90_000.0) is True
    kept = again.rules("http://a.test", 90_001.0)
    assert kept is not None
    assert not kept.allows("http://a.test/x")
    robots.answered("http://b.test", 404, b"User-agent: *\nDisallow: /", 0.0)
    allowed = robots.rules("http://b.test", 1.0)
    assert allowed is not None
    assert (allowed.allows("http://b.test/"), allowed.delay) == (True, 0.0)
    robots.answered("http://c.test", 200, b"User-agent: *\nCrawl-delay: nan\n\xff\xfe\0", 0.0)
    odd = robots.rules("http://c.test", 1.0)
    assert odd is not None
    assert odd.delay == 0.0
    state.close()


def test_a_sitemap_gives_its_newest_first_and_an_index_its_newest_parts() -> None:
    urls = "".join(f"<url><loc>http://a.test/{n}</loc><lastmod>2023-03-{n:02}</lastmod></url>" for n in range(1, 5))
    found = read_sitemap(f"<urlset>{urls}<url><lastmod>2023-01-01</lastmod></url></urlset>".encode())
    assert [item.link for item in found.items] == [f"http://a.test/{n}" for n in (4, 3, 2, 1)]
    parts = "".join(
        f"<sitemap><loc>http://a.test/{n}.xml</loc><lastmod>2023-01-{n:02}</lastmod></sitemap>" for n in range(1, 29)
    )
    index = read_sitemap(f"<sitemapindex>{parts}</sitemapindex>".encode())
    assert len(index.parts) == 20
    assert index.parts[0] == "http://a.test/28.xml"


def test_a_broken_sitemap_is_no_feed() -> None:
    with pytest.raises(NoFeedError, match="broken sitemap") as caught:
        shown(b"<urlset><url>", "http://a.test/", 10)
    assert caught.value.code == "broken-feed"


def test_items_that_share_a_link_are_told_apart_by_their_ids() -> None:
    items = "".join(f"<item><link>http://a.test/</link><guid>g{n}</guid><title>{n}</title></item>" for n in range(3))
    found = shown(f"<rss><channel>{items}</channel></rss>".encode(), "http://a.test/feed", 10)
    assert [(entry.key, entry.page) for entry in found.entries] == [("g0", None), ("g1", None), ("g2", None)]


def test_a_state_that_cannot_be_used_says_so(tmp_path: Path) -> None:
    (tmp_path / "s").write_bytes(b"no database" * 100)
    with pytest.raises(RecordError, match="Move it away"):
        State(tmp_path / "s")
    with sqlite3.connect(tmp_path / "later") as later:
        later.execute("PRAGMA user_version = 99")
    with pytest.raises(RecordError, match="later version"):
        State(tmp_path / "later")
    assert not list(tmp_path.glob("*.lock"))


def test_the_state_of_a_record_on_a_server_lies_in_the_working_folder() -> None:
    assert state_path(place("postgresql://ada@db.example/records")).name.endswith(".watch.db")
    assert state_path(place(Path("a/record.db"))) == Path("a/record.db.watch.db")
