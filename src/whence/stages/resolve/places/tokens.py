"""The words of a text with their places, and whether it is written in capitals throughout."""

from __future__ import annotations

import re

from whence.stages.resolve.places.mention import Token

WORD = re.compile(r"(?:[A-Z]\.){2,6}|[^\W\d_][\w]*(?:['’ʼ\-–][^\W\d_]\w*){0,5}")
POSSESSIVE = re.compile(r"['’]s$|['’]S$|(?<=[sS])['’]$")
# "Los Angeles-based": the name ends before the hyphen.
TAIL = re.compile(r"[-–](?:area|based|born|bound|educated|wide)$")
TEXT_LIMIT = 400_000  # code points looked at; a longer report is a book
SHARE_CAPITAL = 0.7  # of letters, from which on a text counts as written in capitals


def tokens(text: str) -> list[Token]:
    """The words of a text with their offsets, possessive endings left out."""
    found = []
    for match in WORD.finditer(text[:TEXT_LIMIT]):
        word = match.group()
        ending = POSSESSIVE.search(word)
        bare = word[: ending.start()] if ending else word
        if bare[0].isupper():
            bare = TAIL.sub("", bare)
        if not bare:
            continue
        possessive = ending is not None or (text[match.end() : match.end() + 1] in ("'", "’") and bare[-1] in "sS")
        found.append(Token(match.start(), match.start() + len(bare), bare, bare.lower(), bare[0].isupper(), possessive))
    return found


def in_capitals(text: str) -> bool:
    """Whether a text is written in capitals throughout."""
    letters = [c for c in text[:4000] if c.isalpha()]
    return len(letters) > 40 and sum(c.isupper() for c in letters) > SHARE_CAPITAL * len(letters)
