"""English words for numbers, with their values; vague words with the floors that the record gives them."""

from __future__ import annotations

_ONES = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINALS = (
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth",
    "twentieth",
)  # fmt: skip
ONES = {word: value for value, word in enumerate(_ONES)}
TENS = {word: 20 + 10 * place for place, word in enumerate(_TENS)}
SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9, "trillion": 10**12}
SHORT_SCALES = {"m": 10**6, "mn": 10**6, "bn": 10**9, "b": 10**9, "k": 1000, "tn": 10**12, "trn": 10**12}
PLURAL_FLOORS = {"dozens": 24, "scores": 40, "hundreds": 200, "thousands": 2000, "millions": 2 * 10**6}
VAGUE_SCALES = {"dozen": 24, "dozens": 24, "hundred": 200, "thousand": 2000, "million": 2 * 10**6}
ORDINALS = {word: value for value, word in enumerate(_ORDINALS, start=1)} | {"thirtieth": 30}
PARTS = {"half": 2, "third": 3, "thirds": 3, "quarter": 4, "quarters": 4, "fifth": 5, "fifths": 5, "tenth": 10}
GROUPS = {"dozen": 12, "score": 20, "couple": 2, "pair": 2, "trio": 3}
SMALL = {**ONES, **TENS}
STARTS = frozenset(
    [*SMALL, *ORDINALS, *PLURAL_FLOORS, *VAGUE_SCALES, "a", "an", "several", "half", "many", "tens", "couple", "pair"]
)
