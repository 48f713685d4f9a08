"""Claims to clusters: blocks nominate, declared features score, average linkage joins."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping, Sequence

from msgspec import Struct

from whence.linkage.blocking import Ints, candidates
from whence.linkage.clustering import agglomerate
from whence.schema.records import Pair
from whence.stages.merge.apart import Mark, mark, near, possible
from whence.stages.merge.blocks import keys
from whence.stages.merge.profile import Profile
from whence.stages.merge.rules import cannot
from whence.stages.merge.weights import Model

MOST, LEAST = 3.0, -6.0  # log-odds beyond which more evidence adds nothing: one pair never outweighs a cluster
TOLD = 3  # explained pairs of one claim


def bounded(score: float) -> float:
    """Sums over sets differ in their last bits from process to process: what is left of that must break no tie."""
    return round(max(LEAST, min(MOST, score)), 9)


class Comparison:
    """Scores and cannot-links of pairs, each worked out once."""

    def __init__(self, profiles: Sequence[Profile], model: Model, parted: frozenset[tuple[int, int]]) -> None:
        self.profiles = profiles
        self.model = model
        self.quick = model.quick()
        self.parted = parted
        self.scores: dict[tuple[int, int], float] = {}
        self.bans: dict[tuple[int, int], bool] = {}

    def score(self, i: int, j: int) -> float:
        pair = (i, j) if i < j else (j, i)
        found = self.scores.get(pair)
        if found is None:
            left, right = self.profiles[pair[0]], self.profiles[pair[1]]
            found = self.scores[pair] = bounded(self.quick.score(left, right))
        return found

    def nominates(self, i: int, j: int) -> bool:
        """Whether a pair scores well enough to be looked at; most do not, and are not scored to the end."""
        left, right = self.profiles[i], self.profiles[j]
        found = self.quick.score(left, right, self.model.nominate)
        if found <= self.model.nominate:
            return False
        self.scores[i, j] = bounded(found)
        return True

    def forbidden(self, i: int, j: int) -> bool:
        pair = (i, j) if i < j else (j, i)
        if pair not in self.bans:
            self.bans[pair] = pair in self.parted or cannot(self.profiles[pair[0]], self.profiles[pair[1]]) is not None
        return self.bans[pair]


class Grouped(Struct, frozen=True, kw_only=True):
    """Clusters of claim numbers, the pairs worth telling, and each claim's blocks."""

    clusters: list[tuple[int, ...]]
    pairs: list[Pair]
    keys: list[Sequence[int]]
    marks: list[Mark]


def group(
    profiles: Sequence[Profile],
    model: Model,
    together: Sequence[tuple[int, int]],
    parted: frozenset[tuple[int, int]],
    known: Sequence[tuple[int, int]] | None = None,
) -> Grouped:
    """Cluster claims; `together` belong to one act whatever their scores, unless people `parted` them.

    Where the nominated pairs are `known`, there is no blocking, and no keys and marks are given.
    """
    together = [pair for pair in together if pair not in parted]
    comparison = Comparison(profiles, model, parted)
    blocks: list[Sequence[int]] = []
    marks: list[Mark] = []
    if known is None:
        blocks = [array("q", keys(profile)) for profile in profiles]
        marks = [mark(profile) for profile in profiles]
        nominated = _nominated(comparison, marks, candidates(blocks, near(marks)))
    else:
        nominated = [(min(pair), max(pair)) for pair in known]
    clusters = agglomerate(
        len(profiles),
        nominated,
        comparison.score,
        comparison.forbidden,
        together=together,
        threshold=model.threshold,
    )
    home = {item: at for at, members in enumerate(clusters) for item in members}
    told = [explained(comparison, pair, home) for pair in worth_telling(nominated, comparison)]
    return Grouped(clusters=clusters, pairs=told, keys=blocks, marks=marks)


def _nominated(comparison: Comparison, marks: Sequence[Mark], pairs: tuple[Ints, Ints]) -> list[tuple[int, int]]:
    return [pair for pair in possible(marks, *pairs) if comparison.nominates(*pair)]


def worth_telling(pairs: Sequence[tuple[int, int]], comparison: Comparison) -> list[tuple[int, int]]:
    """The nominated pairs that are among the strongest TOLD of one of their claims."""
    near = sorted((-comparison.score(*pair), pair) for pair in pairs)
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
