"""From an event and its claims to the line that lists show."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from whence.publish import words
from whence.schema.records import Claim, Dispute, Event, Report
from whence.web import wording
from whence.web.view.values import Line, Side

LONGEST = 280  # characters of a sentence in a list
FEW = 6  # outlets named on a line


def line(event: Event, claims: Mapping[str, Claim], reports: Mapping[str, Report]) -> Line:
    """The event on one line."""
    mine = [claims[one] for one in event.claims if one in claims]
    plainest = max(mine, key=_plainness, default=None)
    return Line(
        who=_names(party.name for party in event.actors),
        whom=_names(party.name for party in event.targets),
        place=wording.place(event.place) if event.place else "",
        time=words.time(event.time) if event.time else "",
        figures=words.figures(event.figures),
        said_by=tuple(origin.name for origin in event.origins),
        outlets=tuple(dict.fromkeys(_outlet(reports[one]) for one in event.reports if one in reports))[:FEW],
        words=short(plainest.evidence.text) if plainest else "",
        disputes=tuple(dispute.field for dispute in event.disputes),
        grade_why=event.credibility.why,
    )


def sides(dispute: Dispute, claims: Mapping[str, Claim], reports: Mapping[str, Report]) -> tuple[Side, ...]:
    """Who says what in a dispute, and when it was said."""
    return tuple(_side(one.value, one.claims, claims, reports) for one in dispute.values)


def _side(value: str, ids: Sequence[str], claims: Mapping[str, Claim], reports: Mapping[str, Report]) -> Side:
    mine = [claims[one] for one in ids if one in claims]
    who = dict.fromkeys(origin_name(claim, reports.get(claim.report_id)) for claim in mine)
    dates = sorted(filter(None, (_published(reports.get(claim.report_id)) for claim in mine)))
    return Side(value=value, who=tuple(who)[:FEW], when=dates[0] if dates else None, claims=tuple(ids))


def origin_name(claim: Claim, report: Report | None) -> str:
    """Who the claim comes from: the last link, else the report's own voice."""
    if claim.chain:
        return claim.chain[-1].name
    return _outlet(report) if report is not None else "the report itself"


def short(text: str) -> str:
    """A sentence on one line, cut at a word where it is long."""
    flat = " ".join(text.split())
    return flat if len(flat) <= LONGEST else flat[:LONGEST].rsplit(" ", 1)[0] + " …"


def folded(name: str) -> str:
    """A name as it is looked up: without accents and capitals."""
    plain = unicodedata.normalize("NFKD", name)
    return "".join(sign for sign in plain if not unicodedata.combining(sign)).casefold().strip()


def searched(event: Event, claims: Mapping[str, Claim], reports: Mapping[str, Report]) -> str:
    """The words by which an event is found."""
    return "\n".join(dict.fromkeys(word for word in _searched(event, claims, reports) if word))


def _searched(event: Event, claims: Mapping[str, Claim], reports: Mapping[str, Report]) -> Iterator[str | None]:
    for one in event.claims:
        if one in claims:
            yield claims[one].evidence.text
            yield from (link.name for link in claims[one].chain)
    for party in (*event.actors, *event.targets):
        yield party.name
    if event.place:
        yield from (event.place.name, event.place.admin1)
    for report in event.reports:
        if report in reports:
            yield reports[report].title


def _plainness(claim: Claim) -> tuple[bool, bool, float, int, str]:
    """Asserted before supposed, unhedged before hedged, sure before doubtful, short before long."""
    length = len(claim.evidence.text)
    told = claim.status == "asserted", claim.hedge is None, round(claim.evidence.confidence, 1)
    return (*told, -abs(length - 140), claim.claim_id)


def _names(found: Iterator[str]) -> str:
    names = list(dict.fromkeys(found))
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(names[:3]) + more


def _outlet(report: Report) -> str:
    return report.outlet or "unknown outlet"


def _published(report: Report | None) -> str | None:
    return report.published.value if report is not None and report.published is not None else None
