"""How much a word tells: fixed weights, so that one report more changes no other pair's score."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from importlib.resources import files

UNKNOWN = 7.0  # a word that is not among the 5,000 commonest stems of some 2,500 news reports
DIGITS = 5.0


@cache
def table() -> dict[str, float]:
    """Stem -> inverse document frequency in background news (made by `training/fit_merge.py words`)."""
    data: dict[str, float] = json.loads(files("whence.stages.merge").joinpath("words.json").read_text("utf-8"))
    return data


@lru_cache(maxsize=65536)
def rarity(word: str) -> float:
    """Inverse document frequency of a stem, 0 to 7."""
    return DIGITS if word.isdigit() else table().get(word, UNKNOWN)


@lru_cache(maxsize=65536)
def square(word: str) -> float:
    """Rarity squared: a word's share in a cosine."""
    return rarity(word) ** 2
