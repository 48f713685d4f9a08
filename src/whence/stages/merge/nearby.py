"""The claims that hang together with some over pairs that score well, found block by block."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from itertools import combinations

import numpy as np

from whence.linkage import blocking
from whence.linkage.blocking import CHUNK, Ints
from whence.stages.merge.apart import Floats, mark, near
from whence.stages.merge.blocks import keys as keys_of
from whence.stages.merge.blocks import place_blocks
from whence.stages.merge.opened import Opened, place
from whence.stages.merge.profile import Profile
from whence.stages.merge.weights import shipped

Fellows = Mapping[str, Collection[str]]
_NONE: Ints = np.zeros(0, np.int64)


class Nearby:
    """Blocks of the record as they are now.

    `fresh` are claims that are new or others than before, `was` the old ones among them, and those that are gone, as
    they were. Claims go by number, those of `was` by one more for what they were.
    """

    def __init__(self, opened: Opened, was: Mapping[str, Profile], fresh: Collection[str]) -> None:
        self.opened, self.shelf = opened, opened.shelf
        self.nominate, self.quick = shipped().nominate, shipped().quick()
        self.old_keys: dict[str, Sequence[int]] = {one: keys_of(profile) for one, profile in was.items()}
        self.keys: dict[str, Sequence[int]] = {one: keys_of(opened.profiles[one]) for one in sorted(fresh)}
        self.own: dict[int, list[str]] = defaultdict(list)  # key -> fresh claims that have it
        for one, some in self.keys.items():
            for value in some:
                self.own[value].append(one)
        stood = Counter(value for some in self.old_keys.values() for value in some)
        self.room = blocking.CROWD + max(stood.values(), default=0)
        self.before: dict[int, Sequence[str] | None] = {}  # key -> its block as it was; None where it stays crowded
        self.held: dict[int, Ints | None] = {}  # key -> its block; None where it is crowded
        self.names: list[str] = []
        self.number: dict[str, int] = {}
        self.marks = np.zeros((0, 6))
        self.done = np.zeros(0, np.bool_)  # numbers whose pairs have all been found
        self.found: list[tuple[str, str]] = []  # pairs that score well
        self.past = self._past(was)

    def _past(self, was: Mapping[str, Profile]) -> dict[int, Profile]:
        self._add([*was], np.array([mark(profile) for profile in was.values()], np.float64).reshape(-1, 6))
        return dict(enumerate(was.values()))

    def changed(self) -> set[str]:
        """Old claims whose pairs may have changed, though they have not.

        They had one with what is another now, or stand in a block that has become too crowded to be compared, or is so
        no more.
        """
        wanted = {value for some in (*self.old_keys.values(), *self.keys.values()) for value in some}
        self._look_up(wanted)
        pairs = [pair for value in sorted(wanted) if self._was_crowded(value) != (self.held[value] is None)
                 for pair in combinations(self._numbered(self._others(value)), 2)]  # fmt: skip
        left, right = self._elsewhere(*self._near(*_columns(pairs)))
        lost = [(number, other) for number, keys in enumerate(self.old_keys.values())
                for other in self._numbered(sorted({other for value in keys if not self._was_crowded(value)
                                                    for other in self._others(value)}))]  # fmt: skip
        scored = self._scored(left, right) + self._scored(*self._near(*_columns(lost)))
        return {one for pair in scored for one in pair if one not in self.old_keys}

    def _elsewhere(self, left: Ints, right: Ints) -> tuple[Ints, Ints]:
        """Less the pairs that are compared as before, because they stand together in a block of place and days too."""
        numbers = np.unique(np.concatenate([left, right])).tolist()
        types = self.shelf.types([self.names[one] for one in numbers])
        blocks = {one: place_blocks(types.get(self.names[one], ""), tuple(self.marks[one])) for one in numbers}
        self._look_up({value for some in blocks.values() for value in some})
        members = {value: {*held.tolist()} for some in blocks.values() for value in some
                   if (held := self.held[value]) is not None and not self._was_crowded(value)}  # fmt: skip
        chosen = [not any({one, other} <= members.get(value, {*()}) for value in {*blocks[one]} & {*blocks[other]})
                  for one, other in zip(left.tolist(), right.tolist(), strict=True)]  # fmt: skip
        return left[chosen], right[chosen]

    def _was_crowded(self, key: int) -> bool:
        found = self.before[key]
        return found is None or len(found) > blocking.CROWD

    def _others(self, key: int) -> list[str]:
        return [one for one in self.before[key] or () if one not in self.old_keys]

    def hanging_together(self, seeds: Iterable[str], fellows: Fellows) -> frozenset[str]:
        """The seeds and all that pairs which score well, reprints, common events or decisions lead to from them."""
        scope: set[str] = set()
        frontier = self.opened.known(seeds)
        while frontier:
            scope |= frontier
            pairs = self._scored(*self._partners(sorted(frontier)))
            self.found += pairs
            following = {one for pair in pairs for one in pair}
            for led in self.opened.twins, fellows:
                following |= {other for one in frontier for other in led.get(one, ())}
            following |= {*self.shelf.members({*self.shelf.homes(sorted(frontier)).values()})}
            frontier = self.opened.known(following - scope)
        return frozenset(scope)

    def _partners(self, frontier: Sequence[str]) -> tuple[Ints, Ints]:
        """Pairs of these with all that they share a block with and that days or places do not keep apart."""
        keys = [self.keys.get(one) or keys_of(self.opened.profiles[one]) for one in frontier]
        self._look_up({value for some in keys for value in some})
        numbers = self._numbered(frontier)
        partners = []
        for one, some in zip(numbers, keys, strict=True):
            self.done[one] = True
            blocks = [block for value in some if (block := self.held[value]) is not None]
            others = np.unique(np.concatenate([_NONE, *blocks]))
            partners.append(others[~self.done[others]])
        left = np.repeat(np.array(numbers, np.int64), [len(some) for some in partners])
        return self._near(left, np.concatenate([_NONE, *partners]))

    def _near(self, left: Ints, right: Ints) -> tuple[Ints, Ints]:
        keep = near(self.marks)
        edges = range(CHUNK, len(left), CHUNK)
        kept = [keep(*some) for some in zip(np.split(left, edges), np.split(right, edges), strict=True)]
        chosen = np.concatenate(kept)
        return left[chosen], right[chosen]

    def _scored(self, left: Ints, right: Ints) -> list[tuple[str, str]]:
        """Those of some pairs that score well, by name."""
        pairs = [*zip(left.tolist(), right.tolist(), strict=True)]
        self.opened.known({self.names[one] for pair in pairs for one in pair if one not in self.past})
        return [(self.names[one], self.names[other]) for one, other in pairs if self._pair(one, other)]

    def _pair(self, one: int, other: int) -> bool:
        some = [self._profile(one), self._profile(other)]
        told = sorted((profile for profile in some if profile is not None), key=place)
        return len(told) == 2 and self.quick.score(told[0], told[1], self.nominate) > self.nominate

    def _profile(self, number: int) -> Profile | None:
        return self.past.get(number) or self.opened.profiles.get(self.names[number])

    def _look_up(self, keys: Iterable[int]) -> None:
        wanted = [value for value in sorted({*keys}) if value not in self.held]
        old = self.shelf.blocks(wanted, self.room)
        now = {}
        for value in wanted:
            self.before[value] = old.get(value, ())
            members = [*self._others(value), *self.own.get(value, ())]
            fits = self.before[value] is not None and len(members) <= blocking.CROWD
            now[value] = members if fits else None
        self._numbered({one for members in now.values() for one in members or ()})
        for value, some in now.items():
            self.held[value] = None if some is None else np.array(self._numbered(some), np.int64)

    def _numbered(self, claims: Collection[str]) -> list[int]:
        missing = sorted({one for one in claims if one not in self.number})
        if missing:
            opened = [one for one in missing if one in self.opened.profiles]
            others = [one for one in missing if one not in self.opened.profiles]
            marks = np.array([mark(self.opened.profiles[one]) for one in opened], np.float64).reshape(-1, 6)
            self.number.update({one: at for at, one in enumerate((*opened, *others), len(self.names))})
            self._add([*opened, *others], np.concatenate([marks, self.shelf.marks(others)]))
        return [self.number[one] for one in claims]

    def _add(self, names: Sequence[str], marks: Floats) -> None:
        self.names += names
        self.marks = np.concatenate([self.marks, marks])
        self.done = np.concatenate([self.done, np.zeros(len(names), np.bool_)])


def _columns(pairs: Sequence[tuple[int, int]]) -> Ints:
    return np.array(pairs, np.int64).reshape(-1, 2).T
