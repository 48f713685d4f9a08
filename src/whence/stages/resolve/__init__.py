"""Words to places, times and parties: the stage that gives a claim's spans their meaning."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from msgspec import Struct

from whence.linkage import directory
from whence.schema.stage import Step, Work
from whence.stages.resolve import weighing
from whence.stages.resolve.parties import resolve_parties
from whence.stages.resolve.places import Gazetteer, resolve_places
from whence.stages.resolve.places.choice import DATA as PLACE_DATA
from whence.stages.resolve.places.sources import version as source_version
from whence.stages.resolve.places.tables import SCHEMA
from whence.stages.resolve.times import resolve_times
from whence.stages.resolve.times.choice import DATA as TIME_DATA

VERSION = "4"


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
        """Name, version, the places' and their index's, the weights of both choices, the user's directory."""
        places = source_version() if self.gazetteer is None else Gazetteer.open(self.gazetteer).version
        weights = weighing.fingerprint(PLACE_DATA) + weighing.fingerprint(TIME_DATA)
        return f"{self.name}-{VERSION}-{places}-v{SCHEMA}-{self.policy}-{weights}{directory.fingerprint()}"

    def open(self) -> Step:
        """Open the place index once and give the function that is applied to a batch."""
        return partial(_batch, Gazetteer.open(self.gazetteer, self.policy))


def _batch(gazetteer: Gazetteer, batch: Sequence[Work]) -> list[Work]:
    return [_resolved(gazetteer, work) if work.claims else work for work in batch]


def _resolved(gazetteer: Gazetteer, work: Work) -> Work:
    return resolve_parties(resolve_times(resolve_places(work, gazetteer)))
