"""The engine: a language model reads, several reports at a time; where it fails a built-in engine does, and says so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from time import sleep

from msgspec import Struct
from msgspec.structs import replace

from whence.nlp.engine import Engine
from whence.nlp.lexicon import is_english
from whence.nlp.llm import notes
from whence.nlp.llm.ask import Asker
from whence.nlp.llm.endpoint import Endpoint, check, key
from whence.nlp.llm.fault import NoAnswerError
from whence.nlp.llm.ground import Ground, Grounded
from whence.nlp.llm.kept import Kept
from whence.nlp.llm.prompt import data, instructions, parts
from whence.nlp.llm.shape import json_schema
from whence.nlp.quotes import quotes
from whence.nlp.sentences import sentences
from whence.schema.ids import canonical_json, digest
from whence.schema.reading import Reading, Sentence
from whence.schema.records import Report

VERSION = "1"


class _Heard(Struct, frozen=True, kw_only=True):
    """What came of asking about one report: claims that stand in it, or the reason why the built-in engine reads it."""

    split: tuple[Sentence, ...]
    grounded: tuple[Grounded, ...] = ()
    dropped: Counter[tuple[str, str]] = Counter()
    fault: NoAnswerError | None = None


class Llm:
    """Reads by the endpoint, else by `fallback`; raises `ConfigurationError` at once where settings or key arebad."""

    def __init__(self, endpoint: Endpoint, fallback: Engine, *, wait: Callable[[float], object] = sleep) -> None:
        check(endpoint)
        self.endpoint, self.fallback = endpoint, fallback
        self._key, self._wait = key(endpoint), wait
        self.found_by = f"llm/{VERSION}:{endpoint.model}"
        asked = [instructions(), json_schema(), endpoint.characters, endpoint.answer]
        self.name = f"{self.found_by}-{digest(canonical_json(asked))[:8]}+{fallback.name}"

    def read(self, texts: Sequence[Report]) -> list[Reading]:
        """One reading a report, in the order of the reports, whatever the order of the answers."""
        asker = self._asker  # opened once, before there are threads
        with ThreadPoolExecutor(self.endpoint.parallel) as pool:
            heard = list(pool.map(partial(self._heard, asker), texts))
        doubtful = [at for at, one in enumerate(heard) if not one.grounded]
        beside = dict(zip(doubtful, self.fallback.read([texts[at] for at in doubtful]), strict=True))
        return [
            self._reading(text, one, beside.get(at)) for at, (text, one) in enumerate(zip(texts, heard, strict=True))
        ]

    @cached_property
    def _asker(self) -> Asker:
        return Asker(self.endpoint, self._key, Kept(self.endpoint.cache), wait=self._wait)

    def _heard(self, asker: Asker, report: Report) -> _Heard:
        """Ask about every part of a report; the first that gets no answer ends it."""
        split = sentences(report.text) if is_english(report.language) else ()
        ground = Ground(report.text, self.found_by)
        found: list[Grounded] = []
        try:
            for part in parts(split, self.endpoint.characters):
                said = asker.ask(data(report.text, part))
                ground.dropped.update({("claim", "of another shape than was asked for"): said.misshapen})
                found += ground.all(said.claims, part)
        except NoAnswerError as fault:
            return _Heard(split=split, fault=fault)
        ground.dropped += Counter()  # leaves out what was counted as none
        return _Heard(split=split, grounded=_single(found, ground), dropped=ground.dropped)

    def _reading(self, report: Report, heard: _Heard, beside: Reading | None) -> Reading:
        """The model's reading; the built-in one where the model failed or found nothing where the rules find acts.

        That nothing happened is the one answer that cannot be held against the text, and what a planted instruction
        would most easily get.
        """
        if beside is not None and (heard.fault is not None or beside.acts):
            fault = heard.fault or NoAnswerError("ungrounded" if heard.dropped else "no-claims")
            return replace(beside, issues=(notes.fell_back(report, self.found_by, self.fallback.name, fault),))
        ordered = sorted(heard.grounded, key=lambda one: (one.act.evidence.start, one.act.evidence.end, one.act.type))
        return Reading(
            engine=self.name,
            sentences=heard.split,
            quotes=quotes(report.text) if heard.split else (),
            acts=tuple(one.act for one in ordered),
            attributions=tuple(dict.fromkeys(said for one in ordered for said in one.attributions)),
            attributed=True,
            issues=notes.left_out(report, self.found_by, heard.dropped),
        )


def _single(found: Sequence[Grounded], ground: Ground) -> tuple[Grounded, ...]:
    """No two claims on one trigger but for acts of different types that the same sources tell."""
    kept: dict[tuple[int, int], list[Grounded]] = {}
    for one in found:
        there = kept.setdefault((one.act.trigger.start, one.act.trigger.end), [])
        if any(other.act.type == one.act.type or other.attributions != one.attributions for other in there):
            ground.dropped["claim", "on the same words as another"] += 1
        else:
            there.append(one)
    return tuple(one for many in kept.values() for one in many)
