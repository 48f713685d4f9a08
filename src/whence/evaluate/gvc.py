"""The Gun Violence Corpus: events linked across documents that all tell of shootings, with gold mentions."""

from __future__ import annotations

from pathlib import Path

from whence.evaluate.ecbplus import gold_mentions
from whence.evaluate.gvc_load import load


def gvc(path: Path) -> dict[str, object]:
    """CoNLL F1 and its parts; which incident a document tells of is not given to the system.

    The weights that ship were fitted on the dev part too: what they score there is what they learned. The score of
    stories left out is printed by `training/fit_mentions.py --cross`.
    """
    corpus = load(path)
    return {
        **gold_mentions(corpus),
        "documents, mentions, events": (
            f"{len(corpus.documents)}, {len(corpus.mentions)}, {len(set(corpus.gold.values()))}"
        ),
        "unread mentions": corpus.unread,
    }
