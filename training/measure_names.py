"""How often a source is given the right name: the annotated sources whose words the rules find, by kind of words.

    python -m training.measure_names SHARED/gold-train [training/runs/more]

A source counts once in a report; its words are looked for near the claim and count where a rule takes them for one.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from training.reader.data import GoldClaim, GoldReport, load
from whence.evaluate.gold_match import same
from whence.nlp.attribution import attributions
from whence.nlp.attribution_clusters import cast
from whence.nlp.attribution_text import shouting
from whence.nlp.names import describe
from whence.nlp.quotes import quotes
from whence.nlp.sentences import sentences

BEFORE, AFTER = 300, 200  # code points around the evidence in which the words of its source are looked for


def counted(report: GoldReport) -> Iterator[tuple[str, bool]]:
    """For each source that the rules find: `pronoun`, `other name` or `its name`, and whether its name is right."""
    text = report.text
    split, quoted = sentences(text), quotes(text)
    found = attributions(text, split, quoted)
    company = cast(text, split, found, shouting=shouting(text))
    spans = sorted({(one.source.start, one.source.end) for one in found if one.source})
    seen = set()
    for claim in report.claims:
        for link in claim.raw["chain"]:
            at = nearest(text, claim, link.get("text") or "", spans)
            if at is None or (at, link["name"]) in seen:
                continue
            seen.add((at, link["name"]))
            entity = company.who(*at)
            words = text[slice(*at)]
            kind = "pronoun" if describe(link["text"]).pronoun else "its name" if same(words, link["name"]) else "other"
            yield kind, same(entity.name if entity else words, link["name"])


def nearest(text: str, claim: GoldClaim, words: str, spans: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The source span that holds the words, nearest to the claim."""
    hits = []
    for match in re.finditer(rf"(?<!\w){re.escape(words)}(?!\w)", text) if words else ():
        if claim.start - BEFORE < match.start() < claim.end + AFTER:
            far = min(abs(match.start() - claim.start), abs(match.start() - claim.end))
            hits += [(far, span) for span in spans if match.start() < span[1] and span[0] < match.end()]
    return min(hits)[1] if hits else None


def main(folders: Sequence[Path]) -> None:
    """Print a line a kind of words."""
    count: Counter[tuple[str, bool]] = Counter()
    for folder in folders:
        for path in sorted(folder.iterdir()):
            if (path / "gold.json").is_file():
                count.update(one for report in load(path) for one in counted(report))
    for kind in sorted({kind for kind, _ in count}):
        right, all_ = count[kind, True], count[kind, True] + count[kind, False]
        print(f"{kind:10} {right:5} of {all_:5} right: {right / all_:.1%}")


if __name__ == "__main__":
    main([Path(one) for one in sys.argv[1:]])
