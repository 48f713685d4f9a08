"""From the models' figures to acts: stretches out of the finder, roles and status out of the filler."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct

from whence.nlp.session import Floats, Labels, sigmoid, softmax
from whence.nlp.windows import Window
from whence.schema.ontology import modes
from whence.schema.reading import Act, Role
from whence.schema.records import Span

_ROUNDING = 1e-3  # probabilities of one figure computed in two ways differ by less


class Settings(Struct, frozen=True, kw_only=True):
    """Thresholds, decided on the held-out real reports of gold-train (real-g5-4b, real-muc-3a, real-pn-1b)."""

    inside: float = 0.40
    begin: float = 0.50
    sure: float = 0.75  # a second type over the same stretch is kept only above this
    reject: float = 0.70  # the filler's belief that a stretch tells no act
    role: float = 0.50
    bridge: float = 0.20  # one weaker wordpiece inside a run does not break it
    least: int = 3  # wordpieces


class Found(Struct, frozen=True, kw_only=True):
    """A stretch that tells an act of some type."""

    start: int
    end: int
    type: str
    confidence: float


def stretches(inside: Floats, begin: Floats, window: Window, types: Sequence[str], settings: Settings) -> list[Found]:
    """The stretches of one window: `inside` (length, types) and `begin` (length) are probabilities."""
    found: list[Found] = []
    likely = inside.max(axis=0) >= settings.inside
    for column, kind in enumerate(types):
        for run in runs(inside[:, column], begin, window, settings) if likely[column] else ():
            start, end = _extent(window, run)
            found.append(Found(start=start, end=end, type=kind, confidence=float(np.mean(inside[run, column]))))
    return without_rivals(found, settings)


def runs(probability: Floats, begin: Floats, window: Window, settings: Settings) -> list[list[int]]:
    """Runs of wordpieces above the threshold, cut where a new stretch begins or a sentence ends."""
    n = len(window.pieces)
    p, b = probability.tolist(), begin.tolist()
    live = [p[i] >= settings.inside and i >= window.first and window.pieces[i] is not None for i in range(n)]
    if not any(live):
        return []
    found: list[list[int]] = []
    run: list[int] = []
    for i in range(window.first, n):
        piece = window.pieces[i]
        if piece is None or not (run or live[i]):
            continue
        last = window.pieces[run[-1]] if run else None
        bridged = bool(run) and i + 1 < n and live[i + 1] and p[i] > settings.bridge
        broken = last is not None and last.sentence != piece.sentence
        split = live[i] and len(run) >= 5 and b[i] >= settings.begin
        if run and (broken or split or not (live[i] or bridged)):
            found.append(run)
            run = []
        if live[i] or (run and bridged):
            run.append(i)
    if run:
        found.append(run)
    return [r for r in found if len(r) >= settings.least]


def without_rivals(found: Sequence[Found], settings: Settings) -> list[Found]:
    """Of stretches that lie over each other the most certain, and others only where they are certain too."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (-f.confidence, f.start, f.end, f.type)):
        rivals = [k for k in kept if overlap(k, one) > 0.6 * min(k.end - k.start, one.end - one.start)]
        if not rivals or one.confidence > settings.sure:
            kept.append(one)
    return kept


def overlap(a: Found, b: Found) -> int:
    """Code points that two stretches share."""
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def act_of(
    out: Mapping[str, Floats], window: Window, found: Found, text: str, labels: Labels, by: str, settings: Settings
) -> Act | None:
    """What the filler says of one stretch; None where it holds that no act is told there."""
    kinds = softmax(out["type"])
    if kinds[len(labels.types)] > settings.reject:
        return None
    kind, sure = best_type(kinds, found, labels)
    evidence = span(text, *whole_words(text, found.start, found.end), by, sure)
    return Act(
        evidence=evidence,
        trigger=evidence,
        type=kind,
        mode=best_mode(softmax(out["mode"]), kind, labels),
        status=labels.status[int(out["status"].argmax())],  # type: ignore[arg-type]
        roles=roles_of(out, window, text, labels, by, settings),
        links=int(out["links"].argmax()),
    )


def roles_of(
    out: Mapping[str, Floats], window: Window, text: str, labels: Labels, by: str, settings: Settings
) -> tuple[Role, ...]:
    """Every role that the filler sees, in the order of its labels and of the text."""
    likely = sigmoid(out["inside"].max(axis=0)) >= settings.role - _ROUNDING
    return tuple(
        Role(role=name, span=span(text, *whole_words(text, start, end), by, confidence))  # type: ignore[arg-type]
        for column, name in enumerate(labels.roles)
        if likely[column]
        for start, end, confidence in role_spans(out["inside"][:, column], out["begin"][:, column], window, settings)
    )


def best_type(kinds: Floats, found: Found, labels: Labels) -> tuple[str, float]:
    """The type that finder and filler together hold most likely, with the mean of their beliefs."""
    score = np.array(kinds[: len(labels.types)], dtype=np.float64)
    score[labels.types.index(found.type)] += found.confidence
    best = int(score.argmax())
    return labels.types[best], min(1.0, float(score[best]) / 2)


def best_mode(probability: Floats, kind: str, labels: Labels) -> str | None:
    """The likeliest mode among those that the type has."""
    allowed = ["none", *modes(kind)]
    best = max(allowed, key=lambda m: (probability[labels.modes.index(m)] if m in labels.modes else -1.0, m))
    return None if best == "none" else best


def role_spans(inside: Floats, begin: Floats, window: Window, settings: Settings) -> list[tuple[int, int, float]]:
    """Runs of one role, cut where another of the same role begins: (start, end, confidence)."""
    p = sigmoid(inside)
    live = [i for i in np.flatnonzero(p >= settings.role).tolist() if window.pieces[i] is not None]
    if not live:
        return []
    b = sigmoid(begin)
    found = [[live[0]]]
    for i in live[1:]:
        if i > found[-1][-1] + 1 or b[i] > settings.begin:
            found.append([i])
        else:
            found[-1].append(i)
    return [(*_extent(window, run), sum(p[run].tolist()) / len(run)) for run in found]


def _extent(window: Window, run: Sequence[int]) -> tuple[int, int]:
    """Where the wordpieces of a run start and end in the text."""
    first, last = window.pieces[run[0]], window.pieces[run[-1]]
    return (first.start, last.end) if first is not None and last is not None else (0, 0)


def whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """The stretch widened to whole words and rid of white space and stray punctuation at its ends."""
    while start > 0 and text[start - 1].isalnum() and text[start].isalnum():
        start -= 1
    while end < len(text) and text[end].isalnum() and text[end - 1].isalnum():
        end += 1
    while end > start + 1 and (text[end - 1].isspace() or text[end - 1] in ",;:.–—-"):
        end -= 1
    while start < end - 1 and (text[start].isspace() or text[start] in ",;:.–—-"):
        start += 1
    return start, end


def span(text: str, start: int, end: int, by: str, confidence: float) -> Span:
    """A span of the report's own words."""
    return Span(text=text[start:end], start=start, end=end, found_by=by, confidence=round(confidence, 3))
