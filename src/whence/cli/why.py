"""`whence why`: the words behind a value, and who says so."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import typer
from rich.text import Text

from whence.api import Record
from whence.cli.options import RECORD, JsonOption, PrivateOption, RecordOption
from whence.cli.output import flat, one_line, show_json
from whence.cli.output import show as put
from whence.cli.text import wrapped
from whence.publish.why import Why, Words


def why(
    what: Annotated[
        str,
        typer.Argument(
            metavar="CLAIM.FIELD", help="A claim and a field of it: 3f2a.status, 3f2a.figures.0, 3f2a.chain."
        ),
    ],
    record: RecordOption = RECORD,
    json: JsonOption = False,
    private: PrivateOption = False,
) -> None:
    """Show why a value is in the record: its words, what found them, how sure that is, who says so."""
    claim, _, field = what.partition(".")
    with Record(record, private=private) as opened:
        found = opened.why(claim, field or "evidence")
    if json:
        show_json(found)
        return
    put(_lines(found))


def _lines(found: Why) -> Iterator[Text]:
    value = one_line(found.value) if found.value else "nothing is known"
    yield Text.assemble((f"{found.claim_id}.{found.field}", "bold"), f"  {value}")
    for words in found.words:
        yield Text()
        yield from wrapped(_in_context(words), "  ")
        yield Text(f"  found by {words.found_by}; {words.confidence_in_words}", style="dim")
    if found.grounds:
        yield Text()
    for ground in found.grounds:
        value = f" = {one_line(ground.value)}" if ground.value else ""
        yield from wrapped(Text.assemble((f"{ground.field}{value}: ", ""), one_line(ground.why)), "  ")
    yield Text()
    date = f", {found.published}" if found.published else ""
    yield Text(f"  {one_line(' -> '.join(found.chain))}{date}")
    yield Text(f"  report {found.report_id}", style="dim")


def _in_context(words: Words) -> Text:
    """The sentence with the words themselves between marks, bold on a terminal."""
    before, after = flat(words.before).lstrip(), flat(words.after).rstrip()
    return Text.assemble(before, ("«" + one_line(words.text) + "»", "bold"), after)
