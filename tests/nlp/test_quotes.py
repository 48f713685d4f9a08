"""Quotation marks of every kind."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.nlp.quotes import quotes


def inside(text: str) -> list[str]:
    return [text[found.start : found.end] for found in quotes(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “we won” twice.", ["we won"]),
        ('He said "we won" twice.', ["we won"]),
        ("He said ‘we won’ twice.", ["we won"]),
        ("He said 'we won' twice.", ["we won"]),
        ("Он сказал «мы победили».", ["мы победили"]),
        ("Er sagte „wir siegten“.", ["wir siegten"]),
        ("“They said ‘go’ and we went.”", ["They said ‘go’ and we went.", "go"]),
        ("\"The 'election' was a farce.\"", ["The 'election' was a farce.", "election"]),
        ("The town’s mayor didn’t say ‘yes’.", ["yes"]),
        ("The boys' game wasn't 'fair'.", ["fair"]),
        ("‘The soldiers’ orders were clear,’ she said.", ["The soldiers’ orders were clear,"]),
        ("In the '90s nobody voted.", []),
        ("A five-inch nail.", []),
        ("``We won,'' he said.", ["We won,"]),
        ("", []),
        ("“”", []),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert inside(text) == expected


def test_a_quotation_goes_on_in_the_next_paragraph() -> None:
    text = "She said: “We stayed.\n\n“Then we ran.” Nobody followed."
    found = quotes(text)
    assert [(text[one.start : one.end], one.open_end) for one in found] == [
        ("We stayed.", True),
        ("Then we ran.", False),
    ]


def test_an_unclosed_quotation_ends_with_its_paragraph() -> None:
    text = "She said: “We stayed.\n\nThe rain came."
    assert [(text[one.start : one.end], one.open_end) for one in quotes(text)] == [("We stayed.", False)]


@given(st.text(alphabet="ab s.,“”‘’«»\"'\n", max_size=200))
def test_any_marks_give_stretches_in_order(text: str) -> None:
    found = quotes(text)
    assert list(found) == sorted(found, key=lambda one: (one.start, one.end))
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert found == quotes(text)


@pytest.mark.parametrize("mark", ["“", '"', "'", "‘", " 'a", "“‘"])
def test_many_marks_cost_no_more_than_their_length(
    mark: str, growth: Callable[[Callable[[int], object], int], float]
) -> None:
    assert growth(lambda size: quotes(mark * size), 8000) < 10
