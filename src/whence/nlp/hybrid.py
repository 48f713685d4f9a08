"""Rules first, the trained reader where they see nothing: what both bring is read with the rules' exact roles."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from whence.nlp.decode import Found
from whence.nlp.lexicon import Lexicon
from whence.nlp.lexicon_phrases import analyse
from whence.nlp.neural import Neural
from whence.schema.reading import Act, Reading
from whence.schema.records import Report, Span

# On the held-out real reports of gold-train (313 claims, `training/choose_hybrid.py`) F1 of claims with the right type
# is 0.499 by rules alone, 0.442 by the models alone, and 0.537 with what the models are this sure of beside the rules.
SURE = 0.80
# The figure is the mean of the finder's and the filler's belief, so less than this of the finder can never do.
HOPELESS = 2 * SURE - 1


class Hybrid:
    """Engine `hybrid`: the acts of the lexicon, and those that only the models see and are sure of."""

    def __init__(self) -> None:
        self.lexicon, self.neural = Lexicon(), Neural()
        self.name = f"hybrid/1+{self.lexicon.name}+{self.neural.name}"

    def read(self, texts: Sequence[Report]) -> list[Reading]:
        """One reading a report, in the order of the reports."""
        readings = self.lexicon.read(texts)

        def unseen(i: int, found: Found) -> bool:
            return found.confidence >= HOPELESS and not any(_over(found, act.evidence) for act in readings[i].acts)

        added = self.neural.acts(texts, [reading.sentences for reading in readings], unseen)
        return [self._joined(text, reading, acts) for text, reading, acts in zip(texts, readings, added, strict=True)]

    def _joined(self, report: Report, reading: Reading, added: Sequence[Act]) -> Reading:
        new = [
            with_trigger(report.text, act, reading)
            for act in added
            if act.evidence.confidence >= SURE
            and not any(_over(act.evidence, other.evidence) for other in reading.acts)
        ]
        acts = sorted([*reading.acts, *new], key=lambda act: (act.evidence.start, act.evidence.end, act.type))
        return msgspec.structs.replace(reading, engine=self.name, acts=tuple(acts))


def with_trigger(text: str, act: Act, reading: Reading) -> Act:
    """The act with the main verb of its evidence as trigger, and its status left to the rules, which start from it."""
    at = next((s for s in reading.sentences if s.start <= act.evidence.start < s.end), None)
    if at is None:
        return act
    view = analyse(text, at.start, at.end)
    inside = [g for g in view.groups if act.evidence.start <= view.words[g.head].start < act.evidence.end]
    if not inside:
        return act
    word = view.words[min(inside, key=lambda g: (not g.finite, g.head)).head]
    trigger = Span(
        text=word.text, start=word.start, end=word.end, found_by=act.trigger.found_by, confidence=act.trigger.confidence
    )
    return msgspec.structs.replace(act, trigger=trigger, status=None)


def _over(one: Found | Span, other: Span) -> bool:
    """Whether two stretches tell the same clause: half of the shorter and three tenths of the longer are shared."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    short, long = sorted((one.end - one.start, other.end - other.start))
    return shared > 0 and shared >= 0.5 * short and shared >= 0.3 * long
