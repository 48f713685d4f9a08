"""Which tables a Struct with lists lies in, and the way there (`rows`) and back (`gather`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Generic, TypeVar, cast

from msgspec import Struct
from sqlalchemy import Connection, Select, Table, select

from whence.schema.ids import canonical_json, digest
from whence.schema.records import Claim, Event, Issue
from whence.store import tables as t
from whence.store.disputes import Side, disputes, sides
from whence.store.shape import Shape

S = TypeVar("S", bound=Struct)
Rows = list[dict[str, object]]
Lists = dict[str, dict[str, list[object]]]  # id -> path -> items


class Branch(Struct, frozen=True, kw_only=True):
    """One list field. Items are Structs of `shape`, or bare words in `column`."""

    field: str
    table: Table
    shape: Shape[Struct] | None = None
    column: str = ""
    role: str | None = None  # tells apart two fields that share a table
    supported: bool = False  # items rest on claims, which stand in `event_support`

    def rows(self, key: str, parent: str, items: Iterable[object]) -> Rows:
        """One row an item."""
        fixed: dict[str, object] = {key: parent, "role": self.role} if self.role else {key: parent}
        if self.shape is None:
            return [{**fixed, "seq": seq, self.column: item} for seq, item in enumerate(items)]
        return [
            {**fixed, "seq": seq, **dict(zip(self.shape.names, self.shape.flatten(cast("Struct", item)), strict=True))}
            for seq, item in enumerate(items)
        ]

    def value(self, item: Sequence[object], claims: Sequence[str]) -> object:
        """The item of one row."""
        return item[0] if self.shape is None else self.shape.build(item, {"claims": claims})

    def query(self, key: str, ids: Sequence[str]) -> Select[Any]:
        """Rows of some parents: parent, seq, then the item."""
        names = [self.column] if self.shape is None else self.shape.names
        wanted = [self.table.c[name] for name in (key, "seq", *names)]
        query = select(*wanted).where(self.table.c[key].in_(ids)).order_by(self.table.c[key], self.table.c.seq)
        return query.where(self.table.c.role == self.role) if self.role else query


class Family(Generic[S]):
    """A root table and its branches."""

    def __init__(
        self, shape: Shape[S], table: Table, key: str, identify: Callable[[S], str], *branches: Branch
    ) -> None:
        self.shape, self.table, self.key, self.identify, self.branches = shape, table, key, identify, branches
        self.supported = any(branch.supported for branch in branches)

    def rows(self, values: Iterable[S]) -> dict[Table, Rows]:
        """The rows of some values, parents' tables before their lists'."""
        found: dict[Table, Rows] = {self.table: [], **{branch.table: [] for branch in self.branches}}
        for value in values:
            parent = self.identify(value)
            found[self.table].append(
                {**dict(zip(self.shape.names, self.shape.flatten(value), strict=True)), self.key: parent}
            )
            for branch in self.branches:
                found[branch.table] += branch.rows(self.key, parent, _items(value, branch))
        return found

    def select(self) -> Select[Any]:
        """All roots in order of id; narrow it with `where`."""
        wanted = [self.table.c[name] for name in (self.key, *self.shape.names)]
        return select(*wanted).order_by(self.table.c[self.key])

    def fetch(self, connection: Connection, query: Select[Any]) -> list[S]:
        """The values that a narrowed `select` finds."""
        roots = connection.execute(query).fetchall()
        lists = self._lists(connection, [row[0] for row in roots])
        return [self.shape.build(row, lists[row[0]], 1) for row in roots]

    def _lists(self, connection: Connection, ids: Sequence[str]) -> Lists:
        lists: Lists = defaultdict(lambda: defaultdict(list))
        if not ids:
            return lists
        support = _support(connection, ids) if self.supported else {}
        for (parent, field, item), claims in support.items():
            if item == 0:  # of a value that is no list: type, mode, place, time
                lists[parent][f"{field}.claims"] += claims
        for branch in self.branches:
            for row in connection.execute(branch.query(self.key, ids)).fetchall():
                claims = support.get((row[0], branch.field, row[1]), [])
                lists[row[0]][branch.field].append(branch.value(row[2:], claims))
        for fields in lists.values():
            if "disputes" in fields:
                fields["disputes"] = [*disputes(cast("list[Side]", fields["disputes"]))]
        return lists


def support_rows(events: Iterable[Event]) -> Rows:
    """Which claims each value of some events rests on."""
    return [
        {"event_id": event.event_id, "field": field, "item": item, "seq": seq, "claim_id": claim}
        for event in events
        for field, item, claims in _supported(event)
        for seq, claim in enumerate(claims)
    ]


def _supported(event: Event) -> Iterable[tuple[str, int, tuple[str, ...]]]:
    for field in ("type", "mode", "place", "time"):
        value = getattr(event, field)
        if value is not None:
            yield field, 0, value.claims
    for branch in EVENTS.branches:
        if branch.supported:
            for item, one in enumerate(_items(event, branch)):
                yield branch.field, item, one.claims  # type: ignore[attr-defined]


def _items(value: Struct, branch: Branch) -> Sequence[object]:
    found = cast("Sequence[object]", getattr(value, branch.field))
    return sides(cast("Event", value).disputes) if branch.shape is t.SIDE else found


def _support(connection: Connection, ids: Sequence[str]) -> dict[tuple[str, str, int], list[str]]:
    table = t.event_support
    found: dict[tuple[str, str, int], list[str]] = defaultdict(list)
    query = select(table.c.event_id, table.c.field, table.c.item, table.c.claim_id)
    order = (table.c.event_id, table.c.field, table.c.item, table.c.seq)
    for event, field, item, claim in connection.execute(query.where(table.c.event_id.in_(ids)).order_by(*order)):
        found[event, field, item].append(claim)
    return found


def _branch(field: str, table: Table, shape: Shape[S], role: str | None = None, *, supported: bool = False) -> Branch:
    return Branch(field=field, table=table, shape=cast("Shape[Struct]", shape), role=role, supported=supported)


def issue_id(issue: Issue) -> str:
    """Follows from all that the issue says."""
    return digest(canonical_json(issue))


ORIGINALS = Family(t.ORIGINAL, t.originals, "report_id", lambda original: original.report_id)
REPORTS = Family(t.REPORT, t.reports, "report_id", lambda report: report.report_id, _branch("cut", t.cuts, t.CUT))
CLAIMS: Family[Claim] = Family(
    t.CLAIM,
    t.claims,
    "claim_id",
    lambda claim: claim.claim_id,
    _branch("actors", t.claim_parties, t.PARTY, "actor"),
    _branch("targets", t.claim_parties, t.PARTY, "target"),
    _branch("figures", t.claim_figures, t.FIGURE),
    _branch("chain", t.chain_links, t.LINK),
    Branch(field="contexts", table=t.claim_contexts, column="context"),
    _branch("grounds", t.claim_grounds, t.GROUND),
)
EVENTS: Family[Event] = Family(
    t.EVENT,
    t.events,
    "event_id",
    lambda event: event.event_id,
    _branch("links", t.event_links, t.EVENT_LINK),
    _branch("actors", t.event_parties, t.EVENT_PARTY, "actor", supported=True),
    _branch("targets", t.event_parties, t.EVENT_PARTY, "target", supported=True),
    _branch("figures", t.event_figures, t.EVENT_FIGURE, supported=True),
    Branch(field="claims", table=t.event_claims, column="claim_id"),
    Branch(field="reports", table=t.event_reports, column="report_id"),
    _branch("origins", t.event_origins, t.ORIGIN, supported=True),
    _branch("history", t.event_history, t.SUPERSEDED, supported=True),
    _branch("disputes", t.event_disputes, t.SIDE, supported=True),
)
PAIRS = Family(
    t.PAIR,
    t.pairs,
    "pair_id",
    lambda pair: f"{pair.left}-{pair.right}",
    _branch("reasons", t.pair_reasons, t.PAIR_REASON),
)
ISSUES = Family(t.ISSUE, t.issues, "issue_id", issue_id)
DECISIONS = Family(
    t.DECISION,
    t.decisions,
    "decision_id",
    lambda decision: decision.decision_id,
    Branch(field="ids", table=t.decision_ids, column="id"),
)
