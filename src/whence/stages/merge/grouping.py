"""Claims to clusters: blocks nominate, declared features score, average linkage joins."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from whence.linkage.blocking import candidates
from whence.linkage.clustering import agglomerate
from whence.schema.records import Pair
from whence.stages.merge.blocks import keys, order
from whence.stages.merge.profile import Profile
from whence.stages.merge.rules import cannot
from whence.stages.merge.twins import read_once, twin_pairs
from whence.stages.merge.weights import Model

MOST, LEAST = 3.0, -6.0  # log-odds beyond which more evidence adds nothing: one pair never outweighs a cluster
TOLD = 8  # explained pairs of one claim
NEAR = -1.5  # a compared pair above this is kept with its reasons, though it was not merged


class Comparison:
    """Scores and cannot-links of pairs, each worked out once."""

    def __init__(self, profiles: Sequence[Profile], model: Model, parted: frozenset[tuple[int, int]]) -> None:
        self.profiles = profiles
        self.model = model
        self.parted = parted
        self.scores: dict[tuple[int, int], float] = {}
        self.bans: dict[tuple[int, int], bool] = {}

    def score(self, i: int, j: int) -> float:
        pair = (i, j) if i < j else (j, i)
        if pair not in self.scores:
            left, right = self.profiles[pair[0]], self.profiles[pair[1]]
            self.scores[pair] = max(LEAST, min(MOST, self.model.scorer(left, right).score(left, right)))
        return self.scores[pair]

    def forbidden(self, i: int, j: int) -> bool:
        pair = (i, j) if i < j else (j, i)
        if pair not in self.bans:
            self.bans[pair] = pair in self.parted or cannot(self.profiles[pair[0]], self.profiles[pair[1]]) is not None
        return self.bans[pair]


def group(
    profiles: Sequence[Profile], model: Model, parted: frozenset[tuple[int, int]]
) -> tuple[list[tuple[int, ...]], list[Pair]]:
    """Clusters of claim numbers, and the compared pairs that are near or merged with their reasons."""
    together = [pair for pair in twin_pairs(profiles) if pair not in parted]
    profiles = read_once(profiles, together)
    comparison = Comparison(profiles, model, parted)
    blocked = candidates([keys(profile) for profile in profiles], [order(profile) for profile in profiles])
    nominated = [pair for pair in blocked if comparison.score(*pair) > model.nominate]
    clusters = agglomerate(
        len(profiles),
        nominated,
        comparison.score,
        comparison.forbidden,
        together=together,
        threshold=model.threshold,
    )
    home = {item: at for at, members in enumerate(clusters) for item in members}
    return clusters, [explained(comparison, pair, home) for pair in worth_telling(blocked, comparison)]


def worth_telling(pairs: Sequence[tuple[int, int]], comparison: Comparison) -> list[tuple[int, int]]:
    """Pairs that are near or above the threshold and among the strongest TOLD of one of their claims."""
    near = sorted((-comparison.score(*pair), pair) for pair in pairs if comparison.score(*pair) > NEAR)
    told: Counter[int] = Counter()
    kept = []
    for _, pair in near:
        if min(told[pair[0]], told[pair[1]]) < TOLD:
            told.update(pair)
            kept.append(pair)
    return sorted(kept)


def explained(comparison: Comparison, pair: tuple[int, int], home: Mapping[int, int]) -> Pair:
    left, right = comparison.profiles[pair[0]], comparison.profiles[pair[1]]
    score = comparison.score(*pair)
    if home[pair[0]] == home[pair[1]]:
        verdict = "same"
    elif comparison.forbidden(*pair):
        verdict = "cannot"
    else:
        verdict = "unsure" if score > comparison.model.threshold else "different"
    return Pair(
        left=left.claim.claim_id,
        right=right.claim.claim_id,
        score=round(score, 3),
        verdict=verdict,  # type: ignore[arg-type]
        reasons=comparison.model.scorer(left, right).reasons(left, right),
    )
