"""Runs the server until it is told to stop."""

from __future__ import annotations

import socket
from collections.abc import Callable

import uvicorn

from whence.errors import UsageError
from whence.web.app import build
from whence.web.operations import logs, workers
from whence.web.settings import Serving, check

Say = Callable[[str], None]


def run(serving: Serving, say: Say) -> None:
    """Serve until interrupted; raises `UsageError` where the address is taken or not this machine's."""
    check(serving)
    logs.configure(as_json=serving.log_json)
    app = None
    if serving.workers == 1:
        app = build(serving, progress=lambda told: say(f"{serving.record}: {told} ..."))
    bound = _bound(serving)
    host, port = bound.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    say(f"Pages: http://{shown}:{port}/   (Ctrl-C ends)")
    if serving.private:
        say("Private persons are shown by name: do not publish what you see.")
    if app is None:
        workers.run(serving, bound)
    else:
        uvicorn.Server(workers.settings(app, serving)).run(sockets=[bound])


def _bound(serving: Serving) -> socket.socket:
    try:
        found = socket.getaddrinfo(serving.host, serving.port, type=socket.SOCK_STREAM)[0]
        bound = socket.socket(found[0], found[1])
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(found[4])
    except OSError as error:
        raise UsageError(
            f"--host {serving.host} --port {serving.port}: cannot be used ({error.strerror or error}). "
            "Name another port."
        ) from error
    bound.listen(128)
    return bound
