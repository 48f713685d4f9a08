"""Cases of size. Each docstring is what the server does."""

from __future__ import annotations

import gzip
import socket
import time

from feed_server import HUGE, Case, Request, Scene, feed_of, http, linking, story

from whence.watch import Bounds


def huge_length(scene: Scene) -> str:
    """says that the feed has 500 MB"""
    sent = []

    def reply(request: Request, connection: socket.socket) -> None:
        connection.sendall(http(content_length=str(HUGE)))
        sent.append(_pour(connection))

    scene.look(feed_of(scene, reply))
    assert _wait(sent) < 20_000_000
    return "not read"


def huge_stream(scene: Scene) -> str:
    """sends 500 MB without a length"""
    sent = []

    def reply(request: Request, connection: socket.socket) -> None:
        connection.sendall(http(content_length=""))
        sent.append(_pour(connection))

    scene.look(feed_of(scene, reply))
    assert _wait(sent) < 20_000_000
    return "cut off at the limit"


def huge_page(scene: Scene) -> str:
    """sends 500 MB for a page"""
    sent = []

    def reply(request: Request, connection: socket.socket) -> None:
        connection.sendall(http(content_length=""))
        sent.append(_pour(connection))

    scene.server.put("/a", reply)
    scene.look(linking(scene, scene.server.url("/a"), story()))
    assert _wait(sent) < 20_000_000
    return "from the feed's own text"


def bomb(scene: Scene) -> str:
    """packs 50 MB of nothing into 50 kB"""
    packed = gzip.compress(b"<rss>" + bytes(HUGE // 10), 9)
    scene.look(feed_of(scene, http(body=packed, content_encoding="gzip")), bounds=Bounds())
    return ""


def bomb_file(scene: Scene) -> str:
    """sends a gzip bomb as a file, not as an encoding"""
    scene.look(feed_of(scene, http(body=gzip.compress(b"<urlset>" + bytes(HUGE // 10), 9))), bounds=Bounds())
    return ""


def _pour(connection: socket.socket) -> int:
    """Send 500 MB as long as somebody takes them; how many were taken."""
    sent, piece = 0, b" " * 65_536
    try:
        while sent < HUGE:
            sent += connection.send(piece)
    except OSError:
        pass
    return sent


def _wait(sent: list[int]) -> int:
    for _ in range(200):
        if sent:
            return sent[0]
        time.sleep(0.05)
    raise AssertionError("the server is still sending")


CASES: tuple[Case, ...] = (
    huge_length,
    huge_stream,
    huge_page,
    bomb,
    bomb_file,
)
