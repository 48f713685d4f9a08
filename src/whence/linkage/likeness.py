"""How alike texts are in their rare words (tf-idf and cosine), and groups of texts by it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import lru_cache

import numpy as np

from whence.linkage.averaging import Scores, average_linkage
from whence.linkage.normalise import STOP, fold, stem

Vector = Mapping[str, float]  # of length 1
_OPENS = re.compile(r"[^\W_]")
SHORTEST = 2
SAME_STORY = 0.15  # mean cosine; the best of 0.06 to 0.25 on the news clusters of the training reports


def terms(tokens: Sequence[str], name: int = 1) -> Counter[str]:
    """Stems of the content words and how often each stands there; addresses and single letters are left out.

    A capitalised word that does not come first counts `name` times.
    """
    if name == 1:
        return Counter(term for term in map(term_of, tokens) if term)
    found: Counter[str] = Counter()
    for at, token in enumerate(tokens):
        term = term_of(token)
        if term:
            found[term] += name if at and token[0].isupper() else 1
    return found


@lru_cache(maxsize=65536)
def term_of(token: str) -> str:
    """The stem of a content word; empty for all else."""
    if "/" in token or len(token) < SHORTEST or not _OPENS.match(token):
        return ""
    word = fold(token)
    return "" if word in STOP else stem(word)


class Rarity:
    """How rare each term is in a collection: ln((texts + 1) / texts with it); unknown terms are the rarest."""

    def __init__(self, texts: Sequence[Mapping[str, int]], power: float = 1.0) -> None:
        self.power = power  # of the rarity in vectors: more makes the rarest words count more
        self.seen = Counter(term for held in texts for term in held)
        self.most = math.log(len(texts) + 1)
        self.weights = {term: self.most - math.log(n) for term, n in self.seen.items()}
        self.totals: dict[frozenset[str], float] = {}

    def of(self, term: str) -> float:
        return self.weights.get(term, self.most)

    def total(self, held: frozenset[str]) -> float:
        """The sum over a set; remembered, for a set is compared with many."""
        known = self.totals.get(held)
        if known is None:
            known = self.totals[held] = math.fsum(map(self.of, held))
        return known

    def vector(self, held: Mapping[str, int]) -> Vector:
        """A text as a vector of length 1 over the terms that another text of the collection has too."""
        shared = {
            term: (1 + math.log(n)) * self.of(term) ** self.power for term, n in held.items() if self.seen[term] > 1
        }
        length = math.sqrt(math.fsum(weight * weight for weight in shared.values())) or 1.0
        return {term: weight / length for term, weight in shared.items()}


class Collection:
    """Texts that are compared with each other: how rare their terms are, and how alike each two are."""

    def __init__(self, texts: Sequence[Mapping[str, int]], power: float = 1.0) -> None:
        self.rarity = Rarity(texts, power)
        self.table = cosines([self.rarity.vector(held) for held in texts])
        self.rows: list[list[float]] = self.table.tolist()

    def stories(self, threshold: float = SAME_STORY) -> list[tuple[int, ...]]:
        """Texts, by number, in groups that tell one story: the words alone decide."""
        return average_linkage(self.table, threshold)

    def alike(self, left: int, right: int) -> float:
        """The cosine of two texts: 0 where they share no term, 1 where they are the same."""
        return self.rows[left][right]


def cosines(vectors: Sequence[Vector]) -> Scores:
    """The cosine of every two vectors of length 1; work grows with the pairs that share a term."""
    table = np.zeros((len(vectors), len(vectors)))
    holders: dict[str, tuple[list[int], list[float]]] = {}
    for number, vector in enumerate(vectors):
        for term, weight in vector.items():
            rows, weights = holders.setdefault(term, ([], []))
            rows.append(number)
            weights.append(weight)
    for term in sorted(holders):
        rows, weights = holders[term]
        held = np.array(weights)
        table[np.ix_(rows, rows)] += np.outer(held, held)
    return table
