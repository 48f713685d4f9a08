"""Tables of events, decisions and issues."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from whence.publish.cells import ident, idents
from whence.publish.claim_tables import (
    CLAIM,
    FIGURES,
    NAME,
    PLACES,
    PRIVATE,
    REPORT,
    SECTOR,
    SEQ,
    TIMES,
)
from whence.publish.columns import Row, Table, key, keys, moment, prefixed, text, whole
from whence.schema import records as r
from whence.schema.records import Decision, Event, Issue

EVENT = key("event_id", "the event")
RESTS = keys("claims", "the claims that this rests on")


def _events(one: Event) -> Iterator[Row]:
    at, time = one.place, one.time
    place = (
        (at.name, at.geonameid, at.admin1, at.country, at.lat, at.lon, at.precision, at.fallback)
        if at else (None,) * 8
    )  # fmt: skip
    when = (time.earliest, time.latest, time.precision, time.basis) if time else (None,) * 4
    yield (
        ident("event", one.event_id), one.type.value, one.mode.value if one.mode else None, one.status, *when, *place,
        one.credibility.grade, one.credibility.why, len(one.claims), len(one.reports), len(one.origins),
        len(one.disputes), idents("claim", one.type.claims), idents("claim", one.mode.claims if one.mode else ()),
        idents("claim", time.claims if time else ()), idents("claim", at.claims if at else ()),
    )  # fmt: skip


def _event_claims(one: Event) -> Iterator[Row]:
    return ((ident("event", one.event_id), seq, ident("claim", claim)) for seq, claim in enumerate(one.claims))


def _event_reports(one: Event) -> Iterator[Row]:
    return ((ident("event", one.event_id), seq, ident("report", report)) for seq, report in enumerate(one.reports))


def _event_actors(one: Event) -> Iterator[Row]:
    for role, parties in (("actor", one.actors), ("target", one.targets)):
        for seq, party in enumerate(parties):
            known = party.name, party.sector, party.private
            yield ident("event", one.event_id), role, seq, *known, idents("claim", party.claims)


def _event_figures(one: Event) -> Iterator[Row]:
    for seq, figure in enumerate(one.figures):
        known = figure.what, figure.low, figure.high, figure.unit
        yield ident("event", one.event_id), seq, *known, idents("claim", figure.claims)


def _origins(one: Event) -> Iterator[Row]:
    for seq, origin in enumerate(one.origins):
        yield ident("event", one.event_id), seq, origin.name, origin.kind, idents("claim", origin.claims)


def _disputes(one: Event) -> Iterator[Row]:
    for number, dispute in enumerate(one.disputes):
        for side, value in enumerate(dispute.values):
            claims = idents("claim", value.claims)
            yield ident("event", one.event_id), number, side, dispute.field, value.value, claims


def _history(one: Event) -> Iterator[Row]:
    for seq, old in enumerate(one.history):
        claims = idents("claim", old.claims)
        yield ident("event", one.event_id), seq, old.field, old.value, old.replaced_by, claims


def _links(one: Event) -> Iterator[Row]:
    for seq, link in enumerate(one.links):
        yield ident("event", one.event_id), seq, link.relation, ident("event", link.event_id)


def _decisions(one: Decision) -> Iterator[Row]:
    undone = ident("decision", one.undone_by)
    ids = idents("any", one.ids)
    yield ident("decision", one.decision_id), one.who, one.when, one.what, ids, one.field, one.value, one.note, undone


def _issues(one: Issue) -> Iterator[Row]:
    at = one.input
    told = one.stage, one.level, one.code, one.message, one.advice
    yield ident("report", one.report_id), at.path, at.url, at.id, *told


OF_EVENTS: tuple[Table[Event], ...] = (
    Table(
        name="events", about="what claims of several reports are about, one event a row", key=("event_id",), of=_events,
        columns=(
            EVENT, text("type", "what kind of act"), text("mode", "which sort of it"),
            text("status", "the strongest that its claims say", get_args(r.Status)),
            *(prefixed("time_", column) for column in TIMES), *(prefixed("place_", column) for column in PLACES),
            whole("credibility", "Admiralty scale of information, 1 (confirmed) to 6 (cannot be judged)"),
            text("credibility_why", "the reason for it"), whole("claim_count", "claims"),
            whole("report_count", "reports"), whole("origin_count", "independent informants"),
            whole("dispute_count", "fields on which claims disagree"),
            *(keys(f"{name}_claims", f"the claims that {name} rests on") for name in ("type", "mode", "time", "place")),
        ),
    ),
    Table(name="event_claims", about="which claims are about an event", key=("event_id", "seq"), of=_event_claims,
          refers=(("event_id", "events"), ("claim_id", "claims")), columns=(EVENT, SEQ, CLAIM)),
    Table(name="event_reports", about="which reports tell of an event", key=("event_id", "seq"), of=_event_reports,
          refers=(("event_id", "events"), ("report_id", "reports")), columns=(EVENT, SEQ, REPORT)),
    Table(
        name="event_actors", about="who acts or is acted on in an event", key=("event_id", "role", "seq"),
        of=_event_actors, refers=(("event_id", "events"),),
        columns=(EVENT, text("role", "who did it, or to whom", ("actor", "target")), SEQ, NAME, SECTOR, PRIVATE, RESTS),
    ),
    Table(name="event_figures", about="the numbers of an event with most support", key=("event_id", "seq"),
          of=_event_figures, refers=(("event_id", "events"),), columns=(EVENT, SEQ, *FIGURES, RESTS)),
    Table(name="origins", about="one independent informant of an event a row", key=("event_id", "seq"), of=_origins,
          refers=(("event_id", "events"),),
          columns=(EVENT, SEQ, NAME, text("kind", "what kind of source", get_args(r.LinkKind)), RESTS)),
    Table(
        name="disputes", about="one side of a field on which claims disagree a row",
        key=("event_id", "dispute", "side"), of=_disputes, refers=(("event_id", "events"),),
        columns=(EVENT, whole("dispute", "which dispute of the event, from 0"), whole("side", "which side, from 0"),
                 text("field", "what is disputed"), text("value", "what this side says"), RESTS),
    ),
    Table(
        name="history", about="a value that the same source replaced later a row", key=("event_id", "seq"), of=_history,
        refers=(("event_id", "events"),),
        columns=(EVENT, SEQ, text("field", "what changed"), text("value", "what was said first"),
                 text("replaced_by", "what is said now"), RESTS),
    ),
    Table(
        name="event_links", about="how an event stands to another", key=("event_id", "seq"), of=_links,
        refers=(("event_id", "events"), ("other_event", "events")),
        columns=(EVENT, SEQ, text("relation", "what the other is to it", get_args(r.EventRelation)),
                 key("other_event", "the other event")),
    ),
)  # fmt: skip

OF_DECISIONS: tuple[Table[Decision], ...] = (
    Table(
        name="decisions", about="what people decided, in that order", key=("decision_id",), of=_decisions,
        columns=(key("decision_id", "the decision"), text("who", "who decided"), moment("when", "when"),
                 text("what", "what was decided"), keys("ids", "about which reports, claims or events"),
                 text("field", "which field"), text("value", "its new value"), text("note", "why"),
                 key("undone_by", "the decision that undid it")),
    ),
)  # fmt: skip

OF_ISSUES: tuple[Table[Issue], ...] = (
    Table(
        name="issues", about="what could not be read, and what to do about it", key=(), of=_issues,
        columns=(REPORT, text("input_path", "file"), text("input_url", "address"), text("input_id", "id there"),
                 text("stage", "where it happened"), text("level", "how bad", get_args(r.IssueLevel)),
                 text("code", "short name"), text("message", "what is wrong"), text("advice", "what to do")),
    ),
)  # fmt: skip
