"""What the abbreviations of a report stand for, by the report's own words: `the ICRC`, `Comelec`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from whence.nlp.attribution_nouns import BODY_HEADS
from whence.nlp.lexicon_wordset import wordset
from whence.protect.pieces import fold

_SMALL = wordset("of for the and on in to at de del da do la las los el du des der die für & a an")
_RUN = re.compile(
    r"[A-ZÀ-Þ][\w'’-]*(?:\s(?:(?:of|for|the|and|on|in|to|de|del|da|do|la|los|du|des|der|&)\s){0,3}[A-ZÀ-Þ][\w'’-]*){1,9}"
    r"(?:\s?\((?:the\s)?(?P<beside>[A-Z][\w-]{1,9})\))?"
)
_SHORT = re.compile(r"(?<![\w.@#-])(?:[A-Z][A-Za-z]?[A-Z][A-Za-z]{0,6}|[A-Z]{2,8}|[A-Z][a-z]{4,9})(?![\w@-])")
_CAPITALS = re.compile(r"(?P<name>(?:[A-Z][A-Z'’-]*\s){2,9})\((?P<short>[A-Z][A-Z-]{1,8})\)")
_NOT_BODIES = wordset("PM TV AM OK ID CEO CFO VIP SUV HIV DNA ID II III IV VI VII")
_LEAST_PART, _MOST_PART = 2, 6  # letters that each word gives to an abbreviation written like a name: `Comelec`
_MOST = 100_000  # characters of a report that are looked at


def acronyms(text: str) -> dict[str, str]:
    """Abbreviations that stand in the text alone, each with the first full name in the text that gives them."""
    text = text[:_MOST]
    if text.isupper():
        return _beside_in_capitals(text)
    wanted = {short for short in _SHORT.findall(text) if short not in _NOT_BODIES}
    by_letter: dict[str, list[str]] = {}
    for short in sorted(wanted):
        by_letter.setdefault(short[0].lower(), []).append(short)
    found: dict[str, str] = {}
    for run in _RUN.finditer(text):
        words = run.group().split("(")[0].split()
        for some in _parts(words):
            for short in by_letter.get(some[0][0].lower(), ()):
                if short not in found and short not in some and _gives(some, short):
                    found[short] = " ".join(some)
        beside = run["beside"]
        at = next((i for i, word in enumerate(words) if beside and word[0] == beside[0]), None)
        if at is not None and beside in wanted and beside not in found:
            found[beside] = " ".join(words[at:])
    return found


def _beside_in_capitals(text: str) -> dict[str, str]:
    """In text without small letters only a name right before its abbreviation in brackets tells."""
    found: dict[str, str] = {}
    for match in _CAPITALS.finditer(text):
        words = match["name"].split()
        first = max((i for i, word in enumerate(words) if word in ("THE", "BY")), default=-1) + 1
        if len(words) > first + 1 and any(fold(word) in BODY_HEADS for word in words[first:]):
            found.setdefault(match["short"], " ".join(words[first:]))
    return found


def _parts(words: list[str]) -> Iterator[list[str]]:
    """Stretches of a run that neither begin nor end with a small word, the longest first."""
    firm = [i for i, word in enumerate(words) if fold(word) not in _SMALL]
    for start in firm:
        for end in reversed(firm):
            if end > start:
                yield words[start : end + 1]


def _gives(words: list[str], short: str) -> bool:
    """Whether the words, small ones left out at will, give the letters of an abbreviation in order, all of them."""
    if (len(short) == 2 and len(words) > 2) or any(len(word) > 1 and word.isupper() for word in words):
        return False
    least, most = (_LEAST_PART, _MOST_PART) if short[1:].islower() else (1, 1)
    whole = [fold(word).strip(".'’-") for word in words]
    full = [word for word in whole if word not in _SMALL]
    return len(full) > 1 and any(
        len(some) * least <= len(short) <= len(some) * most and _spells(some, short.lower(), least, most)
        for some in (full, whole)
    )


def _spells(words: list[str], letters: str, least: int, most: int) -> bool:
    if not words:
        return not letters
    return any(
        words[0][:take] == letters[:take] and len(words[0]) >= take and _spells(words[1:], letters[take:], least, most)
        for take in range(least, min(most, len(letters)) + 1)
    )
