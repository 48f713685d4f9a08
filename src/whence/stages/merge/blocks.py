"""The blocks that a claim stands in: its report, its place, its days, its rare words; always of one type."""

from __future__ import annotations

from itertools import combinations
from math import isnan

from whence.linkage.blocking import code, key
from whence.linkage.normalise import fold
from whence.schema.records import Place
from whence.stages.merge.apart import Mark
from whence.stages.merge.profile import Profile
from whence.stages.merge.rarity import rarity

# Of the pairs of one event that score well, nine in ten share a key on the training reports; see docs/merging.md.
WORDS = 5  # rarest stems of a claim: two that are shared are enough
LEAST = 1.5  # a stem that more than one report in five has is no key
ALONE = 5.5  # a stem that one report in 250 has is a key by itself
SPAN = 14  # days; two staggered spans bring all together that lie within a week
_TYPE, _REPORT, _PLACE, _WORD = range(4)


def keys(profile: Profile) -> tuple[int, ...]:
    """Numbers of the blocks; sharing one is enough for a pair to be compared.

    The wider ones (a type, a type in a fortnight, a place) serve in a small record, where all that might be one is
    compared; in a large one they are crowded and the narrower ones are left.
    """
    kind = code(profile.claim.type)
    spans = _spans(profile)
    found = {key(kind, _TYPE), key(kind, _REPORT, profile.root_code)}
    found |= {key(kind, _TYPE, span) for span in spans}
    for name in map(code, place_keys(profile.carried)):
        found |= {key(kind, _PLACE, name), *(key(kind, _PLACE, name, span) for span in spans)}
    rare = rarest(profile)
    found |= {key(kind, _WORD, code(word)) for word in rare if rarity(word) >= ALONE}
    found |= {key(kind, _WORD, code(one), code(other)) for one, other in combinations(rare, 2)}
    return tuple(sorted(found))


def place_blocks(kind: str, told: Mark) -> tuple[int, ...]:
    """Blocks that a claim of this type most likely stands in for its place and days, going by its mark alone."""
    first, _, _, lat, lon, _ = told
    if isnan(first) or isnan(lat):
        return ()
    return tuple(key(code(kind), _PLACE, code(_cell(lat, lon)), span) for span in _spans_of(int(first)))


def rarest(profile: Profile) -> list[str]:
    """Its rarest stems, in order of the alphabet."""
    words = profile.words | profile.names | profile.targets
    rare = [(-rarity(word), word) for word in words if rarity(word) >= LEAST]
    return sorted(word for _, word in sorted(rare)[:WORDS])


def place_keys(place: Place | None) -> list[str]:
    """A place's own name and, for a point, its cell of a quarter degree."""
    if place is None:
        return []
    found = [fold(place.name)]
    if place.lat is not None and place.lon is not None and place.precision not in ("country", "region"):
        found.append(_cell(place.lat, place.lon))
    return found


def _cell(lat: float, lon: float) -> str:
    return f"{round(lat * 4)},{round(lon * 4)}"


def _spans(profile: Profile) -> tuple[int, int]:
    """The two staggered spans in which the act, else the report, falls."""
    return _spans_of((profile.carried_days[0] if profile.carried_days else profile.published) or 0)


def _spans_of(when: int) -> tuple[int, int]:
    return 2 * (when // SPAN), 2 * ((when + SPAN // 2) // SPAN) + 1
