"""Fit the weights by which mentions of events are linked across texts (`whence.linkage.mention_links`).

ECB+ topics 1-35 but for the dev topics, and the dev part of the Gun Violence Corpus. Pairs of mentions whose texts tell
one story, logistic regression with a ridge by Newton's method; the share of pairs that two heads name one event is
counted over the topics, each topic's own pairs seeing only the others'. Nothing is drawn at random. With `--cross` it
prints what five folds of topics left out score, for each threshold, and writes nothing.

    python training/fit_mentions.py ../shared/data/ecbplus ../shared/data/gvc src/whence/linkage/data [--cross]
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from pathlib import Path

import msgspec
import numpy as np
from msgspec import Struct

from whence.evaluate import ecbplus_load, gvc_load
from whence.evaluate.coref_scores import clusters_of, coreference
from whence.linkage.mention_features import Rates, heads_of, mention_features
from whence.linkage.mention_links import MentionModel, by_story, link_profiles
from whence.linkage.mention_profiles import Profile, profiles

RIDGE = 1.0
FOLDS = 5
THRESHOLD = -1.0  # the best of five on both corpora by cross-validation
THRESHOLDS = (-1.5, -1.0, -0.75, -0.5, 0.0)
FEWEST = 2  # topics in which two heads must have met, for their rate to be kept; always where they named one event
GVC_WEIGHT = 1.0

Totals = dict[tuple[str, str], dict[str, tuple[int, int]]]  # two heads -> topic -> pairs that are one event, pairs


class Part(Struct, frozen=True, eq=False):
    """Profiles of a corpus, each mention's gold cluster, and the topic of each document."""

    profiles: Sequence[Profile]
    gold: dict[str, str]
    topic: Callable[[Profile], str]
    weight: float

    def pairs(self) -> Iterable[tuple[Profile, Profile]]:
        for group in by_story(self.profiles):
            yield from combinations(group, 2)

    def without(self, topics: frozenset[str], inside: bool) -> Part:
        """The part of it whose topics are (not) among some."""
        kept = [profile for profile in self.profiles if (self.topic(profile) in topics) == inside]
        return Part(kept, self.gold, self.topic, self.weight)


def ecb_part(path: Path) -> Part:
    topics = [topic.name for topic in (path / "ECB+").iterdir() if topic.name not in ecbplus_load.DEV]
    corpus = ecbplus_load.load(path, [topic for topic in topics if int(topic) <= 35])
    found = profiles(corpus.documents, corpus.mentions)
    return Part(found, dict(corpus.gold), lambda profile: profile.mention.document_id.split("_")[0], 1.0)


def gvc_part(path: Path) -> Part:
    corpus = gvc_load.load(path)
    found = profiles(corpus.documents, corpus.mentions)
    return Part(found, dict(corpus.gold), lambda profile: f"gvc{profile.story}", GVC_WEIGHT)


def totals(parts: Sequence[Part]) -> Totals:
    found: Totals = defaultdict(dict)
    for part in parts:
        for left, right in part.pairs():
            held = found[heads_of(left, right)]
            right_so_far, so_far = held.get(part.topic(left), (0, 0))
            one = part.gold[left.mention.mention_id] == part.gold[right.mention.mention_id]
            held[part.topic(left)] = (right_so_far + one, so_far + 1)
    return found


def rates(found: Totals, without: str | None = None) -> Rates:
    """Per pair of heads the sum over topics of the share of its pairs that are one event, and the topics."""
    out = {}
    for heads, held in found.items():
        shares = [right / pairs for topic, (right, pairs) in held.items() if topic != without]
        if shares and (len(shares) >= FEWEST or sum(shares)):
            out[heads] = (sum(shares), float(len(shares)))
    return out


def table(parts: Sequence[Part], found: Totals) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Features, label and weight of all pairs; a pair sees the rates of the other topics only."""
    rows, labels, weights = [], [], []
    features = {}
    for part in parts:
        for left, right in part.pairs():
            topic = part.topic(left)
            if topic not in features:
                features[topic] = [feature.value for feature in mention_features(rates(found, topic))]
            rows.append([value(left, right) for value in features[topic]])
            labels.append(float(part.gold[left.mention.mention_id] == part.gold[right.mention.mention_id]))
            weights.append(part.weight)
    return np.array(rows), np.array(labels), np.array(weights)


def regress(x: np.ndarray, y: np.ndarray, w: np.ndarray, pull: float = RIDGE) -> tuple[np.ndarray, float]:
    """Ridge logistic regression on standardised features; weights of the features as they are, and the bias."""
    mean, spread = x.mean(0), x.std(0) + 1e-9
    z = np.hstack([(x - mean) / spread, np.ones((len(x), 1))])
    ridge = np.diag([*([pull] * x.shape[1]), 0.0])
    b = np.zeros(z.shape[1])
    for _ in range(40):
        p = 1 / (1 + np.exp(-np.clip(z @ b, -30, 30)))
        curve = z.T @ (z * (w * p * (1 - p) + 1e-9)[:, None]) + ridge
        step = np.linalg.solve(curve, z.T @ (w * (y - p)) - ridge @ b)
        b += step
        if np.abs(step).max() < 1e-8:
            break
    weights = b[:-1] / spread
    return weights, float(b[-1] - weights @ mean)


def fit(parts: Sequence[Part]) -> MentionModel:
    found = totals(parts)
    weights, bias = regress(*table(parts, found))
    names = [feature.name for feature in mention_features({})]
    return MentionModel(
        weights={name: round(float(weight), 3) for name, weight in zip(names, weights, strict=True)},
        bias=round(bias, 3),
        threshold=THRESHOLD,
        heads=[(*heads, round(total, 2), topics) for heads, (total, topics) in sorted(rates(found).items())],
    )


def cross(parts: Sequence[Part]) -> None:
    """CoNLL F1 of each part on topics left out, by threshold."""
    topics = [sorted({part.topic(profile) for profile in part.profiles}) for part in parts]
    clusters: dict[tuple[int, float], list[set[str]]] = defaultdict(list)
    for fold in range(FOLDS):
        out = frozenset(topic for listed in topics for topic in listed[fold::FOLDS])
        model = fit([part.without(out, inside=False) for part in parts])
        for number, part in enumerate(parts):
            for threshold in THRESHOLDS:
                moved = msgspec.structs.replace(model, threshold=threshold)
                linked = link_profiles(part.without(out, inside=True).profiles, moved)
                clusters[number, threshold] += [{mention.mention_id for mention in one} for one in linked]
    for (number, threshold), found in sorted(clusters.items()):
        scores = coreference(found, clusters_of(parts[number].gold))
        print(f"part {number} threshold {threshold:5}: CoNLL {scores.conll:.4f}  MUC {scores.muc.f1:.3f}"
              f"  B3 {scores.b_cubed.f1:.3f}  CEAF-e {scores.ceaf_e.f1:.3f}")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("ecbplus", type=Path)
    parser.add_argument("gvc", type=Path)
    parser.add_argument("folder", type=Path, help="where the weights are written")
    parser.add_argument("--cross", action="store_true")
    args = parser.parse_args()
    parts = [ecb_part(args.ecbplus), gvc_part(args.gvc)]
    if args.cross:
        cross(parts)
        return
    model = fit(parts)
    (args.folder / "mentions.json").write_bytes(msgspec.json.encode(model) + b"\n")
    print(f"{len(model.heads)} pairs of heads; weights {dict(model.weights)}")


if __name__ == "__main__":
    main()
