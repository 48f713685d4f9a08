"""Feeds looked at again and again: what is new comes in once, politely, archived as it came."""

from __future__ import annotations

import gzip
import hashlib
import sqlite3
from itertools import pairwise
from pathlib import Path

import pytest
from feed_server import SMALL, Request, Scene, http, item, page, rss, story
from msgspec import structs

from whence import api, pipeline
from whence.errors import BusyRecordError
from whence.store.equality import differences
from whence.store.reader import Reader
from whence.store.writer import Writer
from whence.watch.state import State

HOUR = 3_600.0


def test_a_report_keeps_its_own_date_apart_from_the_time_of_capture(scene: Scene) -> None:
    server = scene.server
    server.put("/feed", http(body=rss(item(server.url("/a"), "One", "Short.", "Mon, 13 Mar 2023 10:00:00 GMT"))))
    server.put("/a", http(body=page("Shelling in Tokmak"), content_type="text/html; charset=utf-8"))
    watched = scene.look(server.url("/feed"))
    assert (watched.items, watched.pages, watched.read, watched.reports) == (1, 1, 1, 1)
    assert watched.claims >= 2
    report = scene.reports()[0]
    assert (report.url, report.title, report.outlet) == (server.url("/a"), "Shelling in Tokmak", "Velm Courier")
    assert report.published is not None
    assert report.published.value == "2023-03-13T10:00:00+00:00"
    assert (report.captured or "").startswith("2023-03-14T12:00")
    assert report.input.path == server.url("/feed")
    assert [one.path for one in server.requests] == ["/robots.txt", "/feed", "/a"]


def test_a_server_that_says_unchanged_is_believed(scene: Scene) -> None:
    server = scene.server
    feed = http(body=rss(item(server.url("/a"), "One")), etag='"1"', last_modified="Mon, 13 Mar 2023 10:00:00 GMT")

    def reply(request: Request, connection: object) -> bytes:
        return http(304) if request.headers.get("if-none-match") == '"1"' else feed

    server.put("/feed", reply)
    server.put("/a", http(body=page("One")))
    first, again = scene.look(server.url("/feed")), scene.look(server.url("/feed"))
    assert (first.read, again.read, again.unchanged, again.items) == (1, 0, 1, 0)
    assert server.asked("/feed")[1].headers["if-modified-since"] == "Mon, 13 Mar 2023 10:00:00 GMT"
    assert len(server.asked("/a")) == 1


def test_one_request_at_a_time_to_a_host_and_a_pause_after_each(scene: Scene) -> None:
    server, times = scene.server, []
    links = [server.url(f"/{n}", host) for host in ("news.test", "other.test") for n in range(4)]
    server.put("/feed", http(body=rss(*(item(link, f"T{n}") for n, link in enumerate(links)))))
    server.put("/robots.txt", http(body=b"User-agent: *\nCrawl-delay: 7\n"), "other.test")

    def reply(request: Request, connection: object) -> bytes:
        times.append((request.host, scene.clock.at))
        return http(body=page(f"Shelling {request.host}{request.path}", n=4 + len(times)))

    for n in range(4):
        server.put(f"/{n}", reply)
    scene.look(server.url("/feed"), delay=3.0)
    for host, pause in (("news.test", 3.0), ("other.test", 7.0)):
        asked = [when for name, when in times if name == host]
        assert len(asked) == 4
        assert all(later - earlier >= pause for earlier, later in pairwise(asked))
        spans = sorted((one.began, one.ended) for one in server.requests if one.host == host)
        assert all(ended <= began for (_, ended), (began, _) in pairwise(spans))


def test_the_archive_gives_back_the_same_reports_by_another_way(scene: Scene, tmp_path: Path) -> None:
    server = scene.server
    listed = rss(item(server.url("/a"), "A"), item(server.url("/b"), "B"))
    server.put("/feed", http(body=listed, content_type="application/rss+xml"))
    server.put("/a", http(body=page("Shelling"), content_type="text/html"))
    packed = gzip.compress(page("Arrests", 9, "Dakar"))
    server.put("/b", http(body=packed, content_type="text/html", content_encoding="gzip"))
    scene.look(server.url("/feed"))
    archive = tmp_path / "record.db.warc"
    api.import_files([archive / "00001.warc.gz"], tmp_path / "again.db", api.Importing(kind="warc", engine="lexicon"))
    with Reader(tmp_path / "again.db") as reader:
        again = {report.report_id: report.captured for report in reader.reports()}
    mine = {report.report_id: report.captured for report in scene.reports()}
    assert set(again) == set(mine)
    assert {name: (when or "")[:19] for name, when in again.items()} == {n: (w or "")[:19] for n, w in mine.items()}
    captures = sqlite3.connect(tmp_path / "record.db.watch.db").execute(
        "SELECT report_id, sha256, captured FROM captures WHERE report_id IS NOT NULL"
    )
    with sqlite3.connect(tmp_path / "record.db") as record:
        kept = dict(record.execute("SELECT report_id, sha256 FROM originals"))
    assert {name: hashed for name, hashed, _ in captures} == kept
    assert hashlib.sha256(page("Shelling")).hexdigest() in kept.values()


def test_looks_apart_give_the_record_that_one_reading_of_all_gives(scene: Scene, tmp_path: Path) -> None:
    server, feed = scene.server, scene.server.url("/feed")
    items = [item("", f"T{n}", story(n + 3, town), guid=f"g{n}") for n, town in enumerate(("Velm", "Tokmak", "Dakar"))]
    for upto in (1, 2, 3):
        server.put("/feed", http(body=rss(*items[:upto])))
        scene.look(feed)
    whole = tmp_path / "feed.xml"
    whole.write_bytes(rss(*items))
    pipeline.read([whole], tmp_path / "whole.db", pipeline.Settings(engine="lexicon"))
    with Reader(scene.record) as mine, Reader(tmp_path / "whole.db") as theirs:
        assert [one for one in differences(mine, theirs) if "path" not in one] == []


def test_a_record_that_somebody_else_loads_is_waited_for(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    server, real, tries = scene.server, pipeline.read, []

    def read(*given: object, **more: object) -> pipeline.Summary:
        tries.append(scene.clock.at)
        if len(tries) < 3:
            raise BusyRecordError("another process is loading it")
        return real(*given, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(pipeline, "read", read)
    server.put("/feed", http(body=rss(item("", "A", story(), guid="a"))))
    assert scene.look(server.url("/feed")).reports == 1
    assert tries[2] - tries[0] >= 10.0


def test_two_watchers_of_one_record_are_told_so(scene: Scene) -> None:
    held = State(scene.folder / "record.db.watch.db")
    with pytest.raises(BusyRecordError):
        scene.look(scene.server.url("/feed"))
    held.close()


def test_issues_of_a_feed_go_when_it_is_itself_again(scene: Scene) -> None:
    feed = scene.server.url("/feed")
    scene.server.put("/feed", http(500))
    scene.look(feed)
    assert [issue.code for issue in scene.issues()] == ["status"]
    scene.server.put("/feed", http(body=rss(item("", "A", story(), guid="a"))))
    scene.clock.at += 2 * HOUR
    scene.look(feed)
    assert scene.issues() == []


def test_a_feed_taken_out_of_the_list_is_forgotten(scene: Scene) -> None:
    one, two = scene.server.url("/one"), scene.server.url("/two")
    scene.server.put("/one", http(body=rss(item("", "A", story(), guid="a"))))
    scene.server.put("/two", http(body=rss(item("", "B", story(5, "Velm"), guid="b"))))
    scene.look(one, two)
    scene.look(one)
    assert len(scene.server.asked("/two")) == 1
    assert len(scene.reports()) == 2


def test_pages_that_no_feed_shows_any_more_are_forgotten_in_time(scene: Scene) -> None:
    feed = scene.server.url("/feed")
    for n in range(3):
        scene.server.put("/feed", http(body=rss(item("", "A", story(n + 3), guid=f"g{n}"))))
        scene.look(feed, keep=10 * HOUR)
        scene.clock.at += 8 * HOUR
    rows = sqlite3.connect(scene.folder / "record.db.watch.db").execute("SELECT count(*) FROM pages").fetchone()
    assert rows == (2,)


def test_the_record_may_be_written_by_people_between_two_looks(scene: Scene) -> None:
    feed = scene.server.url("/feed")
    scene.server.put("/feed", http(body=rss(item("", "A", story(), guid="a"))))
    scene.look(feed)
    with Writer(scene.record):
        assert scene.look(feed).unchanged == 1


def test_what_is_too_much_for_one_look_comes_in_at_the_next(scene: Scene) -> None:
    server = scene.server
    listed = [item(server.url(f"/{n}"), f"T{n}") for n in range(5)]
    for n in range(5):
        server.put(f"/{n}", http(body=page(f"Shelling {n}", n + 3)))
    server.put("/feed", http(body=rss(*listed), etag='"same"'))
    tight = structs.replace(SMALL, waiting=2)
    reports = [scene.look(server.url("/feed"), bounds=tight).reports for _ in range(3)]
    assert reports == [2, 4, 5]
    assert scene.issues() == []


def test_an_item_without_a_page_that_changes_is_a_new_version(scene: Scene) -> None:
    feed = scene.server.url("/feed")
    for n in (3, 3, 5):
        scene.server.put("/feed", http(body=rss(item("", "A", story(n), guid="a"), name=f"Courier {len(str(n))}")))
        watched = scene.look(feed)
    assert (watched.changed, watched.from_feed, len(scene.reports())) == (1, 1, 2)
    old, new = (f"{report.report_id}" for report in scene.reports())
    message = scene.issues()[0].message
    assert old in message
    assert new in message


def test_a_feed_that_goes_back_to_old_items_has_no_gap(scene: Scene) -> None:
    feed = scene.server.url("/feed")
    for name in ("a", "ab", "b", "a"):
        items = (item("", one, story(ord(one) - 90), guid=one) for one in name)
        scene.server.put("/feed", http(body=rss(*items)))
        assert scene.look(feed).gaps == 0
    assert len(scene.reports()) == 2
