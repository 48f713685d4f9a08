"""The first reading engine: triggers of the ontology, clauses and roles by light chunking. No model, no state."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from whence.nlp.lexicon_clauses import clause
from whence.nlp.lexicon_conventions import by_convention
from whence.nlp.lexicon_keep import Part, keep
from whence.nlp.lexicon_match import Match, matches
from whence.nlp.lexicon_phrases import Analysis, analyse
from whence.nlp.lexicon_roles import Roles, roles
from whence.nlp.lexicon_told import as_told
from whence.nlp.quotes import quotes
from whence.nlp.sentences import sentences
from whence.schema.ontology import ontology
from whence.schema.reading import Act, Reading, Role, RoleName, Sentence
from whence.schema.records import Report, Span

VERSION = "2"
_CONFIDENCE = 0.6  # share of acts found that annotators also marked, with that type, on the training gold
_LOOSE = 0.3  # the same for loose triggers, which only count where the models agree
_MOST_CHARACTERS = 3000  # of a sentence; a longer one is a table or a list without marks, and is left alone
_READ = frozenset({"body", "caption"})


class Lexicon:
    """Reads English reports by rules; a report in another language gives a reading without sentences.

    With `loose` triggers too that are more often wrong than right by themselves: for an engine that weighs them.
    """

    def __init__(self, *, loose: bool = False) -> None:
        self.loose = loose
        self.name = f"lexicon/{VERSION}-{ontology().version}"

    def read(self, texts: Sequence[Report]) -> list[Reading]:
        """One reading a report, in order; the same text gives the same reading."""
        return [self._one(report) for report in texts]

    def _one(self, report: Report) -> Reading:
        if not is_english(report.language):
            return Reading(engine=self.name)
        found = sentences(report.text)
        quoted = quotes(report.text)
        acts = [act for sentence in found if _is_read(sentence, found) for act in self._acts(report.text, sentence)]
        return Reading(engine=self.name, sentences=found, quotes=quoted, acts=tuple(acts))

    def _acts(self, text: str, sentence: Sentence) -> Iterator[Act]:
        if sentence.end - sentence.start > _MOST_CHARACTERS:
            return
        view = analyse(text, sentence.start, sentence.end)
        parts = [_part(view, match) for match in matches(view, loose=self.loose)]
        for match, found, stretch in keep(view, parts):
            yield _act(self.name, text, view, match, found, stretch)


def _part(view: Analysis, match: Match) -> Part:
    found = by_convention(view, match, roles(view, match))
    match = as_told(view, match, found)
    return match, found, clause(view, match, found)


def is_english(language: str | None) -> bool:
    """English, or a language that nobody knows."""
    return language is None or language.lower().split("-")[0].split("_")[0] in ("en", "eng", "und", "")


def _is_read(sentence: Sentence, found: tuple[Sentence, ...]) -> bool:
    """Body text; bullets too, but not those of a summary that stands before the body begins."""
    if sentence.kind == "bullet":
        return any(other.kind == "body" and other.start < sentence.start for other in found)
    return sentence.kind in _READ


def _act(name: str, text: str, view: Analysis, match: Match, found: Roles, stretch: tuple[int, int]) -> Act:
    confidence = _LOOSE if "loose" in match.trigger.flags else _CONFIDENCE

    def span(start: int, end: int) -> Span:
        a, b = view.words[start].start, view.words[end - 1].end
        return Span(text=text[a:b], start=a, end=b, found_by=name, confidence=confidence)

    named: list[tuple[RoleName, tuple[int, int]]] = [("actor", phrase) for phrase in found.actors]
    named += [("target", phrase) for phrase in found.targets]
    named += [("instrument", found.instrument)] if found.instrument else []
    return Act(
        evidence=span(*stretch),
        trigger=span(match.start, match.end),
        type=match.kind.name,
        mode=match.mode,
        roles=tuple(Role(role=role, span=span(*phrase)) for role, phrase in named),
    )
