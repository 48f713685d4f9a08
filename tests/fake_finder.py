"""A finder that answers by words: what stands in its table of words gets a high logit, all else a low one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from whence.nlp import session
from whence.nlp.heads import Heads
from whence.nlp.session import Card, Floats, Ints, Labels

HIGH, LOW = 6.0, -6.0
LABELS = Labels(types=("ACCUSE", "ASSAULT", "PROTEST"), modes=(), status=(), roles=())


def pieces(column: str) -> frozenset[str]:
    """The wordpieces of all words of a column."""
    return frozenset(session.tokenizer().encode(column, add_special_tokens=False).tokens)


class FakeFinder:
    """`rows[name]` lists, for every column, the words that it marks; `whole[name]` the words that raise each column."""

    def __init__(self, rows: Mapping[str, Sequence[str]], whole: Mapping[str, Sequence[str]] | None = None) -> None:
        self.card = Card(version="fake", file="", sha256="", labels=LABELS)
        self.rows, self.whole = rows, whole or {}
        self.calls = 0

    def __call__(self, **inputs: Ints) -> dict[str, Floats]:
        self.calls += 1
        ids = inputs["ids"][0].tolist()
        words = [session.tokenizer().id_to_token(i) for i in ids]
        found = {name: self._row(words, columns) for name, columns in self.rows.items()}
        found |= {name: self._whole(words, columns) for name, columns in self.whole.items()}
        return found

    def _row(self, words: list[str], columns: Sequence[str]) -> Floats:
        marked = [pieces(column) for column in columns]
        table = [[HIGH if word in some else LOW for some in marked] for word in words]
        return np.asarray([table], dtype=np.float32)

    def _whole(self, words: list[str], columns: Sequence[str]) -> Floats:
        return np.asarray([[HIGH if pieces(column) & set(words) else LOW for column in columns]], dtype=np.float32)


def heads(rows: Mapping[str, Sequence[str]], whole: Mapping[str, Sequence[str]] | None = None) -> Heads:
    """The side heads over such a finder, with the tokenizer that ships."""
    return Heads(FakeFinder(rows, whole))
