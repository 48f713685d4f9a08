"""Who did it and to whom, as rules and filler together see it."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from whence.errors import ModelError
from whence.nlp import session, weighing
from whence.nlp.beliefs import Belief, Beliefs
from whence.nlp.neural import Neural
from whence.nlp.parties import FACTS, Weights, candidates, chosen_of, likelihood, weighed, weights
from whence.nlp.windows import framed, pieces
from whence.schema.reading import Act, Role, RoleName, Sentence
from whence.schema.records import Span

TEXT = "The army shelled a market in Marvo, killing two traders."
SENTENCES = (Sentence(start=0, end=len(TEXT), paragraph=0),)


def span(words: str) -> Span:
    at = TEXT.index(words)
    return Span(text=words, start=at, end=at + len(words), found_by="rule")


def act(*roles: tuple[RoleName, str]) -> Act:
    return Act(
        evidence=span("The army shelled a market in Marvo"),
        trigger=span("shelled"),
        type="ASSAULT",
        roles=tuple(Role(role=name, span=span(words)) for name, words in roles),
    )


def believed(**sure: str) -> Beliefs:
    """A filler that is sure of some words in a role and of no others."""
    cut = pieces(TEXT, SENTENCES, session.tokenizer())
    roles = ("actor", "target")
    logits = np.full((len(cut) + 2, len(roles)), -5.0, dtype=np.float32)
    for name, words in sure.items():
        for i, piece in enumerate(cut, start=1):
            if span(words).start <= piece.start < span(words).end:
                logits[i, roles.index(name)] = 4.0
    window = framed(cut, 0, session.tokenizer())
    return Beliefs.over(window, {"inside": logits, "begin": logits}, roles, "filler/test")


def chosen(one: Act, beliefs: Beliefs) -> list[tuple[str, str, str]]:
    found = chosen_of(candidates(TEXT, SENTENCES, one, beliefs), weights())
    return sorted((c.role, c.span.text, c.span.found_by) for c, _ in found)


def test_beliefs_are_of_the_wordpieces_that_a_stretch_touches() -> None:
    beliefs = believed(target="a market")
    at = span("a market")
    seen = beliefs.of("target", at.start, at.end)
    assert seen.mean == seen.most == seen.begins == pytest.approx(0.982, abs=1e-3)
    assert beliefs.of("actor", at.start, at.end).most < 0.01
    wider = beliefs.of("target", span("shelled a market").start, at.end)
    assert wider.most == seen.most
    assert wider.mean < seen.mean
    assert beliefs.of("target", len(TEXT) + 5, len(TEXT) + 9) == Belief()


def test_what_rules_and_filler_both_see_is_likelier_than_what_one_of_them_sees() -> None:
    def chance(one: Act, beliefs: Beliefs) -> float:
        found = candidates(TEXT, SENTENCES, one, beliefs)
        return max((likelihood(c.facts, weights()["target"]) for c in found if c.role == "target"), default=0.0)

    ruled, seen = act(("target", "a market")), believed(target="a market")
    both, rule, filler = chance(ruled, seen), chance(ruled, believed()), chance(act(), seen)
    assert both > rule > 0
    assert both > filler > 0
    assert chance(act(), believed()) == 0, "what nobody points at is not looked at"


def test_the_filler_gives_whom_the_rules_left_open() -> None:
    one = act(("actor", "The army"))
    assert chosen(one, believed(actor="The army", target="a market")) == [
        ("actor", "The army", "rule"),
        ("target", "a market", "filler/test"),
    ]


def test_nobody_does_and_suffers_the_same() -> None:
    found = candidates(TEXT, SENTENCES, act(("actor", "The army")), believed(target="The army"))
    assert {one.role for one in found} == {"actor", "target"}
    eager: Mapping[RoleName, Weights] = {
        "actor": Weights(take=0.0, weights={"rule": 1.0}),
        "target": Weights(take=0.0, weights={}),
    }
    assert [(one.role, chance > 0.5) for one, chance in chosen_of(found, eager)] == [("actor", True)]


def test_an_act_outside_every_sentence_keeps_what_the_rules_name() -> None:
    found = candidates(TEXT, (), act(("actor", "The army")), believed(target="a market"))
    assert [(one.role, one.span.text) for one in found] == [("actor", "The army")]


def test_other_roles_stay_and_confidence_is_how_likely_it_is() -> None:
    neural = Neural()
    one = act(("actor", "The army"), ("instrument", "Marvo"))
    (out,) = weighed(TEXT, SENTENCES, [one], neural)
    assert [role.span.text for role in out.roles if role.role == "instrument"] == ["Marvo"]
    assert {role.span.text for role in out.roles if role.role == "target"} >= {"a market"}
    for role in out.roles:
        assert TEXT[role.span.start : role.span.end] == role.span.text
        assert 0 < role.span.confidence <= 1
    assert (out,) == weighed(TEXT, SENTENCES, [one], neural)


def test_no_acts_ask_nothing() -> None:
    assert weighed(TEXT, SENTENCES, [], Neural()) == ()


@pytest.mark.parametrize("content", ["", "{", '{"actor": {"take": "high", "weights": {}}}'])
def test_broken_weights_are_named(
    content: str, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("weights")
    (folder / "parties.json").write_text(content, encoding="utf-8")
    monkeypatch.setattr(weighing.resources, "files", lambda _package: folder)
    weights.cache_clear()
    with pytest.raises(ModelError, match=r"nlp/parties\.json"):
        weights()
    monkeypatch.undo()
    weights.cache_clear()


def test_the_weights_that_ship_know_every_fact() -> None:
    for role in ("actor", "target"):
        assert sorted(weights()[role].weights) == sorted(FACTS)
