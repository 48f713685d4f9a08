"""`whence erase`: reports out of the record, for good."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Annotated

import typer

from whence import erasure
from whence.cli.options import JsonOption
from whence.cli.output import counted, say, show_json
from whence.cli.serve import own_name
from whence.errors import UsageError

_AGE = re.compile(r"(\d{1,5})([dwmy])")
_DAYS = {"d": 1, "w": 7, "m": 31, "y": 366}  # never too early


def erase(
    record: Annotated[str, typer.Argument(metavar="RECORD", help="A file, or postgresql://USER@HOST/DATABASE.")],
    reason: Annotated[str, typer.Option("--reason", metavar="WORDS", help="Why; kept with the tombstone: no names.")],
    report: Annotated[
        list[str] | None, typer.Option("--report", metavar="ID", help="A report; may be repeated.")
    ] = None,
    source: Annotated[
        str | None,
        typer.Option("--source", metavar="NAME", help="All reports of an outlet, or of a host (example.org)."),
    ] = None,
    older_than: Annotated[
        str | None,
        typer.Option("--older-than", metavar="AGE", help="Captured longer ago: 90d, 12w, 6m, 2y, or a date."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would go, and change nothing.")] = False,
    json: JsonOption = False,
) -> None:
    """Erase reports: text, names, claims and all that rested on them. Ids and hashes stay: they do not come back.

    The record is written anew. Backups, exports and the files that were read are not touched.
    """
    before = _day(older_than) if older_than else None
    choice = erasure.wanted(record, reports=report or (), source=source, before=before)
    done = erasure.tried(record, choice) if dry_run else erasure.erase(record, choice, who=own_name(), reason=reason)
    if json:
        show_json(done)
    told = f"{counted(len(done.reports), 'report')}, {counted(done.claims, 'claim')}"
    say(f"{record}: {told} {'would be erased' if dry_run else 'erased'}.")
    if done.inputs:
        say("Not touched: backups, exports, archives of whence watch, and what was read: " + ", ".join(done.inputs))


def _day(age: str) -> datetime:
    """The moment before which a report is older."""
    if found := _AGE.fullmatch(age.strip().lower()):
        return datetime.now(UTC) - timedelta(days=int(found[1]) * _DAYS[found[2]])
    try:
        day = datetime.fromisoformat(age)
    except ValueError:
        raise UsageError(
            f"--older-than {age}: write it as 90d, 12w, 6m, 2y, or as a date such as 2022-09-26."
        ) from None
    return day if day.tzinfo else day.replace(tzinfo=UTC)
