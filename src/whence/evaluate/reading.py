"""Texts of a corpus read the whole way into claims, in a passing record."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from whence import pipeline
from whence.api import Record
from whence.schema.records import Claim


class ReadText(Struct, frozen=True):
    """The body that was read, and its claims by place."""

    text: str
    claims: tuple[Claim, ...]


def read_texts(texts: Mapping[str, str]) -> dict[str, ReadText]:
    """Each text by its key; one that the reader refuses has an empty body and no claims."""
    with tempfile.TemporaryDirectory(prefix="whence-evaluate-") as room:
        lines, record = Path(room) / "texts.jsonl", Path(room) / "record.db"
        rows = ({"id": key, "text": text, "language": "en"} for key, text in texts.items())
        lines.write_bytes(b"\n".join(msgspec.json.encode(row) for row in rows) + b"\n")
        pipeline.read([lines], record)
        with Record(record, private=True) as held:
            claims: dict[str, list[Claim]] = {}
            for claim in sorted(held.claims, key=lambda c: (c.evidence.start, c.evidence.end, c.claim_id)):
                claims.setdefault(claim.report_id, []).append(claim)
            found = {r.input.id: ReadText(r.text, tuple(claims.get(r.report_id, ()))) for r in held.reports}
    return {key: found.get(key, ReadText("", ())) for key in texts}


def by_sentence(read: ReadText, sentences: Sequence[str]) -> Iterator[list[Claim]]:
    """For each given sentence the claims whose evidence begins in it."""
    at = 0
    for sentence in sentences:
        words = sentence.strip()
        start = read.text.find(words, at) if words else -1
        if start < 0:
            yield []
            continue
        at = start + len(words)
        yield [claim for claim in read.claims if start <= claim.evidence.start < at]
