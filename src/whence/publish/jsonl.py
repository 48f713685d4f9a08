"""JSON Lines: five files with the names of the contract, one object a line, sorted by id."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from operator import attrgetter
from pathlib import Path

import msgspec
from msgspec import Struct

from whence.protect import Protected
from whence.publish.contract import published

FILES = ("reports.jsonl", "claims.jsonl", "events.jsonl", "decisions.jsonl", "issues.jsonl")


def lines(protected: Protected) -> Mapping[str, list[bytes]]:
    """File name to its lines. The bytes follow from the record alone: same record, same bytes."""
    return {
        "reports.jsonl": _encoded(sorted(protected.reports, key=attrgetter("report_id"))),
        "claims.jsonl": _encoded(sorted(protected.claims, key=attrgetter("claim_id"))),
        "events.jsonl": _encoded(sorted(protected.events, key=attrgetter("event_id"))),
        "decisions.jsonl": _encoded(sorted(protected.decisions, key=attrgetter("when", "decision_id"))),
        "issues.jsonl": sorted(_encoded(protected.issues)),
    }


def write(protected: Protected, folder: Path) -> None:
    """Write the five files into an existing folder."""
    for name, found in lines(protected).items():
        with (folder / name).open("wb") as file:
            file.writelines(line + b"\n" for line in found)


def _encoded(values: Iterable[Struct]) -> list[bytes]:
    return [msgspec.json.encode(published(value)) for value in values]
