"""Groups of namings while they are joined, with the reason for every join."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass

from whence.linkage.entity import Naming
from whence.linkage.entity_names import Who, same_given, same_surname, who
from whence.schema.records import PairReason

# Shares of joins that are right on the training storylines and MEANTIME, 29 of 33 for what is listed, 97 of 100 for
# full names, 23 of 23 for surnames, 4 of 5 for offices, 163 of 167 for bodies, 10 of 11 for short forms.
SURE = {"listed": 0.88, "name": 0.97, "surname": 0.95, "office": 0.8, "words": 0.97, "short": 0.9}


@dataclass(frozen=True, slots=True, eq=False)
class Node:
    """What one report calls by one name."""

    report: str
    who: Who
    namings: tuple[Naming, ...]
    country: str | None  # where most of its claims are
    private: bool

    @classmethod
    def of(cls, report: str, some: Sequence[Naming]) -> Node:
        told = max(some, key=lambda one: (one.kind is not None, len(one.role or ""), one.id))
        countries = Counter(one.country for one in some if one.country)
        country = min(countries, key=lambda code: (-countries[code], code)) if countries else None
        return cls(report, who(told), tuple(some), country, all(one.private for one in some))

    @property
    def name(self) -> str:
        return self.who.name


class Groups:
    """A partition of nodes that only grows coarser; what must not be one is never joined."""

    def __init__(self, nodes: Sequence[Node]) -> None:
        self.nodes = nodes
        self.home = list(range(len(nodes)))
        self.members: dict[int, list[int]] = {at: [at] for at in range(len(nodes))}
        self.reasons: dict[int, list[PairReason]] = defaultdict(list)

    def root(self, at: int) -> int:
        return self.home[at]

    def all(self) -> list[list[int]]:
        """The groups, each with its nodes in order."""
        return [sorted(members) for _, members in sorted(self.members.items())]

    def join(self, left: int, right: int, feature: str, words: str) -> None:
        """Make two nodes' groups one, unless two of their members cannot be."""
        one, other = sorted((self.home[left], self.home[right]))
        if one == other or self._apart(one, other):
            return
        for member in self.members.pop(other):
            self.home[member] = one
            self.members[one].append(member)
        self.reasons[left].append(PairReason(feature=feature, score=SURE[feature], words=words))

    def by_key(
        self,
        key: Callable[[Node], Hashable | None],
        feature: str,
        words: Callable[[Node, Node], str],
        fits: Callable[[Node, Node], bool] | None = None,
    ) -> None:
        """Join all nodes of one key to the first of it that they fit."""
        first: dict[Hashable, list[int]] = defaultdict(list)
        for at, node in enumerate(self.nodes):
            found = key(node)
            if found is None:
                continue
            mate = next((one for one in first[found] if fits is None or fits(node, self.nodes[one])), None)
            if mate is None:
                first[found].append(at)
            else:
                self.join(at, mate, feature, words(node, self.nodes[mate]))

    def _apart(self, one: int, other: int) -> bool:
        ours = {self._mark(at): at for at in self.members[one]}
        theirs = {self._mark(at): at for at in self.members[other]}
        return any(
            _parted(self.nodes[left].who, self.nodes[right].who)
            for mark, left in ours.items()
            for mark2, right in theirs.items()
            if mark != mark2
        )

    def _mark(self, at: int) -> tuple[object, ...]:
        found = self.nodes[at].who
        return found.kind, found.listed, found.given, found.surname


def _parted(one: Who, other: Who) -> bool:
    """Two persons by their names, two listed names, a person and a body."""
    if one.listed and other.listed:
        return one.listed != other.listed
    if one.surname and other.surname:
        if not (one.full and other.full) and {one.surname, other.surname} & {*one.given[:1], *other.given[:1]}:
            return False  # Kim, of Kim Jong Un
        return not (same_surname(one.surname, other.surname) and same_given(one.given, other.given))
    return bool(one.surname and other.kind != "person") or bool(other.surname and one.kind != "person")
