"""schema.org ClaimReview: what is claimed, by whom, where it appeared, and how it stands on the Admiralty scale.

Nobody at Whence checks facts: the rating says how many independent origins agree, not whether it is true. Read it
before you publish it as a review of your own, and put your own name under `author`.
"""

from __future__ import annotations

from pathlib import Path

import msgspec

from whence.publish.cells import day, flat, ident, joined
from whence.publish.codes import published
from whence.publish.flat import title
from whence.publish.view import Bundle, View
from whence.schema.records import Claim, Link

FILES = ("claimreview.jsonld",)
MEANINGS = {
    1: "confirmed by independent origins", 2: "probably true: origins agree, a detail is disputed",
    3: "possibly true: one named origin", 4: "doubtful: asserted by some, denied by others",
    5: "improbable: retracted, or more deny than assert", 6: "cannot be judged",
}  # fmt: skip
_TYPES = {"person": "Person", "document": "CreativeWork", "social-post": "CreativeWork"}


def write(view: View, folder: Path) -> None:
    """Write one review an event."""
    with (folder / FILES[0]).open("wb") as file:
        file.write(b'{"@context":"https://schema.org","@graph":[')
        for number, one in enumerate(view.bundles()):
            file.write((b",\n" if number else b"\n") + msgspec.json.encode(review(one)))
        file.write(b"\n]}\n")


def review(one: Bundle) -> dict[str, object]:
    """An event as a review; what is unknown is left out."""
    event = one.event
    first = one.claims[0] if one.claims else None
    disputed = joined((dispute.field for dispute in event.disputes), ", ")
    found: dict[str, object | None] = {
        "@type": "ClaimReview",
        "@id": f"urn:whence:event:{event.event_id}",
        "identifier": ident("event", event.event_id),
        "claimReviewed": title(event),
        "reviewBody": event.credibility.why + (f" Disputed: {disputed}." if disputed else ""),
        "author": {"@type": "Organization", "name": "unsigned: made by machine from reports"},
        "itemReviewed": _claim(one, first) if first else None,
        "reviewRating": {
            "@type": "Rating",
            "ratingValue": 7 - event.credibility.grade,
            "bestRating": 6,
            "worstRating": 1,
            "alternateName": f"Admiralty {event.credibility.grade}: {MEANINGS.get(event.credibility.grade, '')}",
        },
    }
    return {name: value for name, value in found.items() if value is not None}


def _claim(one: Bundle, claim: Claim) -> dict[str, object]:
    days = published(one)
    works = [
        {"@type": "NewsArticle", "identifier": ident("report", r.report_id), "url": r.url, "publisher": r.outlet}
        for r in one.reports.values()
    ]
    found: dict[str, object | None] = {
        "@type": "Claim",
        "identifier": ident("claim", claim.claim_id),
        "text": flat(claim.evidence.text),
        "creativeWorkStatus": claim.status,
        "datePublished": day(days[0]) if days else None,
        "author": _author(claim.chain[-1]) if claim.chain else None,
        "appearance": [{name: value for name, value in work.items() if value} for work in works] or None,
    }
    return {name: value for name, value in found.items() if value is not None}


def _author(origin: Link) -> dict[str, str]:
    return {"@type": _TYPES.get(origin.kind, "Organization"), "name": origin.name}
