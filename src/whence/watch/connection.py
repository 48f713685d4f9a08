"""Connections that go to checked addresses only, and end when their time is up."""

from __future__ import annotations

import ssl
import threading
import time
from collections.abc import Iterable
from typing import Any

import httpcore2

from whence.watch.addresses import Guard

Option = Any  # a socket option, as httpcore knows them
TRIED = 4  # numbers of one host


SLICE = 1.0  # seconds after which a waiting request looks whether the whole call is over


class Deadline:
    """When a request has to be over, on a clock that nobody sets; at once when `stopped` is set."""

    def __init__(self, seconds: float, stopped: threading.Event) -> None:
        self._end, self._stopped = time.monotonic() + seconds, stopped

    def left(self, most: float | None = None) -> float:
        """Seconds that are left, `most` at the most; raises `ReadTimeout` where none are."""
        left = self._end - time.monotonic()
        if left <= 0 or self._stopped.is_set():
            raise httpcore2.ReadTimeout("the time for one request is over")
        return left if most is None else min(left, most)


class Line(httpcore2.NetworkStream):
    """A stream whose every wait counts towards one deadline, so that a byte now and then does not keep it open."""

    def __init__(self, inner: httpcore2.NetworkStream, deadline: Deadline) -> None:
        self._inner, self._deadline = inner, deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """See `NetworkStream`."""
        waited = Deadline(self._deadline.left(timeout), threading.Event())
        while True:
            try:
                return self._inner.read(max_bytes, min(waited.left(SLICE), self._deadline.left()))
            except httpcore2.ReadTimeout:
                waited.left()
                self._deadline.left()

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """See `NetworkStream`."""
        self._inner.write(buffer, self._deadline.left(timeout))

    def close(self) -> None:
        """See `NetworkStream`."""
        self._inner.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore2.NetworkStream:
        """See `NetworkStream`; a greeting that drips is closed from beside, because the library waits for it whole."""
        left = self._deadline.left(timeout)
        watchdog = threading.Timer(left, self._inner.close)
        watchdog.daemon = True
        watchdog.start()
        try:
            return Line(self._inner.start_tls(ssl_context, server_hostname, left), self._deadline)
        except ValueError as error:  # closed under its hands
            raise httpcore2.ConnectTimeout(str(error)) from error
        finally:
            watchdog.cancel()

    def get_extra_info(self, info: str) -> Any:
        """See `NetworkStream`."""
        return self._inner.get_extra_info(info)


class Lines(httpcore2.NetworkBackend):
    """Opens connections for one request: resolves once, checks every number, connects to a checked one."""

    def __init__(self, guard: Guard, deadline: Deadline, *, trusted: bool) -> None:
        self._guard, self._deadline, self._trusted = guard, deadline, trusted
        self._inner = httpcore2.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Option] | None = None,
    ) -> httpcore2.NetworkStream:
        """See `NetworkBackend`; raises `RefusedError` where the host lies inside."""
        try:
            numbers = self._guard.numbers(host, port, trusted=self._trusted)
        except (OSError, UnicodeError) as error:
            raise httpcore2.ConnectError(f"the name {host} is not known ({error})") from error
        failed: Exception = httpcore2.ConnectError(f"the name {host} has no address")
        for number in numbers[:TRIED]:
            try:
                stream = self._inner.connect_tcp(
                    number, port, self._deadline.left(timeout), local_address, socket_options
                )
            except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as error:
                failed = error
            else:
                return Line(stream, self._deadline)
        raise failed
