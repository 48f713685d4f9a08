"""`whence issues`: what could not be read, and why."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import Annotated

import typer
from rich.text import Text

from whence.api import Record
from whence.cli.options import RECORD, JsonOption, PrivateOption, RecordOption
from whence.cli.output import one_line, say, show_json
from whence.cli.output import show as put
from whence.publish.contract import published
from whence.schema.records import Issue


class Level(StrEnum):
    """The worst first."""

    error = "error"
    warning = "warning"
    info = "info"


_STYLE = {"error": "bold red", "warning": "yellow", "info": "dim"}


def issues(
    record: RecordOption = RECORD,
    level: Annotated[Level | None, typer.Option(help="Only these.")] = None,
    json: JsonOption = False,
    private: PrivateOption = False,
) -> None:
    """List what could not be read or understood, the worst first, and what to do about it."""
    with Record(record, private=private) as opened:
        found = [issue for issue in opened.issues if level is None or issue.level == level]
    found.sort(key=lambda issue: list(Level).index(Level(issue.level)))
    if json:
        show_json({"issues": [published(issue) for issue in found]})
        return
    put(line for issue in found for line in _lines(issue))
    if not found:
        say("No issues.")


def _lines(issue: Issue) -> Iterator[Text]:
    where = issue.input.path or issue.input.url or "?"
    if issue.input.id:
        where = f"{where} ({issue.input.id})"
    yield Text.assemble((f"{issue.level:<8}", _STYLE[issue.level]), one_line(where))
    yield Text(f"        {issue.stage}, {issue.code}: {one_line(issue.message)}")
    if issue.advice:
        yield Text(f"        {one_line(issue.advice)}", style="dim")
