"""Which report reprints which, decided anew only where new reports may change it.

What a report reprints depends on the twelve earlier ones that share most passages with it. So it is looked at again for
new reports, for old ones that an earlier new report shares passages with, and for those that hold a passage which too
many hold from now on. Where one of them gets another original, all that reprinted the same one are looked at too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from heapq import nsmallest

from whence.linkage import shingles
from whence.linkage.directory import directory
from whence.schema.records import Report
from whence.stages.merge import reprints
from whence.stages.merge.reprints import Age
from whence.stages.merge.shelf import Shelf


class Kindred:
    """New reports among old ones; `parents` are what those looked at anew reprint, which may be a reprint itself."""

    def __init__(self, shelf: Shelf, new: Collection[str]) -> None:
        self.shelf, self.new = shelf, frozenset(new)
        self.reports: dict[str, Report] = {}
        self.texts: dict[str, Sequence[int]] = {}
        self.ages: dict[str, Age] = {}
        self.held: dict[int, Sequence[str] | None] = {}  # passage -> old reports; None where it is nobody's
        self.mine: dict[int, list[str]] = defaultdict(list)  # passage -> new reports
        self.parents: dict[str, str | None] = {}
        self.read = lru_cache(maxsize=reprints.TEXTS)(lambda one: reprints.read(self.reports[one]))
        self.family = lru_cache(maxsize=4096)(directory().family)

    def originals(self) -> dict[str, str | None]:
        """`copy_of` of the new reports, and of the old ones where it is another than before."""
        near = self._look_at(self.new)
        self._look_again(self._later(near) | self._crowded_out())
        while more := {*self.shelf.copies(sorted(self._left()))} - self.parents.keys():
            self._look_at(more)
        return {one: self._root(one) for one in sorted(self.new | self._moved())}

    def _look_at(self, ids: Collection[str]) -> Mapping[str, Counter[str]]:
        """Decide what these reprint, whatever was before; gives what they share passages with."""
        self._open(ids)
        near = self._near(ids, now=True)
        self._decide({one: self._likely(one, near[one]) for one in near})
        return near

    def _open(self, ids: Collection[str]) -> None:
        """Know the passages of some reports, and who else has them."""
        self._fetch(ids)
        found = reprints.samples([self.reports[one] for one in sorted(ids) if one not in self.texts])
        self.texts.update(found)
        for one in sorted(found.keys() & self.new):
            for value in found[one]:
                self.mine[value].append(one)
        wanted = {value for some in found.values() for value in some} - self.held.keys()
        old = self.shelf.passages(wanted, shingles.CROWD)
        self.held.update({value: old.get(value, ()) for value in wanted})

    def _fetch(self, ids: Iterable[str]) -> None:
        for report in self.shelf.reports(sorted({*ids} - self.reports.keys())):
            self.reports[report.report_id] = report

    def _near(self, ids: Collection[str], *, now: bool) -> dict[str, Counter[str]]:
        """Each with the reports that share passages with it and how many, as things are now or were before."""
        found = {one: self._sharing(one, now=now) for one in sorted(ids)}
        unknown = {other for one, some in found.items() for other in (one, *some)} - self.ages.keys()
        dates = self.shelf.published(sorted(unknown))
        self.ages.update({one: reprints.age(one, dates[one]) for one in unknown})
        return found

    def _sharing(self, one: str, *, now: bool) -> Counter[str]:
        shared: Counter[str] = Counter()
        for value in self.texts[one]:
            old, mine = self.held[value], self.mine.get(value, ()) if now else ()
            if old is not None and len(old) + len(mine) <= shingles.CROWD:
                shared.update(old)
                shared.update(mine)
        del shared[one]
        return Counter({other: times for other, times in shared.items() if times >= shingles.SHARED})

    def _likely(self, one: str, near: Mapping[str, int]) -> list[str]:
        """Those of the earlier reports that share most, in order of age."""
        earlier = [(-times, self.ages[other]) for other, times in near.items() if self.ages[other] < self.ages[one]]
        return [age[1] for age in sorted(age for _, age in nsmallest(reprints.LIKELY, earlier))]

    def _later(self, near: Mapping[str, Counter[str]]) -> set[str]:
        """Old reports that a new one may have come before."""
        return {other for one, some in near.items() for other in some
                if other not in self.new and self.ages[other] > self.ages[one]}  # fmt: skip

    def _crowded_out(self) -> set[str]:
        """Old reports that hold a passage which is nobody's from now on."""
        full = ((self.held[value] or (), len(mine)) for value, mine in self.mine.items())
        return {one for old, more in full if len(old) + more > shingles.CROWD for one in old}

    def _look_again(self, old: Collection[str]) -> None:
        """Decide where the likely ones are others than before; none of those before was what an original reprints."""
        self._open(old)
        before, now = self._near(old, now=False), self._near(old, now=True)
        likely = {}
        for one in sorted(old):
            were, are = self._likely(one, before[one]), self._likely(one, now[one])
            if self.reports[one].copy_of is None:
                likely[one] = [other for other in are if other not in were]
            elif were != are:
                likely[one] = are
        self._decide({one: some for one, some in likely.items() if some or self.reports[one].copy_of})

    def _decide(self, likely: Mapping[str, Sequence[str]]) -> None:
        self._fetch({other for some in likely.values() for other in some})
        for one, some in likely.items():
            texts = {other: self.read(other) for other in some}
            self.parents[one] = reprints.closest(self.read(one), texts, self.family) if texts else None

    def _root(self, one: str) -> str | None:
        """The end of the chain; those not looked at anew stand as they stood."""
        parent = self.parents[one]
        while parent is not None and self.parents.get(parent) is not None:
            parent = self.parents[parent]
        return parent if parent is None or parent in self.parents else self.before(parent) or parent

    def before(self, one: str) -> str | None:
        """What a report reprinted when the record was merged last."""
        return None if one in self.new else self.reports[one].copy_of

    def _moved(self) -> set[str]:
        return {one for one in self.parents if self._root(one) != self.before(one)}

    def _left(self) -> set[str]:
        """Originals of the families that somebody has left, or that have another original now."""
        return {self.before(one) or one for one in self._moved() - self.new}
