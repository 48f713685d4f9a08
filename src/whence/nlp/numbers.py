"""Number words and digits to numbers, with their spans: "fourteen", "two hundred and fifty", "1.2 million", "dozens".

`lex` cuts a text into small tokens once; `number_at` reads one number at a token; `numbers` reads them all. Time
and figure grammars share these tokens. Every step is linear in the text. Vague words carry a floor and no ceiling,
as the record defines them (several 3, dozens 24, scores 40, hundreds 200, thousands 2000, tens of thousands 20000,
hundreds of thousands 200000).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from whence.nlp.number_cardinals import compound
from whence.nlp.number_tokens import Parsed, Token, lex, low, tidy
from whence.nlp.number_words import (
    GROUPS,
    ORDINALS,
    PARTS,
    PLURAL_FLOORS,
    SCALES,
    SHORT_SCALES,
    SMALL,
    STARTS,
    TENS,
    VAGUE_SCALES,
)

__all__ = ["SMALL", "STARTS", "Number", "Parsed", "Token", "digit_value", "lex", "number_at", "numbers"]


class Number(NamedTuple):
    """A number and where it stands. `vague`: the value is a floor. `share`: a fraction of a whole, as percent."""

    start: int
    end: int
    value: int | float
    vague: bool = False
    ordinal: bool = False
    share: bool = False


def numbers(text: str) -> tuple[Number, ...]:
    """Every number in a text, in words or digits, left to right and without overlap."""
    tokens = lex(text)
    out: list[Number] = []
    at = 0
    while at < len(tokens):
        got = number_at(tokens, at)
        if got is None:
            at += 1
            continue
        start, end = tokens[at].start, tokens[got.stop - 1].end
        out.append(Number(start, end, got.value, got.vague, got.ordinal, got.share))
        at = got.stop
    return tuple(out)


def number_at(tokens: Sequence[Token], at: int) -> Parsed | None:
    """The number that starts at a token, as long as it goes; None where there is none."""
    token = tokens[at]
    if token.digits:
        return _digits(tokens, at)
    if token.lower not in STARTS:
        return None
    return _vague(tokens, at) or _share(tokens, at) or _ordinal(tokens, at) or _cardinal(tokens, at)


def digit_value(text: str) -> int | float:
    """A number in digits, group signs dropped: an int unless a fraction is written."""
    plain = re.sub(r"[,\u00a0\u202f]", "", text)
    return float(plain) if "." in plain else int(plain)


def _digits(tokens: Sequence[Token], at: int) -> Parsed:
    value = digit_value(tokens[at].text)
    word = low(tokens, at + 1)
    if word in ("st", "nd", "rd", "th") and tokens[at + 1].glued:
        return Parsed(value, at + 2, ordinal=True)
    if word in SHORT_SCALES and tokens[at + 1].glued:
        return Parsed(tidy(value * SHORT_SCALES[word]), at + 2)
    stop = at + 1
    if word == "-" and low(tokens, at + 2) in SCALES:
        stop, word = at + 2, low(tokens, at + 2)
    if _fraction_sign(tokens, at) is not None:
        return Parsed(_fraction_sign(tokens, at) or 0, at + 3, share=True)
    while word in SCALES:
        value, stop = value * SCALES[word], stop + 1
        word = low(tokens, stop)
        if value > 10**18:
            break
    if word == "dozen":
        value, stop = value * 12, stop + 1
    return Parsed(tidy(value), stop)


def _fraction_sign(tokens: Sequence[Token], at: int) -> float | None:
    """ "2/3" as percent; dates and bigger pairs are none."""
    if low(tokens, at + 1) != "/" or not tokens[at + 1].glued or at + 2 >= len(tokens):
        return None
    below = tokens[at + 2]
    if not (below.digits and below.glued and below.text in ("2", "3", "4", "5") and tokens[at].text in ("1", "2", "3")):
        return None
    if low(tokens, at + 3) == "/":
        return None
    return round(100 * int(tokens[at].text) / int(below.text), 1)


def _vague(tokens: Sequence[Token], at: int) -> Parsed | None:
    word, after, third = (low(tokens, at + step) for step in range(3))
    if word in ("tens", "hundreds") and after == "of" and third in ("thousands", "millions"):
        floor = 20 if word == "tens" else 200
        return Parsed(floor * (1000 if third == "thousands" else 10**6), at + 3, vague=True)
    if word in ("several", "many"):
        if after in VAGUE_SCALES or after in PLURAL_FLOORS:
            return Parsed(VAGUE_SCALES.get(after) or PLURAL_FLOORS[after], at + 2, vague=True)
        return Parsed(3, at + 1, vague=True) if word == "several" else None
    if word == "a" and after == "few" and third in VAGUE_SCALES:
        return Parsed(VAGUE_SCALES[third], at + 3, vague=True)
    if word in PLURAL_FLOORS:
        return Parsed(PLURAL_FLOORS[word], at + 1, vague=True)
    return None


def _share(tokens: Sequence[Token], at: int) -> Parsed | None:
    """ "two-thirds", "three quarters", "a third", "half": a share in percent; "half a million" is a cardinal."""
    word = low(tokens, at)
    if word == "half":
        stop = at + 1
        if low(tokens, stop) in ("a", "-") and low(tokens, stop + 1) in {**SCALES, **GROUPS}:
            return None
        return Parsed(50, stop, share=True)
    above = 1 if word in ("a", "one") else SMALL.get(word, 0)
    stop = at + 2 if low(tokens, at + 1) == "-" else at + 1
    below = low(tokens, stop)
    if not above or below not in PARTS or below == "half" or (above > 1) != below.endswith("s"):
        return None
    if above == 1 and low(tokens, stop + 1) != "of":
        return None  # "a third man", "a quarter mile"
    return Parsed(round(100 * above / PARTS[below], 1), stop + 1, share=True)


def _ordinal(tokens: Sequence[Token], at: int) -> Parsed | None:
    word = low(tokens, at)
    if word in ORDINALS:
        return Parsed(ORDINALS[word], at + 1, ordinal=True)
    if word in TENS:
        stop = at + 2 if low(tokens, at + 1) == "-" else at + 1
        unit = ORDINALS.get(low(tokens, stop), 0)
        if 1 <= unit <= 9:
            return Parsed(TENS[word] + unit, stop + 1, ordinal=True)
    return None


def _cardinal(tokens: Sequence[Token], at: int) -> Parsed | None:
    word, after = low(tokens, at), low(tokens, at + 1)
    if word in ("a", "an", "half"):
        return _article(tokens, at, after)
    if word in ("couple", "pair") and after == "of":
        return Parsed(2, at + 2)
    if word not in SMALL:
        return None
    return compound(tokens, at)


def _article(tokens: Sequence[Token], at: int, after: str) -> Parsed | None:
    """ "a hundred and ten", "a dozen", "a half-dozen", "half a million", "a couple of"."""
    half = low(tokens, at) == "half" or after == "half"
    stop = at + 1 + (after in ("half", "a"))
    if half and low(tokens, stop) in ("-", "a"):
        stop += 1
    word = low(tokens, stop)
    if word in GROUPS and (word in ("dozen", "couple") or (low(tokens, stop + 1) == "of" and not half)):
        end = stop + 2 if word != "dozen" and low(tokens, stop + 1) == "of" else stop + 1
        return Parsed(tidy(GROUPS[word] / 2 if half else GROUPS[word]), end)
    if word not in SCALES:
        return None
    if half:
        return Parsed(SCALES[word] // 2, stop + 1)
    return compound(tokens, stop, 1)
