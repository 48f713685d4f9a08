"""The three passes of merging on many machines, as what a worker opens: see `spread`."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from itertools import chain

import msgspec
import numpy as np
from msgspec import Struct

from whence.linkage.blocking import Ints
from whence.schema.records import Claim, Event, Pair, Report
from whence.stages.merge.apart import Mark, mark
from whence.stages.merge.blocks import keys as keys_of
from whence.stages.merge.decisions import Ruling
from whence.stages.merge.grouping import Comparison
from whence.stages.merge.links import Row
from whence.stages.merge.merge import Twins, make, relation_rows, see
from whence.stages.merge.weights import shipped


class Family(Struct, frozen=True):
    """Reports with all their reprints and originals, and their claims."""

    reports: tuple[Report, ...]
    claims: tuple[Claim, ...]


class Packed(Struct, frozen=True):
    """Families, each written as bytes once, however many workers it goes to."""

    families: tuple[bytes, ...]

    def open(self) -> Family:
        """All of them as one."""
        some = [msgspec.msgpack.decode(one, type=Family) for one in self.families]
        reports = chain.from_iterable(one.reports for one in some)
        return Family(tuple(reports), tuple(chain.from_iterable(one.claims for one in some)))


class Blocks(Struct, frozen=True, kw_only=True):
    """What the first pass finds of some families."""

    names: tuple[str, ...]  # claims that are not rejected
    keys: tuple[Sequence[int], ...]  # of each
    marks: tuple[Mark, ...]
    twins: Twins
    rows: tuple[Row, ...]
    edited: tuple[Claim, ...]


class Nominated(Struct, frozen=True, kw_only=True):
    """Pairs to be scored, as numbers of `names`."""

    families: Packed
    names: tuple[str, ...]
    pairs: Ints  # two columns


class Scope(Struct, frozen=True, kw_only=True):
    """Claims that hang together with no others, and the keys of theirs that too many claims share."""

    families: Packed
    names: frozenset[str]
    crowded: frozenset[int]


class FindBlocks(Struct, frozen=True):
    """Opens into the first pass."""

    ruling: Ruling

    def __call__(self) -> Callable[[Packed], Blocks]:
        """See `spread`."""
        return self._find

    def _find(self, families: Packed) -> Blocks:
        family = families.open()
        seen = see(family.reports, family.claims, self.ruling)
        told = {claim.claim_id: claim for claim in family.claims}
        return Blocks(
            names=tuple(one.claim.claim_id for one in seen.profiles),
            keys=tuple(array("q", keys_of(one)) for one in seen.profiles),
            marks=tuple(map(mark, seen.profiles)),
            twins=seen.twins,
            rows=tuple(relation_rows(seen)),
            edited=tuple(claim for claim in seen.claims if claim != told[claim.claim_id]),
        )


class Score(Struct, frozen=True):
    """Opens into the second pass."""

    ruling: Ruling

    def __call__(self) -> Callable[[Nominated], Ints]:
        """See `spread`."""
        return self._score

    def _score(self, given: Nominated) -> Ints:
        """Numbers of the pairs that score well."""
        family = given.families.open()
        seen = see(family.reports, family.claims, self.ruling)
        at = {one.claim.claim_id: one.at for one in seen.profiles}
        number = np.array([at[name] for name in given.names], np.int64)
        comparison = Comparison(seen.profiles, shipped(), frozenset())
        ordered = np.sort(number[given.pairs], axis=1).tolist()
        return np.array([at for at, (i, j) in enumerate(ordered) if comparison.nominates(i, j)], np.int64)


class Build(Struct, frozen=True):
    """Opens into the third pass."""

    ruling: Ruling

    def __call__(self) -> Callable[[Scope], tuple[tuple[Event, ...], tuple[Pair, ...]]]:
        """See `spread`."""
        return self._build

    def _build(self, scope: Scope) -> tuple[tuple[Event, ...], tuple[Pair, ...]]:
        family = scope.families.open()
        seen = see(family.reports, family.claims, self.ruling)
        made = make(seen, self.ruling, scope.names, scope.crowded)
        return made.events, made.pairs
