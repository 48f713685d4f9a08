"""How likely an act is, from what the rules and the models say of it: a logistic model of a dozen plain facts.

The weights lie in `combine.json`; `training/choose_hybrid.py` fits them and says how well they do.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from math import log

from msgspec import Struct

from whence.nlp.decode import Found
from whence.nlp.lexicon_wordset import wordset
from whence.nlp.weighing import Facts, probability, shipped
from whence.schema.reading import Act, Reading, Role
from whence.schema.records import Span

FACTS = (
    "rule", "loose", "vote", "against", "nobody", "rule short",  # of an act that a rule found
    "opens", "gerund", "infinitive", "noun", "modal",  # how the words that it found it by stand in the evidence
    "model", "belief", "belief squared", "over a rule", "model short", "nothing done to",  # that only the models found
    "length", "quoted", "caption",
)  # fmt: skip
SHORT = 25  # code points: `the attack`, `the 2010 vote`
_LONGEST = 400  # code points: no stretch counts as longer, and none of this length may be missed
_HEARD = 0.40  # a stretch that the finder believes in less has no vote
_BEFORE_NOUNS = wordset(
    "a after against an any by during following for from her his in its new no of on that the their this with"
)
_MODAL = wordset("can could may might must should will would")
_FIRM = 0.5  # a rule that is less sure than this found the act by a loose trigger


class Weights(Struct, frozen=True, kw_only=True):
    """What each fact weighs, and how likely an act must be to be taken.

    `keep` is for the acts of firm rules, `take` for others that stand alone, `beside` for others over a likelier one.
    """

    keep: float
    take: float
    beside: float
    weights: dict[str, float]


class Candidate(Struct, frozen=True, kw_only=True):
    """An act that may be told, what is known of it, and how likely it is."""

    act: Act
    facts: Facts
    by_rule: bool


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights that ship; raises ModelError where they are missing or broken."""
    return shipped("combine.json", Weights)


def likelihood(facts: Facts, chosen: Weights) -> float:
    """The probability, from 0 to 1, that an annotator would mark the act with this type."""
    return probability(facts, chosen.weights)


def hopeless(chosen: Weights) -> float:
    """The finder's belief below which no stretch can be taken, however sure the filler is."""
    for step in range(100):
        best = {"model": 1.0, **_beliefs((step / 100 + 1) / 2), "length": log(_LONGEST)}
        if likelihood(best, chosen) >= chosen.take:
            return step / 100
    return 1.0


def best_case(found: Found, reading: Reading, chosen: Weights) -> float:
    """How likely the act of a stretch can be at the most, whatever the filler says of it."""
    span = Span(text="", start=found.start, end=found.end, found_by="", confidence=(found.confidence + 1) / 2)
    act = Act(evidence=span, trigger=span, type=found.type, roles=(Role(role="target", span=span),))
    return likelihood(_of_the_models(act, reading).facts, chosen)


def candidates(reading: Reading, votes: Sequence[Found], seen: Sequence[Act]) -> list[Candidate]:
    """The acts of the rules with the finder's votes on them, and the models' acts that no rule of their type found.

    What only a loose trigger found is dropped: alone three in four of these are wrong.
    """
    heard = [vote for vote in votes if vote.confidence >= _HEARD]
    found = [_of_a_rule(act, heard, reading) for act in reading.acts]
    found = [one for one in found if one.facts["vote"] or not one.facts["loose"]]
    kept: list[Act] = []
    for act in sorted(seen, key=lambda act: (-act.evidence.confidence, act.evidence.start, act.type)):
        if not any(other.type == act.type and over(act.evidence, other.evidence) for other in [*reading.acts, *kept]):
            kept.append(act)
            found.append(_of_the_models(act, reading))
    return found


def chosen_of(found: Sequence[Candidate], settings: Weights) -> list[tuple[Candidate, float]]:
    """The candidates that are taken, each with its probability; over a likelier one only where it is likely itself."""
    rated = [(one, likelihood(one.facts, settings)) for one in found]
    rated.sort(key=lambda pair: (-pair[1], pair[0].act.evidence.start, pair[0].act.evidence.end, pair[0].act.type))
    taken: list[tuple[Candidate, float]] = []
    for one, chance in rated:
        if chance >= _asked(one, taken, settings):
            taken.append((one, chance))
    return taken


def _asked(one: Candidate, taken: Sequence[tuple[Candidate, float]], settings: Weights) -> float:
    """How likely a candidate must be beside those that are taken already."""
    if one.by_rule and not one.facts["loose"]:
        return settings.keep
    rivals = any(over(one.act.evidence, other.act.evidence) for other, _ in taken)
    return settings.beside if rivals else settings.take


def over(one: Found | Span, other: Found | Span) -> bool:
    """Whether two stretches tell the same clause: half of the shorter and three tenths of the longer are shared."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    if shared <= 0:
        return False
    short, long = sorted((one.end - one.start, other.end - other.start))
    return shared >= 0.5 * short and shared >= 0.3 * long


def _of_a_rule(act: Act, votes: Sequence[Found], reading: Reading) -> Candidate:
    near = [vote for vote in votes if over(vote, act.evidence)]
    facts = {
        "rule": 1.0,
        "loose": float(act.trigger.confidence < _FIRM),
        "vote": max((vote.confidence for vote in near if vote.type == act.type), default=0.0),
        "against": max((vote.confidence for vote in near if vote.type != act.type), default=0.0),
        "nobody": float(not _has(act, "actor")),
        "rule short": float(act.evidence.end - act.evidence.start < SHORT),
        **_form(act),
        **_surroundings(act, reading),
    }
    return Candidate(act=act, facts=facts, by_rule=True)


def _form(act: Act) -> dict[str, float]:
    """How the trigger stands in its clause: told outright, or only named (`the attack`, `to attack`, `attacking`)."""
    before = act.evidence.text[: max(0, act.trigger.start - act.evidence.start)].lower().split()
    last = before[-1] if before else ""
    return {
        "opens": float(act.trigger.start == act.evidence.start),
        "gerund": float(act.trigger.text.lower().partition(" ")[0].endswith("ing")),
        "infinitive": float(last == "to"),
        "noun": float(last in _BEFORE_NOUNS or last.endswith("'s")),
        "modal": float(last in _MODAL),
    }


def _of_the_models(act: Act, reading: Reading) -> Candidate:
    facts = {
        "model": 1.0,
        **_beliefs(act.evidence.confidence),
        "over a rule": float(any(over(act.evidence, other.evidence) for other in reading.acts)),
        "model short": float(act.evidence.end - act.evidence.start < SHORT),
        "nothing done to": float(not _has(act, "target")),
        **_surroundings(act, reading),
    }
    return Candidate(act=act, facts=facts, by_rule=False)


def _beliefs(confidence: float) -> dict[str, float]:
    return {"belief": confidence, "belief squared": confidence * confidence}


def _surroundings(act: Act, reading: Reading) -> dict[str, float]:
    start, end = act.evidence.start, act.evidence.end
    at = next((s for s in reading.sentences if s.start <= start < s.end), None)
    return {
        "length": log(max(1, min(end - start, _LONGEST))),
        "quoted": float(any(quote.start <= start and end <= quote.end + 1 for quote in reading.quotes)),
        "caption": float(at is not None and at.kind != "body"),
    }


def _has(act: Act, name: str) -> bool:
    return any(role.role == name for role in act.roles)
