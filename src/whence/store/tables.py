"""The record's tables: one definition for SQLite and PostgreSQL, with the columns that follow from `schema.records`.

A value that holds words has `..._text`, `..._start`, `..._end`, `..._found_by`, `..._confidence`; a list is a table of
its own, in order of `seq`. Only plain column types stand here; what SQLite alone needs is in `store.sqlite`.
"""

from __future__ import annotations

from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, Table, Text

from whence.schema.original import Original
from whence.schema.records import (
    Claim,
    Cut,
    Decision,
    Event,
    EventFigure,
    EventLink,
    EventParty,
    Figure,
    Ground,
    Issue,
    Link,
    Origin,
    Pair,
    PairReason,
    Party,
    Report,
    Superseded,
)
from whence.store.disputes import Side
from whence.store.shape import Shape

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

ORIGINAL = Shape(Original)
REPORT, CUT = Shape(Report), Shape(Cut)
CLAIM, PARTY, FIGURE, LINK, GROUND = Shape(Claim), Shape(Party), Shape(Figure), Shape(Link), Shape(Ground)
EVENT, EVENT_PARTY, EVENT_FIGURE = Shape(Event), Shape(EventParty), Shape(EventFigure)
EVENT_LINK = Shape(EventLink, rename={"event_id": "other_event"})
ORIGIN, SIDE, SUPERSEDED = Shape(Origin), Shape(Side), Shape(Superseded)
PAIR, PAIR_REASON = Shape(Pair), Shape(PairReason)
DECISION, ISSUE = Shape(Decision), Shape(Issue)


def _root(name: str, key: str, columns: list[Column[object]], *more: Column[object] | Index) -> Table:
    """A table of Structs by id, whether the id is one of their fields or an extra column."""
    keys = [column for column in columns if column.name == key] or [Column(key, Text)]
    keys[0].primary_key, keys[0].nullable = True, False
    rest = [column for column in columns if column.name != key]
    return Table(name, metadata, keys[0], *rest, *more)


def _list(name: str, parent: str, columns: list[Column[object]], *, role: bool = False) -> Table:
    """A table of the items of a list field, in order of `seq`; they go with their parent."""
    key: Column[object] = Column(
        parent.split(".")[1], Text, ForeignKey(parent, ondelete="CASCADE"), primary_key=True, nullable=False
    )
    roles = [Column("role", Text, primary_key=True, nullable=False)] if role else []
    return Table(name, metadata, key, *roles, Column("seq", Integer, primary_key=True, nullable=False), *columns)


def _to(table: str, key: str) -> Column[object]:
    return Column(key, Text, ForeignKey(f"{table}.{key}", ondelete="CASCADE"), nullable=False, index=True)


originals = _root(
    "originals",
    "report_id",
    ORIGINAL.columns(),
    Column("sha256", Text, nullable=False),
    Column("fingerprint", Text),  # of the reading that the record holds; null: to be read again
)

reports = _root("reports", "report_id", REPORT.columns())
cuts = _list("cuts", "reports.report_id", CUT.columns())

claims = _root("claims", "claim_id", CLAIM.columns(), Index(None, "report_id"), Index(None, "type", "mode"))
claims.c.report_id.append_foreign_key(ForeignKey("reports.report_id", ondelete="CASCADE"))
claim_parties = _list("claim_parties", "claims.claim_id", PARTY.columns(), role=True)
claim_figures = _list("claim_figures", "claims.claim_id", FIGURE.columns())
chain_links = _list("chain_links", "claims.claim_id", LINK.columns())
claim_contexts = _list("claim_contexts", "claims.claim_id", [Column("context", Text, nullable=False)])
claim_grounds = _list("claim_grounds", "claims.claim_id", GROUND.columns())
machine_claims = Table(  # what the machine read, where a decision changed or dropped it
    "machine_claims",
    metadata,
    Column("claim_id", Text, primary_key=True, nullable=False),
    Column("report_id", Text, ForeignKey("reports.report_id", ondelete="CASCADE"), nullable=False, index=True),
    Column("claim", Text, nullable=False),  # as JSON
)

events = _root("events", "event_id", EVENT.columns(), Index(None, "type"))
event_claims = _list("event_claims", "events.event_id", [_to("claims", "claim_id")])
event_reports = _list("event_reports", "events.event_id", [_to("reports", "report_id")])
event_parties = _list("event_parties", "events.event_id", EVENT_PARTY.columns(), role=True)
event_figures = _list("event_figures", "events.event_id", EVENT_FIGURE.columns())
event_origins = _list("event_origins", "events.event_id", ORIGIN.columns())
event_disputes = _list("event_disputes", "events.event_id", SIDE.columns())
event_history = _list("event_history", "events.event_id", SUPERSEDED.columns())
event_links = _list("event_links", "events.event_id", EVENT_LINK.columns())
event_support = Table(  # the claims that each value of an event rests on
    "event_support",
    metadata,
    Column("event_id", Text, ForeignKey("events.event_id", ondelete="CASCADE"), primary_key=True, nullable=False),
    Column("field", Text, primary_key=True, nullable=False),  # type, mode, place, time, actors, ..., disputes
    Column("item", Integer, primary_key=True, nullable=False),  # `seq` of the value in that field's table, else 0
    Column("seq", Integer, primary_key=True, nullable=False),
    _to("claims", "claim_id"),
)
redirects = Table(
    "redirects",
    metadata,
    Column("event_id", Text, primary_key=True, nullable=False),
    Column("to_event", Text, ForeignKey("events.event_id"), nullable=False, index=True),
)

pairs = _root("pairs", "pair_id", PAIR.columns(), Index(None, "left"), Index(None, "right"))
pair_reasons = _list("pair_reasons", "pairs.pair_id", PAIR_REASON.columns())

decisions = _root(
    "decisions",
    "decision_id",
    DECISION.columns(),
    Column("seq", Integer, nullable=False),
    Index("ix_decisions_seq", "seq", unique=False),
)
decision_ids = _list("decision_ids", "decisions.decision_id", [Column("id", Text, nullable=False)])

issues = _root("issues", "issue_id", ISSUE.columns(), Index(None, "report_id"))

configuration = Table(  # append-only: the last row of a name counts
    "configuration",
    metadata,
    Column("seq", Integer, primary_key=True, nullable=False),
    Column("name", Text, nullable=False),
    Column("value", Text),
    Column("who", Text, nullable=False),
    Column("when", Text, nullable=False),
)
states = Table(  # what the record's own upkeep has to know: by which code events were merged last, if not stale
    "states",
    metadata,
    Column("name", Text, primary_key=True, nullable=False),
    Column("value", Text),
)
tombstones = Table(  # what is left of a report that was erased, so that it does not come back
    "tombstones",
    metadata,
    Column("report_id", Text, primary_key=True, nullable=False),
    Column("sha256", Text, nullable=False),
    Column("when", Text, nullable=False),
    Column("who", Text, nullable=False),
    Column("reason", Text, nullable=False),
)
