"""The trained reader: a finder of stretches that tell an act, and a filler of their roles, status and sources.

Both are int8 MiniLM encoders (see `models/*.card.md`). Windows run one by one: int8 scales follow all that is in a
batch, so in a batch a report's figures would depend on its neighbours, and on one core batches gain nothing (12,000
wordpieces a second by ones, 11,000 to 13,000 by eights and sixteens).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence

from whence.nlp import session
from whence.nlp.beliefs import Beliefs
from whence.nlp.decode import Found, Settings, act_of, stretches
from whence.nlp.lexicon import is_english
from whence.nlp.quotes import quotes
from whence.nlp.sentences import sentences
from whence.nlp.triage import Triage
from whence.nlp.windows import AROUND, Piece, Window, pieces, scene, windows
from whence.schema.reading import Act, Reading, Sentence
from whence.schema.records import Report, Span

Wanted = Callable[[int, Found], bool]
SEEN = ("inside", "begin")  # outputs of the finder that stretches follow from
ROLES = ("inside", "begin")  # outputs of the filler that roles follow from
FILLED = (*ROLES, "type", "mode", "status", "links")


class Neural:
    """Engine `neural`: fills a `Reading` with acts and their roles; raises `ModelError` when a model is amiss.

    With `triage` the finder only looks at sentences that are worth it.
    """

    def __init__(self, settings: Settings | None = None, *, triage: Triage | None = None) -> None:
        self.settings, self.triage = settings or Settings(), triage
        self.finder, self.filler = session.model("find"), session.model("fill")
        self.tokenizer = session.tokenizer()
        self.name = f"neural/{self.finder.card.version}.{self.filler.card.version}"

    def read(self, texts: Sequence[Report]) -> list[Reading]:
        """One reading a report, in the order of the reports."""
        split = [sentences(report.text) if is_english(report.language) else () for report in texts]
        acts = self.acts(texts, split, worth=self.worth(texts, split))
        return [
            Reading(engine=self.name, sentences=s, quotes=quotes(r.text) if s else (), acts=tuple(a))
            for r, s, a in zip(texts, split, acts, strict=True)
        ]

    def worth(
        self, texts: Sequence[Report], split: Sequence[Sequence[Sentence]], told: Sequence[Sequence[Act]] | None = None
    ) -> list[Collection[int] | None] | None:
        """The numbers of the sentences that the finder should look at: those that triage rates well, or with an act."""
        if self.triage is None:
            return None
        look = [
            self.triage.look(text.text, some).worth if some else None for text, some in zip(texts, split, strict=True)
        ]
        if told is None:
            return [*look]
        return [
            None if one is None else one | {i for i, s in enumerate(some) for act in acts if _tells(act, s)}
            for one, some, acts in zip(look, split, told, strict=True)
        ]

    def acts(
        self,
        texts: Sequence[Report],
        split: Sequence[Sequence[Sentence]],
        wanted: Wanted | None = None,
        worth: Sequence[Collection[int] | None] | None = None,
    ) -> list[list[Act]]:
        """The acts of every report; stretches that are not `wanted` (report number, stretch) are not filled.

        Only sentences whose numbers are in `worth` are looked at, where that is given.
        """
        cut = [pieces(r.text, s, self.tokenizer) for r, s in zip(texts, split, strict=True)]
        # A model's runs follow on each other: what is done between two of them takes three times as long, as each
        # leaves nothing else in the processor's caches.
        found = enumerate(self._find(cut, worth or [None] * len(cut)))
        kept = [[one for one in many if wanted is None or wanted(i, one)] for i, many in found]
        asked = [
            [(one, *self._asked(part, one.start, one.end)) for one in many]
            for part, many in zip(cut, kept, strict=True)
        ]
        acts = [[self._filled(r.text, *one) for one in many] for r, many in zip(texts, asked, strict=True)]
        return [[act for act in many if act is not None] for many in acts]

    def _find(self, cut: Sequence[Sequence[Piece]], worth: Sequence[Collection[int] | None]) -> list[list[Found]]:
        looked = [windows(part, self.tokenizer, some) for part, some in zip(cut, worth, strict=True)]
        seen = [[(window, self._seen(window)) for window in many] for many in looked]
        return [
            sorted(
                (one for window, out in many for one in self._stretches(window, out)),
                key=lambda found: (found.start, found.end, found.type),
            )
            for many in seen
        ]

    def _seen(self, window: Window) -> dict[str, session.Floats]:
        return self.finder.only(SEEN, ids=session.row(window.ids), mask=session.row([1] * len(window.ids)))

    def _stretches(self, window: Window, out: Mapping[str, session.Floats]) -> list[Found]:
        inside, begin = session.sigmoid(out["inside"][0]), session.sigmoid(out["begin"][0])
        return stretches(inside, begin, window, self.finder.card.labels.types, self.settings)

    def beliefs(self, part: Sequence[Piece], stretch: Span, around: tuple[int, int]) -> Beliefs:
        """How the filler sees the words around a stretch which tells an act, so many sentences before and after it."""
        window, out = self._asked(part, stretch.start, stretch.end, around, ROLES)
        return Beliefs.over(window, out, self.filler.card.labels.roles, self.name)

    def _asked(
        self,
        part: Sequence[Piece],
        start: int,
        end: int,
        around: tuple[int, int] = AROUND,
        outputs: Sequence[str] = FILLED,
    ) -> tuple[Window, dict[str, session.Floats]]:
        window, mark = scene(part, start, end, self.tokenizer, around)
        out = self.filler.only(
            outputs, ids=session.row(window.ids), mask=session.row([1] * len(window.ids)), segment=session.row(mark)
        )
        return window, {name: values[0] for name, values in out.items()}

    def _filled(self, text: str, found: Found, window: Window, out: Mapping[str, session.Floats]) -> Act | None:
        return act_of(out, window, found, text, self.filler.card.labels, self.name, self.settings)


def _tells(act: Act, sentence: Sentence) -> bool:
    return act.evidence.start < sentence.end and sentence.start < act.evidence.end
