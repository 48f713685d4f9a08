"""Verb groups and noun phrases of one sentence, by light chunking over guessed parts of speech."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from msgspec import Struct

from whence.nlp.lexicon_tags import tag
from whence.nlp.lexicon_wordset import wordset
from whence.nlp.tokens import Token, lemma, tokens

_IN_GROUP = wordset("MD BE HV DO NG RB TO V VZ VD VN VG")
_VERBS = frozenset({"V", "VZ", "VD", "VN", "VG"})
_AUXILIARIES = frozenset({"MD", "BE", "HV", "DO"})
_OPENS_GROUP = _VERBS | _AUXILIARIES | {"TO"}
_IN_PHRASE = wordset("DT PS JJ CD N NP PR")
_HEADS = frozenset({"N", "NP", "PR", "CD"})
_DAYS = wordset("monday tuesday wednesday thursday friday saturday sunday today yesterday tomorrow")
_LINKS = frozenset({"of"})
_QUANTIFIED = wordset("than least most up about around over nearly almost some only")


class Group(Struct, frozen=True, gc=False):
    """Auxiliaries and a verb: token positions, `end` exclusive, `head` the main verb."""

    start: int
    end: int
    head: int
    finite: bool
    passive: bool
    form: str  # tag of the head


class Analysis(Struct, frozen=True):
    """One sentence in words, base forms, tags, verb groups and noun phrases (pairs of token positions)."""

    words: tuple[Token, ...]
    lows: tuple[str, ...]
    lemmas: tuple[str, ...]
    tags: tuple[str, ...]
    groups: tuple[Group, ...]
    phrases: tuple[tuple[int, int], ...]

    def group_at(self, position: int) -> Group | None:
        """The verb group that a token belongs to."""
        return next((group for group in self.groups if group.start <= position < group.end), None)

    def phrase_at(self, position: int) -> tuple[int, int] | None:
        """The noun phrase that a token belongs to."""
        return next((phrase for phrase in self.phrases if phrase[0] <= position < phrase[1]), None)


@lru_cache(maxsize=2048)  # a shard's sentences: rules, models and claims all look at them
def analyse(text: str, start: int, end: int) -> Analysis:
    """Analyse one sentence of a text; offsets of the words are the text's."""
    words = tokens(text, start, end)
    tags = tuple(tag(words)) if words else ()
    return Analysis(
        words=words,
        lows=tuple([word.text.lower().replace("’", "'") for word in words]),
        lemmas=tuple([lemma(word.text) for word in words]),
        tags=tags,
        groups=tuple(_groups(tags)),
        phrases=tuple(_phrases(words, tags)),
    )


def _groups(tags: Sequence[str]) -> list[Group]:
    found, i = [], 0
    while i < len(tags):
        if tags[i] not in _OPENS_GROUP:
            i += 1
            continue
        group = _group_from(tags, i)
        if group is None:
            i += 1
            continue
        found.append(group)
        i = group.end
    return found


def _group_from(tags: Sequence[str], start: int) -> Group | None:
    """A group ends with its main verb: the first full verb, or the last auxiliary where none follows."""
    head, i = -1, start
    while i < len(tags) and tags[i] in _IN_GROUP:
        if tags[i] in _VERBS:
            head = i
            break
        if tags[i] == "TO" and i > start:
            break  # "plans to", "is to": the infinitive is a group of its own
        if tags[i] in _AUXILIARIES:
            head = i
        i += 1
    if head < 0:
        return None
    form = tags[head]
    before = [tags[j] for j in range(start, head)]
    passive = form in ("VD", "VN") and "BE" in before
    finite = tags[start] != "TO" and form != "VG" if form in _VERBS else True
    if form == "VG":
        finite = "BE" in before
    if form == "VN" and not before:
        finite = False
    return Group(start, head + 1, head, finite, passive, form)


def _phrases(words: Sequence[Token], tags: Sequence[str]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    i = 0
    while i < len(tags):
        if tags[i] not in _IN_PHRASE and not _opens_quantity(words, tags, i):
            i += 1
            continue
        end = _phrase_end(words, tags, i)
        if any(tags[j] in _HEADS for j in range(i, end)) or (tags[i] == "DT" and end > i + 1 and tags[end - 1] == "JJ"):
            found.append((i, end))
        i = max(end, i + 1)
    return found


def _opens_quantity(words: Sequence[Token], tags: Sequence[str], i: int) -> bool:
    """`at least 3,000`, `nearly 200`, `between 1,000 and 1,200`."""
    low = words[i].text.lower()
    following = tags[i + 1 : i + 3]
    return low in ("at", "about", "around", "nearly", "almost", "over", "up", "between", "only") and "CD" in following


def _phrase_end(words: Sequence[Token], tags: Sequence[str], start: int) -> int:
    i = start
    while i < len(tags) and tags[i] not in _IN_PHRASE:
        i += 1
    seen_head = False
    while i < len(tags):
        name, low = tags[i], words[i].text.lower()
        if name == "PR":
            return i + 1 if i == start or low == "others" else i
        if i == start + 1 and words[start].text.lower() in _DAYS and low not in ("'s", "’s"):
            break
        if name in ("DT", "PS") and seen_head and low not in ("'s", "’s"):
            break
        if name in _IN_PHRASE:
            seen_head = seen_head or name in ("N", "NP")
        elif not _inside(words, tags, i, start):
            break
        i += 1
    while i > start and tags[i - 1] in ("DT", "QT", "PT", "IN", "CC"):
        i -= 1
    return i


def _inside(words: Sequence[Token], tags: Sequence[str], i: int, start: int) -> bool:
    """Marks and small words that stay within a noun phrase."""
    low = words[i].text.lower()
    following = tags[i + 1] if i + 1 < len(tags) else ""
    if low in _QUANTIFIED and (following == "CD" or low == "than" or tags[i - 1] in ("DT", "JJ", "CD")):
        return following in ("CD", "DT", "RB", "JJ")
    if tags[i] == "QT":
        return following in _IN_PHRASE or (i > start and tags[i - 1] in _HEADS and following in ("N", "NP"))
    if low in ("-", ".", "/") and 0 < i < len(words) - 1:
        joined = words[i - 1].end == words[i].start
        return joined and following in _IN_PHRASE and (low != "." or words[i - 1].text.istitle())
    if low == ".":
        return False
    if tags[i] == "RB" and following == "JJ":
        return True
    return low == "and" and tags[i - 1] == "JJ" and following == "JJ"


def extended(view: Analysis, phrase: tuple[int, int]) -> tuple[int, int]:
    """A noun phrase with the `of` phrases that follow it."""
    start, end = phrase
    while end + 1 < len(view.words) and view.lows[end] in _LINKS:
        following = view.phrase_at(end + 1)
        if following is None or following[0] != end + 1:
            break
        end = following[1]
    return start, end
