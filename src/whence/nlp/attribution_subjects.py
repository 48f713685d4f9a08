"""Who is the subject of a reporting verb: the noun phrase before it, after it, or across an apposition.

All positions are word indices of one line; a range is (first, last + 1).
"""

from __future__ import annotations

from whence.nlp.attribution_bounds import MOST, Range, Words, is_stop_dot, names_person, past_preposition, trimmed
from whence.nlp.attribution_nouns import PERSON_HEADS, ROLE_HEADS
from whence.nlp.attribution_text import is_adverb, is_comma, is_finite, is_mark, is_quote_mark, is_time
from whence.nlp.attribution_words import (
    AUXILIARIES,
    COORDINATORS,
    DETERMINERS,
    FIRST_PERSON,
    PREPOSITIONS,
    RELATIVES,
    SUBJECT_PRONOUNS,
)

_REGIONS = frozenset(
    {"county", "department", "district", "governorate", "krai", "oblast", "prefecture", "province", "raion"}
    | {"region", "state", "territory"}
)
_OPENERS = DETERMINERS | SUBJECT_PRONOUNS | FIRST_PERSON


def before_cue(words: Words, cue: int) -> int:
    """Index of the last word before a verb that is no adverb, auxiliary, or time between subject and verb."""
    at = cue - 1
    while at >= 0:
        word = words[at]
        if (
            is_adverb(word)
            or (word.low in AUXILIARIES and not _in_name(words, at))
            or word.low in ("not", "n't", "seems", "appears", "appeared", "seemed", "seem", "appear", "to")
        ):
            at -= 1
        elif is_time(word) and not word.text[0].isdigit():
            at = _before_time(words, at)
        else:
            break
    return at


def _in_name(words: Words, at: int) -> bool:
    """`Rose Were says`: no auxiliary."""
    return at > 0 and words[at].capital and words[at - 1].capital and not words[at].text.isupper()


def _before_time(words: Words, at: int) -> int:
    """Index of the last word in front of a time and its preposition; always smaller than `at`."""
    while at >= 0 and (is_time(words[at]) or words[at].low in ("the", "of")):
        at -= 1
    return at - 1 if at >= 0 and words[at].low in ("on", "in", "at", "by", "since", "during") else at


def left(words: Words, cue: int, lower: int = 0) -> Range | None:
    """The subject before a verb; `lower` is the first word that may belong to it."""
    at = before_cue(words, cue)
    if at < lower:
        return None
    word = words[at]
    if word.low in ("who", "which", "that") and at > lower:
        end = at - 1 if is_comma(words[at - 1]) else at
        if is_finite(words, end - 1) and end - 1 > lower:  # `Reports have emerged which suggest`
            return leading(words, lower, end)
        found = phrase_back(words, end, lower)
        if word.low == "which" and found is not None:
            return _thing(words, found)
        return found if word.low != "that" or is_comma(words[at - 1]) is False else None
    if word.text in (",", ")", "-", "–", "—", "--"):
        return across(words, at, lower)
    if word.low in ("and", "but", "then", "or"):
        return leading(words, lower, at)
    if is_mark(word) and not is_stop_dot(words, at) and word.text == ".":
        return phrase_back(words, at + 1, lower)
    if is_mark(word):
        return None
    return phrase_back(words, at + 1, lower)


def phrase_back(words: Words, end: int, lower: int) -> Range | None:
    """The noun phrase that ends before `end`, walking to the left as far as it can reach."""
    at, joint = end, -1
    while at > lower and end - at < MOST:
        step = _mark_step(words, at - 1, lower)
        if step is not None:
            at = step
            continue
        word = words[at - 1]
        if is_mark(word) and word.text not in ("&", "/"):
            break
        if word.low in COORDINATORS and word.low not in ("and", "or"):
            break
        if word.low in ("that", "who", "which") and at < end:
            other = words[at].capital or words[at].low in DETERMINERS  # `who the army said was ...`
            return trimmed(words, at, end) if word.low == "that" or other else phrase_back(words, at - 1, lower)
        if word.low in ("and", "or"):
            joint = at - 1
        if at == end and word.low in SUBJECT_PRONOUNS:
            return at - 1, end
        if is_finite(words, at - 1) or (at < end and word.low in SUBJECT_PRONOUNS):
            return _at_verb(words, at, end, lower, joint)
        at -= 1
    return trimmed(words, at, end)


def _thing(words: Words, found: Range) -> Range:
    """`activists of the Oikya Party, which denied`: what `which` means is no group of people but their body."""
    for at in range(found[0] + 1, found[1] - 1):
        if words[at].low == "of" and words[at - 1].low in PERSON_HEADS | ROLE_HEADS:
            return at + 1, found[1]
    return found


def _mark_step(words: Words, at: int, lower: int) -> int | None:
    """Where to go on before a mark that belongs to the phrase: a bracket, an abbreviation's stop, a possessive."""
    word = words[at]
    if word.text in (")", "]"):
        opening = _opening(words, at, lower)
        return opening if opening >= 0 else None
    if word.text == "." and not is_stop_dot(words, at):
        return at
    if (
        word.text == "-"
        and 0 < at < len(words) - 1
        and words[at - 1].end == word.start
        and word.end == words[at + 1].start
    ):
        return at
    possessive = word.text in ("'", "’") and at >= 1 and words[at - 1].end == word.start
    return at if possessive and words[at - 1].low.endswith("s") else None


def _at_verb(words: Words, at: int, end: int, lower: int, joint: int) -> Range | None:
    """A walk to the left that met a verb: a relative clause's is passed, any other ends the phrase."""
    relative = _relative(words, at - 1, lower)
    if relative is not None:
        return phrase_back(words, relative, lower)
    if joint >= at:
        return trimmed(words, joint + 1, end)
    if at > 1 and _modifies(words, at - 1, end):
        return trimmed(words, at - 1, end)
    if words[at - 1].low in SUBJECT_PRONOUNS and at < end:
        return None if at == end - 1 else (at, end)
    return trimmed(words, at, end)


def _modifies(words: Words, at: int, end: int) -> bool:
    """Whether a participle opens the phrase behind a comma: `..., exiled mayor Taras Bondar says`."""
    if at + 1 >= end or not words[at].low.endswith("ed") or words[at].capital or words[at - 1].text != ",":
        return False
    return words[at + 1].letters and words[at + 1].low not in PREPOSITIONS | DETERMINERS


def _relative(words: Words, verb: int, lower: int) -> int | None:
    """Index of the relative pronoun when the verb belongs to a relative clause: `men who came out of ...`."""
    at = verb - 1
    while at > lower and (is_adverb(words[at]) or words[at].low in AUXILIARIES):
        at -= 1
    if at > lower and words[at].low in ("who", "which"):
        return at - 1 if is_comma(words[at - 1]) else at
    return None


def _opening(words: Words, close: int, lower: int) -> int:
    for at in range(close - 1, max(lower, close - 14) - 1, -1):
        if words[at].text in ("(", "["):
            return at
    return -1


def leading(words: Words, lower: int, end: int) -> Range | None:
    """The first noun phrase of a clause: its subject, where several verbs share it."""
    start = lower
    for _ in range(4):
        part = _until_comma(words, start, end)
        if part >= end or not _introductory(words, start, part):
            break
        start = part + 1
    at = start
    while at < end and at - start < MOST and not (is_finite(words, at) and at > start) and not _ends_phrase(words, at):
        if (
            at > start
            and words[at].low.endswith("s")
            and words[at].text[0].islower()
            and _verb_like(words, at, start, end)
        ):
            break
        at += 1
    return trimmed(words, start, at)


def _verb_like(words: Words, at: int, start: int, end: int) -> bool:
    """`Israel considers the ...`: a word in -s between a name and a determiner is the verb."""
    named = all(word.capital or word.low in DETERMINERS for word in words[start:at])
    return named and at + 1 < end and words[at + 1].low in DETERMINERS


def _ends_phrase(words: Words, at: int) -> bool:
    word = words[at]
    if word.text == ".":
        return is_stop_dot(words, at)
    return (
        (is_mark(word) and word.text not in ("'", "’", "&", "/"))
        or (word.low in COORDINATORS and word.low not in ("and", "or"))
        or word.low in ("that", "who", "which", "whose", "whom")
    )


def _until_comma(words: Words, start: int, end: int) -> int:
    at = start
    while at < end and words[at].text != ",":
        at += 1
    return at


def _introductory(words: Words, start: int, end: int) -> bool:
    if start >= end:
        return True
    first = words[start]
    return (
        first.low in PREPOSITIONS
        or first.low in COORDINATORS
        or is_adverb(first)
        or is_time(first)
        or first.low.endswith("ing")
        or is_quote_mark(first)
    )


def across(words: Words, comma: int, lower: int) -> Range | None:
    """The subject before an apposition or relative clause that closes with a comma right before the verb."""
    found: Range | None = None
    end = comma
    for _ in range(8):
        start = _segment_start(words, end, lower)
        if start >= end or not _belongs(words, start, end):
            break
        if found is not None and _wider_place(words, start, end, lower):
            break
        if _noun_phrase(words, start, end):
            found = _nearer_name(words, trimmed(words, start, end), found)
        if start <= lower or words[start - 1].text not in (",", "-", "–", "—", "--", "(", ")"):
            break
        end = start - 1
    return found


def _wider_place(words: Words, start: int, end: int, lower: int) -> bool:
    """`in Alchevsk, Luhansk Oblast, Ostap Veres, a spokesman, said`: a wider place behind a place speaks for nobody."""
    named = words[end - 1].low in _REGIONS or not names_person(words, (start, end))
    if not named or not all(words[at].capital for at in range(start, end)):
        return False
    at = start - 2
    while at > lower and words[at].capital:
        at -= 1
    return lower <= at < start - 2 and words[at].low in ("in", "at", "near", "from", "outside", "around", "of")


def _nearer_name(words: Words, role: Range | None, name: Range | None) -> Range | None:
    """`the town's mayor, Ion Marin`: of a role and the name that follows it, the name."""
    if role is None or name is None:
        return role or name
    return name if names_person(words, name) and not names_person(words, role) else role


def _segment_start(words: Words, end: int, lower: int) -> int:
    at = end
    if at > lower and words[at - 1].text == ")":
        opening = _opening(words, at - 1, lower)
        at = opening if opening >= 0 else at
    while (
        at > lower
        and words[at - 1].text not in (",", "-", "–", "—", "--", ";", ":", "(")
        and not (is_quote_mark(words[at - 1]) and words[at - 1].text not in ("'", "’"))
        and not is_stop_dot(words, at - 1)
    ):
        at -= 1
    return at


def _belongs(words: Words, start: int, end: int) -> bool:
    """Whether a stretch between commas is an apposition, a relative clause, an age or a plain noun phrase."""
    first = words[start].low
    if first in ("who", "whose", "which", "whom", "where", "and", "formerly", "aged"):
        return True
    if first in COORDINATORS or first in SUBJECT_PRONOUNS:
        return False
    if first in PREPOSITIONS:
        return True
    return not any(is_finite(words, at) for at in range(start + 1, end) if not _in_relative(words, start, at))


def _in_relative(words: Words, start: int, verb: int) -> bool:
    return any(words[at].low in ("who", "which", "that", "whose", "whom") for at in range(start, verb))


def _noun_phrase(words: Words, start: int, end: int) -> bool:
    first = words[start]
    if first.low in RELATIVES or first.low in ("whose", "and", "aged", "formerly") or is_time(first):
        return False
    return not (first.low in PREPOSITIONS and past_preposition(words, start, end) >= end)
