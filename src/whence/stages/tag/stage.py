"""The stage, its table of engines, and the first look that reports without claims do not get past."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

import msgspec
from msgspec import Struct

from whence.errors import ConfigurationError
from whence.nlp.engine import Engine
from whence.nlp.hybrid import Hybrid
from whence.nlp.lexicon import Lexicon, is_english
from whence.nlp.llm import Endpoint, Llm
from whence.nlp.neural import Neural
from whence.nlp.sentences import sentences
from whence.nlp.triage import Look, Triage, triage
from whence.schema.reading import Reading
from whence.schema.records import Issue, Report
from whence.schema.stage import Step, Work

ENGINES: dict[str, Callable[[Triage | None], Engine]] = {
    "hybrid": lambda first: Hybrid(triage=first),
    "lexicon": lambda _: Lexicon(),
    "neural": lambda first: Neural(triage=first),
}


class Tag(Struct, frozen=True, kw_only=True):
    """Fills `Work.reading` by the engine that is named; raises `ConfigurationError` when there is none of that name.

    With `triage` a report in which no sentence looks like telling an act is passed over: its reading is empty and an
    issue says so. In the others the models only look at sentences that are worth it; the rules read them all.
    With `llm` a language model reads what triage leaves, and the engine where that fails.
    """

    name: ClassVar[str] = "tag"
    reads: ClassVar[frozenset[str]] = frozenset({"report"})
    writes: ClassVar[frozenset[str]] = frozenset({"reading"})

    engine: str = "hybrid"
    triage: bool = True
    llm: Endpoint | None = None

    def fingerprint(self) -> str:
        """The stage, its engine with version, and the first look's."""
        first = self._first()
        return f"{self.name}:{self._made(first).name}" + (f"+{first.name}" if first else "")

    def open(self) -> Step:
        """Make the engine, and give the function that reads a batch with it."""
        first = self._first()
        engine = self._made(first)

        def step(batch: Sequence[Work]) -> list[Work]:
            looks = [_look(first, work.report) for work in batch]
            left = [work.report for work, look in zip(batch, looks, strict=True) if not look or not look.passed]
            read = iter(engine.read(left))
            return [
                _passed_over(work, look, first) if first and look and look.passed else _with_reading(work, next(read))
                for work, look in zip(batch, looks, strict=True)
            ]

        return step

    def _first(self) -> Triage | None:
        return triage() if self.triage else None

    def _made(self, first: Triage | None) -> Engine:
        if self.engine not in ENGINES:
            raise ConfigurationError(f"engine {self.engine!r} is not known; choose one of {', '.join(sorted(ENGINES))}")
        built_in = ENGINES[self.engine](first)
        return built_in if self.llm is None else Llm(self.llm, built_in)


def _look(first: Triage | None, report: Report) -> Look | None:
    """What triage makes of a report; None where there is none, or the report is in another language."""
    if first is None or not is_english(report.language):
        return None
    return first.look(report.text, sentences(report.text))


def _with_reading(work: Work, reading: Reading) -> Work:
    return msgspec.structs.replace(work, reading=reading, issues=(*work.issues, *reading.issues))


def _passed_over(work: Work, look: Look, first: Triage) -> Work:
    issue = Issue(
        report_id=work.report.report_id,
        input=work.report.input,
        stage=Tag.name,
        level="info",
        code="passed-over",
        message=f"report {work.report.report_id}: none of its {len(look.ratings)} sentences looks like telling an act "
        f"({first.name}): passed over, no claims were sought",
        advice="The report is kept. If it should have claims, read it with --no-triage.",
    )
    return msgspec.structs.replace(work, reading=Reading(engine=first.name), issues=(*work.issues, issue))
