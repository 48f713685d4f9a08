"""`whence export`: the record in other people's formats."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from whence.api import Record
from whence.cli.output import counted, say
from whence.publish import FORMATS, known, publish

_KNOWN = "; ".join(f"{name}: {one.about}" for name, one in sorted(FORMATS.items()))


def export(
    record: Annotated[Path, typer.Argument(metavar="RECORD", help="The record.")],
    out: Annotated[
        Path, typer.Argument(metavar="OUT", help="The folder to write; an earlier export there is replaced.")
    ],
    as_: Annotated[str, typer.Option("--as", metavar="FORMAT", help=f"{_KNOWN}.")] = "jsonl",
    private: Annotated[
        bool,
        typer.Option(
            "--private", help="Private persons, their places and fresh troop movements as they stand; OUT-private."
        ),
    ] = False,
    force: Annotated[bool, typer.Option("--force", help="Also into a folder with other files.")] = False,
) -> None:
    """Write the record to a folder, masked unless --private is given."""
    known(as_)
    with Record(record) as opened, opened.streamed(private=private) as shown:
        written = publish(shown.view, as_, out, private=private, force=force)
        held = shown.view.counts()
    holds = ", ".join(counted(number, noun.removesuffix("s")) for noun, number in held.items())
    say(f"{written}/: {holds}; " + ("unmasked, do not publish" if private else f"{shown.names:,} under pseudonyms"))
    if shown.withheld_claims:
        held_back = counted(shown.withheld_claims, "claim")
        say(f"{held_back} of troop movements held back until {shown.policy.embargo_hours} hours after them.")
    if shown.loosened and not private:
        say(f"The record's own configuration loosens protection: {'; '.join(shown.loosened)}.")
