"""Incident templates as MUC-4 has them, out of the finder's incident heads: what happened, by whom, to whom, with what.

A report tells a kind of incident where any of its windows does; every kind told becomes one template. Mentions of a
slot that share their head word, or of which one is the initials of the other, are one filler; where several kinds are
told, a filler goes to the kind that its own window tells most clearly.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from msgspec import Struct

from whence.nlp.decode import span
from whence.nlp.heads import KINDS, SLOTS, Heads, Scores
from whence.nlp.lexicon_wordset import wordset
from whence.nlp.session import Floats, sigmoid
from whence.nlp.words import Words, as_words
from whence.schema.reading import Sentence
from whence.schema.records import Span

_EDGES = wordset("the a an of in on by at his her their its this that these those and or")
_SMALL = wordset("of the and for de la del los las el y")


class Settings(Struct, frozen=True, kw_only=True):
    """Thresholds, decided on MUC-4's dev part; see `docs/evaluation.md` for what halves that did not decide give."""

    lean: tuple[float, ...] = (-1.0, 0.5, 0.0, 0.0, 0.0, 0.0)  # log odds added to each of KINDS
    told: float = 0.65  # the likeliest kind must reach this, or no incident is told
    also: float = 0.4  # another kind must reach this
    inside: tuple[float, ...] = (0.4, 0.4, 0.4, 0.4, 0.4)  # of a word, in the order of SLOTS
    begin: tuple[float, ...] = (0.95, 0.95, 0.95, 0.95, 0.95)
    cost: tuple[float, ...] = (0.3, 0.3, 0.3, 0.3, 0.3)  # log odds that it takes to open a run
    filler: tuple[float, ...] = (0.65, 0.65, 0.65, 0.65, 0.65)  # the surest mention of a filler must reach this
    most: tuple[int, ...] = (1, 2, 3, 5, 2)  # fillers of a slot
    shared: tuple[str, ...] = ("PerpInd", "PerpOrg")  # slots whose fillers go to every kind told


class Filler(Struct, frozen=True, kw_only=True):
    """One who or what fills a slot: the mention that the heads are surest of, then the others in order."""

    slot: str
    mentions: tuple[Span, ...]
    window: int

    @property
    def best(self) -> Span:
        return self.mentions[0]


class Incident(Struct, frozen=True, kw_only=True):
    """One template: its kind, how sure the heads are of it, and its fillers by slot."""

    kind: str
    confidence: float
    fillers: Mapping[str, tuple[Filler, ...]]


def incidents(
    text: str, sentences: Sequence[Sentence], heads: Heads, settings: Settings | None = None
) -> tuple[Incident, ...]:
    """The incidents that a text tells; raises `ModelError` where the finder lacks the heads."""
    scores = heads.scores(text, sentences, ("incident", "incident_begin"), ("incident_kind",))
    return decoded(text, scores, heads.name, settings or Settings())


def decoded(text: str, scores: Scores, by: str, settings: Settings) -> tuple[Incident, ...]:
    """The incidents that the scores tell of, in the order of KINDS."""
    if not scores.pieces:
        return ()
    evidence = window_evidence(scores.heads["incident_kind"], settings)
    told = kinds_told(evidence, settings)
    if not told:
        return ()
    words = as_words(text, scores, "incident", "incident_begin")
    fillers = [one for column in range(len(SLOTS)) for one in slot_fillers(text, words, column, by, settings)]
    return tuple(
        Incident(kind=kind, confidence=sure, fillers=_given(kind, tuple(told), fillers, evidence, settings))
        for kind, sure in told.items()
    )


def window_evidence(logits: Floats, settings: Settings) -> Floats:
    """Log odds of every kind in every window, (windows, kinds).

    The head's last column, "none", is left out: a window that tells nothing says little of the whole text.
    """
    return np.asarray(logits[:, : len(KINDS)] + np.asarray(settings.lean), dtype=np.float32)


def kinds_told(evidence: Floats, settings: Settings) -> dict[str, float]:
    """The likeliest kind by its strongest window, and others that are likely too; none where the text tells none."""
    top = evidence.max(0)
    belief = dict(zip(KINDS, map(float, sigmoid(top)), strict=True))
    first = max(KINDS, key=lambda kind: belief[kind])
    if belief[first] < settings.told:
        return {}
    return {kind: sure for kind, sure in belief.items() if kind == first or sure >= settings.also}


def slot_fillers(text: str, words: Words, column: int, by: str, settings: Settings) -> list[Filler]:
    """The fillers of one slot, the surest first, mentions of one thing brought together."""
    groups: list[list[tuple[Span, int]]] = []
    for start, end, sure in mentions(text, words, column, settings):
        one = span(text, words.starts[start], words.ends[end - 1], by, sure)
        home = next((g for g in groups if any(same(one.text, other.text) for other, _ in g)), None)
        if home is None:
            groups.append([(one, words.windows[start])])
        else:
            home.append((one, words.windows[start]))
    found = []
    for group in groups:
        best, window = max(group, key=lambda m: (m[0].confidence, -m[0].start))
        if best.confidence >= settings.filler[column]:
            others = tuple(m for m, _ in group if m is not best)
            found.append(Filler(slot=SLOTS[column], mentions=(best, *others), window=window))
    found.sort(key=lambda f: (-f.best.confidence, f.best.start))
    return found[: settings.most[column]]


def mentions(text: str, words: Words, column: int, settings: Settings) -> list[tuple[int, int, float]]:
    """Runs of words of one slot (start, end, belief), little words and marks at their edges left off."""
    found = []
    for start, end in words.runs(column, settings.inside[column], settings.begin[column], settings.cost[column]):
        while start < end and _edge(text, words, start):
            start += 1
        while end > start and _edge(text, words, end - 1):
            end -= 1
        if start < end:
            found.append((start, end, float(words.inside[start:end, column].mean())))
    return found


def _edge(text: str, words: Words, at: int) -> bool:
    word = text[words.starts[at] : words.ends[at]].lower()
    return word in _EDGES or not any(letter.isalnum() for letter in word)


def same(one: str, other: str) -> bool:
    """Whether two mentions of one slot name one thing: the head word and the words of the shorter, or its initials."""
    a, b = _tokens(one), _tokens(other)
    if not a or not b:
        return False
    short, long = sorted((a, b), key=len)
    if short[-1] == long[-1] and set(short) <= set(long):
        return True
    initials = "".join(word[0] for word in long if word not in _SMALL)
    return len(short) == 1 and len(long) > 1 and len(short[0]) > 2 and short[0] == initials


def _tokens(mention: str) -> list[str]:
    words = ["".join(letter for letter in word if letter.isalnum()) for word in mention.lower().split()]
    return [word for word in words if word and word not in ("the", "a", "an")]


def _given(
    kind: str, told: Sequence[str], fillers: Sequence[Filler], evidence: Floats, settings: Settings
) -> dict[str, tuple[Filler, ...]]:
    """The fillers of one kind's template, by slot."""
    columns = [KINDS.index(one) for one in told]
    found: dict[str, tuple[Filler, ...]] = dict.fromkeys(SLOTS, ())
    for one in fillers:
        nearest = told[int(np.argmax(evidence[one.window, columns]))]
        if one.slot in settings.shared or nearest == kind:
            found[one.slot] = (*found[one.slot], one)
    return found
