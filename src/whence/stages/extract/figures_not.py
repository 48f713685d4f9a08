"""Numbers that are no figures: dates, clock times, ages, years, names with numbers, addresses, old values."""

from __future__ import annotations

from collections.abc import Sequence

from whence.nlp.numbers import SMALL, Parsed, Token, number_at
from whence.stages.extract import figures_words as w

MONTHS = w.word_set(
    "january february march april may june july august september october november december jan feb mar apr jun jul aug "
    "sep sept oct nov dec"
)
NUMBERED = w.word_set(
    "no number nos article resolution room page chapter case flight route highway paragraph protocol boulevard phase "
    "apartment flat unit section clause verse level line channel station brigade battalion euro #"
)
GLUED_BEFORE = frozenset({"(", "[", '"', "'", "“", "‘", "’", "$", "€", "£", "-", "–", "—", "~", "+", "≈", "₴", "₽", "¥",
                          "₪", "₹", ",", ";", ".", "|", "*", "•"})  # fmt: skip
CHANGES = frozenset({",", "up", "down", "risen", "rose", "raised", "rising", "fell", "fallen", "upping", "it",
                     "increased", "increase", "dropped", "cut"})  # fmt: skip
WHOLE = frozenset({"the", "than", "more", "some", "its", "their", "country", "about", "all", "his", "her"})
TIME_AFTER = frozenset({"ago", "later", "earlier", "before", "after", "old"})
HOURS = frozenset({"after", "until", "till", "before", "since", "by", "around", "between"})
CLOSED = frozenset({"", ".", ",", "(", ")", "and", "gmt", "local", "on"})
FRACTIONS = frozenset({"half", "third", "thirds", "quarter", "quarters", "fifth", "fifths", "tenth"})
WINDOW_BEFORE = frozenset({"past", "last", "next", "within", "previous", "coming", "every", "in"})
PRONOUN_AFTER = frozenset(
    {
        "of",
        "another",
        "by",
        "in",
        "on",
        "to",
        "who",
        "that",
        "which",
        "after",
        "was",
        "is",
        "side",
        "day",
        "thing",
        "time",
        "way",
        "point",
        "hand",
        "more",
        "could",
        "can",
        "would",
        ",",
        ".",
    }
)


def no_figure(tokens: Sequence[Token], at: int, number: Parsed, opens: int) -> bool:
    """Whether the number at a token is no figure; `opens` is where the stretch that is read starts."""
    return (
        _named(tokens, at, number)
        or _dated(tokens, at, number)
        or _clock(tokens, at, number)
        or _aged(tokens, at, number)
        or _year(tokens, at, number)
        or _time_span(tokens, at, number)
        or _old_value(tokens, at, opens)
        or _pronoun(tokens, at, number)
        or number.value == 0
    )


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].lower if 0 <= at < len(tokens) else ""


def _glued(tokens: Sequence[Token], at: int) -> bool:
    return 0 <= at < len(tokens) and tokens[at].glued


def _named(tokens: Sequence[Token], at: int, number: Parsed) -> bool:
    """ "M-19", "F16", "No. 41", "Resolution 2375", "20:00", "@user123"."""
    before = _low(tokens, at - 1)
    if _glued(tokens, at) and before not in GLUED_BEFORE:
        return True
    if (
        _glued(tokens, at)
        and before in ("-", "–")
        and at > 1
        and tokens[at - 2].digits
        and len(tokens[at - 2].text) == 4
    ):
        return True
    if _glued(tokens, at) and before == "-" and _glued(tokens, at - 1) and _low(tokens, at - 2)[:1].isalpha():
        return tokens[at].digits
    if before == "of" and _low(tokens, at - 2) == "group" and tokens[at].digits:
        return tokens[at - 2].text[0].isupper()  # the Group of 20
    if before in NUMBERED or (before == "." and _low(tokens, at - 2) in ("no", "nos", "art")):
        return tokens[at].digits and "," not in tokens[at].text  # "will station 5,700 officers"
    after = _low(tokens, number.stop)
    return bool(tokens[at].digits and _glued(tokens, number.stop) and after[:1].isalpha() and after not in w.DISTANCES
                and after not in w.MEASURES and after not in ("m", "bn", "k", "s"))  # fmt: skip


def _dated(tokens: Sequence[Token], at: int, number: Parsed) -> bool:
    if not isinstance(number.value, int) or not 1 <= number.value <= 31:
        return False
    before, after = _low(tokens, at - 1), _low(tokens, number.stop)
    if before == "." and _low(tokens, at - 2) in MONTHS:
        before = _low(tokens, at - 2)
    capital = number.stop < len(tokens) and tokens[number.stop].text[0].isupper()
    if before in MONTHS and tokens[at].digits:
        return True
    if after in MONTHS and capital:
        return True
    ranged = after in ("-", "–", "to", "and") and _low(tokens, number.stop + 2) in MONTHS
    paired = before in ("-", "–", "and", "to") and at > 1 and tokens[at - 2].digits
    back = paired and (_low(tokens, at - 3) in MONTHS or _low(tokens, at - 4) in MONTHS)
    return tokens[at].digits and (ranged or back)


def _clock(tokens: Sequence[Token], at: int, number: Parsed) -> bool:
    after = _low(tokens, number.stop)
    if after in ("am", "pm", "gmt", "hrs") or (after in ("a", "p") and _low(tokens, number.stop + 2) == "m"):
        return True
    if after == "o" and _low(tokens, number.stop + 2) == "clock":
        return True
    if after == ":" and _glued(tokens, number.stop) and _glued(tokens, number.stop + 1):
        return True
    text = tokens[at].text
    if tokens[at].digits and len(text) == 4 and text[0] == "0":
        return True
    before = _low(tokens, at - 1)
    if number.value <= 12 and after in ("in", "this", "on") and _low(tokens, number.stop + 1) in ("the", "monday"):
        return _low(tokens, number.stop + 2) in ("morning", "evening", "afternoon")
    if (
        number.value <= 12
        and after in ("and", "to", "-")
        and _low(tokens, number.stop + 2) in ("this", "that", "am", "pm")
    ):
        return True
    if number.value <= 12 and before in ("and", "between", "at", "to") and after in ("this", "that"):
        return _low(tokens, number.stop + 1) in ("morning", "evening", "afternoon")
    zoned = after == "(" and _low(tokens, number.stop + 2) in ("gmt", "utc", "local")  # "after 1000 (1600 GMT)"
    bare = (
        before in HOURS and after in CLOSED and text.endswith(("00", "15", "30", "45"))
    )  # "no longer heard after 1000"
    return (
        (before == "at" or zoned or bare) and number.value in range(100, 2401) and tokens[at].digits and len(text) == 4
    )


def _aged(tokens: Sequence[Token], at: int, number: Parsed) -> bool:
    """ "58-year-old", "aged 16", "Jones, 41, said", "a boy of three", "men under forty"."""
    before, after = _low(tokens, at - 1), _low(tokens, number.stop)
    if (
        after == "-"
        and _low(tokens, number.stop + 1) in ("year", "month", "day")
        and _low(tokens, number.stop + 2) == "-"
    ):
        return _low(tokens, number.stop + 3) in ("old", "olds")
    if after in ("year", "years") and _low(tokens, number.stop + 1) in ("old", "-", "of"):
        return _low(tokens, number.stop + 1) == "old" or _low(tokens, number.stop + 2) in ("old", "age")
    if before in ("aged", "age", "ages") or (before in ("to", "and") and _low(tokens, at - 3) in ("aged", "ages")):
        return True
    if before == "of" and _low(tokens, at - 2) in ("boy", "girl", "man", "woman", "child", "age"):
        return True
    if before == "under" and _low(tokens, at - 2) in ("men", "women", "people", "children"):
        return True
    named = at >= 2 and tokens[at - 2].text[:1].isupper() and not tokens[at - 2].digits
    return bool(before == "," and named and number.value < 110 and after in (",", ")", ".") and tokens[at].digits)


def _year(tokens: Sequence[Token], at: int, number: Parsed) -> bool:
    """A bare year; "2000 people" and "1,984" are counts."""
    text, after = tokens[at].text, _low(tokens, number.stop)
    if not (tokens[at].digits and text.isdecimal() and len(text) == 4 and 1700 <= int(text) <= 2099):
        return False
    if number.stop > at + 1:
        return False
    return not (after in w.PEOPLE or after in w.PERCENT or after in w.CURRENCIES or after in w.DISTANCES
                or _low(tokens, at - 1) in w.CURRENCY_SIGNS or _low(tokens, at - 1) == "than")  # fmt: skip


def _time_span(tokens: Sequence[Token], at: int, number: Parsed) -> bool:
    """ "two years ago", "in the past 14 hours", "12 hours after", "the 1990s"; a sentence of five years is a figure."""
    stop = number.stop
    if tokens[at].digits and _low(tokens, stop) == "s" and _glued(tokens, stop):
        return True
    if _low(tokens, stop) == "more":
        stop += 1
    if _low(tokens, stop) == "-" and _low(tokens, stop + 1) in w.DURATIONS:
        return not any(_low(tokens, stop + step) in w.TERMS for step in (2, 3))
    if _low(tokens, stop) not in w.DURATIONS and _low(tokens, stop) not in ("decades", "centuries", "weekends"):
        return False
    if _low(tokens, stop + 1) in TIME_AFTER:
        return True
    return any(_low(tokens, at - step) in WINDOW_BEFORE for step in (1, 2))


def _old_value(tokens: Sequence[Token], at: int, opens: int) -> bool:
    """ "risen to 26, from 19", "not 17", "from nine to 12", "11 of the 14": only the value that holds is a figure."""
    before = _low(tokens, at - 1)
    second = _low(tokens, at - 2)
    if (
        before == "not"
        or (before == "the" and second == "not")
        or (before == "than" and second == "rather")
        or (before == "of" and second == "instead")
    ):
        return True
    if before == "from":
        return second in CHANGES or (at > 1 and tokens[at - 2].digits) or _rises(tokens, at + 1)
    return _part_of(tokens, at, opens)


def _rises(tokens: Sequence[Token], at: int) -> bool:
    """ "climbed from 30 [dead] to at least 45"."""
    to = next((i for i in range(at, min(at + 3, len(tokens))) if tokens[i].lower == "to"), None)
    return to is not None and any(number_at(tokens, i) is not None for i in range(to + 1, min(to + 4, len(tokens))))


def _part_of(tokens: Sequence[Token], at: int, opens: int) -> bool:
    """ "14 of the 300", "21 of the more than 200", "42 of the country's 330": the whole that a part is of."""
    back = at - 1
    owned = False  # "22 of the region's 87"
    while back > max(at - 7, opens) and (_low(tokens, back) in WHOLE or tokens[back].lower in ("'", "’", "s") or owned):
        owned = tokens[back].lower in ("'", "’")
        back -= 1
    if _low(tokens, back) != "of" or back <= opens:
        return False
    back -= _low(tokens, back - 1) == "out"  # "29 out of 262"
    number = tokens[back - 1]
    return number.digits or number.lower in SMALL or number.lower in FRACTIONS


def named_thing(tokens: Sequence[Token], at: int, unit: str | None) -> bool:
    """ "Radar 5", "Kwangmyong 4": a number that ends a name, in text that is not all capitals."""
    if at < 2 or not tokens[at].digits or unit in ("people", "families", "percent") or len(tokens[at].text) > 3:
        return False
    before = tokens[at - 1].text
    return before[:1].isupper() and before[1:].islower() and tokens[at - 2].lower not in (".", '"', "“")


def _pronoun(tokens: Sequence[Token], at: int, number: Parsed) -> bool:
    """ "one of them", "no one", "one day"; "at least one suspect" is a figure."""
    if tokens[at].lower not in ("one", "half") or number.stop > at + 1:
        return False
    before, after = _low(tokens, at - 1), _low(tokens, at + 1)
    if tokens[at].lower == "half":
        return after not in ("of", "the") and before not in ("least", "than")
    if before in ("least", "only", "than"):
        return False
    return before in ("no", "the", "this", "that", "every", "any", "each", "-") or after in PRONOUN_AFTER or after == ""
