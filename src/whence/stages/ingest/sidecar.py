"""Sidecars: `FILE.meta.json` beside a file says what is known about it."""

from __future__ import annotations

from pathlib import Path

import msgspec

from whence.schema.original import Given
from whence.schema.records import Input, Issue
from whence.stages.ingest import dates
from whence.stages.ingest.problems import problem

ENDING = ".meta.json"
FIELDS = ("published", "outlet", "url", "title", "language")
LARGEST = 1_000_000  # bytes


def with_sidecar(path: str, given: Given) -> tuple[Given, list[Issue]]:
    """`given` overlaid with the file's sidecar, if it has one: what speaks of one file comes first."""
    beside = Path(path + ENDING)
    about = Input(path=path)
    try:
        if not beside.is_file() or beside.stat().st_size > LARGEST:
            return given, []
        fields = msgspec.json.decode(beside.read_bytes().removeprefix(b"\xef\xbb\xbf"))
    except (OSError, ValueError, msgspec.DecodeError, RecursionError) as error:
        return given, [problem("sidecar", about, name=beside.name, why=f"cannot be read ({error})")]
    if not isinstance(fields, dict):
        return given, [problem("sidecar", about, name=beside.name, why="is no JSON object")]
    return _overlay(given, fields, about, beside.name)


def _overlay(given: Given, fields: dict[str, object], about: Input, name: str) -> tuple[Given, list[Issue]]:
    issues: list[Issue] = []
    said: dict[str, str] = {}
    for key, value in sorted(fields.items()):
        if value is None:
            continue
        if key not in FIELDS:
            issues.append(problem("sidecar", about, name=name, why=f"has no field {key!r}"))
        elif not isinstance(value, str):
            issues.append(problem("sidecar", about, name=name, why=f"{key} is no string"))
        elif key == "published" and dates.stamp(value) is None:
            issues.append(problem("bad-date", about, field=f"{name}: published", value=value[:64]))
        elif value.strip():
            said[key] = value.strip()
    return msgspec.structs.replace(given, **said), issues
