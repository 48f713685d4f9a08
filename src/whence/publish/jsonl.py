"""JSON Lines: five files with the names of the contract, one object a line, sorted by id.

The one format that carries the texts of reports when it is masked, too: they are masked with it, and offsets need them.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import msgspec
from msgspec import Struct

from whence.publish.contract import published
from whence.publish.view import View

FILES = ("reports.jsonl", "claims.jsonl", "events.jsonl", "decisions.jsonl", "issues.jsonl")


def write(view: View, folder: Path) -> None:
    """Write the five files into an existing folder. The bytes follow from the record alone."""
    _write(folder / "reports.jsonl", view.reports())
    _write(folder / "claims.jsonl", view.claims())
    _write(folder / "events.jsonl", view.events())
    _write(folder / "decisions.jsonl", view.decisions())
    issues = sorted(msgspec.json.encode(published(issue)) for issue in view.issues())
    (folder / "issues.jsonl").write_bytes(b"".join(line + b"\n" for line in issues))


def _write(path: Path, values: Iterable[Struct]) -> None:
    with path.open("wb") as file:
        file.writelines(msgspec.json.encode(published(value)) + b"\n" for value in values)
