"""One claim as one row: what maps and notebooks carry of it."""

from __future__ import annotations

from whence.publish.cells import Cell, day, ident, joined
from whence.publish.claim_tables import said_by
from whence.publish.columns import Column, date, key, number, text
from whence.publish.flat import bounds
from whence.schema.records import Claim, Report

COLUMNS: tuple[Column, ...] = (
    key("claim_id", "the claim"), key("report_id", "the report"), text("type", "what kind of act"),
    text("mode", "which sort of it"), text("status", "what is said of it"), text("evidence", "the words"),
    date("earliest", "first day that it can be"), date("latest", "last day that it can be"),
    text("actors", "who"), text("targets", "whom"), text("place", "where"), text("place_precision", "how fine"),
    number("killed_low", "killed, at least"), number("killed_high", "killed, at most"),
    text("said_by", "the chain, nearest first"), text("outlet", "who published it"),
    date("published", "day of publication"), text("url", "where"), number("lat", "degrees north"),
    number("lon", "degrees east"),
)  # fmt: skip


def row(claim: Claim, report: Report | None) -> list[Cell]:
    """The cells of a claim, in the order of `COLUMNS`; unknown is null, never zero."""
    at, time = claim.place, claim.time
    return [
        ident("claim", claim.claim_id), ident("report", claim.report_id), claim.type, claim.mode, claim.status,
        claim.evidence.text, day(time.earliest) if time else None, day(time.latest) if time else None,
        joined(one.name for one in claim.actors), joined(one.name for one in claim.targets),
        at.name if at else None, at.precision if at else None, *bounds(claim.figures, "killed"), said_by(claim),
        report.outlet if report else None,
        day(report.published.value) if report and report.published else None, report.url if report else None,
        at.lat if at else None, at.lon if at else None,
    ]  # fmt: skip
