"""The trained reader: a finder of stretches that tell an act, and a filler of their roles, status and sources.

Both are int8 MiniLM encoders (see `models/*.card.md`). Windows run one by one: int8 scales follow all that is in a
batch, so in a batch a report's figures would depend on its neighbours, and on one core batches gain nothing (12,000
wordpieces a second by ones, 11,000 to 13,000 by eights and sixteens).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from whence.nlp import session
from whence.nlp.decode import Found, Settings, act_of, stretches
from whence.nlp.lexicon import is_english
from whence.nlp.quotes import quotes
from whence.nlp.sentences import sentences
from whence.nlp.windows import Piece, Window, pieces, scene, windows
from whence.schema.reading import Act, Reading, Sentence
from whence.schema.records import Report

Wanted = Callable[[int, Found], bool]


class Neural:
    """Engine `neural`: fills a `Reading` with acts and their roles; raises `ModelError` when a model is amiss."""

    def __init__(self, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.finder, self.filler = session.model("find"), session.model("fill")
        self.tokenizer = session.tokenizer()
        self.name = f"neural/{self.finder.card.version}.{self.filler.card.version}"

    def read(self, texts: Sequence[Report]) -> list[Reading]:
        """One reading a report, in the order of the reports."""
        split = [sentences(report.text) if is_english(report.language) else () for report in texts]
        acts = self.acts(texts, split)
        return [
            Reading(engine=self.name, sentences=s, quotes=quotes(r.text) if s else (), acts=tuple(a))
            for r, s, a in zip(texts, split, acts, strict=True)
        ]

    def acts(
        self, texts: Sequence[Report], split: Sequence[Sequence[Sentence]], wanted: Wanted | None = None
    ) -> list[list[Act]]:
        """The acts of every report; stretches that are not `wanted` (report number, stretch) are not filled."""
        cut = [pieces(r.text, s, self.tokenizer) for r, s in zip(texts, split, strict=True)]
        acts = [
            [self._filled(texts[i].text, cut[i], one) for one in many if wanted is None or wanted(i, one)]
            for i, many in enumerate(self._find(cut))
        ]
        return [[act for act in many if act is not None] for many in acts]

    def _find(self, cut: Sequence[Sequence[Piece]]) -> list[list[Found]]:
        return [
            sorted(
                (one for window in windows(part, self.tokenizer) for one in self._stretches(window)),
                key=lambda found: (found.start, found.end, found.type),
            )
            for part in cut
        ]

    def _stretches(self, window: Window) -> list[Found]:
        out = self.finder(ids=session.row(window.ids), mask=session.row([1] * len(window.ids)))
        inside, begin = session.sigmoid(out["inside"][0]), session.sigmoid(out["begin"][0])
        return stretches(inside, begin, window, self.finder.card.labels.types, self.settings)

    def _filled(self, text: str, part: Sequence[Piece], found: Found) -> Act | None:
        window, mark = scene(part, found.start, found.end, self.tokenizer)
        out = self.filler(
            ids=session.row(window.ids), mask=session.row([1] * len(window.ids)), segment=session.row(mark)
        )
        one = {name: values[0] for name, values in out.items()}
        return act_of(one, window, found, text, self.filler.card.labels, self.name, self.settings)
