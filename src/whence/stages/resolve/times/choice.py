"""Which time of its sentence is a claim's, or none: a sum of weighted features, the weights in `data/choice.csv`.

The weights were fitted as a conditional logit with "no time" as one of the choices (`training/fit_time_choice.py`).
What the rules of `attach` choose is one of the features. Times of other sentences are no candidates: of claims without
a time in their sentence four in a hundred have one, and offering the last one before changed nothing.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from whence.schema.records import Claim
from whence.stages.resolve.between import Act
from whence.stages.resolve.times import attach
from whence.stages.resolve.times.features import View, features, none_features
from whence.stages.resolve.times.resolving import Resolved
from whence.stages.resolve.times.timeline import Timed
from whence.stages.resolve.weighing import likeliest, odds, total, weights

DATA = "whence.stages.resolve.times.data"
MOST = 40  # times of one sentence that are weighed


def view_of(
    claim: Claim,
    times: Sequence[Timed],
    claims: Sequence[Claim],
    acts: Sequence[Act],
    text: str,
    bounds: tuple[int, int],
) -> View:
    """The times of a claim's sentence; `times`, `claims` and `acts` are the report's, in the order of the text."""
    first, last = min(bounds[0], claim.evidence.start), max(bounds[1], claim.evidence.end)
    near = times[_at(times, first) : _at(times, last)][:MOST]
    found = [timed for timed in near if not attach.of_saying(timed, claim, text)]
    others = claims[_claim_at(claims, first) : _claim_at(claims, last)][:MOST]
    return View(text, found, others, acts, attach.choose(claim, found, text, bounds))


def _at(times: Sequence[Timed], offset: int) -> int:
    return bisect_left(times, offset, key=lambda timed: timed.expression.start)


def _claim_at(claims: Sequence[Claim], offset: int) -> int:
    return bisect_left(claims, offset, key=lambda claim: claim.evidence.start)


def choose(claim: Claim, view: View, meanings: Sequence[Resolved]) -> Timed | None:
    """The likeliest time, by the expressions that mean the same days together; None where "no time" is likelier.

    `meanings` are those of the view's times, in their order.
    """
    if not view.found:
        return None
    table = weights(DATA)
    scored = [
        (days_of(timed, resolved), total(features(claim, timed, resolved, view), table))
        for timed, resolved in zip(view.found, meanings, strict=True)
    ]
    likely = likeliest(scored, total(none_features(claim, view), table))
    if likely is None:
        return None
    mine = [at for at, (days, _) in enumerate(scored) if days == likely]
    return view.found[max(mine, key=lambda at: odds(scored[at][1]))]  # the first of equals


def days_of(timed: Timed, resolved: Resolved) -> object:
    """What tells one time from another: its days, and where it stands if it has none."""
    days = (resolved.earliest, resolved.latest)
    return days if any(days) else timed.expression.start
