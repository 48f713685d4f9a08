"""Words and names in the form in which they are compared; never shown, never stored."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

WORD = re.compile(r"[^\W_]+", re.UNICODE)
_SMALL = """
    a an the and or but nor of to in on at by for from with as is are was were be been being has have had do does
    did will would shall should can could may might must that this these those which who whom whose what when where
    while it its he him his she her they them their we us our you your i my me not no if than then there here so
    such about after before over under into out up down off between during since until also more most some any all
    one two said say says told according mr mrs ms dr
"""
STOP = frozenset(_SMALL.split())
_SUFFIXES = ("ations", "ation", "ings", "ing", "edly", "ed", "ies", "ers", "er", "es", "s", "ly", "e")
_LETTERS = """
    а a б b в v г g ґ g д d е e є ye ж zh з z и i і i ї i й i к k л l м m н n о o п p р r с s т t у u ф f х kh ц ts
    ч ch ш sh щ shch ь - ы i э e ю yu я ya ё e ъ - ў u
"""
_PAIRS = _LETTERS.split()
_CYRILLIC = str.maketrans({letter: latin.strip("-") for letter, latin in zip(_PAIRS[::2], _PAIRS[1::2], strict=True)})
# One sound, several spellings in Latin letters: Haidai, Gaidai, Hayday. Longest first.
_SOUNDS = (
    ("shch", "s"), ("tch", "c"), ("sch", "s"), ("kh", "h"), ("gh", "h"), ("zh", "z"), ("dj", "j"), ("ts", "c"),
    ("tz", "c"), ("sh", "s"), ("ch", "c"), ("ck", "k"), ("ph", "f"), ("ou", "u"), ("oo", "u"), ("iy", "i"), ("yi", "i"),
    ("ij", "i"), ("ii", "i"), ("ei", "e"), ("ie", "e"), ("ye", "e"), ("yu", "u"), ("ju", "u"), ("ya", "a"), ("ia", "a"),
    ("ja", "a"), ("w", "v"), ("y", "i"), ("j", "i"), ("g", "h"), ("q", "k"), ("x", "ks"),
)  # fmt: skip


def fold(text: str) -> str:
    """Lower case, no accents, Cyrillic in Latin letters."""
    if text.isascii():  # nearly all words of English reports
        return text.lower()
    plain = unicodedata.normalize("NFKD", text.lower().translate(_CYRILLIC)).replace("’", "'")
    if plain.isascii():
        return plain
    return "".join([letter for letter in plain if not unicodedata.combining(letter)])


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """A crude English stem: enough to bring `shelled`, `shelling` and `shells` together."""
    if len(word) <= 3 or word.isdigit():
        return word
    for suffix in _SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 3:
            word = word[: -len(suffix)]
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


def words(text: str) -> list[str]:
    """All folded words of a text in order."""
    return WORD.findall(fold(text).replace("'s ", " ").replace("'s", " "))


def stems(text: str) -> frozenset[str]:
    """The stems of a text's content words."""
    return frozenset(stem(word) for word in words(text) if word not in STOP)


@lru_cache(maxsize=65536)
def name_words(name: str) -> frozenset[str]:
    """The words of a name that tell it from others (no articles, no titles of address)."""
    found = frozenset(word for word in words(name) if word not in STOP)
    return found or frozenset(words(name))


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """A word with the usual variants of transliteration made equal."""
    for many, one in _SOUNDS:
        word = word.replace(many, one)
    return re.sub(r"(.)\1+", r"\1", word)


@lru_cache(maxsize=65536)
def same_word(left: str, right: str) -> bool:
    """Two words of names are the same, or the same but for spelling in another alphabet."""
    if left == right:
        return True
    if min(len(left), len(right)) < 4 or left[0].isdigit() or right[0].isdigit():
        return False
    one, other = sound(left), sound(right)
    if one == other:
        return True
    return min(len(one), len(other)) >= 5 and Levenshtein.normalized_similarity(one, other) >= 0.8


@lru_cache(maxsize=65536)
def same_name(left: str, right: str) -> bool:
    """Each word of the shorter name stands in the longer one; a name of one word needs five letters or equality."""
    short, long = sorted((name_words(left), name_words(right)), key=lambda found: (len(found), sorted(found)))
    if not short:
        return False
    if short == long:
        return True
    if len(short) * 3 < len(long) or (len(short) == 1 and len(next(iter(short))) < 4):
        return False
    return all(any(same_word(word, other) for other in long) for word in short)


def likeness(left: str, right: str) -> float:
    """How alike two names are, 0 to 1 (token-set ratio of the folded words)."""
    return float(fuzz.token_set_ratio(" ".join(sorted(name_words(left))), " ".join(sorted(name_words(right))))) / 100
