"""`whence migrate`: a record from a file to a server, or the other way."""

from __future__ import annotations

from typing import Annotated

import typer

from whence.cli.options import JsonOption
from whence.cli.output import say, show_json
from whence.store.copy import copy


def migrate(
    source: Annotated[str, typer.Argument(metavar="RECORD", help="A file, or postgresql://USER@HOST/DATABASE.")],
    into: Annotated[str, typer.Option("--into", "-i", metavar="RECORD", help="An empty place of either kind.")],
    json: JsonOption = False,
) -> None:
    """Copy a record, all of it, into another file or database. The record that it comes from stays as it is."""
    counts = copy(source, into)
    if json:
        show_json(counts)
    else:
        some = ("reports", "claims", "events", "decisions")
        say(f"{into}: " + ", ".join(f"{counts[name]} {name}" for name in some) + ".")
