"""What a number counts: people, percent, money by ISO code, distance, time, or the noun after it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from whence.nlp.numbers import SMALL, Token
from whence.stages.extract import figures_words as w

PAST = w.word_set(
    "threw took held went came began broke fought stood sat built brought bought caught chose drove flew forgot found "
    "gave got kept knew lay led lost made met paid rode ran said saw sent shot sold spent swam told wore won wrote"
)
REACH = 6  # tokens after a number in which the noun counted is looked for


class Counted(NamedTuple):
    """A unit, the token range of the noun phrase, and where the figure's own words start and end."""

    unit: str | None
    start: int
    end: int
    first: int
    money_end: int


def counted_at(tokens: Sequence[Token], at: int, stop: int, text: str, share: bool) -> Counted | None:
    """What the number between two tokens counts; None where it stands for nothing countable."""
    first, before = at, _low(tokens, at - 1)
    if before in w.CURRENCY_SIGNS:
        return Counted(_sign(tokens, at), stop, stop, at - _sign_width(tokens, at), stop)
    if share:
        return Counted("percent", stop, stop, first, stop)
    word, skip = _low(tokens, stop), stop
    if word == "-" and stop + 1 < len(tokens):
        word, skip = _low(tokens, stop + 1), stop + 1
    if word in w.PERCENT or (word == "per" and _low(tokens, skip + 1) == "cent"):
        end = skip + (2 if word == "per" or _low(tokens, skip + 1) in w.POINTS else 1)
        return Counted("percent", skip, end, first, end)
    if word in w.POINTS and _low(tokens, skip + 1) != "of":
        return Counted("percent", skip, skip + 1, first, skip + 1)
    currency = _currency(tokens, skip, text)
    if currency:
        return Counted(currency[0], stop, currency[1], first, currency[1])
    if word in w.DISTANCES:
        return Counted(w.DISTANCES[word], skip, skip + 1, first, skip + 1)
    if word in w.DURATIONS:
        return Counted(w.DURATIONS[word], skip, skip + 1, first, skip + 1)
    if skip > stop and word == "strong":
        return Counted("people", skip, skip + 1, first, stop)  # "the 5,000-strong crowd"
    if skip > stop and word not in ("barrel", "barrels", "strong", "member"):
        return None  # "two-storey", "three-way", "25-tonne"
    return _noun(tokens, skip, first)


def _low(tokens: Sequence[Token], at: int) -> str:
    return tokens[at].lower if 0 <= at < len(tokens) else ""


def _sign(tokens: Sequence[Token], at: int) -> str:
    sign, before = _low(tokens, at - 1), _low(tokens, at - 2)
    if sign == "$" and at > 1 and tokens[at - 1].glued:
        return {"a": "AUD", "c": "CAD", "hk": "HKD", "nz": "NZD"}.get(before, "USD")
    return w.CURRENCY_SIGNS[sign]


def _sign_width(tokens: Sequence[Token], at: int) -> int:
    glued = at > 1 and tokens[at - 1].glued and tokens[at - 2].lower in ("a", "c", "hk", "nz", "us")
    return 2 if glued else 1


def _currency(tokens: Sequence[Token], at: int, text: str) -> tuple[str, int] | None:
    """ "30,000 Egyptian pounds", "100 million pesos", "23 million euros"."""
    if _low(tokens, at) == "of" and _low(tokens, at + 1) in w.CURRENCIES:
        return w.CURRENCIES[_low(tokens, at + 1)], at + 2
    for step in (0, 1, 2):
        word = _low(tokens, at + step)
        if word in w.CURRENCIES and not (step == 0 and word in w.NOT_MONEY_ALONE and word != "yen"):
            adjective = _low(tokens, at)
            code = w.NATIONAL.get((adjective, word)) or _of_text(word, text) or w.CURRENCIES[word]
            return code, at + step + 1
        if step == 0 and not _adjective(tokens, at):
            return None
    return None


def _adjective(tokens: Sequence[Token], at: int) -> bool:
    word = tokens[at].text if at < len(tokens) else ""
    return word[:1].isupper() or word in ("more",)


def _of_text(word: str, text: str) -> str | None:
    """The country that the head of the text is about decides whose pesos they are."""
    head = text[:4000].lower()
    return next((code for country, code in w.TEXT_CURRENCY.get(word, ()) if country in head), None)


def _noun(tokens: Sequence[Token], at: int, first: int) -> Counted:
    """The noun counted: the first plural or known person within a few tokens, before a word that ends the phrase."""
    last = at
    for index in range(at, min(at + REACH, len(tokens))):
        word = tokens[index].lower
        if word in w.THEM and index == last and index > at:
            return Counted("people", at, index + 1, first, at)
        if word in ("more", "other") and index == at:
            last = index + 1
            continue
        if word == "others" and index == at:
            return Counted("people", at, index + 1, first, at)
        initial = word == "." and tokens[index].glued and index + 1 < len(tokens) and tokens[index + 1].glued
        if word in w.STOPS or not (word[0].isalpha() or initial or word in ("-", "'", "’")):
            if word == "and" and index == last > at and _peoples(tokens, index):
                last = index + 1
                continue
            if word == "of" and index == at:
                last = index + 1
                continue
            if (word in w.DETERMINERS or tokens[index].digits or word in SMALL) and index == last and index > at:
                last = index + 1
                continue
            break
        if is_people(tokens[index]):
            return Counted("people" if word not in w.GROUPS_OF_PEOPLE else "families", at, index + 1, first, at)
        last = index + 1
    nouns = [index for index in range(at, last) if _is_noun(tokens[index])]
    if not nouns:
        return Counted(None, at, at, first, at)
    plural = [index for index in nouns if tokens[index].lower.endswith("s")]
    head = (plural or nouns)[0]
    if head == at and not plural and _verb(tokens[head].lower):
        return Counted(None, at, at, first, at)  # "a crowd of 2,000 threw stones"
    return Counted(tokens[head].lower, at, head + 1, first, at)


def _peoples(tokens: Sequence[Token], at: int) -> bool:
    """ "23 Somali and [Yemeni pirates]", "12 Somali and [11 Yemeni nationals]": adjectives that share a noun."""
    after = at + 1 + (at + 1 < len(tokens) and (tokens[at + 1].digits or tokens[at + 1].lower in SMALL))
    if after >= len(tokens):
        return False
    return all(token.text[0].isupper() and token.text[1:].islower() and not token.lower.endswith("s")
               for token in (tokens[at - 1], tokens[after]))  # fmt: skip


def _verb(word: str) -> bool:
    return word.endswith(("ed", "ly")) or word in PAST


def _is_noun(token: Token) -> bool:
    return token.lower[0].isalpha() and len(token.lower) > 1 and token.lower not in w.STOPS and token.lower != "more"


def is_people(token: Token) -> bool:
    """The word names persons: a known word, a plural with a person's ending, or a people's name."""
    word = token.lower
    if word in w.PEOPLE:
        return True
    if word in w.NOT_PEOPLE or not word.endswith(("s", "men", "women")):
        return False
    if word.endswith(w.PEOPLE_ENDINGS) and not word.endswith(w.NOT_PEOPLE_ENDINGS) and len(word) > 5:
        return True
    endings = ("ans", "is", "ars", "ese", "aks") if token.text[1:].islower() else ("ans",)
    return token.text[0].isupper() and word.endswith(endings) and len(word) > 5
