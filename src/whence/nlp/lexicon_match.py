"""Finds the ontology's triggers in an analysed sentence, with what they need around them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache

from msgspec import Struct

from whence.nlp.lexicon_fits import fits, has
from whence.nlp.lexicon_phrases import Analysis
from whence.nlp.tokens import lemma
from whence.schema.ontology import Trigger, Type, ontology

_GAP = 7  # words that may stand in a `..`
_LOOSE = 40  # more than any trigger weighs: a loose one gives way to all others
_VERBAL = frozenset({"V", "VZ", "VD", "VN", "VG"})
_NOMINAL = frozenset({"N", "NP", "JJ", "VG", "V", "CD"})
_NEGATIVE = frozenset({"not", "never", "cannot", "no"})


class Match(Struct, frozen=True):
    """A trigger in a sentence: token positions, `end` exclusive, `head` the word that names the act."""

    kind: Type
    trigger: Trigger
    start: int
    end: int
    head: int
    weight: int
    mode: str | None


Entry = tuple[Type, Trigger, tuple[str, ...], frozenset[str]]


@lru_cache(maxsize=1)
def _by_anchor() -> dict[str, tuple[Entry, ...]]:
    """Triggers by the base form of their first word that is no negation, each with the other words that it takes."""
    found: dict[str, list[Entry]] = {}
    for kind in ontology().types:
        for trigger in kind.triggers:
            words = tuple(_base(word, trigger.pos) for word in trigger.words)
            anchor = next((word for word in words if word not in _NEGATIVE), words[0])
            others = frozenset(words) - _NEGATIVE - {"..", anchor}
            found.setdefault(anchor, []).append((kind, trigger, words, others))
    return {anchor: tuple(entries) for anchor, entries in found.items()}


def _base(word: str, pos: str) -> str:
    """Words of a trigger as they are looked up; a noun in -ing stays one: `bombing` is not `bomb`."""
    return word if word == ".." or (pos == "noun" and word.endswith("ing")) else lemma(word)


def _entries(anchors: Mapping[str, tuple[Entry, ...]], view: Analysis, i: int) -> tuple[Entry, ...]:
    """Triggers that a word may open, by its base form and by its form in -ing."""
    base, low = view.lemmas[i], view.lows[i].removesuffix("s")
    found = anchors.get(base, ())
    return found + anchors.get(low, ()) if low.endswith("ing") and low != base else found


def matches(view: Analysis, *, loose: bool = False) -> list[Match]:
    """The best match at each head word, in order of place; longer and better fenced triggers win, loose ones lose."""
    best: dict[int, Match] = {}
    anchors, present = _by_anchor(), _present(view)
    for i in range(len(view.words)):
        for kind, trigger, words, others in _entries(anchors, view, i):
            if not others <= present or (not loose and "loose" in trigger.flags):
                continue
            match = _match(view, i, kind, trigger, words)
            if match and (match.head not in best or match.weight > best[match.head].weight):
                best[match.head] = match
    return _without_overlaps([best[head] for head in sorted(best)])


def _present(view: Analysis) -> frozenset[str]:
    """The words of a sentence in every form in which a trigger may ask for them."""
    return frozenset((*view.lows, *view.lemmas, *(low[:-1] for low in view.lows if low.endswith("ings"))))


def _match(view: Analysis, i: int, kind: Type, trigger: Trigger, words: tuple[str, ...]) -> Match | None:
    if trigger.pos == "verb" and not _is_verb(view, i):
        return None
    negated = len(words) > 1 and words[0] in _NEGATIVE
    rest = words[1:] if negated else words
    end = _sequence(view, i, rest) if trigger.pos == "noun" or not _backward(rest) else _either_way(view, i, rest)
    if end is None or (negated and not _negated(view, i)):
        return None
    head = end - 1 if trigger.pos == "noun" and ".." not in words else i
    if trigger.pos == "noun" and not _is_noun(view, _noun_head(view, i, end)):
        return None
    if trigger.pos == "noun":
        head = _noun_head(view, i, end)
    if not fits(view, trigger, i, end):
        return None
    weight = 4 * sum(word != ".." for word in words) + 2 * len(trigger.needs) + (trigger.mode is not None)
    if "loose" in trigger.flags:
        weight -= _LOOSE
    return Match(kind, trigger, i, end, head, weight, _mode(view, kind, trigger, i, end))


def _noun_head(view: Analysis, start: int, end: int) -> int:
    """The last noun of the phrase: of `attack on` the attack."""
    for i in range(end - 1, start - 1, -1):
        if view.tags[i] not in ("IN", "TO", "DT"):
            return i
    return start


def _is_verb(view: Analysis, i: int) -> bool:
    return view.tags[i] in _VERBAL or view.lemmas[i] in ("be", "do", "have", "go") or _reduced(view, i)


def _reduced(view: Analysis, i: int) -> bool:
    """A participle in front of its noun: `the seized ballots`."""
    return view.tags[i] == "JJ" and view.lows[i] in ("abducted", "kidnapped")


def _is_noun(view: Analysis, i: int) -> bool:
    return view.tags[i] in ("N", "NP") or (view.tags[i] in ("VG", "V") and _nominal_place(view, i))


def _nominal_place(view: Analysis, i: int) -> bool:
    before = view.tags[i - 1] if i else ""
    return before in ("DT", "PS", "JJ", "IN", "CD", "N", "") and (
        i + 1 == len(view.tags) or view.tags[i + 1] not in ("DT", "PS")
    )


def _negated(view: Analysis, i: int) -> bool:
    return any(
        low in ("not", "never", "cannot", "no", "won't", "can't", "don't", "didn't", "doesn't") or low.endswith("n't")
        for low in view.lows[max(0, i - 4) : i]
    )


def _sequence(view: Analysis, i: int, words: tuple[str, ...]) -> int | None:
    """The position after the last word where all stand from `i` on, gaps bounded and within the clause."""
    at, gap = i, False
    for word in words:
        if word == "..":
            gap = True
            continue
        found = _next(view, i, at, word, _GAP if gap else 0)
        if found is None:
            return None
        at, gap = found + 1, False
    return at


def _backward(words: tuple[str, ...]) -> bool:
    """`impose .. curfew`: a verb and its object, which stands in front in the passive."""
    return len(words) == 3 and words[1] == ".."


def _either_way(view: Analysis, i: int, words: tuple[str, ...]) -> int | None:
    end = _sequence(view, i, words)
    if end is not None or not _passive_or_relative(view, i):
        return end
    for j in range(i - 1, max(-1, i - _GAP - 4), -1):
        if view.lows[j] in (";", ":"):
            return None
        if view.lemmas[j] == words[2] or view.lows[j] == words[2]:
            return i + 1
    return None


def _passive_or_relative(view: Analysis, i: int) -> bool:
    group = view.group_at(i)
    return group is not None and (group.passive or (group.start == group.head and group.form in ("VD", "VN")))


def _next(view: Analysis, first: int, at: int, word: str, reach: int) -> int | None:
    for j in range(at, min(at + reach + 1, len(view.lows))):
        low = view.lows[j]
        if low == word or (low.endswith("ings") and low[:-1] == word):
            return j
        if view.lemmas[j] == word and (j == first or not low.endswith("ing")):
            return j
        if low in (";", ":", "who", "which"):
            return None
    return None


def _mode(view: Analysis, kind: Type, trigger: Trigger, start: int, end: int) -> str | None:
    """The trigger's mode, or the one that other words of the clause speak for."""
    if trigger.mode and kind.name != "REQUEST":
        return trigger.mode
    back = 9 if kind.name == "ASSAULT" else 0
    for mode, words in kind.mode_words:
        if has(view, max(0, start - back), end + 12, words) and (trigger.mode is None or kind.name == "REQUEST"):
            return mode
    return trigger.mode


def _without_overlaps(found: list[Match]) -> list[Match]:
    """Where two triggers share words, the weightier stays."""
    return list(_strongest(found))


def _strongest(found: list[Match]) -> Iterator[Match]:
    for match in found:
        rivals = (
            other for other in found if other is not match and other.start < match.end and match.start < other.end
        )
        if not any((other.weight, -other.start) > (match.weight, -match.start) for other in rivals):
            yield match
