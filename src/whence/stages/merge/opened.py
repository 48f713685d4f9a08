"""Claims of a record as merging sees them, worked out report by report as they are asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import fields, is_dataclass
from typing import Any, cast

from whence.schema.records import Claim, Report
from whence.stages.merge.decisions import Ruling
from whence.stages.merge.merge import Seen, see
from whence.stages.merge.profile import Profile
from whence.stages.merge.shelf import Shelf

_OTHERS = -(1 << 40)
_NUMBERS = frozenset({"at", "report", "root"})  # differ from one set of claims to the next


class Opened:
    """Profiles, twins and reports so far; a report is opened with those that it reprints or that reprint it."""

    def __init__(
        self,
        shelf: Shelf,
        ruling: Ruling,
        moved: Mapping[str, Report],
        *,
        without: frozenset[str] = frozenset(),
        first: int = 0,
    ) -> None:
        self.shelf, self.ruling = shelf, ruling
        self.without, self.first = without, first  # reports that are not there; the number of the first that is
        self.reports = dict(moved)  # with `copy_of` as it is now
        self.told: dict[str, list[str]] = {}  # claims of each report that is opened
        self.claims: dict[str, Claim] = {}  # with people's edits
        self.profiles: dict[str, Profile] = {}
        self.twins: dict[str, set[str]] = defaultdict(set)
        self.numbers: dict[str, int] = {}  # of reports: inside a family in order of id

    def open(self, reports: Iterable[str]) -> None:
        """Work out the profiles of some reports, with those that they reprint or that reprint them."""
        wanted = {one for one in reports if one not in self.told}
        if not wanted:
            return
        self._fetch(wanted)
        roots = {self.reports[one].copy_of or one for one in wanted}
        self._fetch(roots)
        self._fetch({*self.shelf.copies(sorted(roots))} - self.without)
        families = sorted(one for one, report in self.reports.items() if (report.copy_of or one) in roots)
        self._see([self.reports[one] for one in families if one not in self.told])

    def _fetch(self, ids: Iterable[str]) -> None:
        missing = sorted(one for one in ids if one not in self.reports)
        for report in self.shelf.reports(missing) if missing else ():
            self.reports[report.report_id] = report

    def _see(self, reports: Collection[Report]) -> None:
        for report in reports:
            self.numbers[report.report_id] = self.first + len(self.numbers)
            self.told[report.report_id] = []
        seen = see([*reports], self.shelf.claims([report.report_id for report in reports]), self.ruling, self.numbers)
        for claim in seen.claims:
            self.claims[claim.claim_id] = claim
        for profile in seen.profiles:
            self.profiles[profile.claim.claim_id] = profile
            self.told[profile.claim.report_id].append(profile.claim.claim_id)
        for one, other in seen.twins:
            self.twins[one].add(other)
            self.twins[other].add(one)

    def told_by(self, reports: Iterable[str]) -> set[str]:
        """The claims of opened reports that are not rejected."""
        return {claim for one in reports for claim in self.told[one]}

    def known(self, claims: Iterable[str]) -> set[str]:
        """Those of some claims that are told and not rejected, their profiles worked out."""
        wanted = {*claims}
        missing = sorted(one for one in wanted if one not in self.profiles)
        if missing:
            self.open(sorted({*self.shelf.told_in(missing).values()}))
        return {one for one in wanted if one in self.profiles}

    def seen(self, scope: Collection[str]) -> Seen:
        """The reports that tell these claims, in the order in which merging all of them at once would see them."""
        reports = {self.profiles[one].claim.report_id for one in scope}
        told = sorted((self.profiles[one] for one in self.told_by(reports)), key=place)
        return Seen(
            reports=self.reports,
            claims=tuple(self.claims[one] for one in sorted(scope)),
            profiles=told,
            twins=[(one.claim.claim_id, other) for one in told if one.report != one.root
                   for other in sorted(self.twins.get(one.claim.claim_id, ()))],
        )  # fmt: skip


def place(profile: Profile) -> tuple[str, int, str]:
    """The order in which claims are numbered: a score may hang on it by rounding."""
    return profile.claim.report_id, profile.start, profile.claim.claim_id


def as_merged_last(shelf: Shelf, ruling: Ruling, reports: Iterable[str], new: frozenset[str]) -> dict[str, Profile]:
    """The claims of some old reports as they were merged last, under the decisions of then.

    Their reports' numbers are none that `Opened` gives.
    """
    before = Opened(shelf, ruling, {}, without=new, first=_OTHERS)
    wanted = {*reports} - new
    before.open(wanted)
    return {one: before.profiles[one] for one in before.told_by(wanted)}


def alike(one: Profile, other: Profile) -> bool:
    """Nothing that blocks or scores look at is another."""
    return _values(one) == _values(other)


def _values(one: object) -> list[object]:
    """Of a dataclass, those of its own that have no equality of their own included."""
    found = ((field.name, getattr(one, field.name)) for field in fields(cast("Any", one)))
    return [_values(value) if is_dataclass(value) else value for name, value in found if name not in _NUMBERS]
