"""Labelled copies and informants: folders with `reports.jsonl`, `pairs.jsonl`, `claims.jsonl`.

docs/merging-figures.md describes them. Where reports may not be stored, `pairs.jsonl` alone is there, and the texts
come from the corpus that it names them in.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TypeVar

import msgspec
from msgspec import Struct

from whence.errors import InputError
from whence.schema.records import Claim, Input, Link, LinkKind, Published, Report, Span, Status

Row = TypeVar("Row")
MADE_BY = "annotated"


class ReportRow(Struct):
    """A report of `reports.jsonl`; `copies` is the report that it was made from."""

    id: str
    outlet: str
    published: str
    title: str
    text: str
    set: str = "test"
    copies: str | None = None


class PairRow(Struct):
    """Two reports, and whether they are one text; `digest` are the first hex digits of the SHA-256 of each text."""

    earlier: str
    later: str
    reprint: bool
    set: str = "test"
    how: str | None = None
    digest: tuple[str, str] | None = None


class LinkRow(Struct):
    """One link of a chain."""

    name: str
    kind: LinkKind
    role: str | None = None
    via: str | None = None


class ClaimRow(Struct):
    """A claim of an event, its chain, and the informant that it rests on: one name for one informant of the event."""

    event: str
    report: str
    evidence: str
    start: int
    status: Status
    chain: tuple[LinkRow, ...]
    informant: str
    set: str = "test"


def rows(file: Path, kind: type[Row]) -> list[Row]:
    """The lines of a JSON Lines file. Raises InputError where it is absent or a line does not fit."""
    if not file.is_file():
        raise InputError(f"{file}: not there. Give a folder as docs/merging-figures.md describes it.")
    found = []
    for number, line in enumerate(file.read_bytes().splitlines(), 1):
        try:
            found.append(msgspec.json.decode(line, type=kind))
        except msgspec.DecodeError as error:
            raise InputError(f"{file}, line {number}: {error}. See docs/merging-figures.md.") from error
    return found


def as_reports(found: Iterable[ReportRow]) -> list[Report]:
    """Rows as the reports that merging takes."""
    return [
        Report(
            report_id=row.id,
            input=Input(id=row.id),
            outlet=row.outlet or None,
            title=row.title,
            published=Published(value=row.published, basis="given"),
            text=row.text,
        )
        for row in found
    ]


def as_claim(row: ClaimRow, number: int) -> Claim:
    """A row as a claim; its type does not matter for origins."""
    evidence = Span(text=row.evidence, start=row.start, end=row.start + len(row.evidence), found_by=MADE_BY)
    return Claim(
        claim_id=f"{row.report}/{number}",
        report_id=row.report,
        evidence=evidence,
        type="ASSAULT",
        status=row.status,
        chain=tuple(_link(link) for link in row.chain),
    )


def _link(row: LinkRow) -> Link:
    return Link(
        text=row.name, start=0, end=len(row.name), found_by=MADE_BY,
        name=row.name, kind=row.kind, role=row.role, via=row.via, private=False,
    )  # fmt: skip


def digest(text: str) -> str:
    """What a label remembers of a text that is not stored."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def changed(pairs: Sequence[PairRow], texts: Mapping[str, str]) -> list[str]:
    """Reports that pairs name and that are not there, or not as they were when they were labelled."""
    found = set()
    for pair in pairs:
        for one, made in zip((pair.earlier, pair.later), pair.digest or ("", ""), strict=True):
            if one not in texts or (made and digest(texts[one]) != made):
                found.add(one)
    return sorted(found)
