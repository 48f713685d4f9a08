"""Reprints: shared shingles nominate, the share of sentences that stand in the earlier report decides."""

from __future__ import annotations

import re
from array import array
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import TypeVar

from msgspec import Struct
from msgspec.structs import replace

from whence.linkage.normalise import fold, same_name, stems
from whence.linkage.shingles import nominate, sample, shingles
from whence.schema.records import Report

SENTENCE = 0.6  # of a sentence's content words in one sentence of the other: survives light editing
# Share of the later report that the earlier one holds. On 220 annotated reports all reprints lie above 0.59, all else
# below 0.54. With the original named in the text itself less is enough; inside one outlet (updates) more is needed.
COPY, CREDITED, OWN = 0.56, 0.35, 0.85
BOTH = 0.9  # that share and the share of its runs of four words together, where nothing credits the other: a short
# follow-up holds half of an earlier text's words in sentences of its own
RUNS = 0.6  # of one outlet's later report: so much has to stand there word for word, or it is a follow-up
# An agency sends a text that grows: a copy of an early version stands wholly in the later one, which opens alike.
VERSION, LEAD, OPENING = 0.85, 0.8, 3
LEAST_WORDS = 25  # content words; below that a shared quotation or two is the whole text
MOST_SENTENCES = 200
LIKELY = 12  # texts that one is compared with: those that share most with it
TEXTS = 1 << 15  # that are kept read, some 10 kB each: likely ones lie anywhere before a report
HEAD = 400  # where a byline or dateline names the agency
_BREAK = re.compile(r"(?<=[.!?”\"»])\s+|\n+")
_QUOTED = re.compile(r"[“\"«„][^”\"»\n]{0,1000}[”\"»]")

Family = Callable[[str], str | None]
Samples = Mapping[str, Sequence[int]]
Age = tuple[str, str]  # when it was published, then its id: the order in which one may reprint another
Name = TypeVar("Name")


class Text(Struct, frozen=True):
    """What is compared of a report."""

    report: Report
    sentences: tuple[frozenset[str], ...]
    every: frozenset[str]  # all words of its sentences
    head: str
    size: int


def samples(reports: Sequence[Report]) -> dict[str, Sequence[int]]:
    """Of each report the passages, as numbers, by which its reprints are nominated."""
    return {report.report_id: array("q", sample(shingles(_plain(report)))) for report in reports}


def mark(reports: Sequence[Report], family: Family, given: Samples | None = None) -> tuple[Report, ...]:
    """The reports with `copy_of` set to the original at the root of each chain of copies; order is kept.

    A text is compared with the LIKELY ones of those before it, from the earliest on.
    """
    ordered = sorted(reports, key=_age)
    texts = samples(reports) if given is None else given
    partners: dict[int, list[tuple[int, int]]] = defaultdict(list)
    for earlier, later, shared in nominate([texts[report.report_id] for report in ordered]):
        partners[later].append((-shared, earlier))
    family = lru_cache(maxsize=4096)(family)
    known = lru_cache(maxsize=TEXTS)(lambda at: read(ordered[at]))
    original: dict[str, str] = {}
    for later, found in sorted(partners.items()):
        likely = sorted(at for _, at in sorted(found)[:LIKELY])
        root = closest(known(later), {at: known(at) for at in likely}, family)
        if root is not None:
            name = ordered[root].report_id
            original[ordered[later].report_id] = original.get(name, name)
    return tuple(replace(report, copy_of=original.get(report.report_id)) for report in reports)


def closest(later: Text, earlier: Mapping[Name, Text], family: Family) -> Name | None:
    """The one that the later report repeats most of; the first of equals, so that nothing beats a whole copy.

    `earlier` stand in order of age.
    """
    best: tuple[float, Name] | None = None
    for at, text in earlier.items():
        share = repeated(later, text, family)
        if share and (best is None or share > best[0]):
            best = (share, at)
        if share == 1.0:
            break
    return best[1] if best else None


def repeated(later: Text, earlier: Text, family: Family) -> float:
    """The share of the two texts that is one, 0 where neither is a copy of the other.

    Most of the later report's sentences outside quotation marks stand, nearly so worded, in the earlier one; or all of
    the earlier one stands in the later, and they open alike: versions of one text that grew.
    """
    if later.size < LEAST_WORDS or earlier.size < LEAST_WORDS:
        return float(later.size > 0 and later.report.text.split() == earlier.report.text.split())
    share, bar = covered(later, earlier), _bar(later, earlier.report, family)
    if bar == OWN:
        return share if share >= OWN and _runs(later.report, earlier.report) >= RUNS else 0.0
    if share >= bar and (bar == CREDITED or share + _runs(later.report, earlier.report) >= BOTH):
        return share
    held = covered(earlier, later) if _open_alike(later, earlier) else 0.0
    return held if held >= VERSION else 0.0


def _runs(inner: Report, outer: Report) -> float:
    """Share of the one text's runs of words that stand in the other."""
    found = set(shingles(_plain(inner)))
    return len(found & set(shingles(_plain(outer)))) / (len(found) or 1)


def _open_alike(one: Text, other: Text) -> bool:
    """One of their first sentences is the same: a summary or a dateline may stand before it."""
    return any(
        len(mine & theirs) >= LEAD * min(len(mine), len(theirs))
        for mine in one.sentences[:OPENING]
        for theirs in other.sentences[:OPENING]
    )


def _bar(later: Text, earlier: Report, family: Family) -> float:
    mine, theirs = later.report.outlet, earlier.outlet
    if mine and theirs and (fold(mine) == fold(theirs)):
        return OWN
    named = later.report.republished_from
    if theirs and ((named and same_name(named, theirs)) or fold(theirs) in later.head):
        return CREDITED
    if mine and theirs and family(mine) is not None and family(mine) == family(theirs):
        return CREDITED
    return COPY


def covered(inner: Text, outer: Text) -> float:
    """Share of the inner sentences, by content words, that some outer sentence holds."""
    hit = sum(len(one) for one in inner.sentences if _held(one, outer))
    return hit / inner.size if inner.size else 0.0


def _held(sentence: frozenset[str], text: Text) -> bool:
    least = SENTENCE * len(sentence)
    if len(sentence & text.every) < least:  # most are told apart by all words together
        return False
    return any(len(sentence & other) >= least for other in text.sentences)


def _plain(report: Report) -> str:
    """The text without what stands in quotation marks."""
    return _QUOTED.sub(" ", report.text)


def read(report: Report) -> Text:
    """A report made ready to be compared."""
    found = [stems(part) for part in _BREAK.split(_plain(report))]
    sentences = tuple(sentence for sentence in found if len(sentence) >= 4)[:MOST_SENTENCES]
    return Text(
        report=report,
        sentences=sentences,
        every=frozenset().union(*sentences),
        head=fold(f"{report.byline or ''} {report.text[:HEAD]}"),
        size=sum(map(len, sentences)),
    )


def age(report_id: str, published: str | None) -> Age:
    """Of two reports only the later may reprint the earlier."""
    return moment(published), report_id


def _age(report: Report) -> Age:
    return age(report.report_id, report.published.value if report.published else None)


def moment(value: str | None) -> str:
    """A publication date as sortable text in UTC; unknown dates come last."""
    try:
        when = datetime.fromisoformat(value or "")
    except ValueError:
        return "9999"
    return (when.astimezone(UTC) if when.tzinfo else when.replace(tzinfo=UTC)).isoformat()
