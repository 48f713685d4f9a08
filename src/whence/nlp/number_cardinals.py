"""Whole numbers in words: "two hundred and fifty", "sixty-one point three", "two and a half million"."""

from __future__ import annotations

from collections.abc import Sequence

from whence.nlp.number_tokens import Parsed, Token, low, tidy
from whence.nlp.number_words import ONES, SCALES, SMALL


def compound(tokens: Sequence[Token], at: int, given: int | None = None) -> Parsed | None:
    """Whole numbers in words: units and tens gather under hundreds, those under each greater scale."""
    total, group, stop, seen = 0, given or 0, at, given is not None
    while stop < len(tokens):
        word = tokens[stop].lower
        if word in SMALL and _fits(group, SMALL[word], seen):
            group, seen = group + SMALL[word], True
        elif word == "hundred" and seen and group < 100:
            group = (group or 1) * 100
        elif word in SCALES and word != "hundred" and seen and (group or not total):
            total, group = total + group * SCALES[word], 0
        else:
            break
        stop = _joined(tokens, stop + 1)
    if not seen or stop == at:
        return None
    stop = _unjoined(tokens, stop)
    return _tail(tokens, total + group, stop)


def _fits(group: int, value: int, seen: bool) -> bool:
    if not group:
        return not seen or value > 0
    rest = group % 100
    return value > 0 and (rest == 0 or (rest >= 20 and rest % 10 == 0 and value < 10))


def _joined(tokens: Sequence[Token], at: int) -> int:
    """Skip a hyphen or an "and" between two words of one number."""
    word, after = low(tokens, at), low(tokens, at + 1)
    if word == "-" and (after in SMALL or after in SCALES):
        return at + 1
    if word == "and" and after in SMALL and low(tokens, at - 1) in SCALES:
        return at + 1
    return at


def _unjoined(tokens: Sequence[Token], stop: int) -> int:
    while stop > 0 and tokens[stop - 1].lower in ("-", "and"):
        stop -= 1
    return stop


def _tail(tokens: Sequence[Token], value: int, stop: int) -> Parsed:
    """ "point three", "and a half", "dozen" and a scale after them."""
    result: int | float = value
    word, after = low(tokens, stop), low(tokens, stop + 1)
    if word == "point" and after in ONES and ONES[after] < 10:
        digits = ""
        stop += 1
        while (one := ONES.get(low(tokens, stop), 10)) < 10 and len(digits) < 6:
            digits, stop = digits + str(one), stop + 1
        result = float(f"{value}.{digits}")
    elif word == "and" and after == "a" and low(tokens, stop + 2) == "half":
        result, stop = value + 0.5, stop + 3
    elif word == "dozen":
        result, stop = value * 12, stop + 1
    if isinstance(result, float) and low(tokens, stop) in SCALES:
        result, stop = result * SCALES[low(tokens, stop)], stop + 1
    return Parsed(tidy(result), stop)
