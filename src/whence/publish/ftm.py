"""FollowTheMoney: reports as Article, events as Event, who takes part as LegalEntity; one JSON object a line.

The entities load into Aleph and OpenSanctions tools. A person is not told from a body there: both are LegalEntity.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from whence.publish.bibliography import authors
from whence.publish.cells import day, flat, ident
from whence.publish.flat import COUNTED, bounds, quotes, title
from whence.publish.view import Bundle, View
from whence.schema import ids
from whence.schema.records import Event, EventParty, Report

FILES = ("entities.ftm.json",)
Entity = Mapping[str, object]


def write(view: View, folder: Path) -> None:
    """Write the entities; a body is written when it is first met."""
    seen: set[str] = set()
    with (folder / FILES[0]).open("wb") as file:
        for report in view.reports():
            file.write(msgspec.json.encode(_article(report)) + b"\n")
        for one in view.bundles():
            for party in _parties(one.event):
                if (name := _party_id(party)) not in seen:
                    seen.add(name)
                    file.write(msgspec.json.encode(_party(party)) + b"\n")
            file.write(msgspec.json.encode(_event(one)) + b"\n")


def _entity(name: str | None, schema: str, properties: Mapping[str, Iterable[str | None]]) -> Entity:
    known = {key: [one for one in values if one] for key, values in properties.items()}
    return {"id": name, "schema": schema, "properties": {key: values for key, values in known.items() if values}}


def _article(report: Report) -> Entity:
    headline = flat(report.title)
    return _entity(
        ident("report", report.report_id), "Article",
        {
            "title": [headline], "name": [headline], "author": authors(report), "sourceUrl": [_web(report.url)],
            "publisher": [flat(report.outlet)], "language": [_language(report.language)],
            "publishedAt": [day(report.published.value) if report.published else None],
            "retrievedAt": [day(report.captured)],
        },
    )  # fmt: skip


def _parties(event: Event) -> Iterator[EventParty]:
    return (party for party in (*event.actors, *event.targets) if flat(party.name))


def _party_id(party: EventParty) -> str:
    return "p-" + ids.digest(f"{party.sector}\n{flat(party.name)}".encode())


def _party(party: EventParty) -> Entity:
    return _entity(_party_id(party), "LegalEntity", {"name": [flat(party.name)], "sector": [party.sector]})


def _event(one: Bundle) -> Entity:
    event, at, time = one.event, one.event.place, one.event.time
    return _entity(
        ident("event", event.event_id), "Event",
        {
            "name": [title(event)], "recordId": [ident("event", event.event_id)], "summary": [_summary(one)],
            "startDate": [day(time.earliest) if time else None], "endDate": [day(time.latest) if time else None],
            "location": [flat(at.name) if at else None], "country": [at.country.lower() if at and at.country else None],
            "involved": list(dict.fromkeys(_party_id(party) for party in _parties(event))),
            "proof": [ident("report", report) for report in event.reports],
            "sourceUrl": list(dict.fromkeys(_web(report.url) for report in one.reports.values())),
        },
    )  # fmt: skip


def _summary(one: Bundle) -> str:
    event = one.event
    known = {what: bounds(event.figures, what) for what in COUNTED}
    counted = [f"{what}: {_range(*pair)}" for what, pair in known.items() if pair != (None, None)]
    parts = [f"Reported ({event.status}).", *counted, event.credibility.why, quotes(one.claims)]
    return " ".join(part for part in parts if part)


def _range(low: float | None, high: float | None) -> str:
    if low == high:
        return f"{low}."
    return f"at least {low}." if high is None else f"{low} to {high}." if low is not None else f"at most {high}."


def _web(url: str | None) -> str | None:
    return url if url and url.startswith(("http://", "https://")) and not any(c.isspace() for c in url) else None


_THREE = {
    "ar": "ara", "de": "deu", "en": "eng", "es": "spa", "fr": "fra", "pt": "por", "ru": "rus", "uk": "ukr",
    "zh": "zho", "fa": "fas", "tr": "tur", "it": "ita", "pl": "pol",
}  # fmt: skip


def _language(tag: str | None) -> str | None:
    """FollowTheMoney takes ISO 639-3; tags without a known one are left out."""
    return _THREE.get(tag.partition("-")[0].lower()) if tag else None
