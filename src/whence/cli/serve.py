"""`whence serve`: the record as pages, on this machine."""

from __future__ import annotations

import getpass
import os
from pathlib import Path
from typing import Annotated

import typer

from whence.cli.extras import need
from whence.cli.options import RECORD
from whence.cli.output import say
from whence.store.place import place

NEEDED = ("starlette", "uvicorn", "jinja2", "multipart")


def serve(
    record: Annotated[
        str,
        typer.Argument(
            metavar="[RECORD]",
            envvar="WHENCE_RECORD",
            help="A file, or postgresql://USER@HOST/DATABASE.",
            show_default="record.db",
        ),
    ] = str(RECORD),
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Beyond this machine only with --tokens or --public.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, metavar="N", help="0 for any that is free.")] = 8400,
    private: Annotated[
        bool,
        typer.Option("--private", help="Show private persons, their places and fresh troop movements as they stand."),
    ] = False,
    public: Annotated[bool, typer.Option("--public", help="The protected view, for reading only.")] = False,
    tokens: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Who may come in: lines of a role (read, review, admin) and a token."),
    ] = None,
    name: Annotated[
        list[str] | None, typer.Option(metavar="NAME", help="A further host name under which the server may be asked.")
    ] = None,
    reviewer: Annotated[str | None, typer.Option(metavar="NAME", help="Whose name decisions bear at first.")] = None,
    workers: Annotated[int, typer.Option("--workers", min=1, max=64, metavar="N", help="Processes that answer.")] = 1,
    log_json: Annotated[
        bool, typer.Option("--log-json", help="Logs as JSON lines, one a request; also by WHENCE_LOG_JSON=1.")
    ] = False,
    https: Annotated[
        bool, typer.Option("--https", help="A proxy in front speaks HTTPS: cookies go nowhere else.")
    ] = False,
) -> None:
    """Serve the record as pages: read, check, decide. Offline; nothing leaves the machine.

    By default only this machine can ask, and persons without a public role are masked.
    """
    check_extra()
    from whence.web.operations.logs import asked
    from whence.web.run import run
    from whence.web.settings import Serving, read_tokens

    serving = Serving(
        record=place(record), host=host, port=port, private=private, public=public, hosts=tuple(name or ()),
        secure=https, tokens=read_tokens(tokens) if tokens else {}, reviewer=reviewer or own_name(),
        workers=workers, log_json=asked(log_json),
    )  # fmt: skip
    run(serving, say)


def check_extra() -> None:
    """Raise `ConfigurationError` where the libraries of the pages are not installed."""
    need("serve: the pages need", NEEDED, "web")


def own_name() -> str:
    """Who is at work here, for what people decide."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return os.environ.get("USER", "reviewer")
