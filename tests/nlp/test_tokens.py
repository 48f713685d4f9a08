"""Words at their places, and base forms."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.nlp.tokens import lemma, tokens


def words(text: str) -> list[str]:
    return [token.text for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Haidai’s deputy didn't come.", ["Haidai’s", "deputy", "didn't", "come", "."]),
        ("2,000 of 70-80% at 4am", ["2,000", "of", "70", "-", "80%", "at", "4am"]),
        ("U.S. troops — “some”", ["U.S.", "troops", "—", "“", "some", "”"]),
        ("well-armed men", ["well-armed", "men"]),
        ("«Выборы» прошли", ["«", "Выборы", "»", "прошли"]),
        ("a--b ...", ["a", "--", "b", "..."]),
        ("", []),
    ],
)
def test_tokens(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@pytest.mark.parametrize(
    ("forms", "base"),
    [
        ("attacks attacked attacking attack", "attack"),
        ("seized seizing seizes", "seize"),
        ("shot shooting shoots", "shoot"),
        ("stabbed stabbing", "stab"),
        ("boycotted boycotting", "boycott"),
        ("annulled annuls", "annul"),
        ("fled fleeing flees", "flee"),
        ("denied denies denying", "deny"),
        ("was is been", "be"),
        ("cities city", "city"),
        ("women woman", "woman"),
        ("torched torching", "torch"),
        ("released releasing", "release"),
        ("said says saying", "say"),
        ("Governor's", "governor"),
        ("going goes went", "go"),
        ("king", "king"),
        ("according", "according"),
        ("planned planning", "plan"),
        ("referenda", "referendum"),
    ],
)
def test_base_forms(forms: str, base: str) -> None:
    assert {lemma(form) for form in forms.split()} == {base}


@given(st.text(max_size=400))
def test_every_token_stands_at_its_place_and_nothing_but_space_is_lost(text: str) -> None:
    found = tokens(text)
    assert all(text[token.start : token.end] == token.text for token in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
    between = [text[one.end : other.start] for one, other in pairwise(found)]
    assert all(not gap.strip() for gap in between)


@given(st.text(max_size=80), st.integers(0, 80), st.integers(0, 80))
def test_a_stretch_is_cut_as_if_it_stood_alone(text: str, start: int, end: int) -> None:
    alone = [(token.start + start, token.end + start, token.text) for token in tokens(text[start:end])]
    assert [(token.start, token.end, token.text) for token in tokens(text, start, end)] == alone


@given(st.text(max_size=40))
def test_a_base_form_never_fails(word: str) -> None:
    assert isinstance(lemma(word), str)
