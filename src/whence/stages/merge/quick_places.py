"""What places and days add to the score of a pair: a part of `quick`."""

from __future__ import annotations

from collections.abc import Mapping

from whence.linkage.geography import Relation, relation, same_spot
from whence.schema.records import Place
from whence.stages.merge import compare, quick_setting
from whence.stages.merge.compare import gap
from whence.stages.merge.profile import Profile

Weights = Mapping[str, float]


class Places:
    """How places stand to each other, each pair of them worked out once."""

    def __init__(self) -> None:
        self.relations: dict[tuple[int, int], tuple[Relation, bool]] = {}

    def between(self, one: int, other: int, left: Place | None, right: Place | None) -> tuple[Relation, bool]:
        """How two places with these numbers stand, and whether they are two points of one name."""
        if not (one and other):
            return "unknown", False
        found = self.relations.get((one, other))
        if found is None:
            alike = left is not None and right is not None and same_spot(left, right)
            found = self.relations[one, other] = relation(left, right), alike
        return found

    def where_and_when(self, w: Weights, a: Profile, b: Profile, within: float) -> float:
        """Places and days, their own and carried over; `within` is the share of the shorter claim's words."""
        here, namesake = self.between(a.spot, b.spot, a.place, b.place)
        carried, _ = self.between(a.carried_spot, b.carried_spot, a.carried, b.carried)
        implied: Relation = "unknown" if a.place and b.place else carried
        total = place_same = 0.0
        if here == "same" and a.place is not None:
            trust = a.place_trust * b.place_trust
            place_same = 0.3 if a.place.precision == "country" else 0.7 if a.place.precision == "region" else 1.0
            total += place_same * (trust * w["place_same"] + (1 - trust) * w["place_same?"])
        elif here == "apart":
            trust = a.place_trust * b.place_trust
            total += trust * w["place_apart"] + (1 - trust) * w["place_apart?"] + (w["namesake"] if namesake else 0.0)
        elif here != "unknown":
            total += w["place_within"]
        if here in ("apart", "unknown") and (compare.names_place(a, b) or compare.names_place(b, a)):
            total += w["place_named"]
        if implied == "same":
            total += w["carried_same"]
        elif implied == "apart":
            total += w["carried_apart"]
        day_same = float(a.days is not None and a.days == b.days and a.days[1] - a.days[0] <= 7)
        total += _days(w, a, b, day_same)
        near_day = gap(a.carried_days, b.carried_days)
        if carried == "same" and near_day == 0:
            total += w["same_place_and_day"]
        carried_day = float(not (a.days and b.days) and near_day == 0)
        place = max(place_same, 0.6 if implied == "same" else 0.0)
        total += place * max(day_same, 0.6 * carried_day) * within * w["tight"]
        if a.claim.type == "ASSAULT":
            total += place_same * w["assault_place"] + day_same * w["assault_day"]
        elif a.claim.type == "VOTE" and carried == "same":
            total += w["vote_place"]
        return total


def _days(w: Weights, a: Profile, b: Profile, day_same: float) -> float:
    total = day_same * w["day_same"]
    between = gap(a.days, b.days)
    if between is not None:
        if between == 0 and a.days != b.days:
            total += w["day_overlap"]
        elif between:
            trust = a.days_trust * b.days_trust
            name, doubt = ("day_next", "day_next?") if between == 1 else ("day_apart", "day_apart?")
            total += trust * w[name] + (1 - trust) * w[doubt]
        return total
    implied = gap(a.carried_days, b.carried_days)
    if implied == 0:
        total += w["carried_day"]
    elif implied is not None and implied > 1:
        total += w["carried_day_apart"]
    return total + quick_setting.undated(w, a, b, implied)
