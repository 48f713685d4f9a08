"""The words of a mention: base forms, the head, families of words that can name one event."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib import resources

from whence.linkage.normalise import fold
from whence.nlp.lexicon_irregular import NOUNS, VERBS

_PARTICLES = """
    up down off out over into in on at to away back through around for with of from by about along after against
"""
_LIGHT = "take make go put have give get be do come check hold keep set it this that which"
PARTICLES = frozenset(_PARTICLES.split())
LIGHT = frozenset(_LIGHT.split())
INSIDE = frozenset({"of", "in", "with"})  # the head stands before these: "loss of life", "fell in love"
SHORTEST = 3
_NONE: frozenset[int] = frozenset()


@lru_cache(maxsize=65536)
def base(word: str) -> str:
    """A word's base form without its last e: irregular forms by table, others by suffix; the same for verb and noun."""
    plain = fold(word).strip("'.")
    if plain in VERBS:
        return VERBS[plain]
    if plain in NOUNS:
        return NOUNS[plain]
    if len(plain) > SHORTEST + 1 and plain.endswith(("ies", "ied")):
        return plain[:-3] + "y"
    if len(plain) > SHORTEST + 1 and plain.endswith("sses"):
        return plain[:-2]
    return _unsuffixed(plain)


def _unsuffixed(word: str) -> str:
    for suffix in ("ing", "ed", "es", "s"):
        if word.endswith(suffix) and len(word) - len(suffix) >= SHORTEST and not word.endswith("ss"):
            word = word[: -len(suffix)]
            break
    if len(word) > SHORTEST and word[-1] == word[-2] and word[-1] not in "sl":
        word = word[:-1]
    return word[:-1] if len(word) > SHORTEST and word.endswith("e") else word


def head(tokens: Sequence[str]) -> str:
    """The token that names the event: before `of`, else the last that is no particle."""
    last = len(tokens)
    while last > 1 and fold(tokens[last - 1]) in PARTICLES:
        last -= 1
    inside = next((at for at, token in enumerate(tokens[:last]) if at and fold(token) in INSIDE), last)
    return tokens[inside - 1]


@lru_cache(maxsize=4)
def families(file: str = "heads.txt") -> Mapping[str, frozenset[int]]:
    """The families (by number) that a base form belongs to: of events (`data/heads.txt`) or of `things.txt`."""
    lines = resources.files("whence.linkage").joinpath("data", file).read_text(encoding="utf-8").splitlines()
    found: dict[str, set[int]] = {}
    for number, line in enumerate(line for line in lines if line and not line.startswith("#")):
        for word in line.split():
            found.setdefault(base(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in found.items()}


def kinds(tokens: Iterable[str], file: str = "heads.txt") -> frozenset[int]:
    """All families that some words belong to."""
    known = families(file)
    found = frozenset(number for token in tokens for number in known.get(base(token), ()))
    return found or _NONE
