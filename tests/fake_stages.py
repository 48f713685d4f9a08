"""Small stages of our own, for tests of the pipeline: importable by the worker processes that are started anew."""

from __future__ import annotations

import os
import re
import time
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from msgspec import Struct, structs

from whence.errors import ModelError
from whence.schema.ids import claim_id
from whence.schema.reading import Reading
from whence.schema.records import Claim, Ground, Link, Span, Time
from whence.schema.stage import Step, Work

FIRED = re.compile(r"\b\w+ (fired|marched|voted)\b")
SAYS = re.compile(r", (\w+) said")
TYPES = {"fired": ("ASSAULT", "firearms"), "marched": ("PROTEST", "demo"), "voted": ("VOTE", "hold")}


def span(text: str, start: int, end: int) -> Span:
    return Span(text=text[start:end], start=start, end=end, found_by="fake")


class Mark(Struct, frozen=True, kw_only=True):
    """Writes an empty reading; slow if asked, so that there is time to kill it."""

    name: ClassVar[str] = "tag"
    reads: ClassVar[frozenset[str]] = frozenset({"report"})
    writes: ClassVar[frozenset[str]] = frozenset({"reading"})

    pause: float = 0.0
    version: str = "1"

    def fingerprint(self) -> str:
        return f"mark-{self.version}"

    def open(self) -> Step:
        def step(batch: Sequence[Work]) -> list[Work]:
            time.sleep(self.pause * len(batch))
            return [structs.replace(work, reading=Reading(engine="fake")) for work in batch]

        return step


class Find(Struct, frozen=True, kw_only=True):
    """A claim for each `somebody fired`, in the voice of whoever is named after it."""

    name: ClassVar[str] = "extract"
    reads: ClassVar[frozenset[str]] = frozenset({"report", "reading"})
    writes: ClassVar[frozenset[str]] = frozenset({"claims", "chain", "time"})

    def fingerprint(self) -> str:
        return "find-1"

    def open(self) -> Step:
        return lambda batch: [structs.replace(work, claims=tuple(_claims(work))) for work in batch]


def _claims(work: Work) -> list[Claim]:
    text = work.report.text
    found = []
    for match in FIRED.finditer(text):
        kind, mode = TYPES[match[1]]
        said = SAYS.match(text, match.end())
        chain = ()
        if said:
            name = span(text, said.start(1), said.end(1))
            chain = (Link(**structs.asdict(name), name=name.text, kind="person"),)
        words = span(text, match.start(), match.end())
        day = work.report.published.value[:10] if work.report.published else None
        when = Time(**structs.asdict(words), earliest=day, latest=day, precision="day" if day else "unknown")
        trigger = Ground(field="type", value=kind, span=span(text, match.start(1), match.end(1)), why="a test")
        claim = Claim(
            report_id=work.report.report_id,
            evidence=words,
            type=kind,
            mode=mode,
            chain=chain,
            time=when,
            grounds=(trigger,),
        )
        found.append(structs.replace(claim, claim_id=claim_id(claim)))
    return found


class Trip(Struct, frozen=True, kw_only=True):
    """Fails on reports that hold a word."""

    name: ClassVar[str] = "resolve"
    reads: ClassVar[frozenset[str]] = frozenset({"claims"})
    writes: ClassVar[frozenset[str]] = frozenset({"place"})

    word: str = "poison"
    how: str = "raise"

    def fingerprint(self) -> str:
        return "trip-1"

    def open(self) -> Step:
        if self.how == "open":
            raise ModelError("no weights here")
        return self._step

    def _step(self, batch: Sequence[Work]) -> list[Work]:
        bad = [work for work in batch if self.word in work.report.text]
        if not bad:
            return list(batch)
        if self.how == "die":
            os._exit(9)
        if self.how == "model":
            raise ModelError("weights are altered")
        if self.how == "lose":
            return [work for work in batch if work not in bad]
        if self.how in ("misquote", "twice"):
            return [structs.replace(work, claims=self._spoilt(work)) if work in bad else work for work in batch]
        raise KeyError(self.word)

    def _spoilt(self, work: Work) -> tuple[Claim, ...]:
        if self.how == "twice":
            return (*work.claims, *work.claims, *(structs.replace(claim, contexts=("x",)) for claim in work.claims))
        wrong = structs.replace(work.claims[0].evidence, text="made up")
        return tuple(structs.replace(claim, evidence=wrong) for claim in work.claims)


STAGES = (Mark(), Find())


def write_reports(folder: Path, count: int) -> Path:
    """Reports of our own making, some with two claims, some with a source."""
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(count):
        said = f", Gov{n % 5} said" if n % 3 else ""
        who, what = ("Soldiers", "fired") if n % 2 else ("Thousands", "marched")
        text = f"Report number {n} from the town.\n\n{who} {what}{said} on the square near house {n}. Residents voted."
        (folder / f"{n:03}.txt").write_text(text)
    return folder
