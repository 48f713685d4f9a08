"""The key under which a place name is looked up: case, accents, apostrophes, hyphens and dots folded away."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

# Letters that have no decomposition, and apostrophes and soft signs in their many shapes.
_LETTERS = {"ł": "l", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h", "ə": "a"}
_DROPPED = "'’‘ʼʹʺ′´`“”\"ʻʿʾ.·"
_SPACES = "-‐‑‒–—_/,()"
_TABLE = str.maketrans({**_LETTERS, **dict.fromkeys(_DROPPED, ""), **dict.fromkeys(_SPACES, " ")})


_ARTICLES = frozenset(["al", "el", "an", "ad", "ar", "as", "ash", "at", "az", "the", "la", "le", "les"])
_DIGRAPHS = {"shch": "s", "sch": "s", "tch": "c", "kh": "h", "zh": "z", "sh": "s", "ch": "c", "ts": "c", "ph": "f"}
# What is H from Ukrainian is G from Russian: Luhansk, Lugansk.
_DIGRAPHS |= {"gh": "h", "th": "t", "dh": "d", "q": "k", "w": "v", "j": "z", "x": "ks", "g": "h"}
FEWEST = 4  # consonants: shorter skeletons fit too many names


@lru_cache(maxsize=65536)
def sound(name: str) -> str | None:
    """Consonants of a name, one for each sound, articles and vowels left out: "Nebi Saleh" and "An Nabī Şāliḩ" agree.

    Spellings of one name from another script differ in vowels; two names rarely agree in all consonants in one region.
    `None` where fewer than four are left.
    """
    words = [w for w in key(name).split() if w not in _ARTICLES]
    bones = []
    for word in words:
        for long, short in _DIGRAPHS.items():
            word = word.replace(long, short)
        folded = "".join(c for c in word if c.isalpha() and c not in "aeiouyʹ")
        bones.append("".join(c for i, c in enumerate(folded) if not i or c != folded[i - 1]))
    whole = " ".join(bones)
    return whole if sum(c != " " for c in whole) >= FEWEST and whole.isascii() else None


def alike(one: str, other: str) -> bool:
    """Whether two names agree in their consonants."""
    bones = sound(one)
    return bones is not None and bones == sound(other)


@lru_cache(maxsize=65536)
def key(name: str) -> str:
    """`"Luhans’k"` and `"LUHANSK"`, `"Port-au-Prince"` and `"port au prince"` have one key each."""
    if name.isascii():  # nearly all: nothing to decompose
        return " ".join(name.lower().translate(_TABLE).split())
    plain = unicodedata.normalize("NFKD", name.casefold().translate(_TABLE))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return " ".join(plain.translate(_TABLE).split())
