"""`kill -9` in the middle of watching, again and again: nothing is lost, nothing doubled, the archive is whole."""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import pytest
from feed_server import FeedServer, Request, Scene, http, item, page, rss
from warcio.archiveiterator import ArchiveIterator

from whence.store.equality import differences
from whence.store.reader import Reader

TOWNS = ("Velm", "Tokmak", "Dakar", "Mariupol", "Kherson", "Thies", "Louga", "Kaolack")
HOSTS = ("news.test", "other.test", "third.test")
PAGES = 24


def _publish(server: FeedServer) -> list[str]:
    feeds: dict[str, list[str]] = {host: [] for host in HOSTS}
    for n in range(PAGES):
        host, path = HOSTS[n % len(HOSTS)], f"/page{n}"
        body = http(body=page(f"Report {n} of {TOWNS[n % 8]}", n + 2, TOWNS[n % 8]), content_type="text/html")

        def reply(request: Request, connection: object, body: bytes = body) -> bytes:
            time.sleep(0.01)
            return body

        server.put(path, reply, host)
        feeds[host].append(item(server.url(path, host), f"Report {n}"))
    for host, items in feeds.items():
        server.put("/feed", http(body=rss(*items, name=host), content_type="application/rss+xml"), host)
    return [server.url("/feed", host) for host in HOSTS]


def _watch(record: Path, feeds: list[str], kill_at: int | None, server: FeedServer, pause: float = 0.0) -> bool:
    """Watch in a process of its own; kill it once so many requests have come. Whether it was killed."""
    command = [sys.executable, str(Path(__file__).with_name("killed_watch.py")), str(record), *feeds]
    process = subprocess.Popen(command, env=os.environ | {"PYTHONPATH": str(Path(__file__).parent)})
    while process.poll() is None:
        if kill_at is not None and len(server.requests) >= kill_at:
            time.sleep(pause)
            process.kill()
            process.wait()
            return True
        time.sleep(0.002)
    assert process.returncode == 0
    return False


def _kill_again_and_again(server: FeedServer, scene: Scene, kills: int) -> None:
    feeds = _publish(server)
    rng = random.Random(8)
    killed = 0
    for _ in range(kills):
        more = rng.randrange(1, 2 + PAGES // max(4, kills // 4))
        killed += _watch(scene.record, feeds, len(server.requests) + more, server, rng.random() * 0.4)
    assert killed >= kills // 2
    _watch(scene.record, feeds, None, server)
    _check_whole(scene, feeds)


def _check_whole(scene: Scene, feeds: list[str]) -> None:
    unbroken = scene.folder / "unbroken.db"
    _watch(unbroken, feeds, None, scene.server)
    with Reader(scene.record) as mine, Reader(unbroken) as theirs:
        assert differences(mine, theirs) == []
        assert mine.counts()["reports"] == PAGES
    state = sqlite3.connect(scene.folder / "record.db.watch.db")
    captured = Counter(name for (name,) in state.execute("SELECT report_id FROM captures WHERE report_id IS NOT NULL"))
    assert set(captured) == {report.report_id for report in scene.reports()}
    assert set(captured.values()) == {1}
    assert state.execute("SELECT count(*) FROM waiting").fetchone() == (0,)
    archived = []
    with (scene.folder / "record.db.warc" / "00001.warc.gz").open("rb") as file:
        for record in ArchiveIterator(file):
            if record.rec_type == "response":
                archived.append(record.rec_headers.get_header("WARC-Target-URI"))
                record.content_stream().read()
    assert archived == [name for (name,) in state.execute("SELECT address FROM captures ORDER BY seq")]


def test_a_killed_watcher_loses_nothing_and_doubles_nothing(server: FeedServer, scene: Scene) -> None:
    _kill_again_and_again(server, scene, 3)


@pytest.mark.slow
def test_killed_fifty_times(server: FeedServer, scene: Scene) -> None:
    _kill_again_and_again(server, scene, 50)


def test_an_archive_with_a_torn_end_is_mended(scene: Scene) -> None:
    server = scene.server
    server.put("/feed", http(body=rss(item(server.url("/a"), "A")), content_type="application/rss+xml"))
    server.put("/a", http(body=page("Shelling"), content_type="text/html"))
    scene.look(server.url("/feed"))
    archive = scene.folder / "record.db.warc" / "00001.warc.gz"
    with archive.open("ab") as file:
        file.write(b"\x1f\x8b half a record")
    server.put("/feed", http(body=rss(item(server.url("/b"), "B"), item(server.url("/a"), "A"))))
    server.put("/b", http(body=page("Arrests", 8, "Dakar"), content_type="text/html"))
    scene.look(server.url("/feed"))
    with archive.open("rb") as file:
        pages = [one.rec_headers.get_header("WARC-Target-URI") for one in ArchiveIterator(file)]
    assert server.url("/b") in pages
    assert b"half a record" not in archive.read_bytes()


def test_a_stalled_request_does_not_hold_up_the_end(server: FeedServer, scene: Scene) -> None:
    """Interrupted while a server says nothing: over within seconds."""
    asked = threading.Event()

    def reply(request: Request, connection: object) -> None:
        asked.set()
        time.sleep(100)

    server.put("/feed", reply)
    command = [sys.executable, str(Path(__file__).with_name("killed_watch.py")), str(scene.record), server.url("/feed")]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    assert asked.wait(60)
    process.send_signal(signal.SIGINT)
    assert process.wait(50) != 0
