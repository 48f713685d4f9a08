"""Which roles make a person public, and how a lone or set-off name is found."""

from __future__ import annotations

import pytest

from whence.protect.persons import mentions, public_name
from whence.protect.roles import public_role, walk_of_life


@pytest.mark.parametrize(
    "role",
    [
        "mayor of Kherson",
        "Luhansk Governor",
        "deputy police chief",
        "member of parliament",
        "returning officer",
        "Germany's Chancellor",
        "former lawyer, minister of justice",
        "director of the Water Agency",
    ],
)
def test_an_office_is_public(role: str) -> None:
    assert public_role(role)
    assert not walk_of_life(role)


@pytest.mark.parametrize(
    "role",
    [
        "driver of the president",
        "the governor's wife",
        "head of the emergency ward",
        "director",
        "director of the village school",
        "surgeon",
        "field officer of a charity",
        None,
    ],
)
def test_a_walk_of_life_is_not(role: str | None) -> None:
    assert not public_role(role)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The keys are with a night man called Yurko who sleeps there.", "Yurko"),
        ("Our reader Mile counted fourteen lorries.", "Mile"),
        ("A driver who gave his name only as Elshan took them home.", "Elshan"),
        ("They were sent home, said Nairelis Zoto, a schoolteacher.", "Nairelis Zoto"),
        ("It was cold, a nurse named Qadira said.", "Qadira"),
    ],
)
def test_a_person_who_is_introduced_is_found_private(text: str, name: str) -> None:
    found = {text[one.start : one.end]: one.public for one in mentions(text)}
    assert found.get(name) is False


def test_public_figures_need_no_office() -> None:
    assert public_name("Vladimir Putin")
    assert not public_name("Oleh Bondar")
