"""Which mentions name one event: documents by story, pairs by weighted features, clusters by average linkage."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from importlib import resources
from itertools import combinations

import msgspec
import numpy as np
from msgspec import Struct

from whence.linkage.averaging import average_linkage
from whence.linkage.features import Scorer
from whence.linkage.mention_features import Rates, mention_features
from whence.linkage.mention_profiles import Profile, profiles
from whence.linkage.mentions import Document, Mention


class MentionModel(Struct, frozen=True, kw_only=True):
    """Fitted weights, by feature; how often two heads named one event; where clusters stop to join."""

    weights: Mapping[str, float]
    bias: float
    threshold: float
    heads: Sequence[tuple[str, str, float, float]]

    def rates(self) -> Rates:
        return {(left, right): (total, topics) for left, right, total, topics in self.heads}

    def scorer(self) -> Scorer[Profile]:
        return Scorer(mention_features(self.rates()), self.weights, self.bias)


@lru_cache(maxsize=2)
def mention_model(name: str = "mentions") -> MentionModel:
    """The weights that ship; made by `training/fit_mentions.py`."""
    file = resources.files("whence.linkage").joinpath(f"data/{name}.json")
    return msgspec.json.decode(file.read_bytes(), type=MentionModel)


def link(
    documents: Sequence[Document], mentions: Iterable[Mention], model: MentionModel | None = None
) -> list[tuple[Mention, ...]]:
    """The mentions in clusters, one an event; each stands in exactly one.

    Mentions of different stories are never linked. Inside a story all pairs are compared.
    """
    return link_profiles(profiles(documents, mentions), model or mention_model())


def link_profiles(found: Sequence[Profile], model: MentionModel) -> list[tuple[Mention, ...]]:
    """`link`, from profiles."""
    scorer = model.scorer()
    clusters: list[tuple[Mention, ...]] = []
    for group in by_story(found):
        table = np.zeros((len(group), len(group)))
        for row, column in combinations(range(len(group)), 2):
            table[row, column] = table[column, row] = scorer.score(group[row], group[column])
        joined = average_linkage(table, model.threshold)
        clusters += [tuple(group[item].mention for item in members) for members in joined]
    return clusters


def by_story(found: Sequence[Profile]) -> list[list[Profile]]:
    """Profiles that are compared with each other, in groups."""
    groups: dict[int, list[Profile]] = {}
    for profile in found:
        groups.setdefault(profile.story, []).append(profile)
    return [groups[number] for number in sorted(groups)]
