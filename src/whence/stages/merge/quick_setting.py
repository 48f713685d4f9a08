"""What the reports, actors and targets of two claims add to the score of a pair: a part of `quick`."""

from __future__ import annotations

from collections.abc import Mapping

from whence.stages.merge import compare, setting, signs
from whence.stages.merge.kinds import VERBAL
from whence.stages.merge.profile import Profile

Weights = Mapping[str, float]


def near(w: Weights, earlier: Profile, later: Profile) -> float:
    """Two claims of one report."""
    total = w["adds"] if later.adds else 0.0
    if later.days is not None and earlier.days is None:
        total += w["new_day"]
    if not (earlier.source or later.source):
        return total + w["own_voice"]
    return total + w["other_source"] * setting.other_source(earlier, later)


def far(w: Weights, a: Profile, b: Profile) -> float:
    """Claims of two reports."""
    total = w["lead_and_body"] if (a.turn < setting.OPENING) != (b.turn < setting.OPENING) else 0.0
    if a.days is None or b.days is None:
        total += w["not_yet"] * setting.not_yet(a, b)
    return total


def undated(w: Weights, a: Profile, b: Profile, carried: int | None) -> float:
    """Two claims that do not both give a day; `carried` days lie between what is carried over."""
    total = w["carried_far"] if carried is not None and carried > setting.MONTHS else 0.0
    return total + w["months_apart"] * setting.months_apart(a, b)


def actors(w: Weights, a: Profile, b: Profile) -> float:
    """Whether both give actors, and the same ones."""
    if not a.actors or not b.actors:
        return 0.0
    verbal = a.claim.type in VERBAL
    if a.actors & b.actors:
        return compare.overlap(a.actors, b.actors) * (w["actors"] + (w["verbal_same"] if verbal else 0.0))
    total = w["other_actors"] + (w["verbal_other"] if verbal else 0.0)
    return total + (w["vote_other"] if a.claim.type == "VOTE" else 0.0)


def parties(w: Weights, a: Profile, b: Profile) -> float:
    """How their targets differ, and whether one names the other's actor."""
    total = w["actor_named"] * signs.actor_named(a, b) if a.actors or b.actors else 0.0
    if a.people and b.people:
        total += w["other_people"] * signs.other_people(a, b)
    if a.heads and b.heads:
        total += w["other_things"] * signs.other_things(a, b)
    return total


def most(w: Weights, a: Profile, b: Profile) -> float:
    """What `parties` can add at the most."""
    found = max(0.0, w["actor_named"]) if a.actors or b.actors else 0.0
    return found + max(0.0, w["other_people"]) + max(0.0, w["other_things"])
