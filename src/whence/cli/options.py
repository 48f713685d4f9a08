"""Options that several verbs share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

RecordOption = Annotated[
    Path,
    typer.Option("--record", "-r", envvar="WHENCE_RECORD", metavar="FILE", help="The record.", show_envvar=True),
]
JsonOption = Annotated[bool, typer.Option("--json", help="Give JSON.")]
PrivateOption = Annotated[
    bool,
    typer.Option("--private", help="Show private persons, their places and fresh troop movements as they stand."),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing on the way.")]
WorkersOption = Annotated[int, typer.Option("--workers", "-w", min=1, metavar="N", help="Processes to read with.")]
OnOption = Annotated[
    str,
    typer.Option("--on", metavar="WHERE", help="Where to read: local, ray (all cores, through Ray), ray://HOST:10001."),
]
CrewOption = Annotated[
    int | None,
    typer.Option("--workers", "-w", min=1, metavar="N", help="Processes to read with: 1, on Ray one a core."),
]
EngineOption = Annotated[
    str | None,
    typer.Option(
        metavar="NAME",
        help="What reads the sentences: hybrid (rules and models), lexicon (rules alone: four times as fast), neural.",
    ),
]
LlmOption = Annotated[
    Path | None,
    typer.Option(
        "--llm", metavar="FILE",
        help="Have the language model that FILE (TOML) tells of read the sentences, and --engine where it fails.",
    ),
]  # fmt: skip
TriageOption = Annotated[
    bool,
    typer.Option("--triage/--no-triage", help="Pass over reports that look as if they told no act (sport, recipes)."),
]
GazetteerOption = Annotated[
    str | None,
    typer.Option(metavar="FILE", help="A place index of your own (see `whence gazetteer build`)."),
]

RECORD = Path("record.db")
