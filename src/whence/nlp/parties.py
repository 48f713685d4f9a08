"""Who did it and to whom: phrases that the rules or the filler point at, weighed by what both say of them.

The weights lie in `parties.json`; `training/fit_parties.py` fits them and says how well they do.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from math import log

import msgspec
from msgspec import Struct

from whence.nlp.beliefs import Beliefs
from whence.nlp.lexicon_phrases import analyse, extended
from whence.nlp.neural import Neural
from whence.nlp.weighing import Facts, probability, shipped
from whence.nlp.windows import pieces
from whence.schema.reading import Act, Role, RoleName, Sentence
from whence.schema.records import Span

Extent = tuple[int, int]
FACTS = (
    "rule", "near a rule's", "rule's other", "rule has one",  # what the rules say of the phrase
    "belief", "other belief", "begins", "surest", "rule and belief",  # what the filler says
    "words", "long", "capital", "digit", "outside", "any",  # how it looks and where it stands
)  # fmt: skip
OTHER: Mapping[RoleName, RoleName] = {"actor": "target", "target": "actor"}
AROUND = (1, 0)  # sentences before and after the act that the filler sees: more were no better and cost more
LEAST = 0.25  # the belief in one wordpiece from which a noun phrase that no rule names is looked at
_FLOOR = 0.01  # no belief counts as more certain than this
_LONG, _MOST = 8, 15  # words


class Weights(Struct, frozen=True, kw_only=True):
    """What each fact weighs for one role, and how likely a phrase must be to be taken."""

    take: float
    weights: dict[str, float]


class Candidate(Struct, frozen=True, kw_only=True):
    """A phrase that may stand for somebody, and what is known of it."""

    role: RoleName
    span: Span
    facts: Facts


@lru_cache(maxsize=1)
def weights() -> Mapping[RoleName, Weights]:
    """The weights that ship, by role; raises ModelError where they are missing or broken."""
    return shipped("parties.json", dict[RoleName, Weights])


def weighed(text: str, sentences: Sequence[Sentence], acts: Sequence[Act], neural: Neural) -> tuple[Act, ...]:
    """The acts with the actors and targets that rules and filler together hold likely; other roles stay."""
    chosen = weights()
    cut = pieces(text, sentences, neural.tokenizer) if acts else []
    # Acts of one stretch are one question; all are asked before any is weighed, as in `Neural.acts`.
    asked = {(act.evidence.start, act.evidence.end): act.evidence for act in acts}
    seen = {place: neural.beliefs(cut, stretch, AROUND) for place, stretch in asked.items()}
    return tuple(
        _with(act, candidates(text, sentences, act, seen[act.evidence.start, act.evidence.end]), chosen) for act in acts
    )


def candidates(text: str, sentences: Sequence[Sentence], act: Act, beliefs: Beliefs) -> list[Candidate]:
    """Phrases that a rule names, and noun phrases of the act's sentence that the filler points at, for either role."""
    phrases = _noun_phrases(text, sentences, act)
    return [one for role in OTHER for one in _of_a_role(text, act, role, phrases, beliefs)]


def likelihood(facts: Facts, chosen: Weights) -> float:
    """The probability, from 0 to 1, that an annotator would give the act this phrase in this role."""
    return probability(facts, chosen.weights)


def chosen_of(found: Sequence[Candidate], chosen: Mapping[RoleName, Weights]) -> list[tuple[Candidate, float]]:
    """The likely ones, likeliest first; none touches a likelier one: who does a thing does not suffer it as well."""
    rated = [(one, likelihood(one.facts, chosen[one.role])) for one in found]
    rated.sort(key=lambda pair: (-pair[1], pair[0].role, pair[0].span.start, pair[0].span.end))
    taken: list[tuple[Candidate, float]] = []
    for one, chance in rated:
        if chance >= chosen[one.role].take and not any(touch(one.span, other.span) for other, _ in taken):
            taken.append((one, chance))
    return taken


def touch(one: Span, other: Span) -> bool:
    """Whether two spans share a code point."""
    return one.start < other.end and other.start < one.end


def _with(act: Act, found: Sequence[Candidate], chosen: Mapping[RoleName, Weights]) -> Act:
    parties = [
        Role(role=one.role, span=msgspec.structs.replace(one.span, confidence=round(chance, 3)))
        for one, chance in chosen_of(found, chosen)
    ]
    parties.sort(key=lambda role: (role.role, role.span.start))
    return msgspec.structs.replace(act, roles=(*parties, *(role for role in act.roles if role.role not in OTHER)))


def _noun_phrases(text: str, sentences: Sequence[Sentence], act: Act) -> list[Extent]:
    at = next((s for s in sentences if s.start <= act.evidence.start < s.end), None)
    if at is None:
        return []
    view = analyse(text, at.start, at.end)
    return [(view.words[phrase[0]].start, view.words[extended(view, phrase)[1] - 1].end) for phrase in view.phrases]


def _of_a_role(text: str, act: Act, role: RoleName, phrases: Sequence[Extent], beliefs: Beliefs) -> list[Candidate]:
    named = {(r.span.start, r.span.end): r.span for r in act.roles if r.role == role}
    pointed = [extent for extent in phrases if extent not in named and beliefs.of(role, *extent).most > LEAST]
    spans = [
        *named.values(),
        *(Span(text=text[a:b], start=a, end=b, found_by=beliefs.by) for a, b in dict.fromkeys(pointed)),
    ]
    surest = max((beliefs.of(role, span.start, span.end).mean for span in spans), default=0.0)
    return [Candidate(role=role, span=span, facts=_facts(span, role, act, beliefs, surest)) for span in spans]


def _facts(span: Span, role: RoleName, act: Act, beliefs: Beliefs, surest: float) -> dict[str, float]:
    mine = [r.span for r in act.roles if r.role == role]
    rule = any((one.start, one.end) == (span.start, span.end) for one in mine)
    seen = beliefs.of(role, span.start, span.end)
    return {
        "rule": float(rule),
        "near a rule's": float(
            any(touch(span, one) and (one.start, one.end) != (span.start, span.end) for one in mine)
        ),
        "rule's other": float(any(touch(span, r.span) for r in act.roles if r.role == OTHER[role])),
        "rule has one": float(bool(mine)),
        "belief": _odds(seen.mean),
        "other belief": _odds(beliefs.of(OTHER[role], span.start, span.end).mean),
        "begins": _odds(seen.begins),
        "surest": float(seen.mean >= surest),
        "rule and belief": _odds(seen.mean) if rule else 0.0,
        **_form(span, act),
    }


def _form(span: Span, act: Act) -> dict[str, float]:
    count = len(span.text.split())
    return {
        "words": min(count, _MOST) / 5,
        "long": float(count > _LONG),
        "capital": float(span.text[:1].isupper()),
        "digit": float(any(letter.isdigit() for letter in span.text)),
        "outside": float(span.start < act.evidence.start or span.end > act.evidence.end),
        "any": 1.0,
    }


def _odds(belief: float) -> float:
    kept = min(max(belief, _FLOOR), 1 - _FLOOR)
    return log(kept / (1 - kept))
