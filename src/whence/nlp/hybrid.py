"""Rules and trained reader together: each act that either brings is weighed by what both say of it."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from whence.nlp.combine import Candidate, Weights, best_case, candidates, chosen_of, hopeless, over, weights
from whence.nlp.decode import Found
from whence.nlp.lexicon import Lexicon
from whence.nlp.lexicon_phrases import Analysis, analyse, extended
from whence.nlp.neural import Neural
from whence.nlp.parties import weighed
from whence.nlp.triage import Triage
from whence.schema.reading import Act, Reading, Role
from whence.schema.records import Report, Span


class Hybrid:
    """Engine `hybrid`: the acts of the lexicon and of the models that are likely enough, with that as confidence."""

    def __init__(self, *, triage: Triage | None = None) -> None:
        self.lexicon, self.neural = Lexicon(loose=True), Neural(triage=triage)
        self.name = f"hybrid/5+{self.lexicon.name}+{self.neural.name}"

    def read(self, texts: Sequence[Report]) -> list[Reading]:
        """One reading a report, in the order of the reports."""
        settings = weights()
        readings, found = self.found(texts, hopeless(settings), settings)
        return [
            msgspec.structs.replace(reading, engine=self.name, acts=self._acts(text.text, reading, many, settings))
            for text, reading, many in zip(texts, readings, found, strict=True)
        ]

    def found(
        self, texts: Sequence[Report], least: float, settings: Weights | None = None
    ) -> tuple[list[Reading], list[list[Candidate]]]:
        """The rules' readings, and every act that they or the models see; the finder believes `least` in the latter.

        With `settings` those are left out, unfilled, that could not be taken by them whatever the filler says.
        """
        readings = self.lexicon.read(texts)
        votes: list[list[Found]] = [[] for _ in texts]

        def wanted(i: int, found: Found) -> bool:
            votes[i].append(found)
            if found.confidence < least or (settings and best_case(found, readings[i], settings) < settings.take):
                return False
            return not any(act.type == found.type and over(found, act.evidence) for act in readings[i].acts)

        split = [reading.sentences for reading in readings]
        worth = self.neural.worth(texts, split, [reading.acts for reading in readings])
        seen = self.neural.acts(texts, split, wanted, worth)
        return readings, [
            candidates(reading, heard, acts) for reading, heard, acts in zip(readings, votes, seen, strict=True)
        ]

    def _acts(self, text: str, reading: Reading, found: Sequence[Candidate], settings: Weights) -> tuple[Act, ...]:
        """The acts that are taken; who and whom of those that a rule found are weighed anew beside the filler."""
        taken = chosen_of(found, settings)
        ruled = [_believed(one.act, chance) for one, chance in taken if one.by_rule]
        seen = [_believed(with_trigger(text, one.act, reading), chance) for one, chance in taken if not one.by_rule]
        return in_order([*weighed(text, reading.sentences, ruled, self.neural), *seen])


def in_order(acts: Sequence[Act]) -> tuple[Act, ...]:
    """Acts as they stand in the text."""
    return tuple(sorted(acts, key=lambda act: (act.evidence.start, act.evidence.end, act.type)))


def _believed(act: Act, chance: float) -> Act:
    return msgspec.structs.replace(act, evidence=msgspec.structs.replace(act.evidence, confidence=round(chance, 3)))


def with_trigger(text: str, act: Act, reading: Reading) -> Act:
    """The act with the main verb of its evidence as trigger, whole phrases as roles, its status left to the rules."""
    at = next((s for s in reading.sentences if s.start <= act.evidence.start < s.end), None)
    if at is None:
        return act
    view = analyse(text, at.start, at.end)
    act = msgspec.structs.replace(act, roles=whole_phrases(text, view, act.roles))
    inside = [g for g in view.groups if act.evidence.start <= view.words[g.head].start < act.evidence.end]
    if not inside:
        return act
    word = view.words[min(inside, key=lambda g: (not g.finite, g.head)).head]
    trigger = Span(
        text=word.text, start=word.start, end=word.end, found_by=act.trigger.found_by, confidence=act.trigger.confidence
    )
    return msgspec.structs.replace(act, trigger=trigger, status=None)


def whole_phrases(text: str, view: Analysis, roles: Sequence[Role]) -> tuple[Role, ...]:
    """Actors and targets widened to the noun phrases that they touch; bits of one phrase are one, others no party."""
    kept: list[Role] = []
    for role in roles:
        if role.role not in ("actor", "target"):
            kept.append(role)
            continue
        span = _phrase(text, view, role.span)
        if span is not None and not any(
            other.role == role.role and other.span.start < span.end and span.start < other.span.end for other in kept
        ):
            kept.append(msgspec.structs.replace(role, span=span))
    return tuple(kept)


def _phrase(text: str, view: Analysis, span: Span) -> Span | None:
    """From the first phrase that the span touches to the end of the last, `of ...` included; None where it has none."""
    touched = [p for p in view.phrases if view.words[p[0]].start < span.end and span.start < view.words[p[1] - 1].end]
    if not touched:
        return None
    start = view.words[touched[0][0]].start
    end = view.words[max(extended(view, touched[0])[1], touched[-1][1]) - 1].end
    return msgspec.structs.replace(span, text=text[start:end], start=start, end=end)
