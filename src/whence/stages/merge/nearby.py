"""The claims that hang together with some over pairs that score well, found block by block."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

import numpy as np

from whence.linkage import blocking
from whence.stages.merge.apart import Mark, mark, possible
from whence.stages.merge.blocks import keys as keys_of
from whence.stages.merge.opened import Opened
from whence.stages.merge.profile import Profile
from whence.stages.merge.weights import shipped


class Nearby:
    """Blocks of the record, with the claims of dirty reports where they stand now; `was` are those claims before."""

    def __init__(self, opened: Opened, was: Mapping[str, Profile], fresh: set[str]) -> None:
        self.opened, self.shelf = opened, opened.shelf
        self.nominate = shipped().nominate
        self.quick = shipped().quick()
        self.was: dict[str, Sequence[int]] = {one: keys_of(profile) for one, profile in was.items()}
        self.now = {one: keys_of(opened.profiles[one]) for one in sorted(fresh)}
        self.own: dict[int, set[str]] = defaultdict(set)  # key -> dirty claims that have it now
        for one, some in self.now.items():
            for value in some:
                self.own[value].add(one)
        self.room = blocking.CROWD + 1 + len(self.was)
        self.held: dict[int, frozenset[str] | None] = {}  # key -> its block; None where it is crowded
        self.marks: dict[str, Mark] = {}

    def crowded(self) -> set[int]:
        return {value for value, members in self.held.items() if members is None}

    def changed(self) -> set[str]:
        """Old claims whose pairs may have changed, though they have not."""
        wanted = {value for some in (*self.was.values(), *self.now.values()) for value in some}
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

    def hanging_together(self, seeds: set[str]) -> frozenset[str]:
        """The seeds and all that pairs which score well, reprints or common events lead to from them."""
        scope: set[str] = set()
        frontier = self.opened.known(seeds)
        while frontier:
            scope |= frontier
            partners = self._partners(frontier)
            self.opened.known({other for some in partners.values() for other in some})
            following = {other for one, some in partners.items() for other in some
                         if other not in scope and self._pair(one, other)}  # fmt: skip
            following |= {other for one in frontier for other in self.opened.twins.get(one, ())}
            homes = {*self.shelf.homes(sorted(frontier)).values()}
            following |= {one for event in self.shelf.events(sorted(homes)) for one in event.claims}
            frontier = self.opened.known(following - scope)
        return frozenset(scope)

    def _partners(self, frontier: set[str]) -> dict[str, set[str]]:
        keys = {one: self.now.get(one) or keys_of(self.opened.profiles[one]) for one in sorted(frontier)}
        wanted = {value for some in keys.values() for value in some if value not in self.held}
        old = self.shelf.blocks(wanted, self.room)
        for value in wanted:
            self._block(value, old.get(value, ()))
        found = {one: {other for value in some for other in self.held[value] or ()} for one, some in keys.items()}
        return self._possible(found)

    def _possible(self, found: Mapping[str, set[str]]) -> dict[str, set[str]]:
        """Less the partners that days or places keep apart: those need not be fetched."""
        told = {*found, *(other for some in found.values() for other in some)}
        self.marks.update(
            {one: mark(self.opened.profiles[one]) for one in told & self.opened.profiles.keys() - self.marks.keys()}
        )
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
        left, right = sorted((self.opened.profiles[one], self.opened.profiles[other]), key=_place)
        return self.quick.score(left, right, self.nominate) > self.nominate


def _place(profile: Profile) -> tuple[str, int, str]:
    """The order in which claims are numbered: a score may hang on it by rounding."""
    return profile.claim.report_id, profile.start, profile.claim.claim_id
