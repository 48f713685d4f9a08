"""Cannot-links: what keeps two claims apart however alike they are."""

from __future__ import annotations

import re
from functools import lru_cache

from whence.linkage.geography import km, relation, same_spot
from whence.linkage.normalise import fold
from whence.stages.merge.compare import gap, twins
from whence.stages.merge.kinds import same_hands
from whence.stages.merge.profile import INSIDE, Profile

FAR_KM = 60.0
MONTHS = 60  # days apart that no misread time makes up for
_ANOTHER = re.compile(r"\b(?:another|a second|a third|a further|separately|elsewhere|a different)\b")
_PART = re.compile(
    r"\b(?:(?:at least )?(?:one|two|three|four|some|several|half|most) of (?:the|those|these)|among the)\b"
)
CLOSE = 300  # code points between a whole and what is told of a part of it
# Of 850 pairs in the training storylines, a vote held and its turnout, result or postponement were never one event.
_BY_MODE = frozenset({"VOTE"})
_UNREAL = frozenset({"called-for", "predicted", "possible"})


def cannot(a: Profile, b: Profile) -> str | None:
    """Why the two can never be one event, in words; None where nothing forbids it."""
    if a.claim.type != b.claim.type:
        return f"different acts: {a.claim.type} / {b.claim.type}"
    if twins(a, b):
        return None
    if a.claim.type in _BY_MODE and a.claim.mode and b.claim.mode and a.claim.mode != b.claim.mode:
        return f"different acts: {a.claim.mode} / {b.claim.mode}"
    unreal = (a.claim.status in _UNREAL) != (b.claim.status in _UNREAL)
    if unreal and "denied" not in (a.claim.status, b.claim.status) and not same_hands(a, b):
        return f"one is {a.claim.status}, the other {b.claim.status}"
    if min(a.place_trust, b.place_trust) >= INSIDE and far(a, b):
        return f"different places: {_name(a)} / {_name(b)}"
    between = gap(a.days, b.days)
    most = 1 if min(a.days_trust, b.days_trust) >= INSIDE else MONTHS
    if between is not None and between > most and "planned" not in (a.claim.status, b.claim.status):
        return f"different days: {_time(a)} / {_time(b)}"
    if part_of(a, b) or part_of(b, a):
        return "one is a part of the other"
    if told_apart(a, b):
        return "told as another act in the same breath"
    return None


def far(a: Profile, b: Profile) -> bool:
    """Two towns more than an hour's drive apart, or two countries."""
    if a.place is None or b.place is None or relation(a.place, b.place) != "apart":
        return False
    if same_spot(a.place, b.place):
        return False
    distance = km(a.place, b.place)
    return distance is None or distance > FAR_KM


def part_of(one: Profile, whole: Profile) -> bool:
    """ "At least one of the explosions", close after the explosions."""
    between = one.start - whole.claim.evidence.end
    return one.report == whole.report and 0 <= between < CLOSE and _opens_part(one.claim.evidence.text[:60])


@lru_cache(maxsize=65536)
def _opens_part(text: str) -> bool:
    return bool(_PART.search(fold(text)))


def told_apart(a: Profile, b: Profile) -> bool:
    """Neighbours in one report, the later of which says "another", "a second"."""
    if a.report != b.report or abs(a.turn - b.turn) > 2:
        return False
    later = a if a.start >= b.start else b
    return _opens_another(later.claim.evidence.text[:40])


@lru_cache(maxsize=65536)
def _opens_another(text: str) -> bool:
    return bool(_ANOTHER.search(fold(text)))


def _name(profile: Profile) -> str:
    return profile.place.name if profile.place else "?"


def _time(profile: Profile) -> str:
    return profile.claim.time.text if profile.claim.time else "?"
