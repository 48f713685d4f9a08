"""Cases of stalling and breaking off. Each docstring is what the server does."""

from __future__ import annotations

import socket
import time
from collections.abc import Callable

from feed_server import HASTY, Case, Request, Scene, feed_of, http, item, linking, one_report, page, rss, story

from whence.watch import Bounds


def silence(scene: Scene) -> str:
    """takes the request and says nothing"""
    began = time.monotonic()
    scene.look(feed_of(scene, _asleep(b"")), bounds=HASTY)
    assert time.monotonic() - began < 30
    return ""


def drip(scene: Scene) -> str:
    """sends a byte now and then, for ever"""

    def reply(request: Request, connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while True:
            connection.sendall(b" ")
            time.sleep(0.1)

    scene.look(feed_of(scene, reply), bounds=HASTY)
    return ""


def stall_midway(scene: Scene) -> str:
    """stops in the middle of the feed"""
    scene.look(feed_of(scene, _asleep(http(body=rss(item(scene.server.url("/a"), "A", story())))[:-60])), bounds=HASTY)
    return ""


def stall_beside(scene: Scene) -> str:
    """one host says nothing, while another shows a report"""
    slow = scene.server.url("/slow", "other.test")
    scene.server.put("/slow", _asleep(b""))
    scene.look(slow, one_report(scene), bounds=Bounds(silence=3.0, whole=9.0))
    return "from the other"


def truncated(scene: Scene) -> str:
    """breaks off the feed before the length that it told; whole at the next look"""
    whole = http(body=rss(item(scene.server.url("/a"), "A", story())))
    address = one_report(scene)
    scene.server.put("/feed", whole[:-40])
    scene.look(address)
    assert scene.outcome() == "no report; issue `cut-off`"
    scene.server.put("/feed", whole)
    scene.clock.at += 7_200
    scene.look(address)
    return "`cut-off` until it was whole"


def truncated_page(scene: Scene) -> str:
    """breaks off a page before the length that it told; whole at the next try"""
    whole = http(body=page("Shelling"))
    tries = []

    def reply(request: Request, connection: socket.socket) -> bytes:
        tries.append(request)
        return whole[:-200] if len(tries) == 1 else whole

    scene.server.put("/a", reply)
    scene.look(linking(scene, scene.server.url("/a")), lasting=300.0)
    assert len(tries) == 2
    assert scene.reports()[0].text.endswith("short notice.")
    return "the whole one"


def cut_xml(scene: Scene) -> str:
    """ends in the middle of its second item, without having told a length"""
    text = rss(item("", "A", story(3), guid="a"), item("", "B", story(4, "Velm"), guid="b"))
    cut = text[: text.rindex(b"short notice")]
    scene.look(feed_of(scene, http(body=cut, content_length="")))
    return "the item that was cut waits until it comes whole"


def reset(scene: Scene) -> str:
    """closes the connection at once"""
    scene.look(feed_of(scene, lambda request, connection: None))
    return ""


def closed_port(scene: Scene) -> str:
    """is not there"""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    scene.look(f"http://news.test:{port}/feed")
    return ""


def unknown_host(scene: Scene) -> str:
    """has a name that nobody knows"""

    def resolve(host: str, port: int) -> list[str]:
        raise socket.gaierror("no such name")

    scene.resolve = resolve  # type: ignore[method-assign]
    scene.look("http://nowhere.test/feed")
    return ""


def silent_tls(scene: Scene) -> str:
    """takes a TLS greeting and says nothing"""
    with socket.create_server(("127.0.0.1", 0)) as listening:  # the system itself takes the connection
        scene.look(f"https://news.test:{listening.getsockname()[1]}/feed", bounds=HASTY)
    return ""


def no_tls(scene: Scene) -> str:
    """speaks plain HTTP where TLS is asked for"""
    scene.look(scene.server.url("/feed").replace("http:", "https:"))
    return ""


def no_http(scene: Scene) -> str:
    """speaks another protocol"""
    scene.look(feed_of(scene, b"SSH-2.0-OpenSSH_9.6\r\n\r\n"))
    return ""


def endless_headers(scene: Scene) -> str:
    """sends headers without end"""

    def reply(request: Request, connection: socket.socket) -> None:
        connection.sendall(b"HTTP/1.1 200 OK\r\n")
        while True:
            connection.sendall(b"X-More: " + b"a" * 1000 + b"\r\n")

    scene.look(feed_of(scene, reply))
    return ""


def _asleep(head: bytes) -> Callable[[Request, socket.socket], None]:
    def reply(request: Request, connection: socket.socket) -> None:
        connection.sendall(head)
        connection.settimeout(20)
        connection.recv(1)  # until the other side closes

    return reply


CASES: tuple[Case, ...] = (
    silence,
    drip,
    stall_midway,
    stall_beside,
    truncated,
    truncated_page,
    cut_xml,
    reset,
    closed_port,
    unknown_host,
    silent_tls,
    no_tls,
    no_http,
    endless_headers,
)
