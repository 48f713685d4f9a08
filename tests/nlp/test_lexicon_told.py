"""What the setting makes of an act, who holds an opinion, and what only loose triggers find."""

from __future__ import annotations

import pytest

from whence.nlp.lexicon import Lexicon
from whence.nlp.lexicon_match import matches
from whence.nlp.lexicon_phrases import analyse
from whence.nlp.sentences import sentences
from whence.schema.reading import Act
from whence.schema.records import Input, Report

ENGINE = Lexicon()


def acts(text: str, engine: Lexicon = ENGINE) -> tuple[Act, ...]:
    return engine.read([Report(report_id="r", input=Input(), text=text)])[0].acts


def role(act: Act, name: str) -> list[str]:
    return [one.span.text for one in act.roles if one.role == name]


@pytest.mark.parametrize(
    ("text", "kind", "mode"),
    [
        ("Protesters hurled stones at the police.", "PROTEST", "riot"),
        ("Gunmen hurled stones at the police.", "ASSAULT", "primitive"),
        ("Demonstrators killed a guard at the gate.", "ASSAULT", None),
        ("“We will burn your buses,” the rebels wrote.", "THREATEN", "violence"),
        ("The rebels will burn the buses.", "ASSAULT", "destroy"),
        ("The front asked the people not to vote in Sunday's election.", "PROTEST", "boycott"),
        ("The prosecutor faces three charges over the fire.", "ACCUSE", "allege"),
        ("The mayor fired her police chief on Monday.", "SANCTION", "expel"),
        ("The senator dropped out of the race.", "RETREAT", "withdraw"),
        ("Refugees streamed over the border.", "MOVE", "flee"),
        ("The council approved a resolution on the bridge.", "SUPPORT", None),
    ],
)
def test_type_and_mode(text: str, kind: str, mode: str | None) -> None:
    assert (kind, mode) in [(act.type, act.mode) for act in acts(text)]


@pytest.mark.parametrize(
    ("text", "actor", "target"),
    [
        ("The Senate is opposed to the law.", ["The Senate"], ["the law"]),
        ("Governor Lee faced criticism from the bishops.", ["the bishops"], ["Governor Lee"]),
        ("Mayor Ann Lee (R-Ohio) condemned the raid.", ["Mayor Ann Lee"], ["the raid"]),
        ("The mayor released a letter condemning the raid.", ["The mayor"], ["the raid"]),
        ("There were attacks on the convoy.", [], ["the convoy"]),
        ("The bill is backed by the military.", ["the military"], ["The bill"]),
        ("Guards fled as the driver opened fire on the crowd.", ["the driver"], ["the crowd"]),
    ],
)
def test_who_and_whom(text: str, actor: list[str], target: list[str]) -> None:
    assert (actor, target) in [(role(act, "actor"), role(act, "target")) for act in acts(text)]


def test_the_dead_and_the_wounded_of_one_toll_are_one_act() -> None:
    [toll] = acts("Ten people were killed and twelve others were wounded in the attack.")
    assert role(toll, "target") == ["Ten people", "twelve others"]


def test_a_clause_ends_where_the_main_clause_goes_on() -> None:
    [act] = acts("The senator, who endorsed the governor in May, made the bridge his theme.")
    assert act.evidence.text == "who endorsed the governor in May"


def test_loose_triggers_only_count_where_they_are_asked_for() -> None:
    text = "A spokesman voiced pride in the endorsement."
    [found] = acts(text, Lexicon(loose=True))
    assert (acts(text), found.type) == ((), "SUPPORT")
    assert found.trigger.confidence < 0.5


def test_a_loose_trigger_gives_way_to_any_other() -> None:
    text = "The union demanded the withdrawal of the bill."
    firm, both = (matches(analyse(text, 0, len(text)), loose=loose) for loose in (False, True))
    assert [match.trigger for match in both if "loose" not in match.trigger.flags] == [match.trigger for match in firm]


HEADLINE = "Mayor Quits After Bridge Report."
BODY = "\n\nThe mayor of Tarsk left office on Monday after a report on the bridge.\n\nShe had been in office since May."


def test_a_headline_with_a_full_stop_is_no_body() -> None:
    found = sentences(HEADLINE + BODY)
    assert [one.kind for one in found] == ["title", "body", "body"]


@pytest.mark.parametrize(
    "opening",
    ["The mayor quit on Monday.", "The mayor of Tarsk was beaten at the bridge.", "A bus burns. Nobody is hurt."],
)
def test_a_short_first_sentence_is(opening: str) -> None:
    assert sentences(opening + BODY)[0].kind == "body"
