"""The record as an annotated storyline: what `whence evaluate gold` and training take in.

Read it as gold only after people have gone through it: as it stands it is what the machine found, with their
decisions. Every span is given by its words, so that a second occurrence of the same words in a report cannot be told
from the first. Masked or not, it carries the texts of reports.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from whence.publish.view import View
from whence.schema.records import Claim, Event, Figure, Link, Place, Report, Time

FILES = ("reports.jsonl", "gold.json")


def write(view: View, folder: Path) -> None:
    """Write the two files of a storyline into an existing folder."""
    copies = []
    with (folder / FILES[0]).open("wb") as file:
        for report in view.reports():
            file.write(msgspec.json.encode(_report(report)) + b"\n")
            if report.copy_of:
                copies.append((report.report_id, {"copy_of": report.copy_of}))
    with (folder / FILES[1]).open("wb") as file:
        file.write(b'{"reports":' + msgspec.json.encode(dict(copies)) + b',\n"claims":[')
        for number, claim in enumerate(view.claims()):
            file.write((b",\n" if number else b"\n") + msgspec.json.encode(annotated(claim)))
        file.write(b'],\n"events":[')
        for number, event in enumerate(view.events()):
            file.write((b",\n" if number else b"\n") + msgspec.json.encode(_event(event)))
        file.write(b"]}\n")


def _report(one: Report) -> dict[str, object]:
    return {
        "id": one.report_id,
        "outlet": one.outlet,
        "url": one.url,
        "title": one.title,
        "published": one.published.value if one.published else None,
        "language": one.language,
        "text": one.text,
    }


def annotated(one: Claim) -> dict[str, object]:
    """A claim as annotations hold it: every span by its words."""
    return {
        "id": one.claim_id,
        "report": one.report_id,
        "evidence": one.evidence.text,
        "type": one.type,
        "mode": one.mode,
        "status": one.status,
        "hedge": one.hedge.text if one.hedge else None,
        "actors": [party.text for party in one.actors],
        "targets": [party.text for party in one.targets],
        "instrument": one.instrument.text if one.instrument else None,
        "place": _place(one.place) if one.place else None,
        "time": _time(one.time) if one.time else None,
        "figures": [_figure(figure) for figure in one.figures],
        "chain": [_link(link) for link in one.chain],
        "contexts": list(one.contexts),
    }


def _event(one: Event) -> dict[str, object]:
    return {
        "id": one.event_id,
        "claims": list(one.claims),
        "independent_origins": len(one.origins),
        "disputes": [{"field": dispute.field} for dispute in one.disputes],
    }


def _place(one: Place) -> dict[str, object]:
    names = ("text", "name", "geonameid", "admin1", "country", "lat", "lon", "precision")
    return {**{name: getattr(one, name) for name in names}, "in_gazetteer": not one.fallback}


def _time(one: Time) -> dict[str, object]:
    return {name: getattr(one, name) for name in ("text", "earliest", "latest", "precision", "basis")}


def _figure(one: Figure) -> dict[str, object]:
    known = {name: getattr(one, name) for name in ("text", "low", "high", "unit", "what")}
    return {**known, "of": one.of.text if one.of else None}


def _link(one: Link) -> dict[str, object]:
    return {name: getattr(one, name) for name in ("name", "kind", "role", "via", "text")}
