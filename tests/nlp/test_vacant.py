"""Roles that the rules left open are filled, those that they found stay."""

from __future__ import annotations

from typing import cast

import msgspec

from whence.nlp import session
from whence.nlp.neural import Neural
from whence.nlp.vacant import LEAST, filled, vacancies
from whence.schema.reading import Act, Role, RoleName, Sentence
from whence.schema.records import Span

TEXT = "The army shelled a market in Marvo, killing two traders."


def span(words: str, confidence: float = 1.0) -> Span:
    at = TEXT.index(words)
    return Span(text=words, start=at, end=at + len(words), found_by="test", confidence=confidence)


def role(name: RoleName, words: str, confidence: float = 1.0) -> Role:
    return Role(role=name, span=span(words, confidence))


class Seen:
    """A reader whose filler sees given roles, and counts how often it is asked."""

    def __init__(self, *roles: Role) -> None:
        self.seen, self.asked = roles, 0
        self.tokenizer = session.tokenizer()

    def roles(self, _text: str, _part: object, _stretch: Span, _around: tuple[int, int]) -> tuple[Role, ...]:
        self.asked += 1
        return self.seen


def act(*roles: Role) -> Act:
    return Act(
        evidence=span("The army shelled a market in Marvo"), trigger=span("shelled"), type="ASSAULT", roles=roles
    )


def result(reader: Seen, one: Act) -> list[tuple[str, str]]:
    sentence = Sentence(start=0, end=len(TEXT), paragraph=0)
    (out,) = filled(TEXT, [sentence], [one], cast("Neural", reader), lambda a: a.roles)
    return [(r.role, r.span.text) for r in out.roles]


def test_a_missing_target_is_filled_and_the_actor_stays() -> None:
    reader = Seen(role("actor", "two traders"), role("target", "a market"), role("place", "Marvo"))
    assert result(reader, act(role("actor", "The army"))) == [("actor", "The army"), ("target", "a market")]


def test_what_the_filler_doubts_is_left_out() -> None:
    low = LEAST["target"] - 0.01
    reader = Seen(role("target", "a market", low))
    assert result(reader, act(role("actor", "The army"))) == [("actor", "The army")]


def test_nobody_does_and_suffers_the_same() -> None:
    reader = Seen(role("target", "The army"))
    assert result(reader, act(role("actor", "The army"))) == [("actor", "The army")]


def test_a_full_act_is_not_asked_about() -> None:
    reader = Seen()
    whole = act(role("actor", "The army"), role("target", "a market"))
    assert vacancies(whole) == []
    assert result(reader, whole) == [("actor", "The army"), ("target", "a market")]
    assert reader.asked == 0


def test_the_models_that_ship_name_roles_within_the_text() -> None:
    reader = Neural()
    sentence = Sentence(start=0, end=len(TEXT), paragraph=0)
    (out,) = filled(TEXT, [sentence], [act()], reader, lambda a: a.roles)
    assert out == filled(TEXT, [sentence], [act()], reader, lambda a: a.roles)[0]
    for one in out.roles:
        assert TEXT[one.span.start : one.span.end] == one.span.text
        assert one.role in LEAST
    assert msgspec.structs.replace(out, roles=()) == act()
