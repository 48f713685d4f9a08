"""Names, titles and roles inside a noun phrase: who `Luhansk Governor Serhiy Haidai` is, and what `the ministry` is."""

from __future__ import annotations

import re
from functools import lru_cache

from msgspec import Struct

from whence.nlp.attribution_nouns import (
    BODY_HEADS,
    COLLECTIVES,
    DOCUMENT_HEADS,
    FEMALE_NAMES,
    FEMALE_WORDS,
    MALE_NAMES,
    MALE_WORDS,
    PERSON_HEADS,
    ROLE_HEADS,
)
from whence.protect.persons import given_names
from whence.protect.pieces import fold
from whence.protect.words import BODY_WORDS, HONORIFICS, PARTICLES


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WORD = re.compile(r"[^\W_]+(?:[-'’.&/][^\W_]+)*\.?|\(|\)|,")
_ARTICLES = _words("the a an this that these those its his her their our my some one")
_LINKS = _words("of for in at from with on who which that whose whom to by")
_AGE = re.compile(r"\b\d{1,3}[- ]year[- ]old\b", re.IGNORECASE)
_CLOSING = _words("source sources official officials insider insiders")  # of the body before: `Bank of Ukraine source`
_NAMED = _words("named called")
_INTRODUCING = _NAMED | _words("identified as aged known")


class Described(Struct, frozen=True):
    """A noun phrase taken apart: a personal name if it holds one, the role beside it, its head word."""

    phrase: str
    name: str | None  # of a person, without titles
    role: str | None
    head: str  # folded head noun, singular where that is easy
    definite: bool
    plural: bool
    pronoun: bool = False


def words_of(phrase: str) -> list[str]:
    return _WORD.findall(phrase)


@lru_cache(maxsize=8192)
def describe(phrase: str) -> Described:
    """Take a noun phrase apart by capitals, titles and role words; total."""
    flat = " ".join(phrase.split())
    tokens = words_of(flat)
    low = [fold(token.rstrip(".")) for token in tokens]
    if len(tokens) == 1 and low[0] in ("he", "she", "it", "they", "him", "her", "his", "their", "its", "them"):
        return Described(flat, None, None, low[0], True, low[0] in ("they", "their", "them"), True)
    core = _core(tokens, low)
    start = 1 if low and low[0] in _ARTICLES and len(tokens) > 1 else 0
    found = _personal(tokens, low, start, core) or _apposed(tokens, low, start, core)
    head_at = _head(low, start, core)
    head = low[head_at] if low else ""
    role = None
    name = None
    if found is not None:
        name = " ".join(tokens[found[0] : found[1]]).removesuffix(".") if found else None
        role = _role(tokens, low, start, found, core)
    elif head in ROLE_HEADS or head in PERSON_HEADS:
        role = " ".join(tokens[start:])
    return Described(
        flat,
        name,
        role,
        singular(head),
        bool(low) and low[0] in ("the", "this", "that", "his", "her", "their", "its"),
        head != singular(head) or head in COLLECTIVES or " and " in flat.lower(),
    )


def _core(tokens: list[str], low: list[str]) -> int:
    """Where what follows the head begins: a comma, parenthesis, or a preposition."""
    for at, word in enumerate(low):
        if at and (word in _LINKS or word in _NAMED or word in (",", "(", ")")):
            return _closing(tokens, low, at) if word == "of" else at
    return len(low)


def _closing(tokens: list[str], low: list[str], at: int) -> int:
    """The end of `Security Service of Ukraine source`, whose head is its last word; else where `of` stands."""
    end = next((i for i in range(at + 1, len(low)) if low[i] in _LINKS or low[i] in (",", "(", ")")), len(low))
    fits = end - at > 2 and low[end - 1] in _CLOSING and tokens[at - 1][0].isupper() and tokens[end - 2][0].isupper()
    return end if fits and low[at + 1] not in _ARTICLES - {"the"} and low[at - 1] not in ROLE_HEADS else at


def _apposed(tokens: list[str], low: list[str], start: int, core: int) -> tuple[int, int] | None:
    """The name in `the driver, Ivan Petrov,` and `an electrician, 41, named Oleh Bondar`: set off behind a noun."""
    head = low[_head(low, start, core)] if low else ""
    if head not in ROLE_HEADS and head not in PERSON_HEADS:
        return None
    at = next((i for i in range(core, len(low)) if low[i] in (",", "(") or low[i] in _INTRODUCING), len(low))
    while at < len(low) and (low[at] in (",", "(") or low[at].isdigit() or low[at] in _INTRODUCING):
        at += 1
    end = next((i for i in range(at, len(low)) if low[i] in _LINKS or low[i] in (",", "(", ")")), len(low))
    run = range(at, end)
    if not 1 <= len(run) <= 4 or any(low[i] in BODY_HEADS | DOCUMENT_HEADS | BODY_WORDS for i in run):
        return None
    if not all(tokens[i][0].isupper() or low[i] in PARTICLES for i in run):
        return None
    return (at, end) if len(run) > 1 or _is_given(low[at]) else None


def _head(low: list[str], start: int, core: int) -> int:
    return max(start, min(core, len(low)) - 1) if low else 0


def _personal(tokens: list[str], low: list[str], start: int, core: int) -> tuple[int, int] | None:
    """Range of the personal name in the head part: what follows the last title, if it looks like a name."""
    end = core
    first = start
    titled = False
    for at in range(start, end):
        if low[at] in ROLE_HEADS or low[at] in HONORIFICS or low[at] in PERSON_HEADS | {"private"}:
            if at + 1 >= end and (at == start or not titled):
                return None
            if at + 1 < end:
                first, titled = at + 1, True
    while first < end and tokens[first][0].islower() and low[first] not in PARTICLES:
        first += 1
    run = list(range(first, end))
    if not run or len(run) > 6 or any(low[at] in BODY_HEADS for at in run):
        return None
    if not all(
        tokens[at][0].isupper() or low[at] in PARTICLES or (not tokens[at][0].islower() and tokens[at][0].isalpha())
        for at in run
    ):
        return None
    if titled and len(run) <= 5 and low[run[-1]] not in DOCUMENT_HEADS:
        return first, end
    known = any(_is_given(low[at]) or _is_given(low[at].split("-")[0]) for at in run)
    if known and 2 <= len(run) <= 5:
        return first, end
    return None


def _is_given(word: str) -> bool:
    return word in given_names() or word in FEMALE_NAMES or word in MALE_NAMES


def _role(tokens: list[str], low: list[str], start: int, found: tuple[int, int], core: int) -> str | None:
    if core < found[0]:  # the name is set off
        ends = _INTRODUCING | {",", "(", "who"}
        core = next((i for i in range(start, found[0]) if low[i] in ends), core)
        return " ".join(tokens[start:core])
    before = [t for t, w in zip(tokens[start : found[0]], low[start : found[0]], strict=True) if w not in HONORIFICS]
    after = tokens[core:] if core < len(tokens) and low[core] in ("of", "for", "from", "at", "in") else []
    text = " ".join([*before, *after])
    return text if before or (after and low[core] in ("of",)) else None


@lru_cache(maxsize=8192)
def singular(word: str) -> str:
    """A head noun in the singular, by the plainest rules."""
    if word.endswith("men") and len(word) > 4:
        return word[:-3] + "man"
    if word in (
        "people",
        "police",
        "forces",
        "troops",
        "news",
        "press",
        "staff",
        "congress",
        "times",
        "states",
        "nations",
        "netherlands",
    ):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("ses", "xes", "ches", "shes")) and not word.endswith("nurses"):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


def is_age(phrase: str) -> bool:
    """`the 58-year-old`: a person named by age alone."""
    return _AGE.search(phrase) is not None


def gender(name: str | None, role: str | None, phrase: str) -> str | None:
    """`m`, `f` or unknown, by title, role word or given name."""
    low = [fold(word.rstrip(".")) for word in words_of(f"{phrase} {role or ''}")]
    if any(word in FEMALE_WORDS for word in low):
        return "f"
    if any(word in MALE_WORDS for word in low):
        return "m"
    for word in (fold(part) for part in words_of(name or "")):
        if word in FEMALE_NAMES:
            return "f"
        if word in MALE_NAMES:
            return "m"
    return None


def surname(name: str) -> str:
    """The last word of a personal name, folded."""
    parts = [fold(part.rstrip(".")) for part in words_of(name) if part not in (",", "(", ")")]
    parts = [part for part in parts if part not in ("jr", "sr", "ii", "iii")]
    return parts[-1] if parts else fold(name)
