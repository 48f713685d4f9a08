"""Whether what a trigger needs, and must not have, stands around it."""

from __future__ import annotations

from functools import lru_cache

from whence.nlp.lexicon_phrases import Analysis
from whence.nlp.tokens import lemma
from whence.schema.ontology import Trigger

_REACH = 16  # words to either side that `near` looks at
_SIDE = 11  # words that `object` and `subject` look at
_SHARE = frozenset({"percent", "%", "cent", "pct", "seat", "seats"})


def fits(view: Analysis, trigger: Trigger, start: int, end: int) -> bool:
    if trigger.voice and trigger.voice != ("passive" if _passive(view, start) else "active"):
        return False
    if "needs_share" in trigger.flags and not has(view, max(0, start - _SIDE), end + _SIDE, _SHARE):
        return False
    if "needs_to" in trigger.flags and not _asks(view, start, end):
        return False
    if "imperative" in trigger.flags and not _imperative(view, start):
        return False
    if any(not _stands(view, slot, words, start, end) for slot, words in trigger.needs):
        return False
    return not any(_stands(view, slot, words, start, end) for slot, words in trigger.bars)


def _asks(view: Analysis, start: int, end: int) -> bool:
    """`told voters to stay`, `asked for help`: an infinitive or `for` after the one who is asked."""
    group = view.group_at(start)
    if group is not None and group.passive and end < len(view.lows) and view.lows[end] == "to":
        return True
    for i in range(end, min(end + 11, len(view.lows))):
        if view.lows[i] in ("that", ",", "“", '"', "by", "whether", "what", "how", "why") or (
            view.tags[i] in ("VD", "VZ", "MD") and i > end
        ):
            return False
        if view.lows[i] == "to" and i + 1 < len(view.tags) and view.tags[i + 1] in ("V", "BE", "DO", "HV") and i > end:
            return view.lows[i + 1 : i + 3] != ("be", "named")
        if view.lows[i] == "for" and view.lemmas[start] == "ask":
            return True
    return False


def _imperative(view: Analysis, start: int) -> bool:
    return start == 0 or view.tags[start - 1] in ("QT", "PT") or view.lows[start - 1] == "please"


def _passive(view: Analysis, i: int) -> bool:
    group = view.group_at(i)
    return (group is not None and group.passive) or (
        view.tags[i] in ("VD", "VN", "JJ") and has(view, i + 1, i + 2, frozenset({"by"}))
    )


def _stands(view: Analysis, slot: str, words: frozenset[str], start: int, end: int) -> bool:
    if slot == "near":
        return has(view, max(0, start - _REACH), end + _REACH, words, skip=(start, start + 1))
    if slot == "next":
        return has(view, end, end + 1, words)
    if slot == "prev":
        return has(view, max(0, start - 2), start, words)
    if slot == "verbs":
        return _has_phrase(view, end, end + _SIDE + 3, words)
    passive = _passive(view, start)
    before, after = (max(0, start - _SIDE), start), (start + 1, end + _SIDE)
    if slot == "subject":
        return has(view, *(after if passive else before), words)
    return has(view, *after, words) or (passive and has(view, *before, words))


def has(view: Analysis, start: int, end: int, words: frozenset[str], skip: tuple[int, int] = (0, 0)) -> bool:
    if start < skip[1] and skip[0] < end:
        return has(view, start, skip[0], words) or has(view, skip[1], end, words)
    here = slice(start, end)
    return (
        not words.isdisjoint(view.lemmas[here])
        or not words.isdisjoint(view.lows[here])
        or ("#" in words and "CD" in view.tags[here])
        or ("%" in words and any(low.endswith("%") for low in view.lows[here]))
    )


def _has_phrase(view: Analysis, start: int, end: int, phrases: frozenset[str]) -> bool:
    stretch = [base for base, name in zip(view.lemmas[start:end], view.tags[start:end], strict=True) if name != "RB"]
    for position, low in enumerate(stretch):
        if low in (";", ",", "who", "which", "that", "as", "but"):
            stretch = stretch[:position]
            break
    line = f" {' '.join(stretch)} "
    return any(f" {phrase} " in line for phrase in _bases(phrases))


@lru_cache(maxsize=64)
def _bases(phrases: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(" ".join(lemma(word) for word in phrase.split()) for phrase in phrases))
