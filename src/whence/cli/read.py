"""`whence read`: reports in, record out."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer

from whence import pipeline
from whence.cli import exits
from whence.cli.llm import endpoint
from whence.cli.options import (
    RECORD,
    CrewOption,
    EngineOption,
    GazetteerOption,
    JsonOption,
    LlmOption,
    OnOption,
    QuietOption,
    TriageOption,
)
from whence.cli.output import counted, say, show_json
from whence.cli.progress import Shown
from whence.errors import UsageError
from whence.runners.where import LOCAL


def read(
    paths: Annotated[
        list[str],
        typer.Argument(
            metavar="PATH...", help="Files (.txt .html .jsonl .xml, .gz), folders, or - for standard input."
        ),
    ],
    into: Annotated[
        Path, typer.Option("--into", "-i", metavar="FILE", envvar="WHENCE_RECORD", help="The record to read into.")
    ] = RECORD,
    published: Annotated[
        str | None,
        typer.Option(metavar="DATE", help="When the reports came out, where they do not say so: 2022-09-26."),
    ] = None,
    outlet: Annotated[str | None, typer.Option(metavar="NAME", help="Who published them.")] = None,
    language: Annotated[str | None, typer.Option(metavar="TAG", help="Their language: en.")] = None,
    engine: EngineOption = None,
    llm: LlmOption = None,
    gazetteer: GazetteerOption = None,
    triage: TriageOption = True,
    on: OnOption = LOCAL,
    workers: CrewOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> int:
    """Read reports into a record. Reading the same input twice changes nothing.

    What cannot be read becomes an issue in the record (`whence issues`) and does not stop the rest.
    """
    if published is not None:
        _check_date(published)
    settings = pipeline.Settings(
        published=published,
        outlet=outlet,
        language=language,
        engine=engine,
        llm=endpoint(llm),
        gazetteer=gazetteer,
        triage=triage,
        on=on,
        workers=workers,
    )
    with Shown(quiet=quiet) as progress:
        summary = pipeline.read(paths, into, settings, progress=progress, stdin=sys.stdin.buffer)
    if json:
        show_json(summary)
    if not quiet:
        say(told(summary, into))
    return outcome(summary)


def told(summary: pipeline.Summary, into: Path) -> str:
    """A summary on one line or two."""
    read, holds = counted(summary.read, "report"), counted(summary.reports, "report")
    more = f"{counted(summary.claims, 'claim')}, {counted(summary.events, 'event')}"
    lines = [f"{into}: {read} read, {summary.unchanged} unchanged; it holds {holds}, {more}."]
    if summary.erased:
        lines.append(f"{counted(summary.erased, 'report')} passed over: erased from this record.")
    levels = [counted(number, level) for level, number in sorted(summary.issues.items()) if number and level != "info"]
    if levels:
        lines.append(f"{', '.join(levels)}: see whence issues --record {into}")
    return "\n".join(lines)


def outcome(summary: pipeline.Summary) -> int:
    """The exit status: whether all, some or none of the inputs could be read."""
    if summary.issues.get("error"):
        return exits.PARTLY if summary.reports else exits.NOTHING
    return exits.DONE


def _check_date(value: str) -> None:
    try:
        datetime.fromisoformat(value)
    except ValueError:
        raise UsageError(f"--published {value}: not a date. Write it as 2022-09-26 or 2022-09-26T14:30:00Z.") from None
