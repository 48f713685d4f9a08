"""The words that weaken a claim: reportedly, are said to, appears to."""

from __future__ import annotations

import re

from whence.schema.records import Span
from whence.stages.extract.status_cues import HEDGES, HEDGES_OF_STATUS

_HEDGE = re.compile(
    r"\b(?:" + "|".join(sorted(HEDGES, key=lambda words: (-len(words), words))).replace(" ", r"\s+") + r")\b",
    re.IGNORECASE,
)
_BEFORE = 60  # characters in front of the clause in which `reports suggest` may stand
_BREAK = re.compile(r"[;:.!?”]|,\s+(?:and|but|while)\b|\b(?:while|but)\b")


def hedge(text: str, evidence: Span, trigger: Span, sentence: tuple[int, int], weak: bool) -> Span | None:
    """The hedge nearest to the trigger, in its clause or just in front of it; `weak` admits could, may, if."""
    start = max(sentence[0], evidence.start - _BEFORE)
    cut = max((found.end() for found in _BREAK.finditer(text, start, evidence.start)), default=start)
    candidates = [
        found
        for found in _HEDGE.finditer(text, cut, min(evidence.end, sentence[1]))
        if weak or found.group().lower() not in HEDGES_OF_STATUS
    ]
    if not candidates:
        return None
    best = min(candidates, key=lambda found: (abs(found.start() - trigger.start), found.start()))
    return Span(text=best.group(), start=best.start(), end=best.end(), found_by="hedges/1")
