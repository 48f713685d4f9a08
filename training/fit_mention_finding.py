"""Fit the weights by which words that name events are found (`whence.linkage.mention_finding`).

The checked sentences of ECB+ topics 1-35 but for the dev topics; sparse logistic regression by AdaGrad in a fixed
order, so that the same corpus gives the same file. `--cross` prints exact-span F1 on five folds of topics left
out and writes nothing.

    python training/fit_mention_finding.py ../shared/data/ecbplus src/whence/linkage/data [--cross]
"""

from __future__ import annotations

import argparse
import math
import random
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from whence.evaluate import ecbplus_load
from whence.linkage.mention_finding import FindingModel, Weights, find, join_features, token_features
from whence.linkage.mentions import Document

EPOCHS, STEP, PULL = 12, 0.3, 2e-6
THRESHOLD = 0.5  # best by cross-validation
THRESHOLDS = (0.3, 0.4, 0.5)
LEAST = 0.2  # smaller weights are left out: 0.001 of F1, a quarter of the file
FOLDS = 5

Row = tuple[tuple[str, ...], bool]
Spans = dict[int, set[tuple[int, ...]]]  # sentence -> token runs


class Text(Struct, frozen=True):
    """A document, its topic, its checked sentences and the mentions in them."""

    document: Document
    topic: str
    checked: tuple[int, ...]
    spans: Spans


def texts(path: Path) -> list[Text]:
    topics = [one.name for one in (path / "ECB+").iterdir() if one.name not in ecbplus_load.DEV and int(one.name) <= 35]
    corpus = ecbplus_load.load(path, topics)
    spans: dict[str, Spans] = defaultdict(lambda: defaultdict(set))
    for mention in corpus.mentions:
        spans[mention.document_id][mention.sentence].add(mention.tokens)
    found = []
    for document in corpus.documents:
        name = document.document_id
        checked = tuple(sorted(n for n in corpus.checked.get(name, ()) if n < len(document.sentences)))
        found.append(Text(document, name.split("_")[0], checked, spans[name]))
    return found


def rows(text: Text) -> tuple[list[Row], list[Row]]:
    """Rows of the two questions: every token; every two neighbours that are both of an event."""
    tokens_of, joins = [], []
    for number in text.checked:
        tokens = text.document.sentences[number]
        held = {at: span for span in text.spans.get(number, ()) for at in span}
        for at in range(len(tokens)):
            tokens_of.append((tuple(token_features(tokens, at)), at in held))
            if at in held and at - 1 in held:
                joins.append((tuple(join_features(tokens, at)), held[at] == held[at - 1]))
    return tokens_of, joins


def regress(data: Sequence[Row]) -> Weights:
    """Logistic regression by AdaGrad; features seen once are left out."""
    seen: dict[str, int] = defaultdict(int)
    for features, _ in data:
        for feature in features:
            seen[feature] += 1
    kept = [([feature for feature in features if seen[feature] > 1], label) for features, label in data]
    weights: dict[str, float] = defaultdict(float)
    squares: dict[str, float] = defaultdict(lambda: 1e-2)
    order = random.Random(7)
    for _ in range(EPOCHS):
        order.shuffle(kept)
        for features, label in kept:
            total = sum(weights[feature] for feature in features)
            error = (1.0 if label else 0.0) - 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
            for feature in features:
                slope = error - PULL * len(kept) * weights[feature] / seen[feature]
                squares[feature] += slope * slope
                weights[feature] += STEP * slope / math.sqrt(squares[feature])
    return {feature: round(weight, 2) for feature, weight in sorted(weights.items()) if abs(weight) >= LEAST}


def fit(data: Sequence[Text]) -> FindingModel:
    both = [rows(text) for text in data]
    token = regress([row for tokens, _ in both for row in tokens])
    return FindingModel(token=token, join=regress([row for _, joins in both for row in joins]), threshold=THRESHOLD)


def cross(data: Sequence[Text]) -> None:
    topics = sorted({text.topic for text in data})
    right, found, given = defaultdict(int), defaultdict(int), 0
    for fold in range(FOLDS):
        out = set(topics[fold::FOLDS])
        model = fit([text for text in data if text.topic not in out])
        for text in (text for text in data if text.topic in out):
            given += sum(map(len, text.spans.values()))
            for threshold in THRESHOLDS:
                moved = msgspec.structs.replace(model, threshold=threshold)
                for mention in find(text.document, text.checked, moved):
                    found[threshold] += 1
                    right[threshold] += mention.tokens in text.spans.get(mention.sentence, ())
    for threshold in THRESHOLDS:
        p, r = right[threshold] / found[threshold], right[threshold] / given
        print(f"threshold {threshold}: precision {p:.3f} recall {r:.3f} F1 {2 * p * r / (p + r):.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else None)
    parser.add_argument("ecbplus", type=Path)
    parser.add_argument("folder", type=Path, help="where the weights are written")
    parser.add_argument("--cross", action="store_true")
    args = parser.parse_args()
    data = texts(args.ecbplus)
    if args.cross:
        cross(data)
        return
    model = fit(data)
    (args.folder / "mention_finding.json").write_bytes(msgspec.json.encode(model) + b"\n")
    print(f"{len(model.token)} and {len(model.join)} weights")


if __name__ == "__main__":
    main()
