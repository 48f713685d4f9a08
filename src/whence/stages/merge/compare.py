"""What two claims of one type have in common, each as one number; `declared` lists them with their words."""

from __future__ import annotations

from functools import lru_cache
from math import exp, sqrt

from whence.linkage.geography import Relation, relation
from whence.stages.merge.figures import clash, equal
from whence.stages.merge.profile import Profile
from whence.stages.merge.rarity import rarity, square

RECENT = 512  # several features of one pair ask for the same comparison
_UNREAL = frozenset({"called-for", "predicted", "possible"})


@lru_cache(maxsize=RECENT)
def common(left: frozenset[str], right: frozenset[str]) -> float:
    """Summed squared rarity of shared words."""
    return sum(map(square, left & right))


def cosine(shared: float, left: float, right: float) -> float:
    return shared / sqrt(left * right) if left and right else 0.0


def words_alike(a: Profile, b: Profile) -> float:
    return cosine(common(a.words, b.words), a.weight, b.weight)


def words_within(a: Profile, b: Profile) -> float:
    least = min(a.weight, b.weight)
    return common(a.words, b.words) / least if least else 0.0


def setting_alike(a: Profile, b: Profile) -> float:
    found = sum(map(square, frozenset(a.setting).intersection(b.setting)))
    return cosine(found, a.setting_weight, b.setting_weight)


def twins(a: Profile, b: Profile) -> float:
    return float(a.root == b.root and a.report != b.report and words_within(a, b) >= 0.6)


def story(a: Profile, b: Profile) -> float:
    if a.report == b.report:
        return 0.0
    shared = common(a.story, b.story)
    return min(1.0, sqrt(shared / 1500))


def rare(found: frozenset[str]) -> float:
    return min(1.0, sum(rarity(word) for word in found) / 10)


def names(a: Profile, b: Profile) -> float:
    return rare(a.names & b.names)


def other_names(a: Profile, b: Profile) -> float:
    return float(bool(a.names and b.names) and not a.names & b.names)


def overlap(left: frozenset[str], right: frozenset[str]) -> float:
    if not left or not right:
        return 0.0
    least = min(sum(map(rarity, left)), sum(map(rarity, right)))
    return sum(map(rarity, left & right)) / least if least else 0.0


def targets(a: Profile, b: Profile) -> float:
    return overlap(a.targets, b.targets)


def other_targets(a: Profile, b: Profile) -> float:
    return float(bool(a.targets and b.targets) and not a.targets & b.targets)


def actors(a: Profile, b: Profile) -> float:
    return overlap(a.actors, b.actors)


def other_actors(a: Profile, b: Profile) -> float:
    return float(bool(a.actors and b.actors) and not a.actors & b.actors)


@lru_cache(maxsize=RECENT)
def places(a: Profile, b: Profile) -> Relation:
    return relation(a.place, b.place)


@lru_cache(maxsize=RECENT)
def carried(a: Profile, b: Profile) -> Relation:
    """As `places`, with what is carried over to a claim that names none."""
    return relation(a.carried, b.carried)


def _carried(a: Profile, b: Profile) -> Relation:
    return "unknown" if a.place and b.place else carried(a, b)


def place_same(a: Profile, b: Profile) -> float:
    if places(a, b) != "same" or a.place is None:
        return 0.0
    return {"country": 0.3, "region": 0.7}.get(a.place.precision, 1.0)


def place_within(a: Profile, b: Profile) -> float:
    return float(places(a, b) in ("within", "near"))


def place_apart(a: Profile, b: Profile) -> float:
    return float(places(a, b) == "apart")


def place_named(a: Profile, b: Profile) -> float:
    """The clause of the one names the place of the other, though it was read as elsewhere or nowhere."""
    return float(places(a, b) in ("apart", "unknown") and (names_place(a, b) or names_place(b, a)))


def names_place(a: Profile, b: Profile) -> bool:
    return b.place is not None and b.place.precision not in ("country", "region") and b.place_words <= a.words


def carried_same(a: Profile, b: Profile) -> float:
    return float(_carried(a, b) == "same")


def carried_apart(a: Profile, b: Profile) -> float:
    return float(_carried(a, b) == "apart")


def gap(left: tuple[int, int] | None, right: tuple[int, int] | None) -> int | None:
    """Days between two intervals: 0 where they overlap; None where one is not known."""
    if left is None or right is None:
        return None
    return max(0, left[0] - right[1], right[0] - left[1])


def day_same(a: Profile, b: Profile) -> float:
    return float(a.days is not None and a.days == b.days and a.days[1] - a.days[0] <= 7)


def day_overlap(a: Profile, b: Profile) -> float:
    return float(a.days != b.days and gap(a.days, b.days) == 0)


def day_next(a: Profile, b: Profile) -> float:
    return float(gap(a.days, b.days) == 1)


def day_apart(a: Profile, b: Profile) -> float:
    between = gap(a.days, b.days)
    return float(between is not None and between > 1)


def carried_day(a: Profile, b: Profile) -> float:
    return float(not (a.days and b.days) and gap(a.carried_days, b.carried_days) == 0)


def carried_day_apart(a: Profile, b: Profile) -> float:
    between = gap(a.carried_days, b.carried_days)
    return float(not (a.days and b.days) and between is not None and between > 1)


def published_apart(a: Profile, b: Profile) -> float:
    if a.published is None or b.published is None:
        return 0.5 if a.report != b.report else 0.0
    return 1 - exp(-abs(a.published - b.published) / 7)


def mode_same(a: Profile, b: Profile) -> float:
    return float(a.claim.mode is not None and a.claim.mode == b.claim.mode)


def mode_other(a: Profile, b: Profile) -> float:
    return float(a.claim.mode is not None and b.claim.mode is not None and a.claim.mode != b.claim.mode)


def status_denied(a: Profile, b: Profile) -> float:
    return float((a.claim.status == "denied") != (b.claim.status == "denied"))


def status_unreal(a: Profile, b: Profile) -> float:
    """One asserted, the other only called for, predicted or possible."""
    return float((a.claim.status in _UNREAL) != (b.claim.status in _UNREAL))


def both_denied(a: Profile, b: Profile) -> float:
    return float(a.claim.status == b.claim.status == "denied")


def planned(a: Profile, b: Profile) -> float:
    return float({a.claim.status, b.claim.status} == {"planned", "asserted"})


def figure_same(a: Profile, b: Profile) -> float:
    return float(any(equal(one, other) for one in a.figures for other in b.figures))


def figure_other(a: Profile, b: Profile) -> float:
    return float(any(clash(one, other) for one in a.figures for other in b.figures))


def same_source(a: Profile, b: Profile) -> float:
    return overlap(a.source, b.source)
