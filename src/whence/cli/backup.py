"""`whence backup`: a record as it is now, in one file that can be checked."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from whence.cli.options import JsonOption
from whence.cli.output import say, show_json
from whence.store.backup import Listed, list_of, save


def backup(
    record: Annotated[str, typer.Argument(metavar="RECORD", help="A file, or postgresql://USER@HOST/DATABASE.")],
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A file that is not there yet.")],
    json: JsonOption = False,
) -> None:
    """Back a record up, also while it is loaded: one SQLite file, and beside it a list of what is in it.

    The file is the whole record, unmasked. Keep both where only you can read them.
    """
    listed = save(record, file)
    if json:
        show_json(listed)
    say(f"{file}: {told(listed)}. What is in it: {list_of(file)}")


def told(listed: Listed) -> str:
    """A back-up in a few words."""
    return ", ".join(f"{listed.tables[name].rows:,} {name}" for name in ("reports", "claims", "events", "decisions"))
