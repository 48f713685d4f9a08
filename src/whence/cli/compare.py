"""`whence compare`: two readers on the same reports, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated

import typer
from rich.text import Text

from whence import pipeline
from whence.cli.llm import endpoint
from whence.cli.options import (
    RECORD,
    EngineOption,
    GazetteerOption,
    JsonOption,
    LlmOption,
    PrivateOption,
    QuietOption,
    TriageOption,
    WorkersOption,
)
from whence.cli.output import counted, one_line, show_json
from whence.cli.output import show as put
from whence.cli.progress import Shown
from whence.evaluate.readers import OUTCOMES, Both, Comparison, One
from whence.evaluate.readers import compare as compared

_WIDE = 12


def compare(
    record: Annotated[
        str, typer.Argument(metavar="[RECORD|FOLDER]", help="A record, or a folder of reports (with --llm).")
    ] = str(RECORD),
    against: Annotated[
        str | None, typer.Option(metavar="RECORD", help="Another record of the same reports, instead of reading anew.")
    ] = None,
    engine: EngineOption = None,
    llm: LlmOption = None,
    gazetteer: GazetteerOption = None,
    triage: TriageOption = True,
    workers: WorkersOption = 1,
    values: Annotated[bool, typer.Option("--values", help="List the claims and the values, not only counts.")] = False,
    json: JsonOption = False,
    private: PrivateOption = False,
    quiet: QuietOption = False,
) -> None:
    """Compare what two readers found: claims that both or one of them found, and values that differ, by field.

    The reports of a record are read anew by --engine (or --llm); the record stays as it is. A folder of reports is read
    with --llm and without. Reports that a built-in engine had to read for the language model are left out.
    """
    settings = pipeline.Settings(engine=engine, llm=endpoint(llm), gazetteer=gazetteer, triage=triage, workers=workers)
    with Shown(quiet=quiet) as progress:
        found = compared(record, settings, against=against, private=private, progress=progress)
    if json:
        show_json(found)
        return
    put(_table(found))
    if values:
        put(_values(found))


def _table(found: Comparison) -> Iterator[str]:
    apart = f"; {counted(found.fell_back, 'report')} left out, which the model gave no answer for"
    yield f"{counted(found.reports, 'report')} compared{apart if found.fell_back else ''}."
    for side, finders in (("left", found.left), ("right", found.right)):
        named = ", ".join(f"{counted(count, 'claim')} by {one_line(finder)}" for finder, count in finders.items())
        yield f"{side:<6}{named or 'no claims'}"
    yield ""
    yield f"{'':<{_WIDE}}" + "".join(f"{head:>{_WIDE}}" for head in ("both", *OUTCOMES[2:]))
    yield _row("claims", (len(found.both), len(found.only_left), len(found.only_right)))
    yield ""
    yield f"{'in both':<{_WIDE}}" + "".join(f"{head:>{_WIDE}}" for head in OUTCOMES)
    for field, outcomes in found.fields.items():
        yield _row(field, (outcomes[outcome] for outcome in OUTCOMES))


def _row(name: str, counts: Iterable[int]) -> str:
    return f"{name:<{_WIDE}}" + "".join(f"{count:>{_WIDE},}" for count in counts)


def _values(found: Comparison) -> Iterator[Text]:
    yield from (line for one in found.both if one.differences for line in _both(one))
    for head, some in (("only left", found.only_left), ("only right", found.only_right)):
        yield from (_one(head, one) for one in some)


def _both(one: Both) -> Iterator[Text]:
    yield Text(f"\nboth        {one.left[:8]} {one.right[:8]}  {_quoted(one.evidence)}")
    for held in one.differences:
        left, right = (one_line(value) if value else "-" for value in (held.left, held.right))
        yield Text(f"            {held.field}: {left} | {right}")


def _one(head: str, one: One) -> Text:
    return Text(f"{head:<{_WIDE}}{one.claim_id[:8]}  {one.act}  {_quoted(one.evidence)}")


def _quoted(words: str | None) -> str:
    return "held back" if words is None else f"“{one_line(words)}”"
