"""Coreference scores, from their definitions: MUC, B-cubed, CEAF-e, and their mean, CoNLL F1.

MUC: Vilain et al. 1995. B-cubed: Bagga and Baldwin 1998. CEAF-e: Luo 2005, with phi4. CoNLL F1: Pradhan et al. 2012.
A clustering is a list of sets of items. An item that only one side has counts against precision (where only the system
has it) or recall, as in the reference scorer (Pradhan et al. 2014): nothing is added to or taken from either side.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import TypeVar

from msgspec import Struct

from whence.evaluate.assignment import best_assignment

Item = TypeVar("Item", bound=Hashable)
Clusters = Sequence[AbstractSet[Item]]


class Score(Struct, frozen=True):
    """Precision, recall and F1, each 0 to 1; what cannot be computed is 0."""

    precision: float
    recall: float
    f1: float


class Coreference(Struct, frozen=True, kw_only=True):
    """The four usual scores of one clustering against another."""

    conll: float
    muc: Score
    b_cubed: Score
    ceaf_e: Score


def coreference(found: Clusters[Item], gold: Clusters[Item]) -> Coreference:
    """All scores of the clusters found against the gold's."""
    scores = muc(found, gold), b_cubed(found, gold), ceaf_e(found, gold)
    return Coreference(conll=sum(score.f1 for score in scores) / 3, muc=scores[0], b_cubed=scores[1], ceaf_e=scores[2])


def muc(found: Clusters[Item], gold: Clusters[Item]) -> Score:
    """Links that survive: a cluster of n items in p parts on the other side keeps n - p of its n - 1 links."""
    return _score(_kept_links(found, gold), _kept_links(gold, found))


def b_cubed(found: Clusters[Item], gold: Clusters[Item]) -> Score:
    """The mean over items of the share of its cluster that is right (precision) and found (recall)."""
    return _score(_overlaps(found, gold), _overlaps(gold, found))


def ceaf_e(found: Clusters[Item], gold: Clusters[Item]) -> Score:
    """Clusters paired one to one at their best: 2|A and B| / (|A| + |B|) for each pair, over the number of clusters."""
    total = _best_pairing(found, gold)
    return _score((total, len(found)), (total, len(gold)))


def without_singletons(clusters: Clusters[Item]) -> list[AbstractSet[Item]]:
    """The clusters of two items and more: some publications score only those."""
    return [cluster for cluster in clusters if len(cluster) > 1]


def clusters_of(labels: Mapping[Item, Hashable]) -> list[AbstractSet[Item]]:
    """Clusters from a label for each item, in the order in which labels first appear."""
    found: dict[Hashable, set[Item]] = {}
    for item, label in labels.items():
        found.setdefault(label, set()).add(item)
    return list(found.values())


def _homes(clusters: Clusters[Item]) -> dict[Item, int]:
    return {item: at for at, cluster in enumerate(clusters) for item in cluster}


def _kept_links(ours: Clusters[Item], theirs: Clusters[Item]) -> tuple[float, float]:
    homes, kept, links = _homes(theirs), 0, 0
    for cluster in ours:
        together = Counter(homes[item] for item in cluster if item in homes)
        alone = sum(item not in homes for item in cluster)
        kept += len(cluster) - len(together) - alone
        links += len(cluster) - 1
    return kept, links


def _overlaps(ours: Clusters[Item], theirs: Clusters[Item]) -> tuple[float, float]:
    homes = _homes(theirs)
    right, items = 0.0, 0
    for cluster in ours:
        shared = Counter(homes[item] for item in cluster if item in homes)
        right += sum(n * n for n in shared.values()) / len(cluster) if cluster else 0.0
        items += len(cluster)
    return right, items


def _best_pairing(found: Clusters[Item], gold: Clusters[Item]) -> float:
    homes = _homes(gold)
    worth: dict[tuple[int, int], float] = {}
    for at, cluster in enumerate(found):
        for home, n in Counter(homes[item] for item in cluster if item in homes).items():
            worth[at, home] = 2 * n / (len(cluster) + len(gold[home]))
    return sum(worth[pair] for pair in best_assignment(worth))


def _score(precision: tuple[float, float], recall: tuple[float, float]) -> Score:
    p, r = _ratio(*precision), _ratio(*recall)
    return Score(p, r, 2 * p * r / (p + r) if p + r else 0.0)


def _ratio(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
