"""Sets the time of each claim of a report, with the reason in words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

import msgspec
from msgspec import Struct

from whence.schema.records import Claim, Ground, Report, Span, Time
from whence.schema.stage import Work
from whence.stages.resolve.between import Act, acts_of
from whence.stages.resolve.times.choice import choose, view_of
from whence.stages.resolve.times.dateline import anchor_of
from whence.stages.resolve.times.features import View
from whence.stages.resolve.times.resolving import Resolved
from whence.stages.resolve.times.timeline import Timed, timeline

FOUND_BY = "times.grammar/1"
BREAK = re.compile(r"(?<=[.!?])[\"'”’)\]]{0,2}\s{1,4}(?=[\"'“‘(\[]?[A-ZÀ-ÞА-Я0-9])|\n+")
ABBREVIATION = re.compile(
    r"\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Sgt|St|No|Sept?|Oct|Nov|Dec|Jan|Feb|Aug|Rep|Sen|Gov|[A-Z]|a\.m|p\.m)\.$"
)
CONFIDENCE = {"text": 0.95, "publication": 0.9, "unknown": 0.8}
LASTING = re.compile(r"\b(?:second|minute|hour|day|week|month|year|decade|centur)(?:s|y|ies)?\b", re.I)
OUTSIDE = 0.75  # factor where the time stands outside of the evidence


def resolve_times(work: Work) -> Work:
    """A work with `Claim.time` set on every claim that has a time; others keep null.

    It is chosen out of those of the evidence and its sentence; words that the reader took for it speak for themselves.
    Relative times with no publication date and no dated head stay with null dates and precision `unknown`.
    """
    scene = scene_of(work)
    claims = tuple(_with_time(claim, scene) for claim in work.claims)
    return msgspec.structs.replace(work, claims=claims)


def sentence_bounds(work: Work) -> tuple[tuple[int, int], ...]:
    """Where the sentences are: the reader's, else cut at full stops and line ends."""
    if work.reading and work.reading.sentences:
        return tuple((sentence.start, sentence.end) for sentence in work.reading.sentences)
    text, out, start = work.report.text, [], 0
    for match in BREAK.finditer(text):
        if "\n" not in match.group() and ABBREVIATION.search(text[max(start, match.start() - 8) : match.start()]):
            continue
        out.append((start, match.start()))
        start = match.end()
    return (*out, (start, len(text)))


def future_of(claim: Claim, timed: Timed) -> bool:
    """Plans look ahead; demands and predictions do unless the tense is past; what is asserted looks back."""
    if claim.status == "planned":
        return True
    if claim.status in ("called-for", "predicted"):
        return timed.future is not False
    if claim.status == "possible":
        return bool(timed.future)
    return timed.expression.shape.lead == "until"


class Scene(Struct, frozen=True):
    """A report's times, sentences and claims, each in the order of the text."""

    report: Report
    anchor: date | None
    times: Sequence[Timed]
    bounds: Sequence[tuple[int, int]]
    claims: Sequence[Claim]
    acts: Sequence[Act]


def scene_of(work: Work) -> Scene:
    """What the choice of times looks at in a report."""
    anchor = anchor_of(work.report)
    claims = sorted(work.claims, key=lambda claim: claim.evidence.start)
    return Scene(
        work.report, anchor, timeline(work.report.text, anchor), sentence_bounds(work), claims, acts_of(claims)
    )


def weighed(claim: Claim, scene: Scene) -> tuple[View, list[Resolved]]:
    """What the choice of a claim's time looks at, and what each time means with the claim's tense."""
    around = _around(claim.evidence, scene.bounds)
    view = view_of(claim, scene.times, scene.claims, scene.acts, scene.report.text, around)
    return view, [timed.looking(future_of(claim, timed), scene.anchor) for timed in view.found]


def _with_time(claim: Claim, scene: Scene) -> Claim:
    timed = choose(claim, *weighed(claim, scene))
    if timed is None and claim.time is not None:
        timed = _apart(claim, scene)
    if timed is None:
        spans_time = claim.time is not None and LASTING.search(claim.time.text) is not None
        return claim if spans_time else msgspec.structs.replace(claim, time=None)
    resolved = timed.looking(future_of(claim, timed), scene.anchor)
    time = _time(_fuller(claim.time, _span(timed, claim)), resolved)
    ground = Ground(field="time.earliest", value=resolved.earliest, span=_span(timed, claim), why=_why(timed, resolved))
    kept = tuple(old for old in claim.grounds if old.field != "time.earliest")
    return msgspec.structs.replace(claim, time=time, grounds=(*kept, ground))


def _apart(claim: Claim, scene: Scene) -> Timed | None:
    """A time that only the reader's words by themselves hold."""
    span = claim.time
    if span is None or any(t.expression.start < span.end and span.start < t.expression.end for t in scene.times):
        return None
    return next((_moved(timed, span.start) for timed in timeline(span.text, scene.anchor)), None)


def _moved(timed: Timed, by: int) -> Timed:
    """A time found in some words of the report, with the offsets that it has in the report."""
    found = timed.expression
    return msgspec.structs.replace(
        timed, expression=msgspec.structs.replace(found, start=found.start + by, end=found.end + by)
    )


def _fuller(given: Time | None, found: Span) -> Span:
    """The words of a time: those that the reader gave, where they hold the expression and do not cut into it."""
    return given if given is not None and given.start <= found.start and found.end <= given.end else found


def _around(evidence: Span, bounds: Sequence[tuple[int, int]]) -> tuple[int, int]:
    """The sentence or sentences that the evidence stands in."""
    over = [bound for bound in bounds if bound[0] < evidence.end and evidence.start < bound[1]]
    return (over[0][0], over[-1][1]) if over else (evidence.start, evidence.end)


def _span(timed: Timed, claim: Claim) -> Span:
    found = timed.expression
    inside = claim.evidence.start <= found.start < claim.evidence.end
    confidence = CONFIDENCE[timed.resolved.basis] * (1.0 if inside else OUTSIDE)
    return Span(text=found.text, start=found.start, end=found.end, found_by=FOUND_BY, confidence=round(confidence, 2))


def _time(span: Span, resolved: Resolved) -> Time:
    return Time(
        text=span.text,
        start=span.start,
        end=span.end,
        found_by=span.found_by,
        confidence=span.confidence,
        earliest=resolved.earliest,
        latest=resolved.latest,
        precision=resolved.precision,
        basis=resolved.basis,
    )


def _why(timed: Timed, resolved: Resolved) -> str:
    words = timed.expression.text
    if resolved.earliest is None and resolved.latest is None:
        return f"“{words}” (rule {resolved.rule}) cannot be dated: no date is known that it rests on"
    return f"“{words}” (rule {resolved.rule}) rests on {resolved.anchor}"
