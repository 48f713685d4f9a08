"""ECB+: events linked across documents, with gold mentions and with mentions that Whence finds itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from collections.abc import Set as AbstractSet
from pathlib import Path

from whence.evaluate.coref_scores import Coreference, clusters_of, coreference, without_singletons
from whence.evaluate.ecbplus_load import Corpus, load, topics_of
from whence.linkage.mention_finding import find
from whence.linkage.mention_links import by_story, link
from whence.linkage.mention_profiles import profiles
from whence.linkage.mentions import Mention

Place = tuple[str, int, tuple[int, ...]]


def ecbplus(path: Path) -> dict[str, object]:
    """CoNLL F1 and its parts on the dev topics (or, where there are none, on all topics) of an ECB+ folder.

    No topic is given to the system: documents are put in stories by their words. Predicted mentions are found in the
    checked sentences and count where the same tokens are annotated; they are scored with and without clusters of one.
    """
    topics = topics_of(path)
    corpus = load(path, topics)
    return {
        **gold_mentions(corpus),
        **predicted_mentions(corpus),
        "topics": ", ".join(topics),
        "documents, mentions, events": f"{len(corpus.documents)}, {len(corpus.mentions)}, {_events(corpus)}",
        "unread files": corpus.unread,
    }


def gold_mentions(corpus: Corpus) -> dict[str, object]:
    """Scores of linking the annotated mentions; beside them one cluster a head word in a story, and over all texts."""
    gold = clusters_of(corpus.gold)
    found = profiles(corpus.documents, corpus.mentions)
    by_head = {
        one.mention.mention_id: (number, one.head) for number, group in enumerate(by_story(found)) for one in group
    }
    head_only = {one.mention.mention_id: one.head for one in found}
    return {
        **_rows("gold mentions", coreference(_named(link(corpus.documents, corpus.mentions)), gold)),
        "head word in a story, CoNLL": coreference(clusters_of(by_head), gold).conll,
        "head word alone, CoNLL": coreference(clusters_of(head_only), gold).conll,
    }


def predicted_mentions(corpus: Corpus) -> dict[str, object]:
    """Scores of finding and linking; a mention is known by its tokens."""
    places = {mention.mention_id: _place(mention) for mention in corpus.mentions}
    gold = clusters_of({places[one]: cluster for one, cluster in corpus.gold.items()})
    found = [
        mention
        for document in corpus.documents
        for mention in find(document, _checked(corpus, document.document_id, len(document.sentences)))
    ]
    clusters = [frozenset(_place(mention) for mention in cluster) for cluster in link(corpus.documents, found)]
    right = len({_place(mention) for mention in found} & set(places.values()))
    return {
        **_rows("predicted mentions", coreference(clusters, gold)),
        "predicted mentions, CoNLL without singletons": coreference(
            without_singletons(clusters), without_singletons(gold)
        ).conll,
        "mentions found, precision": right / (len(found) or 1),
        "mentions found, recall": right / (len(places) or 1),
    }


def _rows(name: str, scores: Coreference) -> Mapping[str, float]:
    return {
        f"{name}, CoNLL": scores.conll,
        f"{name}, MUC": scores.muc.f1,
        f"{name}, B3": scores.b_cubed.f1,
        f"{name}, CEAF-e": scores.ceaf_e.f1,
        f"{name}, B3 precision": scores.b_cubed.precision,
        f"{name}, B3 recall": scores.b_cubed.recall,
    }


def _named(clusters: Sequence[Sequence[Mention]]) -> list[AbstractSet[str]]:
    return [frozenset(mention.mention_id for mention in cluster) for cluster in clusters]


def _place(mention: Mention) -> Place:
    return mention.document_id, mention.sentence, mention.tokens


def _checked(corpus: Corpus, document: str, sentences: int) -> list[int]:
    return [number for number in corpus.checked.get(document, ()) if number < sentences]


def _events(corpus: Corpus) -> int:
    return len(set(corpus.gold.values()))
