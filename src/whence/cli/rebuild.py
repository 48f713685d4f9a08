"""`whence rebuild`: everything anew but the raw bytes and people's decisions."""

from __future__ import annotations

from whence import pipeline
from whence.cli.options import (
    RECORD,
    EngineOption,
    GazetteerOption,
    JsonOption,
    QuietOption,
    RecordOption,
    TriageOption,
    WorkersOption,
)
from whence.cli.output import say, show_json
from whence.cli.progress import Shown
from whence.cli.read import outcome, told


def rebuild(
    record: RecordOption = RECORD,
    engine: EngineOption = None,
    gazetteer: GazetteerOption = None,
    triage: TriageOption = True,
    workers: WorkersOption = 1,
    json: JsonOption = False,
    quiet: QuietOption = False,
) -> int:
    """Make the record anew from the bytes that it keeps; people's decisions stand."""
    with Shown(quiet=quiet) as progress:
        settings = pipeline.Settings(engine=engine, gazetteer=gazetteer, triage=triage, workers=workers)
        summary = pipeline.rebuild(record, settings, progress)
    if json:
        show_json(summary)
    if not quiet:
        say(told(summary, record))
    return outcome(summary)
