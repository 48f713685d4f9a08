"""Finding quotations in a text to the letter, but for curly quotes, dashes and white space, at their true offsets."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

_SAME = {
    **dict.fromkeys("‘’‚‛′`´ʼ", "'"),
    **dict.fromkeys("“”„‟″«»", '"'),
    **dict.fromkeys("‐‑‒–—―−", "-"),
    "…": "...",
}
_NOTHING = frozenset("\u00ad\u200b\u200c\u200d\u2060\ufeff")  # soft hyphens and what has no width


class Folded:
    """A text as it is searched, with the place of every folded character in the true one."""

    def __init__(self, text: str) -> None:
        self.true = text
        folded = list(_folded(text))
        self.text = "".join(char for char, _ in folded)
        self.places = [at for _, at in folded]
        self.places.append(len(text))

    def find(self, quote: str, start: int, end: int) -> list[tuple[int, int]]:
        """Every place of the quotation, as whole words, between two offsets of the true text."""
        wanted = fold(quote)
        if not any(char.isalnum() for char in wanted):
            return []
        return [*self._all(wanted, bisect_left(self.places, start), bisect_left(self.places, end))]

    def _all(self, wanted: str, low: int, high: int) -> Iterator[tuple[int, int]]:
        at = self.text.find(wanted, low, high)
        while at >= 0:
            after = at + len(wanted)
            if self._whole(at, after):
                yield self.places[at], self.places[after - 1] + 1
            at = self.text.find(wanted, at + 1, high)

    def _whole(self, at: int, after: int) -> bool:
        """Neither inside a word nor, at `…`, inside one character."""
        splits = (self.places[i - 1] == self.places[i] for i in (at, after) if 0 < i < len(self.text))
        return not any(splits) and not self._joins(at) and not self._joins(after)

    def _joins(self, at: int) -> bool:
        return 0 < at < len(self.text) and self.text[at - 1].isalnum() and self.text[at].isalnum()


def fold(quote: str) -> str:
    """A quotation as it is looked for."""
    return "".join(char for char, _ in _folded(quote)).strip()


def _folded(text: str) -> Iterator[tuple[str, int]]:
    blank = False
    for at, char in enumerate(text):
        if char in _NOTHING:
            continue
        if char.isspace():
            if not blank:
                yield " ", at
            blank = True
            continue
        blank = False
        for one in _SAME.get(char, char):
            yield one, at
