"""New reports or decisions join a record: only what hangs together with them is merged again, to the same result.

Whether two claims are compared, and what they score, depends on the two, their reports and how many share their keys
(`linkage.blocking`); clusters form inside what hangs together over pairs that score well. So it is enough to follow
those pairs from the claims that are new or others than before, and from those that decisions speak of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from msgspec.structs import replace

from whence.schema.records import Claim, Decision, Event, EventRelation, Report
from whence.stages.merge.apart import mark
from whence.stages.merge.decisions import Ruling, in_force
from whence.stages.merge.edits import edited
from whence.stages.merge.kindred import Kindred
from whence.stages.merge.links import Row, as_links, between
from whence.stages.merge.merge import Seen, make, relation_rows
from whence.stages.merge.nearby import Fellows, Nearby
from whence.stages.merge.opened import Opened, alike, as_merged_last
from whence.stages.merge.shelf import Joined, Shelf

__all__ = ["Joined", "Shelf", "join"]
_SPOKEN_OF = frozenset({"merge", "split", "same", "not-same", "reject", "edit"})


def join(shelf: Shelf, new: Collection[str], decisions: Sequence[Decision], decided: int) -> Joined:
    """Merge some new reports of a record into it, and what people decided since it was merged last.

    The first `decided` of the decisions were known then. The whole record merged anew would hold the
    same. Work grows with what is new and what hangs together with it, not with the record.
    """
    return _Join(shelf, frozenset(new), in_force(decisions), in_force(_first(decisions, decided))).run()


def _first(decisions: Sequence[Decision], count: int) -> list[Decision]:
    """As they stood before the others came, which may have undone them."""
    later = {one.decision_id for one in decisions[count:]}
    return [replace(one, undone_by=None) if one.undone_by in later else one for one in decisions[:count]]


class _Join:
    def __init__(self, shelf: Shelf, new: frozenset[str], ruling: Ruling, before: Ruling) -> None:
        self.shelf, self.new, self.ruling, self.before = shelf, new, ruling, before
        there, here = ({one.decision_id for one in some.decisions} for some in (before, ruling))
        self.decided = [one for some in (before, ruling) for one in some.decisions
                        if (one.decision_id in there) != (one.decision_id in here)]  # fmt: skip

    def run(self) -> Joined:
        kindred = Kindred(self.shelf, self.new)
        copies = kindred.originals()
        moved = {one: replace(kindred.reports[one], copy_of=root) for one, root in copies.items()}
        self.opened = Opened(self.shelf, self.ruling, moved)
        again = self._again(copies, {one: kindred.before(one) for one in copies})
        was = as_merged_last(self.shelf, self.before, again, self.new)
        self.opened.open(again)
        told = self.opened.told_by(again)
        now = self.opened.profiles
        same = {one for one in told & was.keys() if alike(was[one], now[one])}
        fresh = told - same
        self.nearby = Nearby(self.opened, {one: was[one] for one in sorted(was.keys() - same)}, fresh)
        seeds = fresh | self.opened.told_by(moved) | self.nearby.changed() | self._spoken_of()
        seeds |= {*self.shelf.members(self.shelf.homes(sorted(was.keys() - told)).values())}
        scope = self.nearby.hanging_together(seeds, self._fellows())
        texts = {one: kindred.texts[one] for one in sorted(self.new)}
        return self._made(scope, moved, frozenset(was.keys() - told), texts)

    def _again(self, copies: Mapping[str, str | None], before: Mapping[str, str | None]) -> set[str]:
        """Reports whose claims may be others now: new ones, those with edits or with another original, and families."""
        named = [one for decision in self.decided if decision.what in ("edit", "reject") for one in decision.ids]
        edits = {*self.shelf.told_in(named).values()}
        roots = {root or one for some in (copies, before) for one, root in some.items()}
        roots |= {report.copy_of or report.report_id for report in self.shelf.reports(edits - copies.keys())}
        return edits | copies.keys() | roots | {*self.shelf.copies(sorted(roots))}

    def _spoken_of(self) -> set[str]:
        """The claims that decisions speak of which came, or were undone, since."""
        named = {one for decision in self.decided for one in decision.ids if decision.what in _SPOKEN_OF}
        return {*self.shelf.anchors(named).values()}

    def _fellows(self) -> Fellows:
        """The claims that decisions speak of together: what becomes of one hangs on the others."""
        shaping = self.ruling.shaping()
        anchor = self.shelf.anchors({one for decision in shaping for one in decision.ids})
        found: dict[str, set[str]] = defaultdict(set)
        for decision in shaping:
            some = {anchor[one] for one in decision.ids if one in anchor}
            for one in some:
                found[one] |= some
        return found

    def _made(
        self,
        scope: frozenset[str],
        moved: Mapping[str, Report],
        gone: frozenset[str],
        texts: Mapping[str, Sequence[int]],
    ) -> Joined:
        """What changes; `gone` are claims that decisions reject now."""
        seen = self.opened.seen(scope)
        made = make(seen, self.ruling, scope, nominated=self.nearby.found)
        events = sorted({*self.shelf.homes(sorted(scope | gone)).values()})
        new, linked = self._linked(seen, scope, made.events, events)
        fresh = sorted(self.nearby.keys)
        return Joined(
            reports=tuple(moved.values()),
            edited=tuple(self._edited()),
            claims=scope | gone,
            gone=tuple(events),
            events=new,
            linked=linked,
            pairs=made.pairs,
            old_keys=self.nearby.old_keys,
            keys=self.nearby.keys,
            marks={one: mark(self.opened.profiles[one]) for one in fresh},
            shingles=texts,
        )

    def _edited(self) -> list[Claim]:
        """All claims that stand edited now."""
        edits = self.ruling.edits()
        told = self.shelf.claims(self.shelf.told_in(edits).values())
        return [edited(claim, edits[claim.claim_id]) for claim in told if claim.claim_id in edits]

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
