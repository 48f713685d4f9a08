"""A reprint repeats its original: which claims are the same clause, read twice, and what of it is taken once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from msgspec import structs

from whence.stages.merge.compare import setting_alike, words_alike, words_within
from whence.stages.merge.profile import Profile

TWIN = 0.5  # cosine of two clauses' words
PART = 0.75  # or so much of the shorter clause in the longer, in paragraphs that are alike
AROUND = 0.6
READ_ALIKE = 0.3  # what one mode and one status are worth beside the words


def twin_pairs(profiles: Sequence[Profile]) -> list[tuple[int, int]]:
    """Claims of a reprint with the claim of its original that they repeat: each other's best match."""
    told: dict[int, list[Profile]] = defaultdict(list)
    for profile in profiles:
        told[profile.report].append(profile)
    found = []
    for _, copies in sorted(told.items()):
        originals = told.get(copies[0].root, []) if copies[0].root != copies[0].report else []
        best = {one.at: _twin(one, originals) for one in copies}
        back = {one.at: _twin(one, copies) for one in originals}
        found += [
            (min(at, other), max(at, other)) for at, other in best.items() if other is not None and back[other] == at
        ]
    return found


def _twin(one: Profile, others: Sequence[Profile]) -> int | None:
    """The claim of the same type that shares most words, if it shares enough; the same mode and status go first."""
    alike = [(-_likeness(one, other), other.at) for other in others if one.claim.type == other.claim.type]
    alike = [row for row in alike if row[0] < 0]
    return min(alike)[1] if alike else None


def _likeness(one: Profile, other: Profile) -> float:
    words = words_alike(one, other)
    part = words_within(one, other) >= PART and setting_alike(one, other) >= AROUND
    if words < TWIN and not part:
        return 0.0
    return words + READ_ALIKE * ((one.claim.mode, one.claim.status) == (other.claim.mode, other.claim.status))


def read_once(profiles: Sequence[Profile], twins: Sequence[tuple[int, int]]) -> list[Profile]:
    """The profiles with mode, status, place and time of a reprint's claims as its original's were read.

    The same clause read twice is read in two ways now and then (a dateline's town in one, the town in the clause in
    the other); that tells nothing about the act, but would keep its other tellings apart.
    """
    found = list(profiles)
    for left, right in twins:
        one, other = profiles[left], profiles[right]
        original, copy = (one, other) if one.report == one.root else (other, one)
        found[copy.at] = _as(copy, original)
        if copy.place is not None and (original.place is None or copy.place_trust > original.place_trust):
            found[original.at] = _placed(found[original.at], copy)
            found[copy.at] = _placed(found[copy.at], copy)
    return found


def _as(copy: Profile, original: Profile) -> Profile:
    claim = structs.replace(copy.claim, mode=original.claim.mode, status=original.claim.status)
    timed = original if original.days or not copy.days else copy
    claim = structs.replace(claim, time=timed.claim.time)
    dated = replace(
        copy, claim=claim, days=timed.days, days_trust=timed.days_trust, carried_days=original.carried_days or copy.days
    )
    return _placed(dated, original) if original.place is not None else dated


def _placed(profile: Profile, like: Profile) -> Profile:
    return replace(
        profile,
        claim=structs.replace(profile.claim, place=like.claim.place),
        place=like.place,
        carried=like.carried,
        spot=like.spot,
        carried_spot=like.carried_spot,
        place_words=like.place_words,
        bare=profile.bare and like.place is None,
        place_trust=like.place_trust,
    )
