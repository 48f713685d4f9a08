"""The blocks that a claim stands in: its report, its place, its rare words; always of one type."""

from __future__ import annotations

from collections.abc import Hashable, Mapping

from whence.linkage.normalise import fold
from whence.schema.records import Place
from whence.stages.merge.profile import Profile
from whence.stages.merge.rarity import rarity

RARE = 3.0  # a stem that one report in twenty has
WORDS = 14  # rarest stems of a claim


def keys(profile: Profile) -> Mapping[Hashable, float]:
    """Block -> what sharing it is worth; a pair with 1.0 and more is compared."""
    kind = profile.claim.type
    found: dict[Hashable, float] = {(kind, "report", profile.root): 1.0}
    for key in place_keys(profile.carried):
        found[kind, "place", key] = 1.0
    words = profile.words | profile.names | profile.targets
    rare = sorted((word for word in words if rarity(word) >= RARE), key=lambda word: (-rarity(word), word))[:WORDS]
    for word in rare:
        found[kind, "word", word] = rarity(word) / 6
    return found


def place_keys(place: Place | None) -> list[str]:
    """A place's own name and, for a point, its cell of a quarter degree."""
    if place is None:
        return []
    found = [fold(place.name)]
    if place.lat is not None and place.lon is not None and place.precision not in ("country", "region"):
        found.append(f"{round(place.lat * 4)},{round(place.lon * 4)}")
    return found


def order(profile: Profile) -> tuple[int, int]:
    """Day of the act, else of the report; then the claim's number."""
    when = profile.carried_days[0] if profile.carried_days else profile.published
    return (when or 0, profile.at)
