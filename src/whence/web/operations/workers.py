"""Several processes behind one address: a master that holds it, starts them, ends them, and replaces what died."""

from __future__ import annotations

import logging
import secrets
import socket
import sys
import tempfile
from functools import partial
from pathlib import Path

import uvicorn
from msgspec import structs
from starlette.applications import Starlette
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from whence.errors import ConfigurationError, WhenceError
from whence.store.reader import Reader
from whence.web.app import build
from whence.web.operations import logs
from whence.web.settings import Serving, check

log = logging.getLogger("whence.web")
GRACE = 30  # seconds for answers under way when the server ends
SILENCE = 60  # seconds without a sign after which a worker is replaced; making the pages takes processor time


def settings(app: object, serving: Serving) -> uvicorn.Config:
    """What every server of ours is run with."""
    # No access log of uvicorn's: addresses hold what people look for.
    return uvicorn.Config(
        app, log_config=None, log_level="warning", access_log=False, server_header=False, date_header=True,  # type: ignore[arg-type]
        proxy_headers=False, timeout_keep_alive=30, limit_concurrency=400, h11_max_incomplete_event_size=32 * 1024,
        timeout_graceful_shutdown=GRACE, timeout_worker_healthcheck=SILENCE, workers=serving.workers,
        factory=serving.workers > 1,
    )  # fmt: skip


def run(serving: Serving, bound: socket.socket) -> None:
    """Serve with several workers until interrupted; raises a `WhenceError` where they cannot start."""
    check(serving)
    Reader(serving.record).close()  # says what is wrong here, once, not in each worker
    with tempfile.TemporaryDirectory(prefix="whence-counts-") as counts:
        shared = structs.replace(serving, counts=Path(counts), key=secrets.token_bytes(32))
        master = Multiprocess(settings(partial(worker, shared), shared), sockets=[bound])
        master.run()
    if any(one.exitcode == STARTUP_FAILURE for one in master.processes):
        raise ConfigurationError("serve: the workers could not start; the log above says why.")


def worker(serving: Serving) -> Starlette:
    """The application of one worker; a record that cannot be served ends the server, as it would end each worker."""
    logs.configure(as_json=serving.log_json)
    try:
        return build(serving)
    except WhenceError:
        log.exception("the record cannot be served")
        sys.exit(STARTUP_FAILURE)
