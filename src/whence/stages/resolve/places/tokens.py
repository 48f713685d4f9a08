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
        word, (start, end) = match.group(), match.span()
        ending = None if word.isalnum() else POSSESSIVE.search(word)  # few words hold a sign
        bare = word[: ending.start()] if ending else word
        capital = bare[0].isupper()
        if capital and not bare.isalnum():
            bare = TAIL.sub("", bare)
        if not bare:
            continue
        possessive = ending is not None or (text[end : end + 1] in ("'", "’") and bare[-1] in "sS")
        found.append(Token(start, start + len(bare), bare, bare.lower(), capital, possessive))
    return found


def in_capitals(text: str) -> bool:
    """Whether a text is written in capitals throughout."""
    letters = list(filter(str.isalpha, text[:4000]))
    return len(letters) > 40 and sum(map(str.isupper, letters)) > SHARE_CAPITAL * len(letters)
