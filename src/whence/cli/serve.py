"""`whence serve`: the record as pages, on this machine."""

from __future__ import annotations

import getpass
import os
from importlib.util import find_spec
from pathlib import Path
from typing import Annotated

import typer

from whence.cli.options import RECORD
from whence.cli.output import say
from whence.errors import ConfigurationError

NEEDED = ("starlette", "uvicorn", "jinja2", "multipart")


def serve(
    record: Annotated[
        Path, typer.Argument(metavar="[RECORD]", envvar="WHENCE_RECORD", help="The record.", show_default="record.db")
    ] = RECORD,
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
    https: Annotated[
        bool, typer.Option("--https", help="A proxy in front speaks HTTPS: cookies go nowhere else.")
    ] = False,
) -> None:
    """Serve the record as pages: read, check, decide. Offline; nothing leaves the machine.

    By default only this machine can ask, and persons without a public role are masked.
    """
    check_extra()
    from whence.web.run import run
    from whence.web.settings import Serving, read_tokens

    serving = Serving(
        record=record, host=host, port=port, private=private, public=public, hosts=tuple(name or ()), secure=https,
        tokens=read_tokens(tokens) if tokens else {}, reviewer=reviewer or _self(),
    )  # fmt: skip
    run(serving, say)


def check_extra() -> None:
    """Raise `ConfigurationError` where the libraries of the pages are not installed."""
    missing = [module for module in NEEDED if find_spec(module) is None]
    if missing:
        raise ConfigurationError(
            f"serve: the pages need {', '.join(missing)}, not installed here. "
            "Install them with: pip install 'whence[web]'"
        )


def _self() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return os.environ.get("USER", "reviewer")
