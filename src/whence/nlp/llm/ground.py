"""Claims that a model gave, made into acts and attributions whose every span stands in the text to the letter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from whence.nlp.llm.folded import Folded
from whence.nlp.llm.prompt import Part
from whence.nlp.llm.shape import SaidClaim, SaidLink, SaidRole, acts
from whence.schema.reading import Act, Attribution, Role
from whence.schema.records import Span

CONFIDENCE = 0.6  # as firm rules: nothing measures how often a model of somebody else's is right
Where = tuple[int, int]
ABSENT, MANY = "not in the text", "in the text more than once"


class Grounded(Struct, frozen=True, kw_only=True):
    """One claim that stands in the text."""

    act: Act
    attributions: tuple[Attribution, ...]


class UngroundedError(Exception):
    """A quotation is not in the text, or stands there more than once; `what` and `why` for the count."""

    def __init__(self, what: str, why: str) -> None:
        super().__init__(what, why)
        self.what, self.why = what, why


class Ground:
    """Looks for quotations in one report; `dropped` counts what was left out, by what and why."""

    def __init__(self, text: str, found_by: str) -> None:
        self.folded = Folded(text)
        self.found_by = found_by
        self.dropped: Counter[tuple[str, str]] = Counter()

    def all(self, claims: Iterable[SaidClaim], part: Part) -> list[Grounded]:
        """The claims that stand in the sentences that were sent; what does not is counted and left out."""
        out = []
        for claim in claims:
            try:
                out.append(self._one(claim, part))
            except UngroundedError as lack:
                self.dropped[lack.what, lack.why] += 1
        return out

    def _one(self, said: SaidClaim, part: Part) -> Grounded:
        evidence = self._only("evidence", said.evidence, self._near(said.sentence, part))
        trigger = self._only("trigger", said.trigger, [evidence])
        kind, mode = acts()[said.act]
        act = Act(
            evidence=self._span(evidence),
            trigger=self._span(trigger),
            type=kind,
            mode=mode,
            status=said.status,
            hedge=self._hedge(said, evidence, part),
            roles=tuple(role for one in said.roles if (role := self._role(one, evidence, part)) is not None),
        )
        return Grounded(act=act, attributions=self._chain(said.chain, act.trigger, part))

    def _hedge(self, said: SaidClaim, evidence: Where, part: Part) -> Span | None:
        if said.hedge is None:
            return None
        bounds = part.bounds(said.sentence)
        return self._optional("hedge", said.hedge, [evidence, *([bounds] if bounds else [])])

    def _role(self, said: SaidRole, evidence: Where, part: Part) -> Role | None:
        span = self._optional(said.role, said.quote, [evidence, *self._near(said.sentence, part)])
        return None if span is None else Role(role=said.role, span=span)

    def _optional(self, what: str, quote: str, places: list[Where]) -> Span | None:
        try:
            return self._span(self._only(what, quote, places))
        except UngroundedError as lack:
            self.dropped[lack.what, lack.why] += 1
            return None

    def _chain(self, links: tuple[SaidLink, ...], trigger: Span, part: Part) -> tuple[Attribution, ...]:
        """One attribution a link; each holds the act and the cues of those further from the report.

        A source that is not in the sentence named takes its claim with it: without it another would seem to say so.
        """
        placed: list[tuple[Span, Span]] = []
        for said in links:
            bounds = part.bounds(said.sentence)
            near = [bounds] if bounds else []  # and nowhere else: words that name somebody there may not do so here
            source = self._span(self._only("source", said.source, near))
            cue = self._optional("cue", said.cue, near) if said.cue is not None else None
            placed.append((source, source if cue is None or any(cue == other for _, other in placed) else cue))
        return tuple(
            Attribution(
                cue=cue, kind="verb", source=source, content=(trigger, *(inner for _, inner in placed[at + 1 :]))
            )
            for at, (source, cue) in enumerate(placed)
        )

    def _near(self, number: int, part: Part) -> list[Where]:
        """Where to look: in the sentence that was named, then in all that were sent."""
        bounds = part.bounds(number)
        return [*([bounds] if bounds else []), part.whole]

    def _only(self, what: str, quote: str, places: Iterable[Where]) -> Where:
        """The one place of a quotation in the first stretch that holds it."""
        for start, end in places:
            found = self.folded.find(quote, start, end)
            if len(found) > 1:
                raise UngroundedError(what, MANY)
            if found:
                return found[0]
        raise UngroundedError(what, ABSENT)

    def _span(self, where: Where) -> Span:
        start, end = where
        text = self.folded.true[start:end]
        return Span(text=text, start=start, end=end, found_by=self.found_by, confidence=CONFIDENCE)
