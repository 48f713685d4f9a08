"""Words to places, times and parties: the stage that gives a claim's spans their meaning."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from msgspec import Struct

from whence.linkage import directory
from whence.schema.stage import Step, Work
from whence.stages.resolve.parties import resolve_parties
from whence.stages.resolve.places import Gazetteer, choice, resolve_places
from whence.stages.resolve.places.sources import version as source_version
from whence.stages.resolve.places.tables import SCHEMA
from whence.stages.resolve.times import resolve_times

VERSION = "3"


class Resolve(Struct, frozen=True, kw_only=True):
    """Places by gazetteer, times by calendar, parties by directory.

    `gazetteer` is the path of a place index; without one the packaged places are used (built at first use). `policy`
    names the boundary policy. `open` raises `GazetteerError` where the index cannot be built or read.
    """

    gazetteer: str | None = None
    policy: str = "united-nations"

    name: ClassVar[str] = "resolve"
    reads: ClassVar[frozenset[str]] = frozenset({"report", "reading", "claims", "chain"})
    writes: ClassVar[frozenset[str]] = frozenset({"place", "time", "parties"})

    def fingerprint(self) -> str:
        """Name, version, the places' and their index's, the weights of the choice of places, the user's directory."""
        places = source_version() if self.gazetteer is None else Gazetteer.open(self.gazetteer).version
        return f"{self.name}-{VERSION}-{places}-v{SCHEMA}-{self.policy}-{choice.fingerprint()}{directory.fingerprint()}"

    def open(self) -> Step:
        """Open the place index once and give the function that is applied to a batch."""
        return partial(_batch, Gazetteer.open(self.gazetteer, self.policy))


def _batch(gazetteer: Gazetteer, batch: Sequence[Work]) -> list[Work]:
    return [resolve_parties(resolve_times(resolve_places(work, gazetteer))) for work in batch]
