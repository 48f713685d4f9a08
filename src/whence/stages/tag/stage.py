"""The stage and its table of engines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

import msgspec
from msgspec import Struct

from whence.errors import ConfigurationError
from whence.nlp.engine import Engine
from whence.nlp.hybrid import Hybrid
from whence.nlp.lexicon import Lexicon
from whence.nlp.neural import Neural
from whence.schema.stage import Step, Work

ENGINES: dict[str, Callable[[], Engine]] = {"hybrid": Hybrid, "lexicon": Lexicon, "neural": Neural}


class Tag(Struct, frozen=True, kw_only=True):
    """Fills `Work.reading` by the engine that is named; raises `ConfigurationError` when there is none of that name."""

    name: ClassVar[str] = "tag"
    reads: ClassVar[frozenset[str]] = frozenset({"report"})
    writes: ClassVar[frozenset[str]] = frozenset({"reading"})

    engine: str = "hybrid"

    def fingerprint(self) -> str:
        """The stage and its engine with version."""
        return f"{self.name}:{self._made().name}"

    def open(self) -> Step:
        """Make the engine, and give the function that reads a batch with it."""
        engine = self._made()

        def step(batch: Sequence[Work]) -> list[Work]:
            readings = engine.read([work.report for work in batch])
            return [
                msgspec.structs.replace(work, reading=reading) for work, reading in zip(batch, readings, strict=True)
            ]

        return step

    def _made(self) -> Engine:
        if self.engine not in ENGINES:
            raise ConfigurationError(f"engine {self.engine!r} is not known; choose one of {', '.join(sorted(ENGINES))}")
        return ENGINES[self.engine]()
