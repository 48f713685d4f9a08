"""The three passes of merging piece by piece, as what a worker opens: see `flow`."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from itertools import chain

import msgspec
import numpy as np
from msgspec import Struct

from whence.linkage.blocking import Ints
from whence.schema.records import Claim, Report
from whence.stages.merge.apart import Floats, mark
from whence.stages.merge.blocks import keys as keys_of
from whence.stages.merge.decisions import Ruling
from whence.stages.merge.grouping import Comparison
from whence.stages.merge.merge import make, relation_rows, see
from whence.stages.merge.weights import shipped

Piece = tuple[str, bytes]  # an id, and what it names as msgpack


class Family(Struct, frozen=True):
    """Reports with all their reprints and originals, and their claims."""

    reports: tuple[Report, ...]
    claims: tuple[Claim, ...]


class Packed(Struct, frozen=True):
    """Families, each written as bytes once, however many workers it goes to."""

    families: tuple[bytes, ...]

    def each(self) -> list[Family]:
        """One by one."""
        return [msgspec.msgpack.decode(one, type=Family) for one in self.families]

    def open(self) -> Family:
        """All of them as one."""
        some = self.each()
        reports = chain.from_iterable(one.reports for one in some)
        return Family(tuple(reports), tuple(chain.from_iterable(one.claims for one in some)))


class Blocks(Struct, frozen=True, kw_only=True):
    """What the first pass finds of some families; claims go by their number in `names`."""

    names: tuple[str, ...]  # claims that are not rejected
    families: Ints  # of each, the number of its family
    sizes: Ints  # of each, how many keys it has
    keys: Ints  # of all of them, one after another
    marks: Floats
    twins: Ints  # two columns
    rows: tuple[tuple[int, str, int], ...]  # what claims of one report are to each other
    edited: tuple[Claim, ...]


class Nominated(Struct, frozen=True, kw_only=True):
    """Pairs to be scored, as numbers of `names`."""

    families: Packed
    names: tuple[str, ...]
    pairs: Ints  # two columns


class Scope(Struct, frozen=True, kw_only=True):
    """Claims that hang together with no others, and the pairs of them that score well, as numbers of `names`."""

    families: Packed
    names: tuple[str, ...]
    pairs: Ints  # two columns


class Built(Struct, frozen=True):
    """What the third pass makes."""

    events: tuple[Piece, ...]
    pairs: tuple[Piece, ...]
    claims: tuple[tuple[str, ...], ...]  # of each event


class FindBlocks(Struct, frozen=True):
    """Opens into the first pass."""

    ruling: Ruling

    def __call__(self) -> Callable[[Packed], Blocks]:
        """See `flow`."""
        return self._find

    def _find(self, families: Packed) -> Blocks:
        each = families.each()
        home = {report.report_id: at for at, one in enumerate(each) for report in one.reports}
        told = {claim.claim_id: claim for one in each for claim in one.claims}
        seen = see([report for one in each for report in one.reports], list(told.values()), self.ruling)
        number = {one.claim.claim_id: at for at, one in enumerate(seen.profiles)}
        keys = [array("q", keys_of(one)) for one in seen.profiles]
        twins = [(number[one], number[other]) for one, other in seen.twins]
        return Blocks(
            names=tuple(number),
            families=np.array([home[one.claim.report_id] for one in seen.profiles], np.int64),
            sizes=np.array([len(some) for some in keys], np.int64),
            keys=np.concatenate([np.zeros(0, np.int64), *keys]),
            marks=np.array([mark(one) for one in seen.profiles], np.float64).reshape(-1, 6),
            twins=np.array(twins, np.int64).reshape(-1, 2),
            rows=tuple((number[one], relation, number[other]) for one, relation, other in relation_rows(seen)),
            edited=tuple(claim for claim in seen.claims if claim != told[claim.claim_id]),
        )


class Score(Struct, frozen=True):
    """Opens into the second pass."""

    ruling: Ruling

    def __call__(self) -> Callable[[Nominated], Ints]:
        """See `flow`."""
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

    def __call__(self) -> Callable[[Scope], Built]:
        """See `flow`."""
        return self._build

    def _build(self, scope: Scope) -> Built:
        family = scope.families.open()
        seen = see(family.reports, family.claims, self.ruling)
        pairs = [(scope.names[one], scope.names[other]) for one, other in scope.pairs.tolist()]
        made = make(seen, self.ruling, frozenset(scope.names), nominated=pairs)
        encode = msgspec.msgpack.Encoder().encode
        return Built(
            tuple((event.event_id, encode(event)) for event in made.events),
            tuple((f"{pair.left}-{pair.right}", encode(pair)) for pair in made.pairs),
            tuple(event.claims for event in made.events),
        )
