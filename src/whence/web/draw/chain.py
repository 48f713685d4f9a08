"""The chain of a claim as it is drawn: from whoever knows to the outlet that is read."""

from __future__ import annotations

from msgspec import Struct

from whence.schema.records import Claim, Report
from whence.web import wording


class Step(Struct, frozen=True):
    """One station: a source, or the channel that the words came over."""

    name: str
    told: str  # what it is
    part: str  # origin, channel, source, outlet


def steps(claim: Claim, report: Report) -> list[Step]:
    """`Serhiy Haidai -> Telegram -> Kyiv Post -> this outlet`."""
    found: list[Step] = []
    for at, link in enumerate(reversed(claim.chain)):
        told = (link.role if link.role != link.name else None) or wording.KINDS.get(link.kind, link.kind)
        found.append(Step(link.name, told, "origin" if at == 0 else "source"))
        if link.via and link.via != link.name:
            found.append(Step(link.via, "channel", "channel"))
    outlet = report.outlet or "this report"
    voice = "in its own voice" if not claim.chain else "read here"
    return [*found, Step(outlet, voice, "outlet")]
