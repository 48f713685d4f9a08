"""The reports that hang together with some new ones over shared passages: originals, reprints and what might be one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence

from whence.linkage.shingles import CROWD, SHARED
from whence.schema.records import Report
from whence.stages.merge import reprints
from whence.stages.merge.shelf import Shelf


class Kindred:
    """Found from the new reports on, passage by passage; everything here is as it was merged last, unmarked."""

    def __init__(self, shelf: Shelf, new: Collection[str]) -> None:
        self.shelf = shelf
        self.full: set[int] = set()  # passages that too many reports have
        self.found: dict[str, Report] = {}
        self.mine: dict[int, set[str]] = defaultdict(set)  # passage -> new reports that have it
        self.texts: dict[str, Sequence[int]] = reprints.samples(shelf.reports(sorted(new)))
        for one, some in self.texts.items():
            for value in some:
                self.mine[value].add(one)
        frontier = set(new)
        while frontier:
            frontier = self._following(frontier) - self.found.keys()

    def reports(self) -> list[Report]:
        return [self.found[one] for one in sorted(self.found)]

    def _following(self, frontier: set[str]) -> set[str]:
        """Reports that share passages with these, which are taken in."""
        for report in self.shelf.reports(sorted(frontier)):
            self.found[report.report_id] = report
        self.texts.update(reprints.samples([self.found[one] for one in frontier if one not in self.texts]))
        held = self.shelf.passages({value for one in frontier for value in self.texts.get(one, ())}, CROWD + 1)
        return {other for one in frontier for other in self._partners(one, held)}

    def _partners(self, one: str, held: Mapping[int, Sequence[str]]) -> set[str]:
        shared: Counter[str] = Counter()
        found: set[str] = set()
        for value in self.texts.get(one, ()):
            others = {*held.get(value, ()), *self.mine.get(value, ())}
            if len(others) <= CROWD:
                shared.update(others)
                continue
            self.full.add(value)
            if len(held.get(value, ())) <= CROWD:
                found |= others  # crowded from now on: what it nominated may be no reprint any more
        return found | {other for other, times in shared.items() if times >= SHARED}


def dirty(new: Collection[str], now: Mapping[str, Report], before: Mapping[str, str | None]) -> set[str]:
    """New reports, those whose original is another now, and everything that reprints what one of them does."""
    copied = {one: report.copy_of for one, report in now.items()}
    moved = {one for one in copied if one in new or copied[one] != before.get(one)}
    roots = {copied[one] or one for one in moved} | {before.get(one) or one for one in moved}
    return moved | {one for one in copied if {copied[one] or one, before.get(one) or one} & roots}
