"""The lexicon engine: triggers of every type, clauses, roles."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.nlp.lexicon import Lexicon, is_english
from whence.schema.ontology import type_names
from whence.schema.reading import Act, Reading
from whence.schema.records import Input, Report

ENGINE = Lexicon()


def read(text: str, language: str | None = "en") -> Reading:
    report = Report(report_id="0" * 16, input=Input(), language=language, text=text)
    return ENGINE.read([report])[0]


def acts(text: str) -> tuple[Act, ...]:
    return read(text).acts


def role(act: Act, name: str) -> list[str]:
    return [found.span.text for found in act.roles if found.role == name]


TRIGGERS = [
    ("Both parties agreed on a date for the talks.", "AGREE", None),
    ("The two governments signed a border agreement in Marvo.", "AGREE", None),
    ("The foreign minister met the opposition leader in Tarsk.", "CONSULT", None),
    ("A delegation visited the prison on Monday.", "CONSULT", "visit"),
    ("Qatar mediated between the government and the rebels.", "CONSULT", "third-party"),
    ("The bishop praised the volunteers for their patience.", "SUPPORT", None),
    ("Moscow will recognise the result of the referendum.", "SUPPORT", None),
    ("The mayor conceded defeat late on Sunday.", "CONCEDE", None),
    ("Residents passed on information about patrols to the resistance.", "COOPERATE", None),
    ("The Red Cross handed out blankets to families in the hall.", "AID", None),
    ("The army withdrew its troops from the border villages.", "RETREAT", "withdraw"),
    ("The court released two journalists on bail.", "RETREAT", "release"),
    ("The defence minister resigned on Tuesday.", "RETREAT", "resign"),
    ("Both sides declared a ceasefire in the valley.", "RETREAT", "ceasefire"),
    ("The government lifted the curfew in the port.", "RETREAT", None),
    ("She urged voters to stay at home.", "REQUEST", "change"),
    ("The governor asked the army to help the villagers.", "REQUEST", "assist"),
    ("The union condemned the decision as unlawful.", "ACCUSE", "disapprove"),
    ("He blamed the militia for the fire.", "ACCUSE", "allege"),
    ("Prosecutors opened an investigation into the deaths.", "ACCUSE", "investigate"),
    ("Five states refused to recognise the outcome.", "REJECT", None),
    ("The Supreme Court annulled the vote in four districts.", "REJECT", "change"),
    ("The general threatened to bomb the capital.", "THREATEN", "violence"),
    ("Headmasters threatened to dismiss teachers who stayed away.", "THREATEN", "restrict"),
    ("Thousands of people marched against the law.", "PROTEST", "demo"),
    ("Dockers went on strike in two ports.", "PROTEST", "strike"),
    ("The main opposition party boycotted the election.", "PROTEST", "boycott"),
    ("Farmers blocked the road to the airport.", "PROTEST", "obstruct"),
    ("Canada imposed sanctions on nine judges.", "SANCTION", "economic"),
    ("A court in Marvo sentenced the editor to six years in prison.", "SANCTION", "convict"),
    ("The bloc expelled two diplomats on Friday.", "SANCTION", "expel"),
    ("The president ordered the call-up of 40,000 reservists.", "MOBILIZE", "troops"),
    ("The north test-fired a ballistic missile on Sunday.", "MOBILIZE", "weapons"),
    ("Police detained 80 demonstrators in the square.", "COERCE", "arrest"),
    ("Soldiers seized the printing house and its ballots.", "COERCE", "seize"),
    ("The authorities imposed a curfew in the town.", "COERCE", "curfew"),
    ("Employers forced their workers to vote.", "COERCE", "vote"),
    ("The government banned two newspapers.", "COERCE", "ban"),
    ("Mobile internet was slowed in three regions.", "COERCE", "censor"),
    ("Hackers knocked the website of the commission offline.", "COERCE", "cyber"),
    ("Gunmen kidnapped a clerk on the road to Tarsk.", "ASSAULT", "abduct"),
    ("Guards beat the prisoners with hoses.", "ASSAULT", "beat"),
    ("A polling station was set alight in Marvo.", "ASSAULT", "destroy"),
    ("A bomb exploded outside the town hall.", "ASSAULT", "explosives"),
    ("Snipers opened fire on the crowd.", "ASSAULT", "firearms"),
    ("Artillery shelled the village all night.", "ASSAULT", "heavy-weapons"),
    ("Police fired tear gas at the students.", "ASSAULT", "crowd-control"),
    ("A suicide bomber killed four guards at the gate.", "ASSAULT", "suicide-attack"),
    ("The judge was assassinated in her car.", "ASSAULT", "assassinate"),
    ("An air strike hit the depot.", "ASSAULT", "aerial"),
    ("Voters went to the polls in six provinces.", "VOTE", "hold"),
    ("The ruling party won 54 percent of the vote.", "VOTE", "result"),
    ("Turnout was 61.3 percent, the commission said.", "VOTE", "turnout"),
    ("Observers from the union watched the count in Tarsk.", "VOTE", "observe"),
    ("The commission postponed the election in two counties.", "VOTE", "postpone"),
    ("Drones dropped leaflets over the occupied town.", "CAMPAIGN", "leaflet"),
    ("She held an election rally in the stadium.", "CAMPAIGN", "rally"),
    ("The rebels released a video with a message to voters.", "CAMPAIGN", "broadcast"),
    ("About 900 families fled the valley.", "MOVE", "flee"),
    ("The wounded and staff were evacuated from the hospital.", "MOVE", "evacuate"),
    ("Some 200 villagers returned home this week.", "MOVE", "return"),
]


@pytest.mark.parametrize(("text", "kind", "mode"), TRIGGERS)
def test_triggers(text: str, kind: str, mode: str | None) -> None:
    assert (kind, mode) in [(act.type, act.mode) for act in acts(text)]


def test_the_table_of_triggers_covers_every_type() -> None:
    assert {kind for _, kind, _ in TRIGGERS} == set(type_names())


@pytest.mark.parametrize(
    "text",
    [
        "The goalkeeper stopped a shot in the second half.",
        "The ferry leaves at nine.",
        "She spoke for an hour with a heavy cold.",
        "The poll watchers drank tea.",
        "Their victory in the quiz surprised the town.",
        "He told reporters that the harvest was late.",
        "The shop's owner kept the radio on.",
        "Prices rose by 4 percent.",
        "The film was shot in Tarsk.",
        "A source asked not to be named.",
    ],
)
def test_prose_without_acts_gives_none(text: str) -> None:
    assert acts(text) == ()


@pytest.mark.parametrize(
    ("text", "actor", "target", "instrument"),
    [
        ("Rebels attacked a convoy near Tarsk.", ["Rebels"], ["a convoy"], []),
        ("A convoy was attacked by rebels near Tarsk.", ["rebels"], ["A convoy"], []),
        ("Masked men beat two clerks with truncheons.", ["Masked men"], ["two clerks"], ["truncheons"]),
        ("Rockets struck a barracks in Marvo.", [], ["a barracks"], ["Rockets"]),
        ("Police arrested the editor and two reporters.", ["Police"], ["the editor", "two reporters"], []),
        ("Ireland and Albania condemned the shelling.", ["Ireland", "Albania"], ["the shelling"], []),
        ("The mayor, Ana Tusk, praised the staff.", ["The mayor, Ana Tusk"], ["the staff"], []),
        ("The men, who wore masks, attacked the clerks.", ["The men"], ["the clerks"], []),
        ("The two men, both of whom wore masks, attacked the clerks.", ["The two men"], ["the clerks"], []),
        ("Some 40 men, wearing the badges of a guard, attacked the clerks.", ["Some 40 men"], ["the clerks"], []),
        ("Police arrested the editor and 15 others.", ["Police"], ["the editor", "15 others"], []),
        ("On Sunday police detained him.", ["police"], ["him"], []),
        ("Ten people fled the town.", ["Ten people"], [], []),
        (
            "Soldiers threw a grenade into the yard of the school.",
            ["Soldiers"],
            ["the yard of the school"],
            ["a grenade"],
        ),
    ],
)
def test_roles(text: str, actor: list[str], target: list[str], instrument: list[str]) -> None:
    (act,) = acts(text)
    assert (role(act, "actor"), role(act, "target")) == (actor, target)
    assert role(act, "instrument") in (instrument, [])


@pytest.mark.parametrize(
    ("text", "evidence"),
    [
        (
            "Rebels attacked a convoy near Tarsk on Friday, the governor said.",
            "Rebels attacked a convoy near Tarsk on Friday",
        ),
        ("The governor said that rebels attacked a convoy.", "rebels attacked a convoy"),
        (
            "Rebels attacked a convoy near Tarsk, the head of the ward, Dr Ana Sagna, has told reporters.",
            "Rebels attacked a convoy near Tarsk",
        ),
        (
            "Rebels attacked a convoy, two lorries, a tanker, and the depot.",
            "Rebels attacked a convoy, two lorries, a tanker, and the depot",
        ),
        ("“Rebels attacked a convoy,” he said.", "Rebels attacked a convoy"),
        ("Rebels attacked a convoy, according to the army.", "Rebels attacked a convoy"),
        ("Police arrested 40 people while the rain fell on the square.", "Police arrested 40 people"),
        ("Rebels attacked a convoy, killing four, the army said.", "Rebels attacked a convoy, killing four"),
        ("Four people died when rebels attacked a bus.", "Four people died when rebels attacked a bus"),
    ],
)
def test_evidence_is_the_clause_without_who_says_so(text: str, evidence: str) -> None:
    assert [act.evidence.text for act in acts(text)] == [evidence]


def test_two_acts_in_one_quotation_are_two() -> None:
    found = acts("“An explosion shook a depot in Tarsk, and another one thundered at a barracks in Marvo.”")
    assert [(act.type, act.mode) for act in found] == [("ASSAULT", "explosives")] * 2
    assert found[0].evidence.end <= found[1].evidence.start


def test_joined_verbs_of_one_type_are_one_act() -> None:
    (act,) = acts("Several offices have been attacked and burned down.")
    assert act.mode == "destroy"
    assert act.evidence.text == "Several offices have been attacked and burned down"


def test_what_is_urged_is_an_act_of_its_own() -> None:
    found = acts("She urged the commission to annul the results.")
    assert [(act.type, act.mode) for act in found] == [("REQUEST", "change"), ("REJECT", "change")]


def test_a_threatened_act_is_only_the_threat() -> None:
    assert [act.type for act in acts("They threatened to burn down the house of anyone who voted.")] == ["THREATEN"]


def test_a_condemned_act_is_not_told() -> None:
    assert [act.type for act in acts("The bishop condemned the attack.")] == ["ACCUSE"]


def test_titles_and_summaries_before_the_body_are_not_read() -> None:
    text = "Police arrest forty in Tarsk\n\n• Police arrest forty\n\nPolice arrested forty people in Tarsk."
    assert [act.evidence.text for act in acts(text)] == ["Police arrested forty people in Tarsk"]


def test_newswire_in_capitals_is_read() -> None:
    (act,) = acts("TARSK, 4 FEB 90 (NORTH WIRE) -- [TEXT] GUERRILLAS ATTACKED A POLICE POST IN THE NORTH.")
    assert (act.type, role(act, "actor"), role(act, "target")) == ("ASSAULT", ["GUERRILLAS"], ["A POLICE POST"])


def test_other_languages_are_left_unread() -> None:
    assert read("Police arrested forty people.", "uk") == Reading(engine=ENGINE.name)
    assert read("Police arrested forty people.", "en-GB").acts
    assert read("Police arrested forty people.", None).acts


@pytest.mark.parametrize(
    ("code", "expected"), [("en", True), ("EN_us", True), (None, True), ("ru", False), ("end", False)]
)
def test_english_by_its_code(code: str | None, expected: bool) -> None:
    assert is_english(code) is expected


def test_the_engine_says_which_ontology_it_read_by() -> None:
    assert ENGINE.name.startswith("lexicon/2-")
    assert Lexicon().name == ENGINE.name


def check(text: str) -> None:
    reading = read(text)
    assert reading == read(text)
    for act in reading.acts:
        spans = [act.evidence, act.trigger, *(found.span for found in act.roles)]
        assert all(text[span.start : span.end] == span.text != "" for span in spans)
        assert act.evidence.start <= act.trigger.start
        assert act.trigger.end <= act.evidence.end
    triggers = [(act.trigger.start, act.type) for act in reading.acts]
    assert len(set(triggers)) == len(triggers)


@given(st.text(max_size=300))
@settings(deadline=None)
def test_any_text_is_read_without_fail(text: str) -> None:
    check(text)


_WORDS = """
police rebels the a arrested attacked vote voters not will be been to and that said who , . ; “ ” ' ( ) 40
percent fire on set alight burned ballots by with rockets in Tarsk Sunday turnout was urged refused sanctions
imposed drones leaflets of
"""
WORDS = _WORDS.split()


@given(st.lists(st.sampled_from(WORDS), max_size=60))
@settings(deadline=None, max_examples=200)
def test_any_string_of_news_words_is_read_to_the_letter(words: list[str]) -> None:
    check(" ".join(words))
