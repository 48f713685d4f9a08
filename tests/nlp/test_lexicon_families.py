"""Families of triggers in ordinary prose: light verbs, passives, nouns, and what must not set them off."""

from __future__ import annotations

import pytest

from whence.nlp.lexicon import Lexicon
from whence.schema.reading import Act
from whence.schema.records import Input, Report

ENGINE = Lexicon()


def acts(text: str) -> tuple[Act, ...]:
    return ENGINE.read([Report(report_id="r", input=Input(), text=text)])[0].acts


def role(act: Act, name: str) -> list[str]:
    return [one.span.text for one in act.roles if one.role == name]


@pytest.mark.parametrize(
    ("text", "kind", "mode"),
    [
        ("The patrol came under fire near the river.", "ASSAULT", "firearms"),
        ("Pirates seized a tanker off the cape.", "ASSAULT", "abduct"),
        ("The rebels downed a helicopter.", "ASSAULT", "destroy"),
        ("Guards fired rubber bullets at the crowd.", "ASSAULT", "crowd-control"),
        ("The editor was captured by soldiers at the airport.", "COERCE", "arrest"),
        ("The army closed off the streets around the square.", "COERCE", "restrict"),
        ("The regime cracked down on the unions.", "COERCE", "restrict"),
        ("The judge was removed from office.", "SANCTION", "expel"),
        ("A teacher was sentenced for the robbery.", "SANCTION", "convict"),
        ("The delegation walked out of the talks.", "REJECT", "meet"),
        ("The ministry has denied the charges that the opposition brought.", "REJECT", None),
        ("The deputies voted to approve the treaty.", "SUPPORT", None),
        ("Police found grenades in the van.", "ACCUSE", "investigate"),
        ("The general is suspected of fraud.", "ACCUSE", "allege"),
        ("Hundreds gathered outside the court.", "PROTEST", "demo"),
        ("The refugees returned to Tarsk.", "MOVE", "return"),
        ("Both sides declared a truce.", "RETREAT", "ceasefire"),
        ("A donor contributed food to the camp.", "AID", None),
        ("The mayor convened an urgent meeting of the council.", "CONSULT", None),
        ("Troops were sent to the border.", "MOBILIZE", "troops"),
    ],
)
def test_type_and_mode(text: str, kind: str, mode: str | None) -> None:
    assert (kind, mode) in [(act.type, act.mode) for act in acts(text)]


@pytest.mark.parametrize(
    "text",
    [
        "She returned to work after the holiday.",
        "The band will release a song and tour the coast.",
        "They found a good baker near the river.",
        "The firm is proud to open its doors.",
        "He captured the mood of the evening.",
    ],
)
def test_everyday_senses_set_nothing_off(text: str) -> None:
    assert acts(text) == ()


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("A man of 78 was charged with assault.", ["A man of 78"]),
        ("The clerk was accused of taking bribes.", ["The clerk"]),
        ("Two drivers are suspected of theft.", ["Two drivers"]),
    ],
)
def test_who_is_charged_is_the_target(text: str, target: list[str]) -> None:
    [act] = [act for act in acts(text) if act.type == "ACCUSE"]
    assert (role(act, "actor"), role(act, "target")) == ([], target)


def test_evidence_ends_where_the_next_act_of_the_subject_is_joined_on() -> None:
    burned, arrested = acts("Soldiers burned the ballots at the depot and arrested two clerks.")
    assert burned.evidence.text == "Soldiers burned the ballots at the depot"
    assert arrested.evidence.text == "arrested two clerks"
    assert role(arrested, "actor") == ["Soldiers"]
