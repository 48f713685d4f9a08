"""Reporting verbs: `X said ...`, `..., said X`, `..., X said`, `X told Y ...`, `X accused Y of ...`."""

from __future__ import annotations

from whence.nlp.attribution_bounds import Range, right
from whence.nlp.attribution_contents import after, around, before
from whence.nlp.attribution_cues import PASSIVE, Cue, cues
from whence.nlp.attribution_found import Found, stretch
from whence.nlp.attribution_opens import opens
from whence.nlp.attribution_subjects import leading, left
from whence.nlp.attribution_text import Line, Page, Word, is_adverb
from whence.nlp.attribution_turns import inversion, lowest, opens_at, postposed
from whence.nlp.attribution_words import (
    ACT,
    SAY,
)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def verbs(page: Page, line: Line) -> list[Found]:
    """Every attribution of a line that a verb makes, from left to right."""
    return [one for cue in cues(line) for one in _one(page, line, cue)]


def _one(page: Page, line: Line, cue: Cue) -> list[Found]:
    words = line.words
    inverted = inversion(page, line, cue)
    if inverted is not None:
        contents = around(page, line, cue.at, inverted[1])
        return _make(line, cue, inverted, contents, "attribution.inverted")
    low = lowest(words, cue.at, 0)
    subject = _participle(words, cue.at, low) if words[cue.at].low.endswith("ing") else left(words, cue.at, low)
    if subject is None:
        return []
    hearer, rest = _hearer(words, cue)
    opening = opens_at(page, words, subject[0])
    if postposed(page, line, cue, (opening, subject[1]), rest):
        contents = before(page, line, opening, rest)
        return _make(line, cue, subject, contents, "attribution.postposed", hearer)
    if not opens(line, cue, rest, subject):
        return []
    contents = after(page, line, cue.at, rest, act=cue.base in ACT and cue.base not in SAY)
    return _make(line, cue, subject, contents, "attribution.preposed", hearer)


def _participle(words: tuple[Word, ...], at: int, lower: int) -> Range | None:
    """Who is `saying`: the subject of `is saying`, of the sentence before a comma, or the noun after `with`."""
    previous = at - 1
    while previous > lower and is_adverb(words[previous]):
        previous -= 1
    if previous < lower:
        return None
    if words[previous].low in PASSIVE:
        return left(words, at, lower)
    if words[previous].text == "," or words[previous].low in ("by", "while", "without", "before", "after"):
        return leading(words, lower, previous)
    opener = next((k for k in range(previous, max(lower, at - 7), -1) if words[k].low == "with"), None)
    return (
        (opener + 1, previous + 1) if opener is not None and opener < previous + 1 and opener + 1 <= previous else None
    )


def _hearer(words: tuple[Word, ...], cue: Cue) -> tuple[Range | None, int]:
    """Whom it was told, and the index where the content may begin."""
    at = cue.at + 1
    if cue.base not in ("tell", "inform", "notify", "assure", "remind"):
        return None, at
    if at < len(words) and words[at].low in ("him", "her", "them", "me", "us", "you", "it", "reporters", "journalists"):
        return None, at + 1
    hearer = right(words, at, len(words))
    return (hearer, hearer[1]) if hearer else (None, at)


def _make(
    line: Line,
    cue: Cue,
    source: Range,
    contents: tuple[tuple[int, int], ...],
    rule: str,
    hearer: Range | None = None,
) -> list[Found]:
    if not contents:
        return []
    words = line.words
    low = words[source[0]].low
    if low in ("of", "whom"):
        return []
    if source[1] - source[0] == 1 and low.endswith("ing") and len(low) > 6:
        return []
    if source[1] - source[0] == 1 and low in ("i", "we", "you", "there", "what", "how"):
        return []
    if cue.base in ACT and cue.base not in SAY:
        rule = "attribution.act"
    here = stretch(words, cue.at, cue.at + 1)
    found = [Found(rule=rule, kind="verb", source=stretch(words, *source), cue=here, contents=contents)]
    if hearer is not None and (words[hearer[0]].capital or words[hearer[1] - 1].capital):
        found.append(
            Found(rule="attribution.hearer", kind="verb", source=stretch(words, *hearer), cue=here, contents=contents)
        )
    return found
