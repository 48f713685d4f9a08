"""The tokens of one text with the tables of its language: what every part of the grammar reads."""

from __future__ import annotations

from typing import NamedTuple

from whence.nlp.numbers import Parsed, Token, lex, number_at
from whence.stages.resolve.times.expression import Shape
from whence.stages.resolve.times.language import Language

Read = tuple[Shape, int] | None  # a shape and the index of the first token after it


class Source(NamedTuple):
    """One text, cut into tokens."""

    text: str
    tokens: list[Token]
    lang: Language

    def low(self, at: int) -> str:
        """The token in lower case; empty outside the text."""
        return self.tokens[at].lower if 0 <= at < len(self.tokens) else ""

    def whole(self, at: int) -> int | None:
        """A plain whole number in digits."""
        if not 0 <= at < len(self.tokens):
            return None
        token = self.tokens[at]
        return int(token.text) if token.digits and len(token.text) <= 4 and token.text.isdecimal() else None

    def glued(self, at: int) -> bool:
        """No space before this token."""
        return 0 <= at < len(self.tokens) and self.tokens[at].glued

    def capital(self, at: int) -> bool:
        """The token starts with a capital letter."""
        return 0 <= at < len(self.tokens) and self.tokens[at].text[0].isupper()

    def number(self, at: int) -> Parsed | None:
        """A number in words or digits."""
        return number_at(self.tokens, at) if 0 <= at < len(self.tokens) else None

    def skip(self, at: int, words: frozenset[str] | tuple[str, ...]) -> int:
        """The next index, if the token is one of some words; else the same."""
        return at + 1 if self.low(at) in words else at


def source(text: str, lang: Language) -> Source:
    """Cut a text once."""
    return Source(text, lex(text), lang)
