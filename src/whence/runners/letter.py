"""The last look at what was read: every span stands in its report to the letter, every claim has an id of its own."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec import structs

from whence.schema.ids import claim_id
from whence.schema.records import Claim, Issue, Report, Span
from whence.schema.stage import Work


def verify(work: Work) -> Work:
    """The work without claims that misquote the report or repeat another, and issues for those left out."""
    kept: dict[str, Claim] = {}
    issues: list[Issue] = []
    for claim in work.claims:
        named = claim if claim.claim_id else structs.replace(claim, claim_id=claim_id(claim))
        wrong = next((span for span in spans(named) if not _stands(span, work.report)), None)
        if wrong is not None:
            issues.append(_issue(work.report, "span", f"{wrong.found_by}: words not there: {wrong.text[:80]!r}"))
        elif named.report_id != work.report.report_id:
            issues.append(_issue(work.report, "report", f"claim {named.claim_id} belongs to report {named.report_id}"))
        elif kept.setdefault(named.claim_id, named) != named:
            issues.append(_issue(work.report, "same-claim", f"two claims have the id {named.claim_id}"))
    return structs.replace(work, claims=tuple(kept.values()), issues=(*work.issues, *issues))


def spans(claim: Claim) -> Iterator[Span]:
    """Every span that a claim rests on."""
    yield claim.evidence
    yield from (span for span in (claim.hedge, claim.instrument, claim.place, claim.time) if span is not None)
    yield from (*claim.actors, *claim.targets, *claim.chain, *claim.figures)
    yield from (figure.of for figure in claim.figures if figure.of is not None)
    yield from (ground.span for ground in claim.grounds if ground.span is not None)


def _stands(span: Span, report: Report) -> bool:
    return 0 <= span.start < span.end and report.text[span.start : span.end] == span.text


def _issue(report: Report, code: str, words: str) -> Issue:
    return Issue(
        report_id=report.report_id,
        input=report.input,
        stage="verify",
        level="info" if code == "same-claim" else "error",
        code=code,
        message=f"report {report.report_id}: {words}. A claim was left out",
        advice="This is a fault in Whence: please report it with this message. The rest of the report is kept.",
    )
