"""A server on loopback that answers as an OpenAI-compatible endpoint does, or as badly as a test wants."""

from __future__ import annotations

import json
import socket
import struct
from collections.abc import Mapping, Sequence
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Lock, Thread
from types import TracebackType
from typing import Any

from msgspec import Struct


class Move(Struct, frozen=True, kw_only=True):
    """What the server does with one question."""

    body: bytes = b""
    status: int = 200
    kind: str = "application/json"
    headers: Mapping[str, str] = {}
    stall: float = 0.0  # seconds before anything is sent, or until the server closes
    drip: float = 0.0  # seconds between single bytes of the body
    reset: bool = False  # break the connection off instead
    short: int = 0  # bytes that are announced but not sent


def envelope(words: str | None, *, finish: str = "stop", refusal: str | None = None, usage: object = None) -> bytes:
    """The JSON around what a model says."""
    message = {"role": "assistant", "content": words, "refusal": refusal}
    whole: dict[str, Any] = {"object": "chat.completion", "choices": [{"message": message, "finish_reason": finish}]}
    whole["usage"] = {"prompt_tokens": 700, "completion_tokens": 60} if usage is None else usage
    return json.dumps(whole).encode()


def says(words: str | None, **more: Any) -> Move:
    """The model says just this."""
    return Move(body=envelope(words, **more))


def claims(*some: Mapping[str, object]) -> Move:
    """The model gives these claims."""
    return says(json.dumps({"claims": some}))


def claim(**fields: object) -> dict[str, object]:
    """One claim with what most tests do not care about filled in."""
    plain: dict[str, object] = {"status": "asserted", "sentence": 1, "hedge": None, "roles": [], "chain": []}
    return {**plain, **fields}


class FakeLlm:
    """Answers the nth question with the nth move, later ones with the last; `asked` keeps bodies, `headers` headers."""

    def __init__(self, moves: Sequence[Move], by_words: Mapping[str, Move] | None = None) -> None:
        self.moves, self.by_words = list(moves), by_words or {}
        self.asked: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.paths: list[str] = []
        self.most_at_once = 0
        self._now = 0
        self._lock, self._closing = Lock(), Event()
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = True
        self._server.block_on_close = False

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_address[1]}/v1"

    def __enter__(self) -> FakeLlm:
        Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._closing.set()
        self._server.shutdown()
        self._server.server_close()

    def texts(self) -> list[list[str]]:
        """The sentences that each question held."""
        held = [json.loads(one["messages"][1]["content"])["sentences"] for one in self.asked]
        return [[sentence["text"] for sentence in some] for some in held]

    def _move(self, body: dict[str, Any], headers: dict[str, str], path: str) -> Move:
        with self._lock:
            self.asked.append(body)
            self.headers.append(headers)
            self.paths.append(path)
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
            words = body["messages"][1]["content"]
            by_word = next((move for word, move in self.by_words.items() if word in words), None)
            return by_word or self.moves[min(len(self.asked), len(self.moves)) - 1]

    def _done(self) -> None:
        with self._lock:
            self._now -= 1

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        fake = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                move = fake._move(body, dict(self.headers), self.path)
                fake._closing.wait(move.stall)
                fake._done()
                try:
                    self.answer(move)
                except OSError:
                    return  # the reader has gone

            def answer(self, move: Move) -> None:
                if move.reset:
                    self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                    self.connection.close()
                    return
                self.send_response(move.status)
                self.send_header("Content-Type", move.kind)
                self.send_header("Content-Length", str(len(move.body) + move.short))
                for name, value in move.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                for at in range(len(move.body) if move.drip else 0):
                    self.wfile.write(move.body[at : at + 1])
                    if fake._closing.wait(move.drip):
                        return
                self.wfile.write(b"" if move.drip else move.body)

            def log_message(self, format: str, *args: object) -> None:  # noqa: A002
                """Nothing."""

        return Handler
