"""Which addresses are asked: spellings, what lies inside, names that answer otherwise a moment later."""

from __future__ import annotations

import threading

import httpcore2
import pytest

from whence.watch.addresses import Guard, RefusedError, inside, page_address, web_address
from whence.watch.connection import Deadline, Lines


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("HTTP://News.Test:80/a b?q=é#top", "http://news.test/a%20b?q=%C3%A9"),
        ("https://news.test.:443", "https://news.test/"),
        ("https://bücher.test/x%20y", "https://xn--bcher-kva.test/x%20y"),
        ("http://[2606:4700::1111]:8080/a", "http://[2606:4700::1111]:8080/a"),
    ],
)
def test_an_address_has_one_spelling(given: str, wanted: str) -> None:
    assert web_address(given) == wanted
    assert web_address(wanted) == wanted


@pytest.mark.parametrize(
    "given",
    [
        "", "news.test/feed", "ftp://news.test/", "javascript:alert(1)", "file:///etc/passwd", "http://", "http://[::1/",
        "http://user:secret@news.test/", "http://news.test:99999/", "http://a b.test/", "http://a\\b.test/",
        "http://" + "a" * 300 + ".test/", "http://news.test/" + "a" * 3000,
    ],
)  # fmt: skip
def test_what_is_no_address_is_refused_in_words(given: str) -> None:
    with pytest.raises(RefusedError) as caught:
        web_address(given)
    assert caught.value.code == "address"
    assert "secret" not in caught.value.why


def test_a_page_loses_what_only_tells_where_a_reader_came_from() -> None:
    assert page_address("/a?id=7&utm_source=rss&fbclid=x", "http://n.test/feed") == "http://n.test/a?id=7"
    assert page_address("/a?b=1&a=%20", "http://n.test/feed") == "http://n.test/a?b=1&a=%20"


@pytest.mark.parametrize(
    "number",
    [
        "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.31.255.255", "192.168.0.1", "169.254.169.254",
        "100.64.0.1", "100.100.100.200", "192.0.0.192", "168.63.129.16", "198.18.0.1", "224.0.0.1", "255.255.255.255",
        "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "::ffff:10.0.0.1",
        "::ffff:169.254.169.254", "::127.0.0.1", "64:ff9b::7f00:1", "2002:a00:1::", "2001:0:7f00:1::",
        "2001:db8::1",
    ],
)  # fmt: skip
def test_these_numbers_lie_inside(number: str) -> None:
    assert inside(number)


@pytest.mark.parametrize(
    "number", ["93.184.216.34", "8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8", "64:ff9b::808:808"]
)
def test_these_numbers_lie_outside(number: str) -> None:
    assert inside(number) is None


def test_a_host_allowed_by_name_counts_for_feeds_on_such_hosts_alone() -> None:
    guard = Guard(frozenset(["news.test"]), lambda host, port: ["10.0.0.1"])
    assert guard.numbers("News.test.", 80, trusted=True) == ["10.0.0.1"]
    for host, trusted in (("news.test", False), ("other.test", True), ("x.news.test", True)):
        with pytest.raises(RefusedError, match="private network"):
            guard.numbers(host, 80, trusted=trusted)


def test_a_name_that_answers_otherwise_a_moment_later_gains_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter((["93.184.216.34"], ["127.0.0.1"]))
    connected = []

    def connect(_backend: object, host: str, *_more: object) -> httpcore2.NetworkStream:
        connected.append(host)
        return httpcore2.MockStream([])

    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", connect)
    guard = Guard(frozenset(), lambda host, port: next(answers))
    lines = Lines(guard, Deadline(5.0, threading.Event()), trusted=False)
    lines.connect_tcp("rebinding.test", 80)
    assert connected == ["93.184.216.34"]  # the number that was checked, not the name
    with pytest.raises(RefusedError, match="this machine"):
        lines.connect_tcp("rebinding.test", 80)
    assert connected == ["93.184.216.34"]


def test_other_numbers_of_a_host_are_tried(monkeypatch: pytest.MonkeyPatch) -> None:
    tried = []

    def connect(_backend: object, host: str, *_more: object) -> httpcore2.NetworkStream:
        tried.append(host)
        if len(tried) == 1:
            raise httpcore2.ConnectError("refused")
        return httpcore2.MockStream([])

    monkeypatch.setattr(httpcore2.SyncBackend, "connect_tcp", connect)
    guard = Guard(frozenset(), lambda host, port: ["2606:4700::1111", "93.184.216.34"])
    Lines(guard, Deadline(5.0, threading.Event()), trusted=False).connect_tcp("both.test", 443)
    assert tried == ["2606:4700::1111", "93.184.216.34"]
