"""One request: bounded in time, size and unpacking, to a checked address; redirects are given back, not followed."""

from __future__ import annotations

import io
import re
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import httpcore2
from msgspec import Struct

from whence.stages.ingest.limits import Limits
from whence.stages.ingest.streams import DAMAGED, BombError, Stream
from whence.watch.addresses import Guard, RefusedError
from whence.watch.connection import Deadline, Lines
from whence.watch.settings import Bounds

Headers = tuple[tuple[str, str], ...]
ACCEPT = "application/rss+xml, application/atom+xml, application/xml;q=0.9, text/html;q=0.8, */*;q=0.5"
_PACKED = frozenset(("", "identity", "gzip", "x-gzip"))  # what is asked for, and what an answer may be
LONGEST_TAG = 500


class FetchError(Exception):
    """A request that gave nothing; `lasting` where asking again soon will not help."""

    def __init__(self, code: str, why: str, *, lasting: bool = False) -> None:
        super().__init__(why)
        self.code, self.why, self.lasting = code, why, lasting


class Ask(Struct, frozen=True, kw_only=True):
    """What is asked for; `etag` and `modified` are what the server gave with its last answer."""

    address: str
    most: int  # bytes, unpacked
    trusted: bool = False  # may go inside where the host was allowed by name
    cut: bool = False  # take the first `most` bytes of what is longer
    etag: str | None = None
    modified: str | None = None


class Answer(Struct, frozen=True, kw_only=True):
    """What a server sent: `raw` as it came, `body` unpacked."""

    address: str
    status: int
    headers: Headers
    raw: bytes = b""
    body: bytes = b""

    def header(self, name: str) -> str | None:
        """The first header of that name (lower case)."""
        return next((value for key, value in self.headers if key.lower() == name), None)

    def tag(self, name: str) -> str | None:
        """A header to be sent back, where it can be."""
        value = self.header(name)
        return value if value and len(value) <= LONGEST_TAG else None


class Fetcher:
    """Asks servers; one for all threads."""

    def __init__(self, guard: Guard, bounds: Bounds, agent: str) -> None:
        self.guard, self.bounds, self.agent = guard, bounds, agent
        self.tls = ssl.create_default_context()
        self._stopped = threading.Event()

    def stop(self) -> None:
        """End what is under way within a second, as it does not answer in time."""
        self._stopped.set()

    def fetch(self, ask: Ask) -> Answer:
        """The server's answer, whatever its status; raises `FetchError` or `RefusedError`."""
        deadline = Deadline(self.bounds.whole, self._stopped)
        lines = Lines(self.guard, deadline, trusted=ask.trusted)
        waits = {"connect": self.bounds.connect, "read": self.bounds.silence, "write": self.bounds.silence}
        with (
            _told(),
            httpcore2.ConnectionPool(ssl_context=self.tls, max_connections=1, network_backend=lines) as pool,
            pool.stream(
                "GET", _url(ask.address), headers=self._headers(ask), extensions={"timeout": waits}
            ) as response,
        ):
            headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in response.headers)
            answer = Answer(address=ask.address, status=response.status, headers=headers)
            if response.status != 200:
                return answer  # nobody reads the body of an error
            return _with_body(answer, _received(answer, response.iter_stream(), ask), ask)

    def _headers(self, ask: Ask) -> list[tuple[str, str]]:
        headers = [
            ("Host", urlsplit(ask.address).netloc), ("User-Agent", self.agent), ("Accept", ACCEPT),
            ("Accept-Encoding", "gzip"), ("Connection", "close"),
        ]  # fmt: skip
        headers += [("If-None-Match", ask.etag)] if ask.etag else []
        return headers + ([("If-Modified-Since", ask.modified)] if ask.modified else [])


def _url(address: str) -> httpcore2.URL:
    parts = urlsplit(address)
    target = parts.path + (f"?{parts.query}" if parts.query else "")
    return httpcore2.URL(
        scheme=parts.scheme.encode(), host=(parts.hostname or "").encode(), port=parts.port, target=target.encode()
    )


def _received(answer: Answer, pieces: Iterator[bytes], ask: Ask) -> bytes:
    """The body as it came; what says or shows that it is too large is not read on."""
    told = answer.header("content-length")
    if told and told.isdigit() and int(told) > ask.most and not ask.cut:
        raise FetchError("too-large", f"says that it has {int(told):,} bytes; {ask.most:,} are taken", lasting=True)
    parts, size = [], 0
    for piece in pieces:
        parts.append(piece)
        size += len(piece)
        if size > ask.most:
            if ask.cut:
                break
            raise FetchError("too-large", f"goes on after {ask.most:,} bytes, the most that is taken", lasting=True)
    return b"".join(parts)[: ask.most]


def _with_body(answer: Answer, raw: bytes, ask: Ask) -> Answer:
    packed = (answer.header("content-encoding") or "").strip().lower()
    if packed not in _PACKED:
        raise FetchError("packed", f"is packed as {packed[:40]!r}, which was not asked for", lasting=True)
    stream = Stream(io.BytesIO(raw), Limits(max_bytes=ask.most))
    try:
        body = stream.read(ask.most + 1)
    except BombError:
        raise FetchError("bomb", "unpacks to far more than any text does; unpacking stopped", lasting=True) from None
    except DAMAGED as error:
        raise FetchError("damaged", f"is damaged gzip ({error})") from None
    if len(body) > ask.most and not ask.cut:
        raise FetchError("too-large", f"unpacks to more than {ask.most:,} bytes", lasting=True)
    return Answer(address=answer.address, status=answer.status, headers=answer.headers, raw=raw, body=body[: ask.most])


@contextmanager
def _told() -> Iterator[None]:
    """What the library raises, in the words of this one."""
    try:
        yield
    except RefusedError:
        raise
    except httpcore2.TimeoutException as error:
        raise FetchError("stalled", f"does not answer in time ({error or 'silence'})") from error
    except httpcore2.ConnectError as error:
        raise FetchError("unreachable", f"cannot be reached ({str(error)[:120]})") from error
    except httpcore2.NetworkError as error:
        raise FetchError("cut-off", f"broke off ({str(error)[:120]})") from error
    except (httpcore2.RemoteProtocolError, httpcore2.LocalProtocolError) as error:
        code = "cut-off" if re.search("complete|disconnected", str(error)) else "no-http"
        words = "ended before all of it was there" if code == "cut-off" else f"is no HTTP ({str(error)[:120]})"
        raise FetchError(code, words) from error
