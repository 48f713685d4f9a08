"""What joining new reports to a record asks of the record, and what it gives back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from msgspec import Struct

from whence.schema.records import Claim, Event, Pair, Report
from whence.stages.merge.apart import Floats, Mark


class Shelf(Protocol):
    """What a record holds, looked up by key: everything as it was merged last, and the new reports unmerged."""

    def passages(self, shingles: Iterable[int], most: int) -> Mapping[int, Sequence[str] | None]:
        """Merged reports that hold each passage; null where they are more than `most`."""
        ...

    def blocks(self, keys: Iterable[int], most: int) -> Mapping[int, Sequence[str] | None]:
        """Merged claims that have each key; null where they are more than `most`."""
        ...

    def marks(self, claims: Sequence[str]) -> Floats:
        """What `apart.mark` says of some merged claims, a row each in their order."""
        ...

    def reports(self, ids: Iterable[str]) -> Sequence[Report]: ...

    def published(self, ids: Iterable[str]) -> Mapping[str, str | None]:
        """When each of these reports was published."""
        ...

    def copies(self, ids: Iterable[str]) -> Sequence[str]:
        """Ids of the reports that reprint these."""
        ...

    def claims(self, reports: Iterable[str]) -> Sequence[Claim]:
        """The claims of some reports as the machine read them."""
        ...

    def told_in(self, claims: Iterable[str]) -> Mapping[str, str]:
        """Claim -> its report."""
        ...

    def types(self, claims: Iterable[str]) -> Mapping[str, str]:
        """Claim -> its type."""
        ...

    def homes(self, claims: Iterable[str]) -> Mapping[str, str]:
        """Claim -> its event, for those that are on one."""
        ...

    def events(self, ids: Iterable[str]) -> Sequence[Event]: ...

    def members(self, events: Iterable[str]) -> Sequence[str]:
        """The claims of some events."""
        ...

    def linked_to(self, events: Iterable[str]) -> Sequence[str]:
        """Ids of the events that have a link to one of these."""
        ...

    def anchors(self, ids: Iterable[str]) -> Mapping[str, str]:
        """Id of a claim, or of the event that has it as its smallest claim -> the claim."""
        ...


class Joined(Struct, frozen=True, kw_only=True):
    """What changes in the record; every part in order of id."""

    reports: tuple[Report, ...]  # new ones, and old ones with another `copy_of` than before
    edited: tuple[Claim, ...]  # all that people's decisions have changed, as they are now
    claims: frozenset[str]  # that were merged again: their pairs go, `pairs` come
    gone: tuple[str, ...]  # events that these claims were on
    events: tuple[Event, ...]  # that they are on now
    linked: tuple[Event, ...]  # other events, whose links have changed
    pairs: tuple[Pair, ...]
    old_keys: Mapping[str, Sequence[int]]  # of claims whose blocks have changed
    keys: Mapping[str, Sequence[int]]
    marks: Mapping[str, Mark]
    shingles: Mapping[str, Sequence[int]]  # of the new reports
