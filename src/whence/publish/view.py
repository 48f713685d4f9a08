"""A record as it may be shown: what every exporter reads, in order of id, as often as it likes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from operator import attrgetter
from typing import Protocol

from msgspec import Struct

from whence.protect import Protected
from whence.schema.records import Claim, Decision, Event, Issue, Report


class Bundle(Struct, frozen=True, kw_only=True):
    """An event with its claims, in order of id, and the reports that they stand in."""

    event: Event
    claims: tuple[Claim, ...]
    reports: Mapping[str, Report]


class View(Protocol):
    """Values in order of id; each call starts anew. What is held back is not there, what is masked is masked."""

    @property
    def private(self) -> bool:
        """Whether it was asked for as the record stands: then whole texts go along."""
        ...

    def reports(self) -> Iterator[Report]: ...
    def claims(self) -> Iterator[Claim]: ...
    def told(self) -> Iterator[tuple[Claim, Report | None]]:
        """Claims with the reports that they stand in."""
        ...

    def events(self) -> Iterator[Event]: ...
    def bundles(self) -> Iterator[Bundle]:
        """Events with their claims and reports."""
        ...

    def decisions(self) -> Iterator[Decision]: ...
    def issues(self) -> Iterator[Issue]: ...
    def counts(self) -> Mapping[str, int]:
        """How many reports, claims and events are shown."""
        ...


class Held:
    """A view of a record that is in memory."""

    def __init__(self, protected: Protected, *, private: bool = False) -> None:
        self._protected = protected
        self._private = private

    @property
    def private(self) -> bool:
        """Whether it was asked for as the record stands."""
        return self._private

    def reports(self) -> Iterator[Report]:
        """All reports."""
        return iter(sorted(self._protected.reports, key=attrgetter("report_id")))

    def claims(self) -> Iterator[Claim]:
        """All claims."""
        return iter(sorted(self._protected.claims, key=attrgetter("claim_id")))

    def told(self) -> Iterator[tuple[Claim, Report | None]]:
        """Claims with the reports that they stand in."""
        return ((claim, self._reports.get(claim.report_id)) for claim in self.claims())

    def events(self) -> Iterator[Event]:
        """All events."""
        return iter(sorted(self._protected.events, key=attrgetter("event_id")))

    def bundles(self) -> Iterator[Bundle]:
        """Events with their claims and reports."""
        for event in self.events():
            yield bundle(event, self._claims, self._reports)

    def decisions(self) -> Iterator[Decision]:
        """What people decided, in that order."""
        return iter(sorted(self._protected.decisions, key=attrgetter("when", "decision_id")))

    def issues(self) -> Iterator[Issue]:
        """What could not be read."""
        return iter(self._protected.issues)

    def counts(self) -> Mapping[str, int]:
        """How many reports, claims and events are shown."""
        shown = self._protected
        return {"reports": len(shown.reports), "claims": len(shown.claims), "events": len(shown.events)}

    @cached_property
    def _reports(self) -> Mapping[str, Report]:
        return {report.report_id: report for report in self._protected.reports}

    @cached_property
    def _claims(self) -> Mapping[str, Claim]:
        return {claim.claim_id: claim for claim in self._protected.claims}


def bundle(event: Event, claims: Mapping[str, Claim], reports: Mapping[str, Report]) -> Bundle:
    """An event with what it rests on, out of what may be shown."""
    own = tuple(claims[one] for one in sorted(event.claims) if one in claims)
    ids = sorted({claim.report_id for claim in own} | {*event.reports})
    return Bundle(event=event, claims=own, reports={one: reports[one] for one in ids if one in reports})
