"""JSON-LD 1.1: claims as Web Annotations on the words of reports, chains as PROV-O, events derived from claims.

Each link of a chain is an utterance (`prov:Entity`) that was derived from the next one towards the origin; the claim
was derived from the nearest, and the farthest is its primary source.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from whence.publish.cells import day
from whence.publish.claim_tables import digest, spans
from whence.publish.jsonld_context import CONTEXT
from whence.publish.view import View
from whence.schema import ids
from whence.schema.records import (
    Claim,
    Decision,
    Event,
    EventFigure,
    EventParty,
    EventPlace,
    Figure,
    Link,
    Party,
    Place,
    Report,
    Span,
)

FILES = ("record.jsonld",)
AROUND = 32  # characters on either side of a quotation, by which it is found again in a changed page
Node = dict[str, object]
_AGENT = {
    "person": "prov:Person", "outlet": "prov:Organization", "agency": "prov:Organization",
    "organisation": "prov:Organization",
}  # fmt: skip


def write(view: View, folder: Path) -> None:
    """Write one document, a node a line, into an existing folder."""
    with (folder / FILES[0]).open("wb") as file:
        file.write(b'{"@context":' + msgspec.json.encode(CONTEXT) + b',\n"@graph":[')
        for number, node in enumerate(nodes(view)):
            file.write((b",\n" if number else b"\n") + msgspec.json.encode(_without_nulls(node)))
        file.write(b"\n]}\n")


def nodes(view: View) -> Iterator[Node]:
    """All nodes: reports, claims with their annotations and chains, events, decisions."""
    for report in view.reports():
        yield _report(report)
    for claim, told_in in view.told():
        yield from _claim(claim, told_in)
    for event in view.events():
        yield _event(event)
    for decision in view.decisions():
        yield _decision(decision)


def iri(kind: str, one: str) -> str:
    """The name of a thing of the record."""
    return f"urn:whence:{kind}:{one}"


def agent(name: str, kind: str) -> Node:
    """A source; one name and kind is one agent throughout the document."""
    return {
        "id": iri("agent", ids.digest(f"{kind}\n{name}".encode())),
        "type": ["prov:Agent", _AGENT[kind]] if kind in _AGENT else "prov:Agent",
        "name": name,
        "kind": kind,
    }


def _report(one: Report) -> Node:
    return {
        "id": iri("report", one.report_id),
        "type": ["prov:Entity", "schema:NewsArticle"],
        "title": one.title,
        "url": one.url,
        "language": one.language,
        "published": one.published.value if one.published else None,
        "publishedBasis": one.published.basis if one.published else None,
        "sha256": digest(one.text),
        "attributedTo": agent(one.outlet, "outlet") if one.outlet else None,
        "derivedFrom": iri("report", one.copy_of) if one.copy_of else None,
    }


def _claim(one: Claim, report: Report | None) -> Iterator[Node]:
    name = iri("claim", one.claim_id)
    chain = [f"{name}#said-{seq}" for seq in range(len(one.chain))]
    yield {
        "id": name,
        "type": ["prov:Entity", "Claim"],
        "act": one.type,
        "mode": one.mode,
        **_told(one),
        "contexts": list(one.contexts),
        "quotedFrom": iri("report", one.report_id),
        "derivedFrom": chain[0] if chain else None,
        "primarySource": chain[-1] if chain else None,
        "chain": chain,
    }
    for seq, link in enumerate(one.chain):
        yield _said(chain, seq, link)
    for field, span in spans(one):
        yield _annotation(name, field, span, one.report_id, report)


def _said(chain: list[str], seq: int, link: Link) -> Node:
    return {
        "id": chain[seq],
        "type": ["prov:Entity", "Utterance"],
        "attributedTo": agent(link.name, link.kind),
        "role": link.role,
        "via": link.via,
        "derivedFrom": chain[seq + 1] if seq + 1 < len(chain) else None,
    }


def _annotation(claim: str, field: str, span: Span, report_id: str, report: Report | None) -> Node:
    quote: Node = {"type": "oa:TextQuoteSelector", "exact": span.text}
    if report is not None:
        quote["prefix"] = report.text[max(0, span.start - AROUND) : span.start]
        quote["suffix"] = report.text[span.end : span.end + AROUND]
    return {
        "id": f"{claim}#{field}",
        "type": "oa:Annotation",
        "motivation": "oa:identifying",
        "body": claim,
        "field": field,
        "foundBy": span.found_by,
        "confidence": span.confidence,
        "target": {
            "source": iri("report", report_id),
            "selector": [{"type": "oa:TextPositionSelector", "start": span.start, "end": span.end}, quote],
        },
    }


def _event(one: Event) -> Node:
    return {
        "id": iri("event", one.event_id),
        "type": ["prov:Entity", "schema:Event"],
        "act": one.type.value,
        "mode": one.mode.value if one.mode else None,
        **_told(one),
        "derivedFrom": [iri("claim", claim) for claim in one.claims],
        "origins": [
            {"attributedTo": agent(origin.name, origin.kind), "claims": _claims(origin.claims)}
            for origin in one.origins
        ],
        "credibility": one.credibility.grade,
        "credibilityWhy": one.credibility.why,
        "disputes": [
            {"field": d.field, "sides": [{"value": v.value, "claims": _claims(v.claims)} for v in d.values]}
            for d in one.disputes
        ],
        "history": [
            {"field": h.field, "value": h.value, "replacedBy": h.replaced_by, "claims": _claims(h.claims)}
            for h in one.history
        ],
        "links": [{"relation": link.relation, "event": iri("event", link.event_id)} for link in one.links],
    }


def _told(one: Claim | Event) -> Node:
    """What a claim tells, and an event of several."""
    return {
        "status": one.status,
        "actors": [_party(party) for party in one.actors],
        "targets": [_party(party) for party in one.targets],
        "place": _place(one.place) if one.place else None,
        "earliest": day(one.time.earliest) if one.time else None,
        "latest": day(one.time.latest) if one.time else None,
        "timePrecision": one.time.precision if one.time else None,
        "figures": [_figure(figure) for figure in one.figures],
    }


def _decision(one: Decision) -> Node:
    return {
        "id": iri("decision", one.decision_id),
        "type": ["prov:Activity", "Decision"],
        "associatedWith": {"id": iri("person", ids.digest(one.who.encode())), "type": "prov:Agent", "name": one.who},
        "endedAt": one.when,
        "what": one.what,
        "about": list(one.ids),
        "field": one.field,
        "value": one.value,
        "note": one.note,
        "undoneBy": one.undone_by,
    }


def _claims(found: Iterable[str]) -> list[str]:
    return [iri("claim", one) for one in found]


def _party(one: Party | EventParty) -> Node:
    return {"name": one.name, "sector": one.sector}


def _place(one: Place | EventPlace) -> Node:
    return {
        "type": "schema:Place",
        "id": f"https://sws.geonames.org/{one.geonameid}/" if one.geonameid else None,
        "name": one.name,
        "region": one.admin1,
        "country": one.country,
        "lat": one.lat,
        "long": one.lon,
        "precision": one.precision,
        "fallback": one.fallback,
    }


def _figure(one: Figure | EventFigure) -> Node:
    return {"counts": one.what, "low": one.low, "high": one.high, "unit": one.unit}


def _without_nulls(value: object) -> object:
    """The same without what is unknown: JSON-LD drops nulls, and empty lists say nothing."""
    if isinstance(value, Mapping):
        return {name: _without_nulls(held) for name, held in value.items() if held is not None and held != []}
    if isinstance(value, list):
        return [_without_nulls(item) for item in value]
    return value
