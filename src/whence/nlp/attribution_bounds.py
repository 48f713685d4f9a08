"""Where a noun phrase begins and ends in a line: the words that open, close and only surround it."""

from __future__ import annotations

from collections.abc import Sequence

from whence.nlp.attribution_nouns import BODY_HEADS, ROLE_HEADS
from whence.nlp.attribution_text import Word, is_adverb, is_finite, is_mark, is_quote_mark, is_time
from whence.nlp.attribution_words import (
    CHANNELS,
    COORDINATORS,
    DETERMINERS,
    PREPOSITIONS,
    RELATIVES,
    SUBJECT_PRONOUNS,
    THATS,
)
from whence.nlp.names import describe
from whence.protect.words import PARTICLES


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


Range = tuple[int, int]


Words = Sequence[Word]


ABBREVIATIONS = _words(
    "mr mrs ms dr gen col lt capt sen rep gov st maj sgt adm prof rev hon brig cmdr jr sr insp supt det gov fr"
)


MOST = 24  # words of one source


_NEVER = _words("there here what how why yes no then so not")


_CHANNEL_NOUNS = _words(
    "statement letter speech interview briefing message post tweet video address communique report "
    "conference telegram twitter facebook channel broadcast release email e-mail call bulletin "
    "announcement article phone telephone rally visit meeting court parliament television tv radio memo "
    "note response reply comment remarks comments"
)


def is_stop_dot(words: Words, at: int) -> bool:
    """A full stop that ends no abbreviation or initial."""
    if words[at].text != ".":
        return False
    before = words[at - 1] if at else None
    return before is None or not (before.low in ABBREVIATIONS or (len(before.text) == 1 and before.capital))


def trimmed(words: Words, start: int, end: int) -> Range | None:
    """A phrase without what only leads into it (`On Monday the ...`) or trails it (`... in a statement`)."""
    while start < end and (
        (
            words[start].low
            in ("and", "but", "or", "so", "then", "meanwhile", "for", "while", "yet", "as", "because", "when")
            and (words[start].low not in ("for", "as"))
        )
        or is_adverb(words[start])
        or is_mark(words[start])
    ):
        start += 1
    if end - start > 1 and words[start].low == "what":  # `what Israel says was an attack`
        start += 1
    start = past_preposition(words, start, end)
    for at in range(start + 1, end):
        if words[at].low in ("in", "on", "at", "during", "via", "through", "to", "by") and _channel_follows(
            words, at, end
        ):
            end = at
            break
    while end > start and (
        (is_mark(words[end - 1]) and words[end - 1].text not in (")", "."))
        or (is_time(words[end - 1]) and not words[end - 1].text[0].isdigit())
        or ((words[end - 1].low in PREPOSITIONS or is_adverb(words[end - 1])) and end - start > 1)
    ):
        end -= 1
    if (
        start >= end
        or words[start].low in _NEVER
        or (end - start == 1 and words[start].low in PREPOSITIONS | RELATIVES)
    ):
        return None
    return start, end


def past_preposition(words: Words, start: int, end: int) -> int:
    """Skip a prepositional phrase that opens a clause without a comma: `On Monday the mayor`, `In Kyiv officials`."""
    if start >= end or words[start].low not in PREPOSITIONS or words[start].low == "of":
        return start
    at = start + 1
    if at < end and words[at].low in DETERMINERS:
        at += 1
    for next_at in range(at, end):
        word, before = words[next_at], words[next_at - 1]
        if (
            next_at > at
            and before.low not in PREPOSITIONS
            and (
                (word.low in DETERMINERS and not is_time(word))
                or word.low in SUBJECT_PRONOUNS
                or (word.capital != before.capital and not is_time(word) and before.low not in DETERMINERS)
            )
        ):
            return next_at
    return end


def _channel_follows(words: Words, at: int, end: int) -> bool:
    following = words[at + 1 : min(end, at + 6)]
    return any(word.low in _CHANNEL_NOUNS or word.low in CHANNELS or is_time(word) for word in following[:4])


def names_person(words: Words, at: Range) -> bool:
    """Whether a phrase holds a personal name of two words and more."""
    phrase = " ".join(word.text for word in words[at[0] : at[1]]).replace(" .", ".")
    name = describe(phrase).name
    if name is not None:
        return len(name.split()) > 1
    own = words[at[0] : at[1]]
    return 2 <= len(own) <= 4 and all(
        word.capital and not word.text.isupper() and word.low not in BODY_HEADS and word.low not in DETERMINERS
        for word in own
    )


def right(words: Words, at: int, upper: int) -> Range | None:
    """The noun phrase that starts at `at`: the subject after an inverted verb, or what follows `according to`."""
    start = at
    while start < upper and is_adverb(words[start]):
        start += 1
    if start >= upper or (is_mark(words[start]) and not is_quote_mark(words[start])):
        return None
    at = start
    while at < upper and at - start < MOST and not _ends_right(words, at, start, upper):
        at += 1
    while at > start + 1 and (
        words[at - 1].low in PREPOSITIONS
        or words[at - 1].low in ("and", "or")
        or is_adverb(words[at - 1])
        or (is_mark(words[at - 1]) and words[at - 1].text != ".")
        or words[at - 1].low in DETERMINERS
    ):
        at -= 1
    if at == start or words[start].low in PREPOSITIONS or words[start].low in COORDINATORS:
        return None
    return _apposed(words, (start, at), upper)


def _apposed(words: Words, role: Range, upper: int) -> Range:
    """`the police director, Colonel Dante Reyes`: the name that follows a role behind a comma, else the role."""
    at = role[1]
    if at + 1 >= upper or words[at].text != "," or not words[at + 1].capital or names_person(words, role):
        return role
    if words[role[1] - 1].low not in ROLE_HEADS and not any(
        word.low in ROLE_HEADS for word in words[role[0] : role[1]]
    ):
        return role
    end = at + 1
    while (
        end < upper
        and end - at < 7
        and (
            words[end].capital
            or words[end].low in PARTICLES
            or (words[end].text == "." and not is_stop_dot(words, end))
        )
    ):
        end += 1
    name = (at + 1, end)
    return name if names_person(words, name) else role


def _ends_right(words: Words, at: int, start: int, upper: int) -> bool:
    word = words[at]
    if at == start:
        return False
    if word.text == ".":
        return is_stop_dot(words, at) or at + 1 >= upper
    if word.text in ("'", "’") and words[at - 1].end == word.start and words[at - 1].low.endswith("s"):
        return False
    if is_mark(word) and word.text not in ("&", "/"):
        return True
    if word.low in COORDINATORS and word.low not in ("and", "or"):
        return True
    if word.low in ("and", "or"):
        return not (at + 1 < upper and (words[at + 1].capital or words[at + 1].low in DETERMINERS))
    if (
        word.low in RELATIVES
        or word.low in SUBJECT_PRONOUNS
        or (is_finite(words, at) and words[at - 1].low not in DETERMINERS)
    ):
        return True
    if word.low in PREPOSITIONS and word.low not in ("of", "for"):
        return not _place_follows(words, at, upper)
    return (
        is_time(word)
        and not word.text[0].isdigit()
        and word.low not in ("may", "march", "sun", "next", "last", "early", "late", "week", "night", "year", "month")
    )


def _place_follows(words: Words, at: int, upper: int) -> bool:
    """Whether `in`, `at`, `from`, `on`, `with` binds a place or body to the noun before it."""
    if words[at].low not in ("in", "at", "from", "with", "on", "to") or at + 1 >= upper:
        return False
    next_words = words[at + 1 : at + 4]
    if any(word.low in _CHANNEL_NOUNS or word.low in CHANNELS or is_time(word) for word in next_words):
        return False
    if words[at].low in ("on", "to"):
        return False
    return next_words[0].capital or (len(next_words) > 1 and next_words[0].low in ("the", "its", "their"))


def skip_adjuncts(words: tuple[Word, ...], at: int) -> int:
    """Past `on Telegram on Monday`, `in a statement`, `during a briefing in Kyiv`: up to what is said."""
    limit = min(len(words), at + 16)
    while at < limit:
        word = words[at]
        if is_adverb(word) or is_time(word):
            at += 1
        elif word.low in PREPOSITIONS and word.low not in ("of", "than", "against", "about"):
            at = _past_phrase(words, at + 1, limit)
        else:
            break
    return at


def _past_phrase(words: tuple[Word, ...], at: int, limit: int) -> int:
    while (
        at < limit
        and not is_mark(words[at])
        and words[at].low not in THATS
        and words[at].low not in PREPOSITIONS
        and not (is_finite(words, at))
    ):
        at += 1
    return at
