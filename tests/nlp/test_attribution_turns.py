"""Turns of reporting prose: who is found as the source, and what is said."""

from __future__ import annotations

import pytest

from whence.nlp.attribution import attributions
from whence.nlp.quotes import quotes
from whence.nlp.sentences import sentences


def found(text: str) -> list[tuple[str, str, str]]:
    return [
        (one.cue.found_by.removeprefix("attribution."), one.source.text if one.source else "", one.content[0].text)
        for one in attributions(text, sentences(text), quotes(text))
    ]


@pytest.mark.parametrize(
    ("text", "source", "said"),
    [
        ("The depot was hit by a missile, exiled mayor Taras Bondar says.", "exiled mayor Taras Bondar", "The depot"),
        ("Rose Adhiambo Were says she crossed the border on foot.", "Rose Adhiambo Were", "she crossed"),
        ("Two hundred people fled, said Grace Sang, the commissioner.", "Grace Sang", "Two hundred"),
        ("In the opinion of the army, the rebels want power.", "the army", "the rebels"),
        ("Observers believe a second round would help nobody.", "Observers", "a second round"),
        ("They left after what Israel says was an attack on its post.", "Israel", "was an attack"),
        ("Sixty will come, predicted migration researcher Lali Beridze.", "migration researcher Lali Beridze", "Sixty"),
        (
            "The bloc won 53 percent, the commission said early on Monday with most votes counted.",
            "the commission",
            "The bloc",
        ),
        ("“Nobody was hurt,” its duty officer, Major Ion Marin, snapped.", "Major Ion Marin", "Nobody"),
        ("The mayor put the challenger, Ana Ruiz, at 45.1%.", "The mayor", "put the challenger"),
        ("The commission declared Ana Ruiz re-elected with 50 percent.", "The commission", "declared Ana Ruiz"),
    ],
)
def test_the_source_and_what_it_says(text: str, source: str, said: str) -> None:
    assert any(who == source and what.startswith(said) for _, who, what in found(text)), found(text)


@pytest.mark.parametrize(
    "text",
    [
        "It was a move expected to anger the neighbours.",
        "There is only one confirmed release of a hostage.",
        "He spoke in a session aired on television.",
    ],
)
def test_what_reports_nothing(text: str) -> None:
    assert found(text) == []


def test_two_sources_of_quoted_as_saying() -> None:
    rules = {rule: who for rule, who, _ in found("The agency Belna quoted the ministry as saying that a bridge fell.")}
    assert rules == {"preposed": "The agency Belna", "citing": "the ministry"}


def test_a_signed_post_is_its_authors() -> None:
    text = "The release was announced.\nToday we moved 21 girls to safety. — Relief Corps (@reliefcorps) March 3, 2031"
    assert ("signed", "Relief Corps", "Today we moved 21 girls to safety.") in found(text)


def test_a_communique_is_its_authors() -> None:
    text = (
        "CLANDESTINE, 16 MAR 31 (RADIO NORTE) -- [COMMUNIQUE] [GENERAL\nCOMMAND OF THE NORTHERN FRONT] [TEXT]\n"
        "THE GOVERNMENT HAS BOMBED VILLAGES. WE WILL NOT LAY DOWN ARMS."
    )
    assert any(who == "GENERAL\nCOMMAND OF THE NORTHERN FRONT" for rule, who, _ in found(text) if rule == "label")
