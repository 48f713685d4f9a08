"""Noun phrases taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.nlp.names import describe, gender, is_age, singular, surname


@pytest.mark.parametrize(
    ("phrase", "name", "role"),
    [
        ("Luhansk Governor Serhiy Haidai", "Serhiy Haidai", "Luhansk Governor"),
        ("Mr Haidai", "Haidai", None),
        ("Captain Kateryna Salenko", "Kateryna Salenko", "Captain"),
        ("police lieutenant Nadia Bilyk", "Nadia Bilyk", "police lieutenant"),
        ("Colonel Peter Ramos of the 6th Infantry Division", "Peter Ramos", "Colonel of the 6th Infantry Division"),
        ("M-19 COMMANDER CARLOS PIZARRO", "CARLOS PIZARRO", "M-19 COMMANDER"),
        ("the governor", None, "governor"),
        ("A night watchman, Modou Cissé", "Modou Cissé", "night watchman"),
        ("the driver, Ivan Petrov,", "Ivan Petrov", "driver"),
        ("an electrician, 41, named Oleh Bondar", "Oleh Bondar", "electrician"),
        ("a farmer, Kherson Oblast", None, "farmer , Kherson Oblast"),
        ("a Security Service of Ukraine source", None, "Security Service of Ukraine source"),
        ("Russia's Defence Ministry", None, None),
        ("The Kyiv Post", None, None),
        ("he", None, None),
        ("", None, None),
    ],
)
def test_describe(phrase: str, name: str | None, role: str | None) -> None:
    found = describe(phrase)
    assert (found.name, found.role) == (name, role)


def test_the_head_of_a_source_in_a_body_is_its_last_word() -> None:
    assert describe("a Security Service of Ukraine source").head == "source"
    assert describe("National Bank of Ukraine officials").head == "official"
    assert describe("the mayor of Kherson").head == "mayor"


def test_plural_definite_pronoun() -> None:
    assert describe("two residents").plural
    assert describe("the ministry").definite
    assert describe("they").pronoun
    assert not describe("a nurse").plural


@pytest.mark.parametrize(
    ("phrase", "wanted"),
    [("Mrs Diop", "f"), ("spokeswoman Diop", "f"), ("Mr Diop", "m"), ("Olena Bondar", "f"), ("Qx Zt", None)],
)
def test_gender(phrase: str, wanted: str | None) -> None:
    assert gender(phrase, None, phrase) == wanted


def test_small_forms() -> None:
    assert singular("officials") == "official"
    assert singular("spokesmen") == "spokesman"
    assert singular("ministries") == "ministry"
    assert singular("police") == "police"
    assert surname("Martin Luther King Jr.") == "king"
    assert is_age("the 58-year-old")


@given(st.text(max_size=80))
def test_describe_is_total(phrase: str) -> None:
    assert describe(phrase) == describe(phrase)
