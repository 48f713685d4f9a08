"""The body that a sentence opens with: what `it` in that sentence, or in the next, most often means."""

from __future__ import annotations

import re

from whence.nlp.attribution_nouns import BODY_HEADS, PERSON_HEADS, ROLE_HEADS
from whence.nlp.names import describe
from whence.protect.pieces import fold

_LEAD = re.compile(r"[\s\"“‘'’]*(?:(?:But|And|Yet|However,|Meanwhile,|Later,|Earlier,)\s+)?")
_NAMED = re.compile(
    r"(?P<the>[Tt]he\s|[Aa]n?\s|[Ii]ts\s|[Tt]heir\s)?"
    r"(?P<name>[A-ZÀ-Þ][\w.-]*(?:\s(?:(?:of|for|and|the|de|del|la)\s){0,2}[A-ZÀ-Þ][\w.-]*){0,7}(?:\s[a-z-]{3,20}){0,2})"
)
_LOWER = re.compile(r"[Tt]he\s(?:[a-z-]{3,20}\s){0,3}[a-z-]{3,20}")
_AFTER = re.compile(r"\s+[a-z]|['’]s\s|,\s")


def opening_body(text: str, start: int, end: int) -> tuple[int, int] | None:
    """Where the body stands that opens the stretch, article included; None where something else does."""
    lead = _LEAD.match(text, start)
    at = lead.end() if lead else start
    for pattern in (_NAMED, _LOWER):
        found = pattern.match(text, at, end)
        if found is not None:
            cut = _body(text, found.start(), found.end(), end)
            if cut is not None:
                return cut
    return None


def _body(text: str, start: int, last: int, end: int) -> tuple[int, int] | None:
    """The longest opening part of the match that names a body and that other words follow."""
    words = [match.end() for match in re.finditer(r"\S+", text[start:last])]
    for stop in reversed(words):
        phrase = text[start : start + stop]
        if start + stop < end and _AFTER.match(text, start + stop) and _is_body(text, phrase):
            return start, start + stop
    return None


def _is_body(text: str, phrase: str) -> bool:
    bare = re.sub(r"^(?:[Tt]he|[Aa]n?|[Ii]ts|[Tt]heir)\s", "", phrase)
    words = bare.split()
    if not words or describe(phrase).name is not None:
        return False
    if fold(words[-1]) in BODY_HEADS:
        return True
    at = next((i for i, word in enumerate(words) if word in ("of", "for")), None)
    if at is not None:
        return at > 0 and fold(words[at - 1]) in BODY_HEADS and words[-1][0].isupper()
    return all(word[0].isupper() for word in words) and _is_name(text, bare)


def _is_name(text: str, bare: str) -> bool:
    """Whether words that open a sentence, and so have a capital anyway, have one in the middle of a sentence too."""
    words = bare.split()
    if any(fold(word) in ROLE_HEADS | PERSON_HEADS for word in words):
        return False
    return len(words) < 4 and re.search(rf"[a-z,]\s{re.escape(bare)}(?![\w-]|\s[A-ZÀ-Þ])", text) is not None
