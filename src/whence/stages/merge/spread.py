"""Merging on many machines: the same result as `merge`, in three passes that workers take piece by piece.

1. Families (an original with its reprints): profiles, the blocks of each claim, what claims of one report are to each
   other.
2. Blocks: the pairs that they nominate are scored, each slice of claims with its partners.
3. What hangs together over pairs that score well is clustered and built into events, many such groups at a time.

The driver marks reprints, sorts claims into blocks and puts together what comes back. It is the way that `join` goes
for a few reports, taken for all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, groupby
from typing import Protocol, TypeVar

import msgspec
import numpy as np
from msgspec import Struct, field

from whence.linkage.blocking import CROWD, Ints, candidates, components
from whence.linkage.directory import directory
from whence.schema.records import Claim, Decision, Event, Pair, Report
from whence.stages.merge import reprints
from whence.stages.merge.apart import Mark, possible
from whence.stages.merge.decisions import Ruling, anchors, in_force
from whence.stages.merge.links import link
from whence.stages.merge.merge import merge
from whence.stages.merge.merged import Merged
from whence.stages.merge.passes import Blocks, Build, Family, FindBlocks, Nominated, Packed, Scope, Score

One = TypeVar("One")
Result = TypeVar("Result")
LEAST = 100_000  # claims; fewer are merged sooner than they are sent out
SLICE = 20_000  # claims that a worker has at a time; the smaller, the more often partners are profiled again


class Run(Protocol):
    """As `Runner.run`."""

    def __call__(self, opener: Callable[[], Callable[[One], Result]], items: Iterable[One]) -> Iterator[Result]:
        """What the function that `opener` gives makes of each item, in their order."""
        ...


def spread(reports: Sequence[Report], claims: Sequence[Claim], decisions: Sequence[Decision], run: Run) -> Merged:
    """As `merge`, byte for byte; `run` has the passes done wherever it does (`Runner.run`)."""
    if len(claims) < LEAST:
        return merge(reports, claims, decisions)
    texts = reprints.samples(reports)
    known = tuple(sorted(reprints.mark(reports, directory().family, texts), key=lambda report: report.report_id))
    return _Spread(known, claims, in_force(decisions), run).merged(texts)


class _Spread(Struct):
    """The driver's part: everything by claim id and by family."""

    reports: tuple[Report, ...]
    claims: Sequence[Claim]
    ruling: Ruling
    run: Run
    packed: dict[str, bytes] = field(default_factory=dict)  # families by their original
    home: dict[str, str] = field(default_factory=dict)  # claim -> its family

    def merged(self, texts: Mapping[str, Sequence[int]]) -> Merged:
        self._families()
        found = list(self.run(FindBlocks(self.ruling), self._slices()))
        told = {claim.claim_id: claim for claim in self.claims if claim.claim_id in self.home}
        told.update({claim.claim_id: claim for blocks in found for claim in blocks.edited})
        keys = dict(chain.from_iterable(zip(one.names, one.keys, strict=True) for one in found))
        marks = dict(chain.from_iterable(zip(one.names, one.marks, strict=True) for one in found))
        order = sorted(keys, key=lambda one: (told[one].report_id, told[one].evidence.start, one))
        events, pairs = self._events(found, order, [keys[one] for one in order], [marks[one] for one in order])
        home = {claim: event.event_id for event in events for claim in event.claims}
        rows = sorted(chain.from_iterable(one.rows for one in found))
        return Merged(
            reports=self.reports,
            claims=tuple(told[one] for one in sorted(told)),
            events=link(events, rows, home),
            pairs=pairs,
            keys={one: keys[one] for one in order},
            marks={one: marks[one] for one in order},
            shingles=texts,
        )

    def _families(self) -> None:
        there = {report.report_id for report in self.reports}
        told: dict[str, list[Claim]] = defaultdict(list)
        for claim in self.claims:
            if claim.report_id in there:
                told[claim.report_id].append(claim)
        members: dict[str, list[Report]] = defaultdict(list)
        for report in self.reports:
            root = report.copy_of if report.copy_of in there else report.report_id
            members[root or report.report_id].append(report)
        for root, some in sorted(members.items()):
            claims = tuple(claim for report in some for claim in told[report.report_id])
            self.packed[root] = msgspec.msgpack.encode(Family(tuple(some), claims))
            self.home.update({claim.claim_id: root for claim in claims})

    def _of(self, names: Iterable[str]) -> Packed:
        """All families that have one of these claims."""
        return Packed(tuple(self.packed[root] for root in sorted({self.home[one] for one in names})))

    def _slices(self) -> Iterator[Packed]:
        told = groupby(self.home, key=lambda claim: self.home[claim])
        for some in _packed([list(claims) for _, claims in told]):
            yield self._of(some)

    def _events(
        self, found: Sequence[Blocks], order: Sequence[str], keys: Sequence[Sequence[int]], marks: Sequence[Mark]
    ) -> tuple[tuple[Event, ...], tuple[Pair, ...]]:
        number = {one: at for at, one in enumerate(order)}
        twins = [(number[one], number[other]) for blocks in found for one, other in blocks.twins]
        anchor = anchors([claim for claim in self.claims if claim.claim_id in number])
        spoken_of = {one for decision in self.ruling.shaping() for one in decision.ids}
        named = sorted({number[anchor[one]] for one in spoken_of if one in anchor})
        held = [(named[0], other) for other in named[1:]]  # what people spoke of is clustered together, as in `join`
        near = self._nominated(order, possible(marks, *candidates(keys)))
        groups = components(len(order), chain(near, twins, held))
        crowded = _crowded(keys)
        scopes = ([order[at] for at in some] for some in _packed(groups))
        made = list(self.run(Build(self.ruling), (self._scope(some, keys, number, crowded) for some in scopes)))
        events = chain.from_iterable(one for one, _ in made)
        pairs = chain.from_iterable(one for _, one in made)
        return (
            tuple(sorted(events, key=lambda event: event.event_id)),
            tuple(sorted(pairs, key=lambda pair: (pair.left, pair.right))),
        )

    def _scope(
        self, some: Sequence[str], keys: Sequence[Sequence[int]], number: Mapping[str, int], crowded: frozenset[int]
    ) -> Scope:
        full = crowded.intersection(chain.from_iterable(keys[number[one]] for one in some))
        return Scope(families=self._of(some), names=frozenset(some), crowded=full)

    def _nominated(self, order: Sequence[str], pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
        """The pairs that score well."""
        flat = np.fromiter(chain.from_iterable(pairs), np.int64).reshape(-1, 2)
        flat = flat[np.argsort(flat[:, 0], kind="stable")]
        edges = np.searchsorted(flat[:, 0], np.arange(SLICE, len(order), SLICE))
        slices = [some for some in np.split(flat, edges) if len(some)]
        told = self.run(Score(self.ruling), (self._sent(order, some) for some in slices))
        for some, kept in zip(slices, told, strict=True):
            yield from zip(*some[kept].T.tolist(), strict=True)

    def _sent(self, order: Sequence[str], pairs: Ints) -> Nominated:
        """Pairs whose first claims stand in one slice, with all the claims that they need."""
        used, at = np.unique(pairs, return_inverse=True)
        names = tuple(order[one] for one in used.tolist())
        return Nominated(families=self._of(names), names=names, pairs=at.reshape(-1, 2))


def _packed(groups: Iterable[Sequence[One]]) -> Iterator[list[One]]:
    """Groups put together until they hold SLICE and more."""
    pack: list[One] = []
    for some in groups:
        pack += some
        if len(pack) >= SLICE:
            yield pack
            pack = []
    if pack:
        yield pack


def _crowded(keys: Sequence[Sequence[int]]) -> frozenset[int]:
    """Keys that more than CROWD claims have."""
    values, times = np.unique(np.concatenate([np.asarray(some, np.int64) for some in keys]), return_counts=True)
    return frozenset(values[times > CROWD].tolist())
