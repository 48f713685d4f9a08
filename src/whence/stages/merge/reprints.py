"""Reprints: shared shingles nominate, the share of sentences that stand in the earlier report decides."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

from msgspec import Struct
from msgspec.structs import replace

from whence.linkage.normalise import fold, same_name, stems
from whence.linkage.shingles import nominate, shingles
from whence.schema.records import Report

SENTENCE = 0.6  # of a sentence's content words in one sentence of the other: survives light editing
# Share of the later report that the earlier one holds. On 220 annotated reports all reprints lie above 0.59, all else
# below 0.54. With the original named in the text itself less is enough; inside one outlet (updates) more is needed.
COPY, CREDITED, OWN = 0.56, 0.35, 0.85
LEAST_WORDS = 25  # content words; below that a shared quotation or two is the whole text
MOST_SENTENCES = 200
HEAD = 400  # where a byline or dateline names the agency
_BREAK = re.compile(r"(?<=[.!?”\"»])\s+|\n+")
_QUOTED = re.compile(r"[“\"«„][^”\"»\n]{0,1000}[”\"»]")

Family = Callable[[str], str | None]


class _Text(Struct, frozen=True):
    report: Report
    sentences: tuple[frozenset[str], ...]
    shingles: tuple[int, ...]
    head: str
    size: int


def mark(reports: Sequence[Report], family: Family) -> tuple[Report, ...]:
    """The reports with `copy_of` set to the original at the root of each chain of copies; order is kept."""
    ordered = [_read(report) for report in sorted(reports, key=_age)]
    by_id = {text.report.report_id: text for text in ordered}
    rank = {text.report.report_id: at for at, text in enumerate(ordered)}
    original: dict[str, str] = {}
    pairs = nominate([(text.report.report_id, text.shingles) for text in ordered])
    for later, earlier in sorted(pairs, key=lambda pair: (rank[pair[0]], rank[pair[1]])):
        if later not in original and is_copy(by_id[later], by_id[earlier], family):
            original[later] = original.get(earlier, earlier)
    return tuple(replace(report, copy_of=original.get(report.report_id)) for report in reports)


def is_copy(later: _Text, earlier: _Text, family: Family) -> bool:
    """Most of the later report's sentences outside quotation marks stand, nearly so worded, in the earlier one."""
    if later.size < LEAST_WORDS or earlier.size < LEAST_WORDS:
        return later.size > 0 and later.report.text.split() == earlier.report.text.split()
    return covered(later.sentences, earlier.sentences) >= _bar(later, earlier.report, family)


def _bar(later: _Text, earlier: Report, family: Family) -> float:
    mine, theirs = later.report.outlet, earlier.outlet
    if mine and theirs and (fold(mine) == fold(theirs)):
        return OWN
    named = later.report.republished_from
    if theirs and ((named and same_name(named, theirs)) or fold(theirs) in later.head):
        return CREDITED
    if mine and theirs and family(mine) is not None and family(mine) == family(theirs):
        return CREDITED
    return COPY


def covered(inner: Sequence[frozenset[str]], outer: Sequence[frozenset[str]]) -> float:
    """Share of the inner sentences, by content words, that some outer sentence holds."""
    total = sum(map(len, inner))
    hit = sum(len(one) for one in inner if any(len(one & other) >= SENTENCE * len(one) for other in outer))
    return hit / total if total else 0.0


def _read(report: Report) -> _Text:
    plain = _QUOTED.sub(" ", report.text)
    found = [stems(part) for part in _BREAK.split(plain)]
    sentences = tuple(sentence for sentence in found if len(sentence) >= 4)[:MOST_SENTENCES]
    return _Text(
        report=report,
        sentences=sentences,
        shingles=tuple(shingles(plain)),
        head=fold(f"{report.byline or ''} {report.text[:HEAD]}"),
        size=sum(map(len, sentences)),
    )


def _age(report: Report) -> tuple[str, str]:
    return moment(report.published.value if report.published else None), report.report_id


def moment(value: str | None) -> str:
    """A publication date as sortable text in UTC; unknown dates come last."""
    try:
        when = datetime.fromisoformat(value or "")
    except ValueError:
        return "9999"
    return (when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)).isoformat()
