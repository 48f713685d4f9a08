"""The stage."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import msgspec
from msgspec import Struct

from whence.schema.ontology import ontology
from whence.schema.stage import Step, Work
from whence.stages.extract.claims import claims

VERSION = "2"


class Extract(Struct, frozen=True, kw_only=True):
    """Fills `Work.claims` from `Work.reading`; a report without a reading keeps none."""

    name: ClassVar[str] = "extract"
    reads: ClassVar[frozenset[str]] = frozenset({"report", "reading"})
    writes: ClassVar[frozenset[str]] = frozenset({"claims"})

    def fingerprint(self) -> str:
        """The rules' version and the ontology's."""
        return f"{self.name}:{VERSION}-{ontology().version}"

    def open(self) -> Step:
        """Give the function that is applied to a batch."""

        def step(batch: Sequence[Work]) -> list[Work]:
            return [
                msgspec.structs.replace(work, claims=claims(work.report, work.reading)) if work.reading else work
                for work in batch
            ]

        return step
