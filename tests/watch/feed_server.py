"""A server of feeds and pages on loopback that does as it is told: answers, lies, stalls, redirects, breaks off."""

from __future__ import annotations

import contextlib
import socket
import ssl
import threading
import time
from collections.abc import Callable
from concurrent.futures import FIRST_COMPLETED, wait
from html import escape
from pathlib import Path

from msgspec import structs

from whence.pipeline import Settings
from whence.schema.records import Issue, Report
from whence.store.reader import Reader
from whence.watch import Bounds, Listed, Watched, Watching, watch
from whence.watch.clock import Running

SMALL = Bounds(connect=30.0, silence=60.0, whole=120.0, feed_bytes=2_000_000, page_bytes=2_000_000)
HASTY = Bounds(connect=1.0, silence=1.0, whole=3.0)  # where a server stalls; a busy machine still answers in time

STORY = (
    "Rebels shelled the town of {town} on Monday, killing {n} people, the mayor, Ivan Petrenko, told reporters.",
    "The town lies south of the front line and has been without water since the winter; many have left it.",
    "Police arrested {n} protesters in {town} on Friday, the interior ministry said in a short notice.",
)


def http(status: int = 200, body: bytes = b"", **headers: str) -> bytes:
    """An answer as bytes; `content_length=""` leaves that header out."""
    told = {"content-type": "text/plain", "content-length": str(len(body))}
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    lines = [f"HTTP/1.1 {status} X", *(f"{name}: {value}" for name, value in told.items() if value), "", ""]
    return "\r\n".join(lines).encode() + body


def page(title: str, n: int = 3, town: str = "Tokmak", head: str = "", extra: str = "") -> bytes:
    """A news page."""
    told = "".join(f"<p>{one.format(n=n, town=town)}</p>" for one in STORY)
    return (
        f"<html><head><title>{title}</title>{head}</head><body><nav>Home | World</nav><article><h1>{title}</h1>"
        f"{told}{extra}</article></body></html>"
    ).encode()


def rss(*items: str, name: str = "Velm Courier") -> bytes:
    """A feed of items that `item` made, newest first."""
    head = f'<?xml version="1.0"?><rss version="2.0"><channel><title>{name}</title>'
    return f"{head}{''.join(items)}</channel></rss>".encode()


def item(link: str = "", title: str = "", body: str = "", date: str = "", guid: str = "") -> str:
    """One item of a feed."""
    parts = {"guid": guid, "link": link, "title": title, "description": body, "pubDate": date}
    return f"<item>{''.join(f'<{tag}>{escape(value)}</{tag}>' for tag, value in parts.items() if value)}</item>"


def story(n: int = 3, town: str = "Tokmak") -> str:
    """The words of a report, for items that hold it."""
    return " ".join(one.format(n=n, town=town) for one in STORY)


class Request:
    """What was asked for, and when."""

    def __init__(self, head: bytes) -> None:
        lines = head.decode("latin-1").split("\r\n")
        self.path = lines[0].split(" ")[1]
        self.headers = {key.lower(): value for key, _, value in (line.partition(": ") for line in lines[1:])}
        self.host = self.headers.get("host", "").partition(":")[0]
        self.began = time.monotonic()
        self.ended = 0.0


Reply = bytes | Callable[[Request, socket.socket], bytes | None]


class FeedServer:
    """Replies by (host, path), or by path for any host; what is not there is 404. Closes after each answer."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self.tls = tls
        self.replies: dict[tuple[str, str], Reply] = {}
        self.requests: list[Request] = []
        self._open = True
        self._listening: list[socket.socket] = []
        self.port = 0
        self.also("127.0.0.1")

    def also(self, number: str) -> None:
        """Listen on a number of this machine, at the one port."""
        listening = socket.create_server((number, self.port), backlog=64)
        self.port = listening.getsockname()[1]
        self._listening.append(listening)
        threading.Thread(target=self._serve, args=(listening,), daemon=True).start()

    def put(self, path: str, reply: Reply, host: str = "") -> None:
        self.replies[host, path] = reply

    def url(self, path: str, host: str = "news.test") -> str:
        return f"http://{host}:{self.port}{path}"

    def asked(self, path: str) -> list[Request]:
        return [one for one in self.requests if one.path == path]

    def close(self) -> None:
        self._open = False
        for one in self._listening:
            one.close()

    def _serve(self, listening: socket.socket) -> None:
        while self._open:
            with contextlib.suppress(OSError):
                connection, _ = listening.accept()
                if self.tls is not None:
                    connection = self.tls.wrap_socket(connection, server_side=True)
                threading.Thread(target=self._answer, args=(connection,), daemon=True).start()

    def _answer(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            head = b""
            while b"\r\n\r\n" not in head:
                piece = connection.recv(4096)
                if not piece:
                    return
                head += piece
            request = Request(head)
            self.requests.append(request)
            reply = self.replies.get((request.host, request.path)) or self.replies.get(("", request.path))
            answer = reply(request, connection) if callable(reply) else reply
            if not callable(reply) and reply is None:
                answer = http(404)
            if answer:
                connection.sendall(answer)
            request.ended = time.monotonic()


class FakeClock:
    """Time that passes only while nothing is under way: a day in seconds. Starts on 14 March 2023, noon."""

    def __init__(self, at: float = 1_678_795_200.0) -> None:
        self.at = at

    def now(self) -> float:
        return self.at

    def wait(self, running: Running, until: float | None) -> Running:
        if running:
            done = wait(running, timeout=60, return_when=FIRST_COMPLETED).done
            assert done, "a request takes longer than a minute"
            return done
        assert until is not None, "there is nothing to wait for"
        self.at = max(self.at, until)
        return frozenset()


def resolve(host: str, port: int) -> list[str]:
    """Every `.test` name is this machine; numbers in every spelling are what the system reads them as."""
    if host.endswith(".test"):
        return ["127.0.0.1"]
    return [str(one[4][0]) for one in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


class Scene:
    """A server, the time, a record, and a way to watch feeds into it."""

    def __init__(self, server: FeedServer, folder: Path) -> None:
        self.server, self.folder, self.clock = server, folder, FakeClock()
        self.record = folder / "record.db"
        self.names = {f"{one}.test": ["127.0.0.1"] for one in ("news", "other", "third")}

    def look(self, *feeds: str, **settings: object) -> Watched:
        """Watch some feeds: once, unless it says for how long."""
        usual: dict[str, object] = {
            "allow": tuple(self.names), "bounds": SMALL, "reading": Settings(engine="lexicon"), "every": 600.0,
            "once": "lasting" not in settings,
        }  # fmt: skip
        how = structs.replace(Watching(), **{**usual, **settings})
        listed = [Listed(address=one) for one in feeds]
        return watch(listed, self.record, how, clock=self.clock, resolve=self.resolve)

    def resolve(self, host: str, port: int) -> list[str]:
        """Names that the scene knows; numbers in every spelling as the system reads them."""
        return self.names.get(host) or resolve(host, port)

    def reports(self) -> list[Report]:
        """What the record holds."""
        if not self.record.exists():
            return []
        with Reader(self.record) as reader:
            return sorted(reader.reports(), key=lambda report: (report.captured or "", report.report_id))

    def issues(self) -> list[Issue]:
        """What the record says is wrong with feeds and pages."""
        if not self.record.exists():
            return []
        with Reader(self.record) as reader:
            return [issue for issue in reader.issues() if issue.stage == "watch"]

    def outcome(self) -> str:
        """Reports and issues, in words."""
        codes = sorted({issue.code for issue in self.issues()})
        number = len(self.reports())
        told = f"{number} report{'' if number == 1 else 's'}" if number else "no report"
        return told + (f"; issue {', '.join(f'`{code}`' for code in codes)}" if codes else "")


Case = Callable[[Scene], str]
HUGE = 500_000_000  # bytes


def one_report(scene: Scene, **more: object) -> str:
    """A feed that shows one report on a page of its own; the address of the feed."""
    scene.server.put("/feed", http(body=rss(item(scene.server.url("/a"), "A", story())), **more))  # type: ignore[arg-type]
    scene.server.put("/a", http(body=page("Shelling")))
    return scene.server.url("/feed")


def feed_of(scene: Scene, reply: object) -> str:
    """The address of a feed that answers so."""
    scene.server.put("/feed", reply)  # type: ignore[arg-type]
    return scene.server.url("/feed")


def linking(scene: Scene, link: str, body: str = "") -> str:
    """The address of a feed with one item, which links there."""
    return feed_of(scene, http(body=rss(item(link, "A", body, guid="a"))))
