"""`whence search`: reports and claims by their words."""

from __future__ import annotations

from typing import Annotated

import typer
from rich.text import Text

from whence.api import Record
from whence.cli.options import RECORD, JsonOption, PrivateOption, RecordOption
from whence.cli.output import one_line, say, show_json
from whence.cli.output import show as put


def search(
    words: Annotated[str, typer.Argument(metavar="WORDS", help='All of these; "in quotes" as they stand.')],
    record: RecordOption = RECORD,
    limit: Annotated[int, typer.Option(min=1, metavar="N", help="At most so many.")] = 20,
    json: JsonOption = False,
    private: PrivateOption = False,
) -> None:
    """Find reports and claims that hold all the words, best first."""
    with Record(record, private=private) as opened:
        hits = opened.search(words, limit)
    if json:
        show_json({"words": words, "hits": hits})
        return
    for hit in hits:
        put([Text.assemble((f"{hit.kind} {hit.id}", "bold")), Text(f"  {one_line(hit.words)}")])
    if not hits:
        say(f"Nothing in {record} holds {words!r}.")
