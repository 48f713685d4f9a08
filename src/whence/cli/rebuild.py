"""`whence rebuild`: everything anew but the raw bytes and people's decisions."""

from __future__ import annotations

from whence import pipeline
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
    RecordOption,
    TriageOption,
)
from whence.cli.output import say, show_json
from whence.cli.progress import Shown
from whence.cli.read import outcome, told
from whence.runners.where import LOCAL


def rebuild(
    record: RecordOption = RECORD,
    engine: EngineOption = None,
    llm: LlmOption = None,
    gazetteer: GazetteerOption = None,
    triage: TriageOption = True,
    on: OnOption = LOCAL,
    workers: CrewOption = None,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> int:
    """Make the record anew from the bytes that it keeps; people's decisions stand."""
    with Shown(quiet=quiet) as progress:
        settings = pipeline.Settings(
            engine=engine, llm=endpoint(llm), gazetteer=gazetteer, triage=triage, on=on, workers=workers
        )
        summary = pipeline.rebuild(record, settings, progress)
    if json:
        show_json(summary)
    if not quiet:
        say(told(summary, record))
    return outcome(summary)
