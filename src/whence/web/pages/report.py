"""Reports: a list, the reader with its claims in the margin, and one claim with all it rests on."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from whence.errors import AwayRecordError, NotFoundError
from whence.publish.contract import published
from whence.publish.why import Why, why
from whence.schema.records import Claim, Report
from whence.store.reader import Reader
from whence.web.asking import asked, number
from whence.web.draw import chain, marks
from whence.web.site import Site, as_json, site_of
from whence.web.view import lists, look

FIELDS = ("type", "status", "actors", "targets", "place", "time", "figures", "instrument", "hedge", "chain", "contexts")


class Note(Struct, frozen=True, kw_only=True):
    """A claim in the margin, with its number in the report."""

    number: int
    claim: Claim
    event_id: str | None
    steps: Sequence[chain.Step]


class Paragraph(Struct, frozen=True, kw_only=True):
    """A paragraph with its marks, and the claims that begin in it."""

    pieces: Sequence[marks.Piece]
    notes: Sequence[Note]


class Source(Struct, frozen=True, kw_only=True):
    """The bytes that a report was read from."""

    sha256: str
    size: int
    format: str


def index(request: Request) -> Response:
    """The list of reports."""
    site = site_of(request)
    outlet, offset = asked(request, "outlet"), number(request, "from")
    with site.views.open() as view:
        found = lists.reports(view, outlet, offset, lists.PAGE + 1)
        return site.page(
            request, view, "reports.html", found=found[: lists.PAGE], outlet=outlet,
            more=offset + lists.PAGE if len(found) > lists.PAGE else None, offset=offset,
        )  # fmt: skip


def index_json(request: Request) -> Response:
    """The same as JSON."""
    with site_of(request).views.open() as view:
        found = lists.reports(view, asked(request, "outlet"), number(request, "from"), lists.PAGE)
    return as_json({"reports": found})


def page(request: Request) -> Response:
    """The reader."""
    site = site_of(request)
    with site.views.open() as view:
        report = look.report(view, request.path_params["id"])
        notes = [
            Note(number=at, claim=claim, event_id=home, steps=chain.steps(claim, report))
            for at, (claim, home) in enumerate(look.claims_of(view, report.report_id), 1)
        ]
        copies = look.copies(view, [report.report_id]).get(report.report_id, [])
        return site.page(
            request, view, "report.html", report=report, paragraphs=paragraphs(report, notes), notes=notes,
            copies=copies, source=None if site.serving.public else source(site, report.report_id),
        )  # fmt: skip


def file(request: Request) -> Response:
    """A report with its claims as JSON."""
    with site_of(request).views.open() as view:
        report = look.report(view, request.path_params["id"])
        claims = [published(claim) for claim, _ in look.claims_of(view, report.report_id)]
    return as_json({"report": _shown(site_of(request), report), "claims": claims})


def claim(request: Request) -> Response:
    """One claim: every field with its words, what found them, and how sure that is."""
    site = site_of(request)
    with site.views.open() as view:
        told = look.claim(view, request.path_params["id"])
        return site.page(
            request, view, "claim.html", told=told, marked=marks.in_sentence(told.claim, told.report),
            steps=chain.steps(told.claim, told.report), whys=whys(told.claim, told.report), kinds=marks.KINDS,
        )  # fmt: skip


def claim_json(request: Request) -> Response:
    """A claim as JSON, with the grounds of its values."""
    with site_of(request).views.open() as view:
        told = look.claim(view, request.path_params["id"])
    return as_json({"claim": published(told.claim), "grounds": told.claim.grounds, "event_id": told.event_id})


def whys(claim: Claim, report: Report) -> list[Why]:
    """The fields that have a value, each with its reasons."""
    return [why(claim, report, name) for name in FIELDS if getattr(claim, name)]


def paragraphs(report: Report, notes: Sequence[Note]) -> list[Paragraph]:
    """The text line by line, empty ones left out."""
    stretches = [marks.Mark(n.claim.evidence.start, n.claim.evidence.end, str(n.number)) for n in notes]
    found, at = [], 0
    for line in report.text.split("\n"):
        end = at + len(line)
        if line.strip():
            here = [note for note in notes if at <= note.claim.evidence.start < end + 1]
            inside = [mark for mark in stretches if mark.start < end and mark.end > at]
            found.append(Paragraph(pieces=marks.pieces(report.text, inside, at, end), notes=here))
        at = end + 1
    return found


def source(site: Site, report_id: str) -> Source | None:
    """Hash and size of the original; none where the record does not hold it."""
    try:
        with Reader(site.serving.record) as reader:
            original = reader.original(report_id)
    except NotFoundError:
        return None
    except AwayRecordError as error:  # the page stands without it
        site.views.trouble = str(error)
        return None
    digest = hashlib.sha256(original.data).hexdigest()
    return Source(sha256=digest, size=len(original.data), format=original.format)


def _shown(site: Site, report: Report) -> dict[str, object]:
    """Without the path on this machine where anybody may look."""
    found = published(report)
    if site.serving.public:
        found["input"] = {"path": None, "url": report.input.url, "id": report.input.id}
    return found
