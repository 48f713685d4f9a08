"""Numbers in words and digits, with their spans."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.nlp.numbers import Number, lex, numbers

TABLE = [
    ("fourteen men", "fourteen", 14),
    ("two hundred and fifty men and six dogs", "two hundred and fifty", 250),
    ("ONE HUNDRED THOUSAND TWO HUNDRED AND THREE", "ONE HUNDRED THOUSAND TWO HUNDRED AND THREE", 100203),
    ("TWENTY-ONE men", "TWENTY-ONE", 21),
    ("sixty-one point three percent", "sixty-one point three", 61.3),
    ("1.2 million pesos", "1.2 million", 1200000),
    ("17,000 people", "17,000", 17000),
    ("1,20,000 people", "1,20,000", 120000),
    ("17\u00a0000 people", "17\u00a0000", 17000),
    ("half a million people", "half a million", 500000),
    ("a half-dozen men", "a half-dozen", 6),
    ("two and a half million men", "two and a half million", 2500000),
    ("a dozen men", "a dozen", 12),
    ("three dozen men", "three dozen", 36),
    ("a score of men", "a score of", 20),
    ("a couple of men", "a couple of", 2),
    ("a hundred and ten men", "a hundred and ten", 110),
    ("$5.5m", "5.5m", 5500000),
    ("€23bn", "23bn", 23 * 10**9),
    ("2 million-barrel cap", "2 million", 2000000),
    ("24", "24", 24),
    ("zero", "zero", 0),
]
VAGUE = [
    ("several men", "several", 3),
    ("dozens of men", "dozens", 24),
    ("scores of men", "scores", 40),
    ("hundreds of men", "hundreds", 200),
    ("several hundred men", "several hundred", 200),
    ("thousands of men", "thousands", 2000),
    ("several thousand men", "several thousand", 2000),
    ("tens of thousands of men", "tens of thousands", 20000),
    ("HUNDREDS OF THOUSANDS OF MEN", "HUNDREDS OF THOUSANDS", 200000),
    ("a few hundred men", "a few hundred", 200),
    ("several dozens of men", "several dozens", 24),
]
ORDINALS = [("the third man", "third", 3), ("the 13th of May", "13th", 13), ("the twenty-first", "twenty-first", 21)]
SHARES = [
    ("two-thirds of voters", "two-thirds", 66.7),
    ("a third of voters", "a third", 33.3),
    ("1/3 of them", "1/3", 33.3),
]


def _first(text: str) -> tuple[Number, str]:
    found = numbers(text)[0]
    return found, text[found.start : found.end]


@pytest.mark.parametrize(("text", "words", "value"), TABLE)
def test_cardinals(text: str, words: str, value: float) -> None:
    found, span = _first(text)
    assert (span, found.value) == (words, value)
    assert (found.vague, found.ordinal, found.share) == (False, False, False)


@pytest.mark.parametrize(("text", "words", "value"), VAGUE)
def test_vague_words_carry_a_floor(text: str, words: str, value: float) -> None:
    found, span = _first(text)
    assert (span, found.value, found.vague) == (words, value, True)


@pytest.mark.parametrize(("text", "words", "value"), ORDINALS)
def test_ordinals(text: str, words: str, value: float) -> None:
    found, span = _first(text)
    assert (span, found.value, found.ordinal) == (words, value, True)


@pytest.mark.parametrize(("text", "words", "value"), SHARES)
def test_shares_are_percent(text: str, words: str, value: float) -> None:
    found, span = _first(text)
    assert (span, found.value, found.share) == (words, value, True)


def test_neighbours_stay_apart() -> None:
    assert [found.value for found in numbers("six or seven, 1,950, 2,000 and 23,24")] == [6, 7, 1950, 2000, 23, 24]


@pytest.mark.parametrize("text", ["a third man", "a quarter mile", "many men", "tens of men", "half", "and a"])
def test_words_that_are_no_cardinal(text: str) -> None:
    assert [found.value for found in numbers(text) if not (found.ordinal or found.share)] == []


@settings(max_examples=300, deadline=None)
@given(st.text(max_size=200))
def test_any_text_gives_sound_numbers(text: str) -> None:
    last = 0
    for found in numbers(text):
        assert last <= found.start < found.end <= len(text)
        last = found.end
    assert all(text[token.start : token.end] == token.text for token in lex(text))
    assert numbers(text) == numbers(text)


WORD_LIST = """
a half hundred thousand million and - two twenty third dozen of point score several few tens 1.5 2 /
3 4,000 k
"""
WORDS = st.sampled_from(WORD_LIST.split())


@settings(max_examples=300, deadline=None)
@given(st.lists(WORDS, max_size=12))
def test_any_jumble_of_number_words_ends(words: list[str]) -> None:
    text = " ".join(words)
    assert all(found.start < found.end for found in numbers(text))
