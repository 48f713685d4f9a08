"""Claims of a record as merging sees them, worked out report by report as they are asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from whence.schema.records import Claim, Report
from whence.stages.merge.decisions import Ruling
from whence.stages.merge.merge import see
from whence.stages.merge.profile import Profile
from whence.stages.merge.shelf import Shelf


class Opened:
    """Profiles, twins and reports so far; a report is opened with those that it reprints or that reprint it."""

    def __init__(self, shelf: Shelf, ruling: Ruling, reports: Mapping[str, Report]) -> None:
        self.shelf, self.ruling = shelf, ruling
        self.reports = dict(reports)  # with `copy_of` as it is now
        self.claims: dict[str, list[Claim]] = {}  # of each report whose profiles are known
        self.profiles: dict[str, Profile] = {}
        self.twins: dict[str, set[str]] = defaultdict(set)
        self.numbers: dict[str, int] = {}  # of reports: any will do that tell them apart

    def open(self, reports: Iterable[str]) -> None:
        """Work out the profiles of some reports, with those that they reprint or that reprint them."""
        wanted = {one for one in reports if one not in self.claims}
        if not wanted:
            return
        self._fetch(wanted)
        roots = {self.reports[one].copy_of or one for one in wanted}
        self._fetch(roots)
        copies = {one for one in self.shelf.copies(sorted(roots)) if one not in self.reports}
        self._fetch(copies)
        known = {one for one, report in self.reports.items() if (report.copy_of or one) in roots}
        some = sorted(known | roots)
        for one in some:
            self.claims[one] = []
        for claim in self.shelf.claims(some):
            self.claims[claim.report_id].append(claim)
        self._see([self.reports[one] for one in some], [claim for one in some for claim in self.claims[one]])

    def _fetch(self, ids: Iterable[str]) -> None:
        missing = sorted(one for one in ids if one not in self.reports)
        for report in self.shelf.reports(missing) if missing else ():
            self.reports[report.report_id] = report

    def _see(self, reports: Sequence[Report], claims: Sequence[Claim]) -> None:
        for report in reports:
            self.numbers.setdefault(report.report_id, len(self.numbers))
        seen = see(reports, claims, self.ruling, self.numbers)
        self.profiles.update({profile.claim.claim_id: profile for profile in seen.profiles})
        for one, other in seen.twins:
            self.twins[one].add(other)
            self.twins[other].add(one)

    def claims_of(self, report: str) -> list[str]:
        return [claim.claim_id for claim in self.claims[report] if claim.claim_id in self.profiles]

    def known(self, claims: Iterable[str]) -> set[str]:
        """Those of some claims that are told and not rejected, their profiles worked out."""
        wanted = {*claims}
        missing = sorted(one for one in wanted if one not in self.profiles)
        if missing:
            self.open(sorted({*self.shelf.told_in(missing).values()}))
        return {one for one in wanted if one in self.profiles}


def as_merged_last(shelf: Shelf, ruling: Ruling, reports: Iterable[Report], dirty: set[str]) -> dict[str, Profile]:
    """The old claims of dirty reports, as they were merged last; `reports` are old ones, `copy_of` as it was."""
    old = {report.report_id: report for report in reports}
    roots = {old[one].copy_of or one for one in dirty}
    kept = [report for one, report in sorted(old.items()) if (report.copy_of or one) in roots]
    seen = see(kept, shelf.claims([report.report_id for report in kept]), ruling)
    return {one.claim.claim_id: one for one in seen.profiles if one.claim.report_id in dirty}
