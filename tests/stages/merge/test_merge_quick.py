"""The quick sum is the declared one: for each feature alone, and for all with the shipped weights."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import combinations

import numpy as np
import pytest
from msgspec.structs import replace
from training.generate_claims import loads

from whence.linkage.features import Scorer
from whence.schema.records import Claim, Party, Place, Report, Time
from whence.stages.merge import apart
from whence.stages.merge.compare import twins
from whence.stages.merge.decisions import in_force
from whence.stages.merge.declared import FEATURES
from whence.stages.merge.kinds import namesake
from whence.stages.merge.merge import see
from whence.stages.merge.profile import Profile
from whence.stages.merge.quick import Quick
from whence.stages.merge.reprints import mark
from whence.stages.merge.rules import cannot
from whence.stages.merge.weights import shipped


def changed(dice: random.Random, claim: Claim) -> Claim:
    """The claim with some of its values gone, or others in their place."""
    other: dict[str, object] = {}
    words = claim.evidence.text
    if dice.random() < 0.4:
        other["place"] = dice.choice([None, _wide(claim.place, "region"), _wide(claim.place, "country")])
    if dice.random() < 0.4:
        other["time"] = None
    if dice.random() < 0.4:
        other["status"] = dice.choice(["planned", "denied", "possible", "called-for", "predicted"])
    if dice.random() < 0.3:
        other["mode"] = dice.choice([None, "firearms", "arrest"])
    if dice.random() < 0.5:
        name = dice.choice(["Red Column", "army", "Workers' Union", "the Red Column"])
        other["actors"] = (Party(text=words[:4], start=0, end=4, found_by="t", name=name),)
    if dice.random() < 0.3:
        name = dice.choice(["two reporters of Radio Velm", "Ada Brun, a teacher", "guards"])
        other["targets"] = dice.choice([(), (Party(text=name, start=0, end=len(name), found_by="t", name=name),)])
    if dice.random() < 0.2:
        more = dice.choice([", not 17 people", ", nationwide", " with 17 people", ", which also burnt"])
        other["evidence"] = replace(claim.evidence, text=words + more)
    if dice.random() < 0.1:
        other["evidence"] = replace(claim.evidence, text="They did it again.", confidence=0.5)
    return replace(claim, **other)


def _wide(place: Place | None, precision: str) -> Place | None:
    return None if place is None else replace(place, precision=precision, lat=None, lon=None)


def _later(time: Time | None) -> Time | None:
    return None if time is None else replace(time, confidence=0.5)


@pytest.fixture(scope="module")
def pairs() -> list[tuple[Profile, Profile]]:
    dice = random.Random(3)
    made = list(loads(220, 5))
    reports: list[Report] = [one.report for one in made if one.report is not None]
    claims = [changed(dice, claim) for one in made for claim in one.claims]
    claims = [replace(claim, time=_later(claim.time)) if dice.random() < 0.3 else claim for claim in claims]
    seen = see(mark(reports, lambda _name: None), claims, in_force(()))
    return list(_of_one_type(seen.profiles))


def _of_one_type(profiles: list[Profile]) -> Iterator[tuple[Profile, Profile]]:
    for a, b in combinations(profiles, 2):
        if a.claim.type == b.claim.type:
            yield a, b


@pytest.mark.parametrize("feature", [feature.name for feature in FEATURES])
def test_each_feature_is_the_declared_one(feature: str, pairs: list[tuple[Profile, Profile]]) -> None:
    declared, quick = Scorer(FEATURES, {feature: 1.0}, 0.0), Quick({feature: 1.0}, 0.0)
    some = pairs[:: max(1, len(pairs) // 600)]
    for a, b in some:
        assert quick.score(a, b) == pytest.approx(declared.score(a, b), abs=1e-9), (a.claim, b.claim)


def test_all_together_and_below_the_floor(pairs: list[tuple[Profile, Profile]]) -> None:
    model = shipped()
    quick = model.quick()
    below = 0
    for a, b in pairs:
        whole = model.scorer(a, b).score(a, b)
        assert quick.score(a, b) == pytest.approx(whole, abs=1e-9)
        early = quick.score(a, b, model.nominate)
        assert (early > model.nominate) == (whole > model.nominate)
        below += early != whole
    assert below


def test_what_is_thrown_out_at_once_is_forbidden_anyway(pairs: list[tuple[Profile, Profile]]) -> None:
    profiles = sorted({one.at: one for pair in pairs for one in pair}.values(), key=lambda one: one.at)
    number = {one.at: at for at, one in enumerate(profiles)}
    columns = [np.array([number[pair[side].at] for pair in pairs]) for side in (0, 1)]
    left = set(apart.possible([apart.mark(one) for one in profiles], *columns))
    gone = [(a, b) for a, b in pairs if (number[a.at], number[b.at]) not in left]
    assert len(gone) > len(pairs) / 4
    assert all(cannot(a, b) for a, b in gone if not (twins(a, b) or namesake(a, b)))
