"""The stage: each value of a claim gets the probability that an annotator would have given the same."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources
from math import exp
from typing import ClassVar, TypeVar

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from whence.errors import ModelError
from whence.schema.ids import digest
from whence.schema.records import Claim, Ground, Span
from whence.schema.stage import Step, Work
from whence.stages.weigh import facts
from whence.stages.weigh.facts import Facts

Weights = Mapping[str, Mapping[str, float]]  # field -> fact -> weight
GIVEN = 1.0  # what a person gave is certain, and stays so
HIGHEST = 0.99  # nothing that was read is more certain than this

S = TypeVar("S", bound=Span)


class Weigh(Struct, frozen=True, kw_only=True):
    """Sets the confidence of every span of every claim; the values themselves stay as they are."""

    name: ClassVar[str] = "weigh"
    reads: ClassVar[frozenset[str]] = frozenset({"claims", "chain", "place", "time", "parties"})
    writes: ClassVar[frozenset[str]] = frozenset({"claims"})

    def fingerprint(self) -> str:
        """The name and the weights."""
        return f"{self.name}:{digest(_file())}"

    def open(self) -> Step:
        """Load the weights, and give the function that is applied to a batch."""
        chosen = weights()

        def step(batch: Sequence[Work]) -> list[Work]:
            return [replace(work, claims=tuple(weighed(claim, chosen) for claim in work.claims)) for work in batch]

        return step


@lru_cache(maxsize=1)
def weights() -> Weights:
    """The weights that ship; raises ModelError where they are missing or broken."""
    try:
        return msgspec.json.decode(_file(), type=dict[str, dict[str, float]])
    except msgspec.DecodeError as error:
        raise ModelError(f"stages/weigh/weights.json: {error}. Install the package again.") from error


def probability(known: Facts, chosen: Mapping[str, float]) -> float:
    """The probability that a value with these facts is right, to three decimals; facts never seen count for nothing."""
    total = sum(chosen.get(name, 0.0) * value for name, value in known.items())
    return round(min(HIGHEST, 1 / (1 + exp(-max(-30.0, min(30.0, total))))), 3)


def weighed(claim: Claim, chosen: Weights) -> Claim:
    """The claim with the confidences that its facts stand for."""
    act = probability(facts.of_type(claim), chosen["type"])
    return replace(
        claim,
        evidence=_with(claim.evidence, act),
        actors=tuple(_weigh(one, facts.of_party(claim, one, "actors"), chosen["actors"]) for one in claim.actors),
        targets=tuple(_weigh(one, facts.of_party(claim, one, "targets"), chosen["targets"]) for one in claim.targets),
        place=claim.place and _weigh(claim.place, facts.of_place(claim, claim.place), chosen["place"]),
        time=claim.time and _weigh(claim.time, facts.of_time(claim, claim.time), chosen["time"]),
        figures=tuple(_weigh(one, facts.of_figure(claim, one), chosen["figures"]) for one in claim.figures),
        chain=tuple(_weigh(one, facts.of_link(claim, one, n), chosen["chain"]) for n, one in enumerate(claim.chain)),
        grounds=tuple(_ground(claim, ground, chosen, act) for ground in claim.grounds),
    )


def _ground(claim: Claim, ground: Ground, chosen: Weights, act: float) -> Ground:
    """A status that no word speaks for rests on the words of the act: they stand there unweakened."""
    if ground.field == "status":
        sure = probability(facts.of_status(claim, ground), chosen["status"])
        return replace(ground, span=_with(ground.span or claim.evidence, sure))
    if ground.field == "type" and ground.span is not None:
        return replace(ground, span=_with(ground.span, act))
    if ground.field == "mode" and ground.span is not None:
        return replace(ground, span=_with(ground.span, probability(facts.of_mode(claim), chosen["mode"])))
    return ground


def _weigh(span: S, known: Facts, chosen: Mapping[str, float]) -> S:
    return _with(span, probability(known, chosen))


def _with(span: S, confidence: float) -> S:
    return span if span.confidence >= GIVEN and span.found_by == "person" else replace(span, confidence=confidence)


def _file() -> bytes:
    try:
        return resources.files("whence.stages.weigh").joinpath("weights.json").read_bytes()
    except OSError as error:
        raise ModelError(f"stages/weigh/weights.json: {error}. Install the package again.") from error
