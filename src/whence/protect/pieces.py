"""Names as sequences of folded letter runs, so that case, accents, hyphens and slugs do not hide a person."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from msgspec import Struct

from whence.protect.words import HONORIFICS, PARTICLES

_MARKS = "\u0300-\u036f\u0591-\u05bd\u0610-\u061a\u064b-\u065f\u0670"
PIECE = re.compile(rf"[^\W\d_][^\W\d_{_MARKS}]*(?:[{_MARKS}]+[^\W\d_]*)*")
_GAP = re.compile(r"(?:\s{1,3}|[._+'’ʼ`-]\s?|%20)")
_APOSTROPHES = frozenset("'’ʼ`")
_SPECIAL = str.maketrans({"ł": "l", "ø": "o", "đ": "d", "ı": "i", "æ": "ae", "œ": "oe"})

Key = tuple[str, ...]


class Piece(Struct, frozen=True, gc=False):
    """One run of letters: where it stands, what it folds to, and whether it may be part of a name by its case."""

    start: int
    end: int
    text: str
    folded: str
    hyphened: bool = False  # follows a hyphen directly: `un` of `Jong-un`

    @property
    def capital(self) -> bool:
        return self.text[0].isupper() or not self.text[0].islower()


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """Case, accents and ligatures taken off."""
    if word.isascii():  # nearly all
        return word.lower()
    plain = "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c))
    return plain.casefold().translate(_SPECIAL)


def pieces(text: str) -> list[Piece]:
    """All runs of letters of a text, in order; linear in its length."""
    found = []
    for match in PIECE.finditer(text):
        word, (start, end) = match.group(), match.span()
        found.append(Piece(start, end, word, fold(word), start > 1 and text[start - 1] == "-"))
    return found


def joined(text: str, left: Piece, right: Piece) -> bool:
    """Whether two neighbouring pieces may belong to one name, by what stands between them."""
    gap = text[left.end : right.start]
    if gap == ". " and not (len(left.text) <= 2 or left.folded in HONORIFICS):
        return False  # a full stop, not an abbreviation
    return len(gap) <= 3 and (not gap or _GAP.fullmatch(gap) is not None)


@lru_cache(maxsize=8192)
def key(name: str) -> Key:
    """A name's folded pieces without honorifics and a possessive ending."""
    found = pieces(name)
    if len(found) > 1 and found[-1].text in ("s", "S") and name[found[-1].start - 1] in _APOSTROPHES:
        found = found[:-1]
    folded = [piece.folded for piece in found]
    while len(folded) > 1 and folded[0] in HONORIFICS:
        folded = folded[1:]
    return tuple(folded)


def parts(name: Key) -> tuple[str, ...]:
    """The pieces by which a person is called alone: given names and surname, no particles, no initials."""
    return tuple(dict.fromkeys(p for p in name if len(p) > 1 and p not in PARTICLES and p not in HONORIFICS))
