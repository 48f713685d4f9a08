"""Gold storylines as training windows: token ids, offsets and labels."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

REAL_DEV = ("real-g5-4b", "real-muc-3a", "real-pn-1b")  # held out of training as real prose to decide on
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(\[A-Z0-9])|\n+")


@dataclass
class GoldClaim:
    """A gold claim with its evidence located in the report's text."""

    start: int
    end: int
    raw: dict[str, Any]


@dataclass
class GoldReport:
    folder: str
    report_id: str
    text: str
    title: str
    claims: list[GoldClaim] = field(default_factory=list)


def locate(text: str, words: str, near: tuple[int, int] | None = None) -> tuple[int, int] | None:
    """Offsets of some words: whole words before parts of words, then nearest to `near`, else the first."""
    if not words:
        return None
    hits = []
    at = text.find(words)
    while at >= 0:
        end = at + len(words)
        inside_before = at > 0 and text[at - 1].isalnum() and words[0].isalnum()
        inside_after = end < len(text) and text[end].isalnum() and words[-1].isalnum()
        far = abs(at - (near[0] + near[1]) / 2) if near else at
        out = not (near and near[0] <= at < near[1])
        hits.append((inside_before or inside_after, out if near else False, far, at))
        at = text.find(words, at + 1)
    return (min(hits)[3], min(hits)[3] + len(words)) if hits else None


def load(folder: Path) -> list[GoldReport]:
    """The reports of one gold folder with their claims."""
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    reports: dict[str, GoldReport] = {}
    for line in (folder / "reports.jsonl").read_text(encoding="utf-8").splitlines():
        if line.strip():
            row = json.loads(line)
            reports[row["id"]] = GoldReport(folder.name, row["id"], row["text"], row.get("title") or "")
    for claim in gold["claims"]:
        report = reports[claim["report"]]
        at = locate(report.text, claim["evidence"])
        if at:
            report.claims.append(GoldClaim(at[0], at[1], claim))
    return list(reports.values())


def sentences(text: str) -> list[tuple[int, int]]:
    """Rough sentence spans; training does not need them exact."""
    spans, at = [], 0
    for match in SENTENCE_END.finditer(text):
        if text[at : match.start()].strip():
            spans.append((at, match.start()))
        at = match.end()
    if text[at:].strip():
        spans.append((at, len(text)))
    return spans


@dataclass
class Window:
    """Some sentences in a row: ids with [CLS]/[SEP], character offsets, and which tokens count for the loss."""

    report: GoldReport
    ids: list[int]
    offsets: list[tuple[int, int]]
    counts: list[bool]


def windows(report: GoldReport, tokenizer: Tokenizer, size: int = 160, context: int = 40) -> Iterator[Window]:
    """Windows of about `size` wordpieces cut at sentences, each led by up to `context` wordpieces that do not count."""
    cls, sep = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    pieces: list[tuple[int, tuple[int, int], int]] = []
    for number, (start, end) in enumerate(sentences(report.text)):
        encoded = tokenizer.encode(report.text[start:end], add_special_tokens=False)
        pieces += [(i, (a + start, b + start), number) for i, (a, b) in zip(encoded.ids, encoded.offsets, strict=True)]
    at = 0
    while at < len(pieces):
        end = min(at + size, len(pieces))
        while end < len(pieces) and end > at + 20 and pieces[end][2] == pieces[end - 1][2]:
            end -= 1
        if end <= at + 20:
            end = min(at + size, len(pieces))
        first = max(0, at - context)
        part = pieces[first:end]
        yield Window(
            report,
            [cls, *(p[0] for p in part), sep],
            [(0, 0), *(p[1] for p in part), (0, 0)],
            [False, *(i >= at for i in range(first, end)), False],
        )
        at = end
