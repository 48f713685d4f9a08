"""Which candidate is a claim's place, or none: a sum of weighted features, the weights in `data/choice.csv`.

The weights were fitted as a conditional logit with "no place" as one of the choices on the training gold.
"""

from __future__ import annotations

from collections.abc import Sequence

from whence.schema.records import Claim
from whence.stages.resolve.places.candidates import Candidate, Frame
from whence.stages.resolve.places.features import ZONES, features, none_features
from whence.stages.resolve.weighing import likeliest, total, weights

DATA = "whence.stages.resolve.places.data"


def choose(claim: Claim, found: Sequence[Candidate], view: Frame) -> Candidate | None:
    """The likeliest place, by the candidates that name it together; `None` where "no place" is likelier.

    Of the candidates for one place the one nearest to the claim's own words stands for it.
    """
    table = weights(DATA)
    scored = [(meant(one), total(features(claim, one, found, view), table)) for one in found]
    place = likeliest(scored, total(none_features(claim, found), table)) if scored else None
    if place is None:
        return None
    return min(
        (one for one, (meaning, _) in zip(found, scored, strict=True) if meaning == place),
        key=lambda c: (ZONES[c.zone], c.distance, abs(c.start - claim.evidence.start)),
    )


def meant(candidate: Candidate) -> object:
    """What tells one place from another: the entries, and the name where it is only a fallback."""
    return tuple((s.entry.id if s.entry else None, s.mention.name if s.fallback else None) for s in candidate.members)
