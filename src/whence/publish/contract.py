"""The fields of the record as they are published: the names of the contract, in its order, nothing else."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from whence.schema import records as r

_SPAN = ("text", "start", "end")
_FOUND = ("found_by", "confidence")

# What is kept for the record's own use only (grounds, the source named by a page) has no entry and stays in.
FIELDS: Mapping[type[Struct], tuple[str, ...]] = {
    r.Span: (*_SPAN, *_FOUND),
    r.Cut: ("text", "start", "end", "reason"),
    r.Input: ("path", "url", "id"),
    r.Published: ("value", "basis"),
    r.Report: (
        "report_id", "input", "captured", "cut", "url", "outlet", "title", "byline", "language", "published",
        "text", "copy_of",
    ),
    r.Party: (*_SPAN, "name", "sector", "private", *_FOUND),
    r.Place: (
        *_SPAN, "name", "geonameid", "admin1", "country", "lat", "lon", "precision", "fallback", *_FOUND,
    ),
    r.Time: (*_SPAN, "earliest", "latest", "precision", "basis", *_FOUND),
    r.Figure: (*_SPAN, "low", "high", "unit", "what", "of", *_FOUND),
    r.Link: ("name", "kind", "role", "via", *_SPAN, "private", *_FOUND),
    r.Claim: (
        "claim_id", "report_id", "evidence", "type", "mode", "status", "hedge", "actors", "targets", "instrument",
        "place", "time", "figures", "chain", "contexts",
    ),
    r.Supported: ("value", "claims"),
    r.EventParty: ("name", "sector", "private", "claims"),
    r.EventPlace: (
        "name", "geonameid", "admin1", "country", "lat", "lon", "precision", "fallback", "claims",
    ),
    r.EventTime: ("earliest", "latest", "precision", "basis", "claims"),
    r.EventFigure: ("what", "low", "high", "unit", "claims"),
    r.EventLink: ("relation", "event_id"),
    r.Origin: ("name", "kind", "claims"),
    r.Dispute: ("field", "values"),
    r.Superseded: ("field", "value", "claims", "replaced_by"),
    r.Event: (
        "event_id", "status", "links", "type", "mode", "actors", "targets", "place", "time", "figures", "claims",
        "reports", "origins", "credibility", "history", "disputes",
    ),
    r.Decision: ("decision_id", "who", "when", "what", "ids", "field", "value", "note", "undone_by"),
    r.Issue: ("report_id", "input", "stage", "level", "code", "message", "advice"),
}  # fmt: skip


def published(value: Struct) -> dict[str, object]:
    """A value of the record as plain names and values, ready for JSON; unknown stays null.

    An event's credibility becomes its grade, 1 to 6, with the reason in words beside it as `credibility_why`.
    """
    out: dict[str, object] = {}
    for name in FIELDS[type(value)]:
        held = getattr(value, name)
        if isinstance(held, r.Credibility):
            out |= {name: held.grade, f"{name}_why": held.why}
        else:
            out[name] = _plain(held)
    return out


def _plain(held: object) -> object:
    if isinstance(held, Struct):
        return published(held)
    if isinstance(held, tuple):
        return [_plain(item) for item in held]
    return held
