"""`whence publish`: the record as plain pages for any web host."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from whence.api import Record
from whence.cli.output import counted, say


def publish(
    record: Annotated[Path, typer.Argument(metavar="RECORD", help="The record.")],
    out: Annotated[Path, typer.Argument(metavar="DIR", help="The folder to write; an earlier site there is replaced.")],
    title: Annotated[str, typer.Option(metavar="WORDS", help="What the site is called.")] = "What is reported",
    private: Annotated[
        bool, typer.Option("--private", help="Private persons by name; DIR-private. Do not put it on a web host.")
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Also into a folder with other files.")] = False,
) -> None:
    """Write a static site: pages that need no server and no JavaScript, masked unless --private is given."""
    with Record(record) as opened:
        written = opened.publish(out, title=title, private=private, force=force)
    pages = counted(sum(1 for _ in written.rglob("*.html")), "page")
    say(f"{written}/index.html: {pages}" + ("; PRIVATE, keep it off the web." if private else ", for any web host."))
