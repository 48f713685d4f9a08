"""Sentences and paragraphs."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.nlp.sentences import sentences


def split(text: str) -> list[str]:
    return [text[found.start : found.end] for found in sentences(text)]


def kinds(text: str) -> list[tuple[str, str]]:
    return [(found.kind, text[found.start : found.end]) for found in sentences(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("O. V. Klychko came. He left.", ["O. V. Klychko came.", "He left."]),
        ("Mr. Smith spoke to Gen. Lebed. Nobody heard.", ["Mr. Smith spoke to Gen. Lebed.", "Nobody heard."]),
        ("They met at 5 p.m. Friday in Riga.", ["They met at 5 p.m. Friday in Riga."]),
        ("It began at 5 p.m. The army left.", ["It began at 5 p.m.", "The army left."]),
        ("The U.S. Senate voted. It passed.", ["The U.S. Senate voted.", "It passed."]),
        ("Station No. 41 was closed. It rained.", ["Station No. 41 was closed.", "It rained."]),
        ("On Aug. 13 they fled. Some stayed.", ["On Aug. 13 they fled.", "Some stayed."]),
        ("“Stop.” He ran. “Why?” she asked.", ["“Stop.”", "He ran.", "“Why?” she asked."]),
        ("“We will win! Do not vote. Stay home,” it read.", ["“We will win!", "Do not vote.", "Stay home,” it read."]),
        ("THE ARMY FIRED. TWO DIED, SEN. RUIZ SAID.", ["THE ARMY FIRED.", "TWO DIED, SEN. RUIZ SAID."]),
        ("One.\n\nTwo.", ["One.", "Two."]),
        ("", []),
        (" \n\n ", []),
    ],
)
def test_split(text: str, expected: list[str]) -> None:
    assert split(text) == expected


def test_wrapped_lines_are_one_paragraph() -> None:
    text = "THE GOVERNMENT SAID TODAY THAT THE ARMY HAD LEFT THE TWO\nVILLAGES IN THE NORTH.  NOBODY DENIED IT."
    found = sentences(text)
    assert len(found) == 2
    assert found[0].paragraph == found[1].paragraph


def test_title_bullets_dateline_caption() -> None:
    text = (
        "Votes counted in the rain\n\n• Turnout low\n• One box lost\n\n"
        "Photo: a clerk at work in Varen.\n\n"
        "VAREN, Oct 3 (North Wire) - The clerks counted all night. They slept at six."
    )
    assert kinds(text) == [
        ("title", "Votes counted in the rain"),
        ("bullet", "• Turnout low"),
        ("bullet", "• One box lost"),
        ("caption", "Photo: a clerk at work in Varen."),
        ("dateline", "VAREN, Oct 3 (North Wire) -"),
        ("body", "The clerks counted all night."),
        ("body", "They slept at six."),
    ]


def test_a_heading_between_paragraphs_is_no_body() -> None:
    text = "The clerks counted all night.\n\nLate results\n\nThey slept at six."
    assert [kind for kind, _ in kinds(text)] == ["body", "title", "body"]


def test_a_report_of_one_line_is_body_even_without_a_stop() -> None:
    assert kinds("Three boxes were burned in Varen last night") == [
        ("body", "Three boxes were burned in Varen last night")
    ]


def test_dashes_in_prose_are_no_dateline() -> None:
    assert all(kind == "body" for kind, _ in kinds("The men - three of them - ran away. Nobody saw them again."))


def test_paragraphs_count_up() -> None:
    numbers = [found.paragraph for found in sentences("One here. Two here.\n\nThree here.\n\n- Four here.")]
    assert numbers == [0, 0, 1, 2]


@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=600))
def test_any_text_gives_ordered_trimmed_stretches(text: str) -> None:
    found = sentences(text)
    assert found == sentences(text)
    for one in found:
        assert text[one.start : one.end].strip() == text[one.start : one.end] != ""
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    "text", ["A. " * 20000, "(" * 50000, "“A” " * 20000, "A-" * 30000, "\n" * 50000, "X, " * 20000]
)
def test_hostile_texts_cost_no_more_than_their_length(
    text: str, growth: Callable[[Callable[[int], object], int], float]
) -> None:
    assert growth(lambda size: sentences(text[:size]), len(text) // 4) < 10
