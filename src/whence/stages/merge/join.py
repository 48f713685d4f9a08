"""A few new reports join a record: only what hangs together with them is merged again, and the result is the same.

Whether two claims are compared, and what they score, depends on the two, their reports and how many share their keys
(`linkage.blocking`); clusters form inside what hangs together over pairs that score well. So it is enough to follow
those pairs from the new claims on, and from the old ones that a new report has changed: an original that has a reprint
now, the members of a block that has become too crowded to be compared.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from whence.linkage import blocking
from whence.linkage.directory import directory
from whence.linkage.shingles import CROWD, SHARED
from whence.schema.records import Claim, Decision, Event, EventRelation, Pair, Report
from whence.stages.merge import reprints
from whence.stages.merge.apart import Mark, mark, possible
from whence.stages.merge.blocks import keys as keys_of
from whence.stages.merge.decisions import Ruling, in_force
from whence.stages.merge.links import Row, as_links, between
from whence.stages.merge.merge import Seen, make, relation_rows, see
from whence.stages.merge.profile import Profile
from whence.stages.merge.weights import shipped


class Shelf(Protocol):
    """What a record holds, looked up by key: everything as it was merged last, and the new reports unmerged."""

    def passages(self, shingles: Iterable[int], most: int) -> Mapping[int, Sequence[str]]:
        """Merged reports that hold each passage, `most` at the most."""
        ...

    def blocks(self, keys: Iterable[int], most: int) -> Mapping[int, Sequence[str]]:
        """Merged claims that have each key, `most` at the most."""
        ...

    def marks(self, claims: Iterable[str]) -> Mapping[str, Mark]:
        """Merged claims with what `apart.mark` says of them."""
        ...

    def reports(self, ids: Iterable[str]) -> Sequence[Report]: ...

    def copies(self, ids: Iterable[str]) -> Sequence[str]:
        """Ids of the reports that reprint these."""
        ...

    def claims(self, reports: Iterable[str]) -> Sequence[Claim]:
        """The claims of some reports as the machine read them."""
        ...

    def told_in(self, claims: Iterable[str]) -> Mapping[str, str]:
        """Claim -> its report."""
        ...

    def homes(self, claims: Iterable[str]) -> Mapping[str, str]:
        """Claim -> its event, for those that are on one."""
        ...

    def events(self, ids: Iterable[str]) -> Sequence[Event]: ...

    def linked_to(self, events: Iterable[str]) -> Sequence[str]:
        """Ids of the events that have a link to one of these."""
        ...

    def anchors(self, ids: Iterable[str]) -> Mapping[str, str]:
        """Id of a claim, or of the event that has it as its smallest claim -> the claim."""
        ...


class Joined(Struct, frozen=True, kw_only=True):
    """What changes in the record; every part in order of id."""

    reports: tuple[Report, ...]  # new ones, and old ones with another `copy_of` than before
    claims: frozenset[str]  # that were merged again: their pairs go, `pairs` come
    gone: tuple[str, ...]  # events that these claims were on
    events: tuple[Event, ...]  # that they are on now
    linked: tuple[Event, ...]  # other events, whose links have changed
    pairs: tuple[Pair, ...]
    old_keys: Mapping[str, Sequence[int]]  # of claims whose blocks have changed
    keys: Mapping[str, Sequence[int]]
    marks: Mapping[str, Mark]
    shingles: Mapping[str, Sequence[int]]  # of the new reports


def join(shelf: Shelf, new: Sequence[str], decisions: Sequence[Decision] = ()) -> Joined:
    """Merge some new reports of a record into it; the whole record merged anew would hold the same.

    Work grows with the new reports and with what hangs together with them, not with the record.
    """
    return _Join(shelf, new, in_force(decisions)).run()


class _Join:
    def __init__(self, shelf: Shelf, new: Sequence[str], ruling: Ruling) -> None:
        self.shelf, self.new, self.ruling = shelf, frozenset(new), ruling
        self.nominate = shipped().nominate
        self.quick = shipped().quick()
        self.family = directory().family
        self.reports: dict[str, Report] = {}  # with `copy_of` as it is now
        self.claims: dict[str, list[Claim]] = {}  # of each report whose profiles are known
        self.profiles: dict[str, Profile] = {}
        self.twins: dict[str, set[str]] = defaultdict(set)
        self.numbers: dict[str, int] = {}  # of reports: any will do that tell them apart
        self.own: dict[int, set[str]] = defaultdict(set)  # key -> dirty claims that have it now
        self.held: dict[int, frozenset[str] | None] = {}  # key -> its block; None where it is crowded
        self.marks: dict[str, Mark] = {}
        self.was: dict[str, Sequence[int]] = {}  # dirty claim -> keys before

    def run(self) -> Joined:
        found, texts = self._reprints()
        before = {one.report_id: one.copy_of for one in found if one.report_id not in self.new}
        self.reports = {report.report_id: report for report in reprints.mark(found, self.family, texts, self.full)}
        dirty = self._dirty(before)
        was = self._profiles_before(dirty - self.new, found)
        self._open(dirty)
        fresh = {one for report in dirty for one in self._claims_of(report)}
        seeds = fresh | self._seeds(was, fresh) | set(self.shelf.anchors(self._named()).values())
        scope = self._hanging_together(seeds)
        return self._made(scope, fresh, before, texts)

    # Reprints: the texts that hang together with the new ones over shared passages

    def _reprints(self) -> tuple[list[Report], dict[str, Sequence[int]]]:
        found: dict[str, Report] = {}
        texts: dict[str, Sequence[int]] = {}
        mine: dict[int, set[str]] = defaultdict(set)
        self.full: set[int] = set()
        for one, some in reprints.samples(self.shelf.reports(sorted(self.new))).items():
            texts[one] = some
            for value in some:
                mine[value].add(one)
        frontier = set(self.new)
        while frontier:
            for report in self.shelf.reports(sorted(frontier)):
                found[report.report_id] = report
            texts.update(reprints.samples([found[one] for one in frontier if one not in texts]))
            wanted = {value for one in frontier for value in texts.get(one, ())}
            held = self.shelf.passages(wanted, CROWD + 1)
            following: set[str] = set()
            for one in frontier:
                shared: Counter[str] = Counter()
                for value in texts.get(one, ()):
                    others = {*held.get(value, ()), *mine.get(value, ())}
                    if len(others) > CROWD:
                        self.full.add(value)
                        if len(held.get(value, ())) <= CROWD:
                            following |= others  # crowded from now on: what it nominated may be no reprint any more
                    else:
                        shared.update(others)
                following |= {other for other, times in shared.items() if times >= SHARED}
            frontier = following - found.keys()
        return sorted(found.values(), key=lambda report: report.report_id), texts

    def _dirty(self, before: Mapping[str, str | None]) -> set[str]:
        """New reports, those whose original is another now, and everything that reprints what one of them does."""
        now = {one: report.copy_of for one, report in self.reports.items()}
        moved = {one for one in now if one in self.new or now[one] != before.get(one)}
        roots = {now[one] or one for one in moved} | {before.get(one) or one for one in moved}
        return moved | {one for one in now if {now[one] or one, before.get(one) or one} & roots}

    # Profiles

    def _open(self, reports: Iterable[str]) -> None:
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

    def _claims_of(self, report: str) -> list[str]:
        return [claim.claim_id for claim in self.claims[report] if claim.claim_id in self.profiles]

    def _profiles_before(self, dirty: set[str], found: Sequence[Report]) -> dict[str, Profile]:
        """Of the old claims of dirty reports, as they were merged last."""
        old = {report.report_id: report for report in found if report.report_id not in self.new}
        roots = {old[one].copy_of or one for one in dirty}
        kept = [report for one, report in sorted(old.items()) if (report.copy_of or one) in roots]
        claims = self.shelf.claims([report.report_id for report in kept])
        seen = see(kept, claims, self.ruling)
        return {one.claim.claim_id: one for one in seen.profiles if one.claim.report_id in dirty}

    # Claims

    def _seeds(self, was: Mapping[str, Profile], fresh: set[str]) -> set[str]:
        """Old claims whose pairs may have changed, though they have not."""
        self.was = {one: keys_of(profile) for one, profile in was.items()}
        self.now = {one: keys_of(self.profiles[one]) for one in sorted(fresh)}
        for one, some in self.now.items():
            for value in some:
                self.own[value].add(one)
        wanted = {value for some in (*self.was.values(), *self.now.values()) for value in some}
        self.room = blocking.CROWD + 1 + len(self.was)
        old = self.shelf.blocks(wanted, self.room)
        found: set[str] = set()
        left = {value for some in self.was.values() for value in some}
        for value in wanted:
            now = self._block(value, old.get(value, ()))
            crowded = len(old.get(value, ())) > blocking.CROWD
            if (value in left and not crowded) or crowded != (now is None):
                found |= {*old.get(value, ())}
        return found

    def _block(self, value: int, old: Sequence[str]) -> frozenset[str] | None:
        if value not in self.held:
            members = frozenset(one for one in old if one not in self.was) | self.own.get(value, frozenset())
            self.held[value] = None if len(members) > blocking.CROWD else members
        return self.held[value]

    def _named(self) -> list[str]:
        """What people's decisions speak of is always merged again: what they join hangs together over them."""
        told = {*self.ruling.rejected(), *(one for decision in self.ruling.shaping() for one in decision.ids)}
        return sorted(told)

    def _hanging_together(self, seeds: set[str]) -> frozenset[str]:
        """The seeds and all that pairs which score well, reprints or common events lead to from them."""
        scope: set[str] = set()
        frontier = self._known(seeds)
        while frontier:
            scope |= frontier
            partners = self._partners(frontier)
            self._known({other for some in partners.values() for other in some})
            following = {other for one, some in partners.items() for other in some
                         if other not in scope and self._pair(one, other)}  # fmt: skip
            following |= {other for one in frontier for other in self.twins.get(one, ())}
            homes = {*self.shelf.homes(sorted(frontier)).values()}
            following |= {one for event in self.shelf.events(sorted(homes)) for one in event.claims}
            frontier = self._known(following - scope)
        return frozenset(scope)

    def _known(self, claims: Iterable[str]) -> set[str]:
        """Those of some claims that are told and not rejected, their profiles worked out."""
        wanted = {*claims}
        missing = sorted(one for one in wanted if one not in self.profiles)
        if missing:
            self._open(sorted({*self.shelf.told_in(missing).values()}))
        return {one for one in wanted if one in self.profiles}

    def _partners(self, frontier: set[str]) -> dict[str, set[str]]:
        keys = {one: self.now.get(one) or keys_of(self.profiles[one]) for one in sorted(frontier)}
        wanted = {value for some in keys.values() for value in some if value not in self.held}
        old = self.shelf.blocks(wanted, self.room)
        for value in wanted:
            self._block(value, old.get(value, ()))
        found = {one: {other for value in some for other in self.held[value] or ()} for one, some in keys.items()}
        return self._possible(found)

    def _possible(self, found: Mapping[str, set[str]]) -> dict[str, set[str]]:
        """Less the partners that days or places keep apart: those need not be fetched."""
        told = {*found, *(other for some in found.values() for other in some)}
        self.marks.update({one: mark(self.profiles[one]) for one in told & self.profiles.keys() - self.marks.keys()})
        self.marks.update(self.shelf.marks(sorted(told - self.marks.keys())))
        names = sorted(told & self.marks.keys())
        number = {one: at for at, one in enumerate(names)}
        pairs = [(number[one], number[other]) for one, some in found.items() for other in some if other in number]
        columns = np.array(pairs, np.int64).reshape(-1, 2).T
        kept: dict[str, set[str]] = {one: set() for one in found}
        for left, right in possible([self.marks[one] for one in names], *columns):
            kept[names[left]].add(names[right])
        return kept

    def _pair(self, one: str, other: str) -> bool:
        left, right = sorted((self.profiles[one], self.profiles[other]), key=_place)
        return self.quick.score(left, right, self.nominate) > self.nominate

    # Events

    def _made(
        self,
        scope: frozenset[str],
        fresh: set[str],
        before: Mapping[str, str | None],
        texts: Mapping[str, Sequence[int]],
    ) -> Joined:
        reports = sorted(one for one in self.claims)
        seen = see([self.reports[one] for one in reports],
                   [claim for one in reports for claim in self.claims[one]], self.ruling)  # fmt: skip
        crowded = {value for value, members in self.held.items() if members is None}
        made = make(seen, self.ruling, scope, crowded)
        gone = sorted({*self.shelf.homes(sorted(scope)).values()})
        events, linked = self._linked(seen, scope, made.events, gone)
        moved = [report for one, report in sorted(self.reports.items())
                 if one in self.new or (one in before and before[one] != report.copy_of)]  # fmt: skip
        return Joined(
            reports=tuple(moved),
            claims=scope,
            gone=tuple(gone),
            events=events,
            linked=linked,
            pairs=made.pairs,
            old_keys=self.was,
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


def _place(profile: Profile) -> tuple[str, int, str]:
    """The order in which claims are numbered: a score may hang on it by rounding."""
    return profile.claim.report_id, profile.start, profile.claim.claim_id
