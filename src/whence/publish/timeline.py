"""TimelineJS (Knight Lab): one slide an event that has a date."""

from __future__ import annotations

from html import escape
from pathlib import Path

import msgspec

from whence.publish.cells import flat, ident, joined, moment
from whence.publish.flat import title
from whence.publish.view import Bundle, View

FILES = ("timeline.json",)
QUOTES = 5


def write(view: View, folder: Path) -> None:
    """Write the slides one a line; what has no date cannot stand on a timeline and is left out."""
    with (folder / FILES[0]).open("wb") as file:
        heading = {"text": {"headline": "What is reported", "text": "Reported, not established."}}
        file.write(b'{"title":' + msgspec.json.encode(heading) + b',"events":[')
        first = True
        for one in view.bundles():
            found = slide(one)
            if found is not None:
                file.write((b"\n" if first else b",\n") + msgspec.json.encode(found))
                first = False
        file.write(b"\n]}\n")


def slide(one: Bundle) -> dict[str, object] | None:
    """An event as a slide; its words are HTML, so that all that is not ours is escaped."""
    time = one.event.time
    start, end = (moment(time.earliest), moment(time.latest)) if time else (None, None)
    start = start or end
    if start is None:
        return None
    found: dict[str, object] = {
        "unique_id": ident("event", one.event.event_id),
        "group": one.event.type.value,
        "start_date": {"year": start.year, "month": start.month, "day": start.day},
        "text": {"headline": escape(title(one.event)), "text": _body(one)},
    }
    if end is not None and end != start:
        found["end_date"] = {"year": end.year, "month": end.month, "day": end.day}
    return found


def _body(one: Bundle) -> str:
    said = joined(origin.name for origin in one.event.origins)
    parts = [f"<p>Said by {escape(said)}.</p>"] if said else []
    for claim in one.claims[:QUOTES]:
        report = one.reports.get(claim.report_id)
        outlet = escape(flat(report.outlet if report else None) or "a report")
        parts.append(f"<blockquote>{escape(flat(claim.evidence.text) or '')}</blockquote><p>{outlet}</p>")
    parts.append(f"<p>{escape(one.event.credibility.why)}</p>")
    return "".join(parts)
