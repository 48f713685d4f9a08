"""News clusters: articles put together by the event that they report (giveme5w1h, `news_cluster`)."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from whence.evaluate.coref_scores import Score, b_cubed, clusters_of
from whence.evaluate.news_load import Article, load
from whence.linkage.likeness import Collection, terms

# Events of which articles stand among the annotated training reports; the others are only measured on.
TRAINING_EVENTS = frozenset({3, 19, 20, 21, 34, 36, 66, 68, 71, 73})
HEADLINE = 2  # how often a headline counts: the best of 0, 2 and 4 on the training events


def news_clusters(path: Path) -> dict[str, object]:
    """B-cubed of stories against events, over the events that nothing was tuned on; beside it over the others.

    Neither the number of events nor dates are given to the system.
    """
    measured = load(path, TRAINING_EVENTS)
    seen = [article for article in load(path) if article.event in TRAINING_EVENTS]
    found = clustered(measured)
    score = _score(measured, found)
    return {
        "b3 f1": score.f1,
        "b3 precision": score.precision,
        "b3 recall": score.recall,
        "articles": len(measured),
        "events": len({article.event for article in measured}),
        "stories found": len(found),
        "b3 f1, all one story": _score(measured, [tuple(range(len(measured)))]).f1,
        "b3 f1, each alone": _score(measured, [(item,) for item in range(len(measured))]).f1,
        "b3 f1, training events": _score(seen, clustered(seen)).f1 if seen else None,
    }


def clustered(articles: Sequence[Article]) -> list[tuple[int, ...]]:
    """Articles in stories, by number."""
    held = [
        terms((article.report.title or "").split() * HEADLINE + article.report.text.split()) for article in articles
    ]
    return Collection(held).stories()


def _score(articles: Sequence[Article], found: Sequence[tuple[int, ...]]) -> Score:
    gold = clusters_of({item: article.event for item, article in enumerate(articles)})
    return b_cubed([frozenset(group) for group in found], gold)
