"""One question over HTTP: one connection, one deadline for all of it, no redirects, bounded size, TLS verified."""

from __future__ import annotations

import http.client
import socket
import ssl
from threading import Timer
from time import monotonic

from msgspec import Struct

from whence.nlp.llm.endpoint import Endpoint
from whence.nlp.llm.fault import NoAnswerError

MOST = 4_000_000  # bytes of an answer
_CHUNK = 1 << 16
_PORTS = {"http": 80, "https": 443}


class Answered(Struct, frozen=True):
    """What came back."""

    status: int
    body: bytes
    after: float | None  # seconds that the server asks to wait


def post(endpoint: Endpoint, key: str | None, body: bytes, seconds: float) -> Answered:
    """Post a question and give the answer whatever its status; raises `NoAnswerError` where there is none in time."""
    line = _Line()
    until = monotonic() + seconds
    watch = Timer(seconds, line.cut)  # a server that sends a byte now and then meets no time-out of the socket
    watch.daemon = True
    watch.start()
    try:
        return _asked(endpoint, key, body, line, until)
    except NoAnswerError:
        raise
    except (OSError, UnicodeError, http.client.HTTPException) as error:
        late = line.was_cut or isinstance(error, TimeoutError) or monotonic() >= until
        raise _fault(error, late=late, sent=line.sent) from None
    finally:
        watch.cancel()
        line.close()


class _Line:
    """The socket in use, so that the watch can cut it at any point."""

    def __init__(self) -> None:
        self.socket: socket.socket | None = None
        self.sent = False  # whether the server may have got the question
        self.was_cut = False

    def cut(self) -> None:
        """End the connection now: whoever reads from it gets an error."""
        self.was_cut = True
        if self.socket is not None:
            try:
                socket.socket.shutdown(self.socket, socket.SHUT_RDWR)  # TLS's own would pull the rug from the reader
            except OSError:
                return  # gone already

    def close(self) -> None:
        """Let go of the socket."""
        if self.socket is not None:
            self.socket.close()


def _fault(error: Exception, *, late: bool, sent: bool) -> NoAnswerError:
    if isinstance(error, ssl.SSLError) and not late:
        return NoAnswerError("tls", repeats=0, billed=False)
    return NoAnswerError("timeout" if late else "connection", repeats=1 if late else None, billed=sent)


def _asked(endpoint: Endpoint, key: str | None, body: bytes, line: _Line, until: float) -> Answered:
    port = endpoint.parts.port or _PORTS[endpoint.parts.scheme]
    connection = http.client.HTTPConnection(endpoint.host, port)
    connection.sock = _connected(endpoint, port, line, until)
    line.sent = True
    connection.request("POST", endpoint.path, body=body, headers=_headers(key))
    response = connection.getresponse()
    after = _seconds(response.headers.get("Retry-After"))
    if 300 <= response.status < 400:
        raise NoAnswerError("redirect", repeats=0, billed=False)
    if response.status != http.HTTPStatus.OK:
        return Answered(response.status, b"", after)  # what an error says is not ours to keep or show
    kind = response.headers.get_content_type()
    if kind != "application/json" or response.headers.get("Content-Encoding", "identity") != "identity":
        raise NoAnswerError("content-type", repeats=1)
    whole = _body(response)
    if line.was_cut:
        raise TimeoutError
    return Answered(response.status, whole, after)


def _connected(endpoint: Endpoint, port: int, line: _Line, until: float) -> socket.socket:
    left = max(0.001, until - monotonic())
    line.socket = socket.create_connection((endpoint.host, port), timeout=left)
    if endpoint.parts.scheme == "https":
        context = ssl.create_default_context()
        secure = context.wrap_socket(line.socket, server_hostname=endpoint.host, do_handshake_on_connect=False)
        line.socket = secure
        secure.do_handshake()
    if line.was_cut:
        raise TimeoutError
    return line.socket


def _headers(key: str | None) -> dict[str, str]:
    plain = {"Content-Type": "application/json", "Accept": "application/json", "Accept-Encoding": "identity",
             "Connection": "close", "User-Agent": "whence"}  # fmt: skip
    return plain if key is None else {**plain, "Authorization": f"Bearer {key}"}


def _body(response: http.client.HTTPResponse) -> bytes:
    chunks: list[bytes] = []
    size = 0
    while chunk := response.read(_CHUNK):
        size += len(chunk)
        if size > MOST:
            raise NoAnswerError("too-large", repeats=0)
        chunks.append(chunk)
    if response.length:  # bytes that were announced and did not come
        raise http.client.IncompleteRead(b"", response.length)
    return b"".join(chunks)


def _seconds(value: str | None) -> float | None:
    """`Retry-After` in seconds; a date, or nonsense, is none."""
    return float(value) if value and value.isascii() and value.isdigit() and len(value) < 7 else None
