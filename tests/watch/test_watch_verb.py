"""`whence watch`: from the command line to a record, over plain and encrypted connections."""

from __future__ import annotations

import json
import shutil
import ssl
import subprocess
import threading
from pathlib import Path

import pytest
from feed_server import SMALL, FeedServer, Request, Scene, http, item, page, resolve, rss, story

from whence.cli import extras, main
from whence.store.reader import Reader
from whence.watch.addresses import Guard
from whence.watch.fetch import Ask, Fetcher, FetchError


def _list(folder: Path, server: FeedServer) -> str:
    link = f"http://127.0.0.1:{server.port}"
    server.put("/feed", http(body=rss(item(f"{link}/a", "A"), item("", "B", story(7, "Velm"), guid="b"))))
    server.put("/a", http(body=page("Shelling")))
    path = folder / "feeds.opml"
    path.write_text(f'<opml><body><outline text="Velm" xmlUrl="{link}/feed"/></body></opml>', encoding="utf-8")
    return str(path)


def test_a_round_from_the_command_line(server: FeedServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = tmp_path / "r.db"
    command = [
        "watch",
        _list(tmp_path, server),
        "--into",
        str(record),
        "--once",
        "--delay",
        "0s",
        "--engine",
        "lexicon",
    ]
    allow = ["--allow-host", "127.0.0.1", "--contact", "https://example.org/bot"]
    assert main([*command, *allow]) == 0
    said = capsys.readouterr().err
    assert "1 feed asked 1 time" in said
    assert "2 new items, 1 page fetched, 1 read from the feed itself" in said
    assert "it holds 2 reports" in said
    assert "(+https://example.org/bot)" in server.requests[0].headers["user-agent"]
    assert main([*command, *allow, "--json", "--quiet"]) == 0
    told = capsys.readouterr()
    assert json.loads(told.out)["unchanged"] == 1
    assert told.err == ""


def test_this_machine_is_not_asked_unless_it_is_allowed_by_name(
    server: FeedServer, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = tmp_path / "r.db"
    assert main(["watch", _list(tmp_path, server), "--into", str(record), "--once"]) == 5
    said = capsys.readouterr().err
    assert "--allow-host" not in said
    assert "is not asked: 127.0.0.1 is 127.0.0.1: this machine" in said
    assert "Noticed: 1 inside" in said
    assert server.requests == []
    main(["issues", "--record", str(record)])
    assert "--allow-host HOST" in capsys.readouterr().out


@pytest.mark.parametrize(
    "wrong",
    [["--every", "soon"], ["--every", "0"], ["--for", "-1h"], ["--contact", "a\nb"], ["--delay", "2 weeks"]],
)
def test_a_command_that_makes_no_sense_says_why(wrong: list[str], tmp_path: Path) -> None:
    (tmp_path / "feeds").write_text("http://news.test/feed\n", encoding="utf-8")
    assert main(["watch", str(tmp_path / "feeds"), "--into", str(tmp_path / "r.db"), *wrong]) == 2
    assert not (tmp_path / "r.db").exists()


def test_without_the_extra_it_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda name: None)
    assert main(["watch", "feeds.opml"]) == 6
    assert "pip install 'whence[watch]'" in capsys.readouterr().err


def test_an_encrypted_server_is_known_by_its_name(tmp_path: Path) -> None:
    """Connected to by number, checked by name: a certificate of the right name will do, another will not."""
    if shutil.which("openssl") is None:
        pytest.skip("openssl, which makes the certificate of this test, is not installed")
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
         "-keyout", key, "-out", certificate, "-subj", "/CN=news.test", "-addext", "subjectAltName=DNS:news.test"],
        check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = FeedServer(context)
    server.put("/feed", http(body=b"fine"))
    fetcher = Fetcher(Guard(frozenset(["news.test", "other.test"]), resolve), SMALL, "whence/test")
    address = server.url("/feed").replace("http:", "https:")
    with pytest.raises(FetchError, match=r"cannot be reached.*certificate"):
        fetcher.fetch(Ask(address=address, most=100, trusted=True))
    fetcher.tls.load_verify_locations(certificate)
    assert fetcher.fetch(Ask(address=address, most=100, trusted=True)).body == b"fine"
    with pytest.raises(FetchError, match=r"cannot be reached.*other\.test"):
        fetcher.fetch(Ask(address=address.replace("news.test", "other.test"), most=100, trusted=True))
    server.close()


@pytest.mark.slow
def test_a_report_is_in_the_record_seconds_after_its_feed_shows_it(
    server: FeedServer, scene: Scene, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the machine's own clock: `pytest tests/watch/test_watch_verb.py -m slow -s`."""
    from whence.pipeline import Settings
    from whence.watch import Listed, Watching, watch

    shown = threading.Event()

    def feed(request: Request, connection: object) -> bytes:
        late = [item(server.url("/late"), "Late")] if shown.is_set() else []
        return http(body=rss(*late, item(server.url("/a"), "A")))

    server.put("/feed", feed)
    server.put("/a", http(body=page("Shelling")))
    server.put("/late", http(body=page("Arrests", 9, "Dakar")))
    threading.Timer(8.0, shown.set).start()
    how = Watching(every=2.0, lasting=30.0, delay=1.0, allow=("news.test",), bounds=SMALL, reading=Settings())
    watched = watch([Listed(address=server.url("/feed"))], scene.record, how, resolve=resolve)
    with capsys.disabled():
        print(f"in the record {watched.slowest:.1f} s after the feed showed it, at the slowest")
    with Reader(scene.record) as reader:
        assert reader.counts()["reports"] == 2
    assert watched.slowest is not None
    assert watched.slowest < 15.0
