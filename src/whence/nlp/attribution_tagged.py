"""Who says what, out of the finder's attribution heads: spans of sources, cues and contents, and which belong together.

The heads mark words; links are drawn by nearness in words, which is right for 99 in 100 sources and 97 in 100
contents of PolNeAR's train part when the spans are the gold ones. What nearness leaves over is dealt out after
(`attribution_tagged_contents`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import numpy as np
from msgspec import Struct, structs

from whence.nlp.attribution_tagged_contents import Linked, Marked, continued, lent
from whence.nlp.decode import span, whole_words
from whence.nlp.heads import Heads, Scores
from whence.nlp.session import sigmoid
from whence.nlp.words import Words, as_words
from whence.schema.reading import Attribution, CueKind, Sentence
from whence.schema.records import Span

SOURCE, CUE, CONTENT = range(3)
_ACCORDING = ("according", "per", "citing", "quoting")


class Settings(Struct, frozen=True, kw_only=True):
    """Thresholds, decided on half of PolNeAR's dev part. Triples are for source, cue and content."""

    inside: tuple[float, float, float] = (0.3, 0.4, 0.5)  # belief that makes a word part of a run
    begin: tuple[float, float, float] = (0.95, 0.95, 0.8)  # belief that cuts a run
    cost: tuple[float, float, float] = (1.2, 1.2, 1.2)  # log odds that it takes to open a run
    agreed: tuple[float, float, float] = (1.2, 1.6, 1.0)  # log odds added to what the rules found as well
    alone: tuple[float, float, float] = (0.5, 0.5, 0.3)  # log odds taken off what they did not find
    least: float = 0.55  # of an attribution's strength
    weight: tuple[float, float, float] = (0.2, 0.4, 0.4)  # of source, cue and content in it
    absent: float = 0.7  # what stands for the source's belief where there is none
    crossing: int = 22  # words that a sentence's end counts for: more than `reach`, so that nearness ends there
    reach: int = 20  # words between a cue and its source, or its content, at the most


def tagged(
    text: str,
    sentences: Sequence[Sentence],
    heads: Heads,
    settings: Settings | None = None,
    *,
    beside: Sequence[Attribution] = (),
) -> tuple[Attribution, ...]:
    """Every attribution that the heads see, by place of its cue; raises `ModelError` where the finder lacks them.

    What the rules found (`beside`) tips the balance where the heads waver.
    """
    scores = heads.scores(text, sentences, ("attribution", "attribution_begin"))
    return decoded(text, scores, heads.name, settings or Settings(), beside)


def decoded(
    text: str, scores: Scores, by: str, settings: Settings, beside: Sequence[Attribution] = ()
) -> tuple[Attribution, ...]:
    """The attributions that the scores tell of."""
    if not scores.pieces:
        return ()
    words = as_words(text, scores, "attribution", "attribution_begin")
    if beside:
        words = swayed(words, beside, settings)
    marked = [runs(words, part, settings) for part in (SOURCE, CUE, CONTENT)]
    linked = links(marked, words.sentences, settings)
    sure = [one.cue for one in linked if strength(one, settings) >= settings.least]
    if len(sure) < len(linked):  # what a weak cue held may belong to another
        linked = links((marked[SOURCE], sure, marked[CONTENT]), words.sentences, settings)
    linked = lent(continued(text, linked, marked[CONTENT], words), words)
    return tuple(_attribution(text, words, one, by) for one in linked)


def runs(words: Words, part: int, settings: Settings) -> list[Marked]:
    """Runs of words of one part; contents may run on over the ends of sentences."""
    found = words.runs(part, settings.inside[part], settings.begin[part], settings.cost[part], over=part == CONTENT)
    return [Marked(a, b, float(words.inside[a:b, part].mean())) for a, b in found]


def swayed(words: Words, beside: Sequence[Attribution], settings: Settings) -> Words:
    """The words with log odds added where other attributions have the part too, and taken off where they have not."""
    held = [
        [one.source for one in beside if one.source],
        [one.cue for one in beside],
        [c for o in beside for c in o.content],
    ]
    marks = np.zeros(words.inside.shape, dtype=np.float32)
    for part, spans in enumerate(held):
        for one in spans:
            marks[bisect_left(words.starts, one.start) : bisect_right(words.ends, one.end), part] = 1.0
    p = np.clip(words.inside, 1e-4, 1 - 1e-4)
    odds = np.log(p / (1 - p)) + marks * settings.agreed - (1 - marks) * settings.alone
    return structs.replace(words, inside=sigmoid(np.asarray(odds, dtype=np.float32)))


def strength(one: Linked, settings: Settings) -> float:
    """How sure the heads are of a cue, its source and its surest content together; no content adds nothing."""
    source, cue, content = settings.weight
    told = max((part.confidence for part in one.contents), default=0.0)
    named = one.source.confidence if one.source else settings.absent
    return cue * one.cue.confidence + source * named + content * told


def links(marked: Sequence[Sequence[Marked]], sentences: Sequence[int], settings: Settings) -> list[Linked]:
    """Every cue with its source and its contents: each source and content goes to one cue, the nearest that is free."""
    sources, cues, contents = marked
    owner = _sources(sources, cues, sentences, settings)
    held: dict[int, list[Marked]] = {}
    starts = [cue.start for cue in cues]
    for content in contents:
        best = _nearest(content, cues, starts, sentences, settings)
        if best is not None:
            held.setdefault(best, []).append(content)
    return [Linked(owner.get(i), cue, tuple(held.get(i, ()))) for i, cue in enumerate(cues)]


def _sources(
    sources: Sequence[Marked], cues: Sequence[Marked], sentences: Sequence[int], settings: Settings
) -> dict[int, Marked]:
    """Cues and sources paired one to one, the nearest first; a cue left over shares the source of the one before it."""
    starts = [cue.start for cue in cues]
    ranked = sorted(
        (distance(source, cues[i], sentences, settings), s, i)
        for s, source in enumerate(sources)
        for i in _around(source, starts)
    )
    taken: set[int] = set()
    owner: dict[int, Marked] = {}
    for far, s, i in ranked:
        if far <= settings.reach and s not in taken and i not in owner:
            taken.add(s)
            owner[i] = sources[s]
    for i in range(1, len(cues)):
        if i not in owner and i - 1 in owner and sentences[cues[i].start] == sentences[cues[i - 1].start]:
            owner[i] = owner[i - 1]
    return owner


def _nearest(
    content: Marked, cues: Sequence[Marked], starts: Sequence[int], sentences: Sequence[int], settings: Settings
) -> int | None:
    near = [(distance(content, cues[i], sentences, settings), abs(cues[i].start - content.start), i) for i in
            _around(content, starts)]  # fmt: skip
    far, _, best = min(near, default=(settings.reach + 1, 0, 0))
    return best if far <= settings.reach else None


def _around(one: Marked, starts: Sequence[int]) -> range:
    """Cues that may own a run: three on either side of its start and of its end."""
    return range(max(0, bisect_right(starts, one.start) - 3), min(len(starts), bisect_right(starts, one.end) + 3))


def distance(one: Marked, cue: Marked, sentences: Sequence[int], settings: Settings) -> int:
    """Words between a run and a cue, more where they share no sentence."""
    gap = max(0, cue.start - one.end, one.start - cue.end)
    apart = sentences[one.start] != sentences[cue.start] and sentences[one.end - 1] != sentences[cue.start]
    return gap + (settings.crossing if apart else 0)


def _attribution(text: str, words: Words, one: Linked, by: str) -> Attribution:
    cue = _span(text, words, one.cue, by)
    return Attribution(
        cue=cue,
        kind=kind_of(cue.text),
        source=_span(text, words, one.source, by) if one.source else None,
        content=tuple(_span(text, words, content, by) for content in one.contents),
    )


def _span(text: str, words: Words, one: Marked, by: str) -> Span:
    return span(text, *whole_words(text, words.starts[one.start], words.ends[one.end - 1]), by, one.confidence)


def kind_of(cue: str) -> CueKind:
    """What kind of words the cue is, by its own words."""
    low = cue.lower()
    if low.startswith(_ACCORDING):
        return "according-to"
    if not any(letter.isalpha() for letter in low):
        return "colon" if ":" in low else "quotation"
    return "verb"
