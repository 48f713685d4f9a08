"""Logs that hold no word of a report, no name and nothing that somebody typed: only what stands in our code.

A message is its template; of what is put into it only numbers, kinds of errors and HTTP methods are kept. An error is
its kind and the lines of code that it went through, never its message.
"""

from __future__ import annotations

import json
import logging
import os
import re
import sys
import threading
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType

_KIND = re.compile(r"(?:[A-Z][A-Za-z]{2,40}(?:Error|Exception|Interrupt|Full|Busy)|GET|HEAD|POST)\Z")
FIELDS = ("route", "status", "ms", "worker")  # what a line may hold more: of our own making, see `operations.watch`
FRAMES = 12  # lines of code that are told of an error, from the innermost
ENVIRONMENT = "WHENCE_LOG_JSON"


class Bare(logging.Formatter):
    """One line a message, for people."""

    def format(self, record: logging.LogRecord) -> str:
        """The message and where an error came through."""
        told = fields(record)
        return " ".join(str(told[name]) for name in ("time", "level", "message", "error", "at") if name in told)


class JsonLines(logging.Formatter):
    """One JSON object a line, for machines."""

    def format(self, record: logging.LogRecord) -> str:
        """All fields."""
        return json.dumps(fields(record), ensure_ascii=True)


def fields(record: logging.LogRecord) -> dict[str, object]:
    """What may be told of a record."""
    moment = datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
    told: dict[str, object] = {
        "time": moment, "level": record.levelname.lower(), "logger": record.name, "process": record.process,
        "message": _message(record),
    }  # fmt: skip
    told.update({name: record.__dict__[name] for name in FIELDS if name in record.__dict__})
    if record.exc_info and record.exc_info[0] is not None:
        told["error"] = record.exc_info[0].__name__
        told["at"] = frames(record.exc_info[2])
    return told


def _message(record: logging.LogRecord) -> str:
    """The template filled with what is harmless; uvicorn fills some of its own before we see them."""
    template = str(record.msg) if record.name.partition(".")[0] in ("whence", "uvicorn") else record.name
    given = record.args if isinstance(record.args, tuple) else ()
    try:
        told = template % tuple(_harmless(one) for one in given) if given else template
    except (TypeError, ValueError):
        told = template
    return told.strip().partition("\n")[0][:200]


def _harmless(value: object) -> object:
    if isinstance(value, int | float) or (isinstance(value, str) and _KIND.match(value)):
        return value
    return "..."


def frames(trace: TracebackType | None) -> list[str]:
    """`file:line` of the innermost frames: code, no values."""
    found = []
    while trace is not None:
        code = trace.tb_frame.f_code
        found.append(f"{'/'.join(Path(code.co_filename).parts[-2:])}:{trace.tb_lineno}")
        trace = trace.tb_next
    return found[-FRAMES:]


def asked(flag: bool) -> bool:
    """Whether JSON is wanted, by option or by `WHENCE_LOG_JSON=1`."""
    return flag or os.environ.get(ENVIRONMENT) == "1"


def configure(*, as_json: bool) -> None:
    """Send everything that is logged to standard error, in one of the two forms; warnings, with JSON every request."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if as_json else Bare())
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.WARNING)
    for name in ("uvicorn", "uvicorn.error", "uvicorn.access", "uvicorn.asgi"):
        one = logging.getLogger(name)
        one.handlers[:], one.propagate = [], True
    logging.getLogger("whence").setLevel(logging.INFO if as_json else logging.WARNING)
    logging.captureWarnings(True)
    sys.excepthook = _uncaught
    threading.excepthook = lambda told: _uncaught(told.exc_type, told.exc_value, told.exc_traceback)


def _uncaught(kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
    """Python itself would write the message of an error that nobody caught."""
    if error is not None and not issubclass(kind, KeyboardInterrupt | SystemExit):
        logging.getLogger("whence").error("not caught", exc_info=(kind, error, trace))
