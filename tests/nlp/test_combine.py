"""How likely an act is, and which of those that lie over each other are taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from whence.errors import ModelError
from whence.nlp import weighing
from whence.nlp.combine import FACTS, Weights, candidates, chosen_of, hopeless, likelihood, weights
from whence.nlp.decode import Found
from whence.schema.reading import Act, Reading, Role
from whence.schema.records import Span

PLAIN = Weights(keep=0.3, take=0.5, beside=0.9, weights={"rule": 0.0, "vote": 4.0, "model": -3.0, "belief": 6.0})


def act(start: int, end: int, kind: str = "ACCUSE", sure: float = 0.6) -> Act:
    span = Span(text="x" * (end - start), start=start, end=end, found_by="test", confidence=sure)
    return Act(evidence=span, trigger=span, type=kind, roles=(Role(role="actor", span=span),))


def vote(start: int, end: int, kind: str = "ACCUSE", sure: float = 0.8) -> Found:
    return Found(start=start, end=end, type=kind, confidence=sure)


def test_the_weights_that_ship_weigh_known_facts_only() -> None:
    shipped = weights()
    assert set(shipped.weights) <= set(FACTS)
    assert 0 < shipped.keep <= shipped.beside < 1
    assert 0 < shipped.take <= shipped.beside
    assert shipped.weights["vote"] > 0, "a vote of the finder speaks for an act"


@pytest.mark.parametrize("content", [None, "{}", "not JSON"])
def test_broken_weights_are_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, content: str | None) -> None:
    if content is not None:
        (tmp_path / "combine.json").write_text(content)
    monkeypatch.setattr(weighing.resources, "files", lambda _: tmp_path)
    weights.cache_clear()
    with pytest.raises(ModelError, match=r"combine\.json"):
        weights()
    weights.cache_clear()


def test_likelihood_is_a_probability_even_of_great_sums() -> None:
    assert likelihood({"vote": 1e9}, PLAIN) == pytest.approx(1.0)
    assert likelihood({"model": 1e9}, PLAIN) == pytest.approx(0.0)
    assert likelihood({"unknown": 5.0}, PLAIN) == 0.5


@pytest.mark.parametrize(
    ("evidence", "trigger", "stands"),
    [
        ("rebels attacked the bridge", "attacked", set()),
        ("attacked the bridge", "attacked", {"opens"}),
        ("rebels vowed to attack the bridge", "attack", {"infinitive"}),
        ("rebels were attacking the bridge", "attacking", {"gerund"}),
        ("after the attack on the bridge", "attack", {"noun"}),
        ("the rebels' attack on Ukraine's army", "attack", set()),
        ("Ukraine's attack on the bridge", "attack", {"noun"}),
        ("rebels may attack the bridge", "attack", {"modal"}),
    ],
)
def test_how_a_trigger_stands_in_its_clause_is_a_fact(evidence: str, trigger: str, stands: set[str]) -> None:
    at = evidence.index(trigger)
    told = Span(text=evidence, start=100, end=100 + len(evidence), found_by="test", confidence=0.6)
    word = Span(text=trigger, start=100 + at, end=100 + at + len(trigger), found_by="test", confidence=0.6)
    one = Act(evidence=told, trigger=word, type="ASSAULT", roles=())
    (found,) = candidates(Reading(engine="test", acts=(one,)), (), ())
    facts = ("opens", "gerund", "infinitive", "noun", "modal")
    assert {name for name in facts if found.facts[name]} == stands


def test_no_stretch_below_hopeless_can_be_taken() -> None:
    least = hopeless(PLAIN)
    best = (least - 0.02 + 1) / 2
    assert likelihood({"model": 1.0, "belief": best}, PLAIN) < PLAIN.take
    assert hopeless(Weights(keep=0.3, take=0.99, beside=0.99, weights={"model": -9.0})) == 1.0


def test_votes_of_its_type_speak_for_an_act_others_against_it() -> None:
    reading = Reading(engine="test", acts=(act(0, 50),))
    [one] = candidates(reading, [vote(0, 50), vote(5, 50, "VOTE", 0.7), vote(0, 50, sure=0.1)], [])
    assert (one.facts["vote"], one.facts["against"]) == (0.8, 0.7)


def test_what_only_a_loose_trigger_found_is_dropped() -> None:
    reading = Reading(engine="test", acts=(act(0, 50, sure=0.3),))
    assert candidates(reading, [], []) == []
    [one] = candidates(reading, [vote(0, 50)], [])
    assert one.facts["loose"] == 1.0


def test_the_models_act_of_a_rules_type_is_the_rules_act() -> None:
    reading = Reading(engine="test", acts=(act(0, 50),))
    found = candidates(reading, [], [act(2, 50), act(0, 48, "VOTE"), act(0, 49, "VOTE", 0.5)])
    assert [(one.act.type, one.by_rule) for one in found] == [("ACCUSE", True), ("VOTE", False)]
    assert found[1].facts["over a rule"] == 1.0


def test_of_two_over_each_other_the_likelier_is_taken_and_a_firm_rule_always() -> None:
    reading = Reading(engine="test", acts=(act(0, 50),))
    found = candidates(reading, [vote(0, 50)], [act(0, 49, "VOTE", 0.75), act(100, 150, "VOTE", 0.75)])
    taken = [(one.act.type, one.act.evidence.start) for one, _ in chosen_of(found, PLAIN)]
    assert taken == [("ACCUSE", 0), ("VOTE", 100)]
