"""Small tokens that number, time and figure grammars share."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

_TOKEN = re.compile(
    r"\d{1,3}(?:[,\u00a0\u202f]\d{2,3}){0,7}[,\u00a0\u202f]\d{3}(?!\d)(?:\.\d{1,9})?"  # 17,000 and 1,20,000
    r"|\d{1,18}(?:\.\d{1,9})?"
    r"|[^\W\d_]+"
    r"|[^\w\s]|_"
)


class Token(Struct, frozen=True, gc=False):
    """A word, a number in digits or one other sign; `glued` when no space stands before it."""

    text: str
    lower: str
    start: int
    end: int
    glued: bool
    digits: bool


class Parsed(NamedTuple):
    """A number read at a token: its value and the index of the first token after it."""

    value: int | float
    stop: int
    vague: bool = False
    ordinal: bool = False
    share: bool = False


def lex(text: str) -> list[Token]:
    """Tokens of a text in order; white space is dropped, nothing else."""
    return list(_lexed(text))


@lru_cache(maxsize=64)  # times and figures read the same stretches one after the other
def _lexed(text: str) -> tuple[Token, ...]:
    out: list[Token] = []
    last = -1
    for match in _TOKEN.finditer(text):
        words, (start, end) = match.group(), match.span()
        out.append(Token(words, words.lower(), start, end, start == last, words[0].isdecimal()))
        last = end
    return tuple(out)


def tidy(value: int | float) -> int | float:
    """The int that a float stands for, if it stands for one."""
    rounded = round(value, 6)
    return int(rounded) if rounded == int(rounded) else rounded


def low(tokens: Sequence[Token], at: int) -> str:
    """The token in lower case; empty outside of them."""
    return tokens[at].lower if 0 <= at < len(tokens) else ""
