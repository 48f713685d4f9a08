"""Merging piece by piece, for records that no memory holds at once: the same result as `merge`, in three passes.

1. Families (an original with its reprints): profiles, the blocks of each claim, what claims of one report are to each
   other.
2. Blocks: the pairs that they nominate are scored, each slice of claims with its partners.
3. What hangs together over pairs that score well is clustered and built into events, many such groups at a time.

Workers take the passes piece by piece, wherever they are. Here reprints are marked, claims sorted into blocks, and what
comes back is put together; families, events and pairs lie on disk meanwhile. Families go by day of publication: what is
near in time is compared most, so that few claims are sent out twice in one pass. It is the way that `join` goes for a
few reports, taken for all of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, islice, pairwise
from pathlib import Path
from typing import Protocol, TypeVar, cast

import msgspec
import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from whence.linkage.blocking import Columns, Ints, candidates, components
from whence.linkage.directory import directory
from whence.schema.records import Claim, Event, Pair, Report
from whence.stages.merge import reprints, slices
from whence.stages.merge.apart import Floats, near
from whence.stages.merge.decisions import Ruling, anchors_of
from whence.stages.merge.links import Links, Row, as_links, between
from whence.stages.merge.passes import Build, Family, FindBlocks, Nominated, Packed, Scope, Score
from whence.stages.merge.spool import Spool

One = TypeVar("One")
Result = TypeVar("Result")
EARLY = 4  # pieces of a slice in the first pass, which needs no partners: workers begin while the rest is fetched
ASKED = 100  # reports whose claims are fetched together

Told = Callable[[Sequence[str]], Sequence[Claim]]  # what some reports claim, as the machine read it


class Run(Protocol):
    """As `Runner.run`."""

    def __call__(self, opener: Callable[[], Callable[[One], Result]], items: Iterable[One]) -> Iterator[Result]:
        """What the function that `opener` gives makes of each item, in their order."""
        ...


class Flowed(Struct, frozen=True, kw_only=True):
    """What merging gives; events and pairs are on disk until they are asked for."""

    reports: tuple[Report, ...]  # with `copy_of` set, in order of id
    edited: tuple[Claim, ...]  # those that people's decisions changed, as they are now
    names: list[str]  # claims that are not rejected
    keys: Columns  # of each
    marks: Floats  # of each
    passages: Mapping[str, Sequence[int]]  # of each report
    made: tuple[Spool, Spool]
    links: Links

    def events(self) -> Iterator[Event]:
        """All events in order of id."""
        decode = msgspec.msgpack.Decoder(Event).decode
        for event in map(decode, self.made[0].in_order()):
            found = self.links.get(event.event_id)
            yield replace(event, links=as_links(found)) if found else event

    def pairs(self) -> Iterator[Pair]:
        """All pairs that are worth telling, in order."""
        yield from map(msgspec.msgpack.Decoder(Pair).decode, self.made[1].in_order())

    def close(self) -> None:
        """Give the room on disk back."""
        for spool in self.made:
            spool.close()


def flow(
    reports: Sequence[Report], told: Told, ruling: Ruling, run: Run, size: int, folder: Path | None = None
) -> Flowed:
    """As `merge`, for as many claims as fit on disk.

    `run` has the passes done, `size` claims at a time (`even`), `folder` is for what waits.
    """
    texts = reprints.samples(reports)
    known = tuple(sorted(reprints.mark(reports, directory().family, texts), key=lambda report: report.report_id))
    return _Flow(known, told, ruling, run, folder, size).through(texts)


class _Flow:
    """Claims by their number in the order of families, families by theirs."""

    def __init__(
        self, reports: tuple[Report, ...], told: Told, ruling: Ruling, run: Run, folder: Path | None, size: int
    ) -> None:
        self.reports, self.told, self.ruling, self.run, self.size = reports, told, ruling, run, size
        self.families = Spool(folder)
        self.made = Spool(folder), Spool(folder)
        self.homes: dict[str, str] = {}  # claim that is linked to another -> its event
        self.names: list[str] = []
        self.home: Ints = np.zeros(0, np.int64)  # claim -> its family
        self.keys = Columns(self.home, self.home)
        self.edited: list[Claim] = []
        self.rows: list[tuple[int, str, int]] = []

    def through(self, texts: Mapping[str, Sequence[int]]) -> Flowed:
        marks, twins = self._blocks()
        scored = self._scored(marks)
        known = chain.from_iterable(zip(one.tolist(), other.tolist(), strict=True) for one, other in scored)
        groups = components(len(self.names), chain(known, twins, self._held()))
        self._build(groups, scored)
        self.families.close()
        return Flowed(
            reports=self.reports, edited=tuple(self.edited), names=self.names, keys=self.keys, marks=marks,
            passages=texts, made=self.made, links=between(self._named_rows(), self.homes),
        )  # fmt: skip

    def _named_rows(self) -> Iterator[Row]:
        return (cast("Row", (self.names[one], relation, self.names[other])) for one, relation, other in self.rows)

    def _blocks(self) -> tuple[Floats, list[tuple[int, int]]]:
        """The first pass: what all families are in."""
        firsts: list[int] = []
        homes: list[Ints] = []
        sizes: list[Ints] = []
        keys: list[Ints] = []
        marks: list[Floats] = []
        twins: list[list[int]] = []
        for at, found in enumerate(self.run(FindBlocks(self.ruling), self._sliced(firsts))):
            before = len(self.names)
            self.names += found.names
            self.edited += found.edited
            self.rows += [(one + before, relation, other + before) for one, relation, other in found.rows]
            twins += (found.twins + before).tolist()
            homes.append(found.families + firsts[at])
            sizes.append(found.sizes)
            keys.append(found.keys)
            marks.append(found.marks)
        if self.names:
            self.home, self.keys = np.concatenate(homes), Columns(np.concatenate(sizes), np.concatenate(keys))
        return np.concatenate([np.zeros((0, 6)), *marks]), [(one, other) for one, other in twins]

    def _sliced(self, firsts: list[int]) -> Iterator[Packed]:
        """Families until their claims fill a slice; each is put away as well."""
        some: list[bytes] = []
        count = 0
        for root, family in self._told_by_family():
            some.append(msgspec.msgpack.encode(family))
            self.families.add(root, some[-1])
            count += len(family.claims)
            if count >= self.size // EARLY:
                firsts.append(len(self.families) - len(some))
                yield Packed(tuple(some))
                some, count = [], 0
        if some:
            firsts.append(len(self.families) - len(some))
            yield Packed(tuple(some))

    def _told_by_family(self) -> Iterator[tuple[str, Family]]:
        there = {report.report_id: report for report in self.reports}
        members: dict[str, list[Report]] = defaultdict(list)
        for report in self.reports:
            root = report.copy_of if report.copy_of in there else report.report_id
            members[root or report.report_id].append(report)
        when = {root: there[root].published for root in members}
        ordered = iter(sorted(members, key=lambda root: (reprints.moment(_value(when[root])), root)))
        while some := list(islice(ordered, ASKED)):
            claims: dict[str, list[Claim]] = defaultdict(list)
            for claim in self.told([report.report_id for root in some for report in members[root]]):
                claims[claim.report_id].append(claim)
            for root in some:
                told = chain.from_iterable(claims[report.report_id] for report in members[root])
                yield root, Family(tuple(members[root]), tuple(told))

    def _held(self) -> list[tuple[int, int]]:
        """What people spoke of is clustered together, as in `join`."""
        spoken_of = {one for decision in self.ruling.shaping() for one in decision.ids}
        if not spoken_of:
            return []
        number = {one: at for at, one in enumerate(self.names)}
        anchor = anchors_of(self.names)
        named = sorted({number[anchor[one]] for one in spoken_of if one in anchor})
        return [(named[0], other) for other in named[1:]]

    def _scored(self, marks: Floats) -> list[tuple[Ints, Ints]]:
        """The second pass: the pairs that score well, in two columns each."""
        left, right = candidates(self.keys, near(marks))
        each = np.bincount(left, minlength=len(self.names))
        edges = np.searchsorted(left, slices.shares(np.ones_like(each), each, self.size))
        parts = [slice(one, other) for one, other in pairwise(edges) if one < other]
        sent = (self._sent(left[some], right[some]) for some in parts)
        told = self.run(Score(self.ruling), sent)
        return [(left[some][kept], right[some][kept]) for some, kept in zip(parts, told, strict=True)]

    def _sent(self, left: Ints, right: Ints) -> Nominated:
        """Pairs whose first claims stand in one slice, with all the claims that they need."""
        used, at = np.unique(np.stack([left, right], axis=1), return_inverse=True)
        names = tuple(self.names[one] for one in used.tolist())
        return Nominated(families=self._of(used), names=names, pairs=at.reshape(-1, 2))

    def _of(self, claims: Ints) -> Packed:
        """All families that have one of these claims."""
        return Packed(tuple(map(self.families.get, np.unique(self.home[claims]).tolist())))

    def _build(self, groups: Sequence[Sequence[int]], scored: Sequence[tuple[Ints, Ints]]) -> None:
        """The third pass: events and pairs, put away as they come."""
        if not groups:
            return
        pairs = np.concatenate([np.zeros((0, 2), np.int64), *(np.stack(some, axis=1) for some in scored)])
        sizes = np.array([*map(len, groups)], np.int64)
        row = np.fromiter(chain.from_iterable(groups), np.int64, len(self.names))  # claims, group by group
        at = np.empty_like(row)
        at[row] = np.arange(len(row))
        ends = np.append(0, np.cumsum(sizes))
        group = np.searchsorted(ends, at[pairs[:, 0]], side="right") - 1
        edges = ends[slices.shares(sizes, np.bincount(group, minlength=len(groups)), self.size)]
        pairs = at[pairs[np.argsort(at[pairs[:, 0]], kind="stable")]]
        among = np.searchsorted(pairs[:, 0], edges)
        scopes = (
            self._scope(row[first:last], pairs[one:other] - first)
            for (first, last), (one, other) in zip(pairwise(edges), pairwise(among), strict=True)
        )
        linked = {self.names[one] for row in self.rows for one in (row[0], row[2])}
        for built in self.run(Build(self.ruling), scopes):
            for spool, pieces in zip(self.made, (built.events, built.pairs), strict=True):
                for one, data in pieces:
                    spool.add(one, data)
            for (event, _), claims in zip(built.events, built.claims, strict=True):
                self.homes.update({one: event for one in claims if one in linked})

    def _scope(self, some: Ints, pairs: Ints) -> Scope:
        return Scope(families=self._of(some), names=tuple(self.names[one] for one in some.tolist()), pairs=pairs)


def _value(published: object) -> str | None:
    return getattr(published, "value", None)
