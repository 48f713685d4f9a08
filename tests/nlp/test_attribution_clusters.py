"""Who is who within one report."""

from __future__ import annotations

import time

import pytest

from whence.nlp.attribution import attributions
from whence.nlp.attribution_acronyms import acronyms
from whence.nlp.attribution_clusters import cast
from whence.nlp.attribution_entities import Entity
from whence.nlp.attribution_roles import role_beside
from whence.nlp.attribution_text import shouting
from whence.nlp.quotes import quotes
from whence.nlp.sentences import sentences

OFFICER = "Olha Bondar, election officer of Arvel, wept."


def who(text: str, words: str) -> Entity | None:
    """The entity that the last occurrence of some words means."""
    found = attributions(text, sentences(text), quotes(text))
    company = cast(text, sentences(text), found, shouting=shouting(text))
    start = text.rindex(words)
    return company.who(start, start + len(words))


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Luhansk Governor Serhiy Haidai came. Mr Haidai said it burned.", "Mr Haidai", "Serhiy Haidai"),
        ("Serhiy Haidai came. Haidai said it burned.", "Haidai", "Serhiy Haidai"),
        ("Serhiy Haidai said it burned. He added that it was late.", "He", "Serhiy Haidai"),
        ("Olena Bondar said it burned. Ivan Melnyk said it did not. She added that it did.", "She", "Olena Bondar"),
        ("Ivan Melnyk, a farmer, woke. The farmer said it burned.", "The farmer", "Ivan Melnyk"),
        ("The mayor of Kherson said it burned. Ivan Melnyk said he saw it.", "The mayor of Kherson", "Ivan Melnyk"),
        ("The FMLN said it would vote. It added that it would win.", "It", "FMLN"),
        ("The Election Board of Arvel met. Few had voted, the EBA said.", "the EBA", "Election Board of Arvel"),
        ("The Commission on Elections met. Turnout was low, Comelec said.", "Comelec", "Commission on Elections"),
        ("THE NORTHERN UNITY FRONT (FUN) MET. THE FUN SAID IT HAD WON.", "THE FUN", "Northern Unity Front"),
        ("Ivan Melnyk came. Olha Bondar filmed it. Melnyk left. He said it burned.", "He", "Ivan Melnyk"),
        ("The Arvel Guard denied it. The Fire Service has a lower count: two died, it said.", "it", "Fire Service"),
        ("A Guard spokesman said it burned. Major Ivan Melnyk said nobody died.", "A Guard spokesman", "Ivan Melnyk"),
        (f"The election officer said it burned. {'Rain fell. ' * 5}{OFFICER}", "The election officer", "Olha Bondar"),
        ("A teacher in Svatove said it burned. The teacher said so twice.", "The teacher", "teacher in Svatove"),
        ("JUAN PEREZ, MAYOR OF LEON, SAID IT BURNED. PEREZ SAID THAT NOBODY HAD DIED THERE.", "PEREZ", "Juan Perez"),
    ],
)  # fmt: skip
def test_mention_means(text: str, words: str, name: str) -> None:
    found = who(text, words)
    assert found is not None
    assert found.name == name


def test_a_new_individual_is_not_the_last_one() -> None:
    found = who("A nurse in Kherson said it burned. A farmer said it did not.", "A farmer")
    assert found is not None
    assert found.name == "farmer"


def test_a_role_that_two_people_hold_names_neither() -> None:
    text = "The election officer said it burned. Rain. Rain. Rain. Rain. Ivan Melnyk, election officer, left. "
    found = who(text + "Olha Bondar, election officer, left.", "The election officer")
    assert found is not None
    assert found.name == "election officer"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The United Nations met. The UN left.", {"UN": "United Nations"}),
        ("A University in Shanghai wrote. The US left.", {}),
        ("Korean Central Television (KCTV) spoke.", {"KCTV": "Korean Central Television"}),
        ("The Big Bold Corps sang. The BBC said so, and PM.", {"BBC": "Big Bold Corps"}),
        ("Nothing here is short.", {}),
    ],
)
def test_what_abbreviations_stand_for(text: str, expected: dict[str, str]) -> None:
    assert acronyms(text) == expected


def test_abbreviations_take_time_in_step_with_the_text() -> None:
    def seconds(times: int) -> float:
        began = time.process_time()
        acronyms("The Big Aa Bb Cc Dd Ee Ff Gg Hh (BAB) and ABCDEF Abcdef Ii. " * times)
        return time.process_time() - began

    seconds(50)
    assert seconds(1600) < 30 * max(seconds(200), 0.002)


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The exiled mayor of Melitopol, Ivan Melnyk, spoke.", "exiled mayor of Melitopol"),
        ("Ivan Melnyk, a spokesman for the southern command, spoke.", "spokesman for the southern command"),
        ("Ivan Melnyk, who heads the commission, spoke.", "head of the commission"),
        ("Police lieutenant Ivan Melnyk spoke.", "Police lieutenant"),
        ("Ivan Melnyk spoke.", None),
    ],
)
def test_role_beside_a_name(text: str, role: str | None) -> None:
    start = text.index("Ivan Melnyk")
    found = role_beside(text, start, start + len("Ivan Melnyk"))
    assert found == role or (found or "").replace("the ", "") == (role or "").replace("the ", "")
