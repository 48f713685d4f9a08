"""A few new reports join a record: only what hangs together with them is merged again, and the result is the same.

Whether two claims are compared, and what they score, depends on the two, their reports and how many share their keys
(`linkage.blocking`); clusters form inside what hangs together over pairs that score well. So it is enough to follow
those pairs from the new claims on, and from the old ones that a new report has changed: an original that has a reprint
now, the members of a block that has become too crowded to be compared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from whence.linkage.directory import directory
from whence.schema.records import Decision, Event, EventRelation
from whence.stages.merge import reprints
from whence.stages.merge.decisions import Ruling, in_force
from whence.stages.merge.kindred import Kindred, dirty
from whence.stages.merge.links import Row, as_links, between
from whence.stages.merge.merge import Seen, make, relation_rows, see
from whence.stages.merge.nearby import Nearby
from whence.stages.merge.opened import Opened, as_merged_last
from whence.stages.merge.shelf import Joined, Shelf

__all__ = ["Joined", "Shelf", "join"]


def join(shelf: Shelf, new: Sequence[str], decisions: Sequence[Decision] = ()) -> Joined:
    """Merge some new reports of a record into it; the whole record merged anew would hold the same.

    Work grows with the new reports and with what hangs together with them, not with the record.
    """
    return _Join(shelf, new, in_force(decisions)).run()


class _Join:
    def __init__(self, shelf: Shelf, new: Sequence[str], ruling: Ruling) -> None:
        self.shelf, self.new, self.ruling = shelf, frozenset(new), ruling

    def run(self) -> Joined:
        kindred = Kindred(self.shelf, self.new)
        found = kindred.reports()
        old = [report for report in found if report.report_id not in self.new]
        before = {report.report_id: report.copy_of for report in old}
        marked = reprints.mark(found, directory().family, kindred.texts, kindred.full)
        self.opened = Opened(self.shelf, self.ruling, {report.report_id: report for report in marked})
        touched = dirty(self.new, self.opened.reports, before)
        was = as_merged_last(self.shelf, self.ruling, old, touched - self.new)
        self.opened.open(touched)
        fresh = {one for report in touched for one in self.opened.claims_of(report)}
        self.nearby = Nearby(self.opened, was, fresh)
        seeds = fresh | self.nearby.changed() | {*self.shelf.anchors(self._named()).values()}
        return self._made(self.nearby.hanging_together(seeds), fresh, before, kindred.texts)

    def _named(self) -> list[str]:
        """What people's decisions speak of is always merged again: what they join hangs together over them."""
        told = {*self.ruling.rejected(), *(one for decision in self.ruling.shaping() for one in decision.ids)}
        return sorted(told)

    def _made(
        self,
        scope: frozenset[str],
        fresh: set[str],
        before: Mapping[str, str | None],
        texts: Mapping[str, Sequence[int]],
    ) -> Joined:
        reports = sorted(one for one in self.opened.claims)
        seen = see([self.opened.reports[one] for one in reports],
                   [claim for one in reports for claim in self.opened.claims[one]], self.ruling)  # fmt: skip
        made = make(seen, self.ruling, scope, self.nearby.crowded())
        gone = sorted({*self.shelf.homes(sorted(scope)).values()})
        events, linked = self._linked(seen, scope, made.events, gone)
        moved = [report for one, report in sorted(self.opened.reports.items())
                 if one in self.new or (one in before and before[one] != report.copy_of)]  # fmt: skip
        return Joined(
            reports=tuple(moved),
            claims=scope,
            gone=tuple(gone),
            events=events,
            linked=linked,
            pairs=made.pairs,
            old_keys=self.nearby.was,
            keys={one: made.keys[one] for one in sorted(fresh)},
            marks={one: made.marks[one] for one in sorted(fresh)},
            shingles={one: texts[one] for one in sorted(self.new) if one in texts},
        )

    def _linked(
        self, seen: Seen, scope: frozenset[str], made: Sequence[Event], gone: Sequence[str]
    ) -> tuple[tuple[Event, ...], tuple[Event, ...]]:
        """The new events with their links, and old events whose links to them have changed."""
        rows = [row for row in relation_rows(seen) if row[0] in scope or row[2] in scope]
        now = {claim: event.event_id for event in made for claim in event.claims}
        home = {**self._homes_outside(rows, scope), **now}
        found = between(rows, home)
        here = {event.event_id for event in made}
        events = tuple(replace(event, links=as_links(found.get(event.event_id, ()))) for event in made)
        others = {*found, *self.shelf.linked_to(gone)} - here - {*gone}
        return events, tuple(self._relinked(event, found.get(event.event_id, set()), here, gone)
                             for event in self.shelf.events(sorted(others)))  # fmt: skip

    def _homes_outside(self, rows: Sequence[Row], scope: frozenset[str]) -> Mapping[str, str]:
        outside = {one for claim, _, other in rows for one in (claim, other)} - scope
        return self.shelf.homes(sorted(outside))

    def _relinked(
        self, event: Event, found: set[tuple[EventRelation, str]], here: set[str], gone: Sequence[str]
    ) -> Event:
        kept = {(link.relation, link.event_id) for link in event.links if link.event_id not in gone}
        return replace(event, links=as_links(kept | {link for link in found if link[1] in here}))
