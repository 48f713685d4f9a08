"""The stage extract: acts become claims, every value with its ground."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.nlp.lexicon import Lexicon
from whence.schema.reading import Act, Reading, Role
from whence.schema.records import Claim, Input, Report, Span
from whence.schema.stage import Stage, Work
from whence.stages.extract import Extract

ENGINE = Lexicon()
STEP = Extract().open()


def work(text: str, reading: Reading | None = None, title: str | None = None) -> Work:
    report = Report(report_id="0" * 16, input=Input(), language="en", text=text, title=title)
    return Work(report=report, reading=reading or ENGINE.read([report])[0])


def claims(text: str, title: str | None = None) -> tuple[Claim, ...]:
    return STEP([work(text, title=title)])[0].claims


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(text=words, start=start, end=start + len(words), found_by="other/2", confidence=0.9)


def test_it_is_a_stage() -> None:
    stage = Extract()
    assert isinstance(stage, Stage)
    assert (stage.reads, stage.writes) == (frozenset({"report", "reading"}), frozenset({"claims"}))
    assert stage.fingerprint() == Extract().fingerprint()


def test_a_report_that_was_not_read_is_left_as_it_is() -> None:
    report = Report(report_id="0" * 16, input=Input(), text="Police arrested forty.")
    assert STEP([Work(report=report)]) == [Work(report=report)]


def test_parties_figures_and_means() -> None:
    (claim,) = claims("Masked men beat 12 clerks with truncheons in Tarsk.")
    assert [actor.text for actor in claim.actors] == ["Masked men"]
    assert [target.name for target in claim.targets] == ["12 clerks"]
    assert all(party.private and party.sector is None for party in claim.actors + claim.targets)
    assert claim.instrument is not None
    assert claim.instrument.text == "truncheons"


def test_type_mode_and_status_have_grounds() -> None:
    (claim,) = claims("Police arrested forty people.")
    grounds = {ground.field: ground for ground in claim.grounds}
    assert grounds["type"].span is not None
    assert grounds["type"].span.text == "arrested"
    assert grounds["mode"].value == "arrest"
    assert grounds["status"].value == "asserted"
    assert all(ground.why for ground in claim.grounds)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Soldiers reportedly burned the ballots.", "reportedly"),
        ("A hall appears to have been set on fire.", "appears to have been"),
        ("Forty clerks are said to be implicated in the fraud.", "are said to be"),
        ("Police allegedly beat the driver.", "allegedly"),
        ("Reports suggest that rebels attacked the bridge.", "suggest"),
        ("Rebels could attack the bridge.", "could"),
        ("Rebels attacked the bridge.", None),
        ("Reportedly happy shoppers left, and rebels attacked the bridge.", None),
    ],
)
def test_hedges(text: str, words: str | None) -> None:
    (claim,) = claims(text)
    assert (claim.hedge and claim.hedge.text) == words


def test_an_act_of_a_vote_has_the_context_of_a_vote() -> None:
    (claim,) = claims("Drones dropped leaflets over Tarsk.")
    assert claim.contexts == ("election",)
    (claim,) = claims("Masked men burned a polling station in Tarsk.")
    assert "election" in claim.contexts
    assert any(ground.field == "contexts.election" and ground.span for ground in claim.grounds)


def test_in_a_report_about_a_vote_acts_over_it_belong_to_it() -> None:
    text = (
        "Voting began on Sunday in the parliamentary election. Turnout was 41 percent of registered voters. "
        "The ballots are counted by hand. Police arrested forty people in Tarsk."
    )
    assert "election" in next(claim for claim in claims(text) if claim.mode == "arrest").contexts
    assert claims("Police arrested forty people in Tarsk.")[0].contexts == ()


def test_another_engine_may_leave_out_sentences_and_say_the_status_itself() -> None:
    text = "Police arrested forty people in Tarsk on Monday."
    act = Act(
        evidence=span(text, "Police arrested forty people"),
        trigger=span(text, "arrested"),
        type="COERCE",
        mode="arrest",
        status="possible",
        hedge=span(text, "on Monday"),
        roles=(
            Role(role="actor", span=span(text, "Police")),
            Role(role="place", span=span(text, "Tarsk")),
            Role(role="time", span=span(text, "Monday")),
        ),
    )
    (claim,) = STEP([work(text, Reading(engine="other/2", acts=(act,)))])[0].claims
    assert claim.status == "possible"
    assert claim.hedge == act.hedge
    assert claim.place is not None
    assert claim.time is not None
    assert (claim.place.name, claim.time.text) == ("Tarsk", "Monday")
    assert claim.actors[0].confidence == 0.9


def test_without_sentences_the_evidence_alone_is_judged() -> None:
    text = "It is false. Police did not arrest forty people."
    act = Act(evidence=span(text, "Police did not arrest forty people"), trigger=span(text, "arrest"), type="COERCE")
    (claim,) = STEP([work(text, Reading(engine="other/2", acts=(act,)))])[0].claims
    assert claim.status == "denied"


def test_the_same_act_twice_is_one_claim() -> None:
    text = "Police arrested forty people."
    act = Act(evidence=span(text, "Police arrested forty people"), trigger=span(text, "arrested"), type="COERCE")
    twin = msgspec.structs.replace(act, trigger=span(text, "forty"))
    assert len(STEP([work(text, Reading(engine="other/2", acts=(act, twin)))])[0].claims) == 1


def test_claims_come_in_order_and_know_their_report() -> None:
    found = claims("Police arrested forty people. Rebels attacked a bridge. Ten families fled the town.")
    assert [claim.type for claim in found] == ["COERCE", "ASSAULT", "MOVE"]
    assert {claim.report_id for claim in found} == {"0" * 16}


def check(text: str) -> None:
    found = claims(text)
    assert found == claims(text)
    for claim in found:
        spans = [claim.evidence, claim.hedge, claim.instrument, *claim.actors, *claim.targets, *claim.figures]
        spans += [ground.span for ground in claim.grounds]
        assert all(text[one.start : one.end] == one.text for one in spans if one is not None)


@given(st.text(max_size=300))
@settings(deadline=None)
def test_any_text_gives_claims_to_the_letter(text: str) -> None:
    check(text)


_WORDS = """
police rebels the arrested attacked if may will not no nobody denied that said urged to hold a vote . ,
reportedly appears to be 40 percent of voters should plan expects whether false are ? “ ” ballots burned
turnout was
"""
WORDS = _WORDS.split()


@given(st.lists(st.sampled_from(WORDS), max_size=50))
@settings(deadline=None, max_examples=150)
def test_any_string_of_cue_words_gives_claims_to_the_letter(words: list[str]) -> None:
    check(" ".join(words))
