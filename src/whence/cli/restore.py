"""`whence restore`: a record out of a back-up, or a look at whether the back-up is good."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from whence import erasure
from whence.cli.backup import told
from whence.cli.options import JsonOption
from whence.cli.output import counted, say, show_json
from whence.errors import UsageError
from whence.store.backup import bring_back
from whence.store.backup import check as look


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A back-up that `whence backup` made.")],
    into: Annotated[str | None, typer.Argument(metavar="[INTO]", help="An empty place: a file or a database.")] = None,
    check: Annotated[
        bool, typer.Option("--check", help="Without INTO: only see whether the back-up is whole.")
    ] = False,
    erased_in: Annotated[
        str | None,
        typer.Option("--erased-in", metavar="RECORD", help="Erase again what was erased from RECORD since."),
    ] = None,
    json: JsonOption = False,
) -> None:
    """Make a record of a back-up. Bytes, rows, references and every original are checked before and after."""
    if into is None and not check:
        raise UsageError("restore: into what? Name an empty place, or give --check to look at the back-up alone.")
    listed = look(file) if into is None else bring_back(file, into)
    if into is not None and erased_in is not None:
        done = erasure.erase_like(into, erased_in)
        say(f"{into}: {counted(len(done.reports), 'report')} erased again.")
    if json:
        show_json(listed)
    say(f"{into or file}: whole; {told(listed)}, as of {listed.made}.")
