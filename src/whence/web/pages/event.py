"""An event: its facts on the left; on the right what each independent origin says, with reprints folded under it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from http import HTTPStatus

from msgspec import Struct
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from whence.errors import AwayRecordError
from whence.publish.contract import published
from whence.schema.records import Decision, Event, Pair
from whence.store.reader import Reader
from whence.web.draw import chain, marks
from whence.web.pages import cite
from whence.web.site import Site, as_json, site_of, visitor_of
from whence.web.view import look
from whence.web.view.lines import sides
from whence.web.view.values import Held, Row, Side, Told
from whence.web.view.views import View

OPEN = 3  # pieces of evidence of one origin that stand open; the rest is folded
COLUMNS = 24  # origins shown, and then folded
PAIRS = 10
_QUOTED = re.compile(r"(?::| \().*", re.DOTALL)
Copy = tuple[str, str | None, str | None]


class Evidence(Struct, frozen=True, kw_only=True):
    """One claim as it stands in a column."""

    number: int
    told: Told
    pieces: Sequence[marks.Piece]
    steps: Sequence[chain.Step]
    copies: Sequence[Copy]  # reports that reprint it


class Column(Struct, frozen=True, kw_only=True):
    """An independent origin with its evidence."""

    name: str
    kind: str
    denies: bool
    evidence: Sequence[Evidence]


class Reason(Struct, frozen=True, kw_only=True):
    """Why two claims are one event: numbers of the claims, verdict, and what speaks for and against."""

    left: int
    right: int
    verdict: str
    pro: Sequence[str]
    con: Sequence[str]


def page(request: Request) -> Response:
    """The event page."""
    site = site_of(request)
    with site.views.open() as view:
        held = look.event(view, request.path_params["id"])
        if held.event.event_id != request.path_params["id"]:
            return RedirectResponse(f"/events/{held.event.event_id}", HTTPStatus.MOVED_PERMANENTLY)
        numbers = {one.claim.claim_id: at for at, one in enumerate(held.told, 1)}
        reviews = visitor_of(request).may("review")
        return site.page(
            request, view, "event.html", held=held, event=held.event, row=held.row, numbers=numbers,
            columns=columns(view, held, numbers), disputes=disputes(held), kinds=marks.KINDS,
            reasons=reasons(site, held.event, numbers), linked=linked(view, held.event),
            decisions=about(site, view, held.event) if reviews else [], edited=[t for t in held.told if t.machine],
            citations=cite.FORMS, open=OPEN, most=COLUMNS,
        )  # fmt: skip


def file(request: Request) -> Response:
    """The event as JSON, or as something to cite."""
    form = request.path_params["form"]
    with site_of(request).views.open() as view:
        held = look.event(view, request.path_params["id"])
        if form == "json":
            return as_json({"event": published(held.event), "claims": [published(one.claim) for one in held.told]})
        if form in cite.FORMS:
            kind, body = cite.written(form, held)
            named = {"Content-Disposition": f'attachment; filename="event-{held.event.event_id}.{form}"'}
            return Response(body, headers=named, media_type=kind)
    raise HTTPException(HTTPStatus.NOT_FOUND, f"An event comes as json, {', '.join(cite.FORMS)}, not as {form[:20]}.")


def columns(view: View, held: Held, numbers: dict[str, int]) -> list[Column]:
    """One column an origin; claims that count for none come last."""
    by = {one.claim.claim_id: one for one in held.told}
    originals = list({one.report.copy_of or one.report.report_id for one in held.told})
    copies = look.copies(view, originals)
    found, placed = [], set[str]()
    for origin in held.event.origins:
        mine = [by[one] for one in origin.claims if one in by]
        placed |= {*origin.claims}
        denies = bool(mine) and all(one.claim.status == "denied" for one in mine)
        found.append(Column(
            name=origin.name, kind=origin.kind, denies=denies, evidence=_evidence(mine, numbers, copies),
        ))  # fmt: skip
    rest = [one for one in held.told if one.claim.claim_id not in placed]
    if rest:
        told = "Not counted as an origin of its own"
        found.append(Column(name=told, kind="", denies=False, evidence=_evidence(rest, numbers, copies)))
    return found


def _evidence(mine: Sequence[Told], numbers: dict[str, int], copies: dict[str, list[Copy]]) -> list[Evidence]:
    """Claims of one origin in order of publication; those of reprints fold into what they reprint."""
    roots = {one.report.report_id for one in mine}
    kept = [one for one in mine if not (one.report.copy_of and one.report.copy_of in roots)]
    ordered = sorted(
        kept, key=lambda one: (one.report.published.value if one.report.published else "9999", one.claim.claim_id)
    )
    return [
        Evidence(
            number=numbers[one.claim.claim_id], told=one, pieces=marks.in_sentence(one.claim, one.report),
            steps=chain.steps(one.claim, one.report), copies=copies.get(one.report.report_id, []),
        )
        for one in ordered
    ]  # fmt: skip


def disputes(held: Held) -> list[tuple[str, Sequence[Side]]]:
    """Each disputed field with its sides."""
    claims = {one.claim.claim_id: one.claim for one in held.told}
    reports = {one.report.report_id: one.report for one in held.told}
    return [(one.field, sides(one, claims, reports)) for one in held.event.disputes]


def reasons(site: Site, event: Event, numbers: dict[str, int]) -> list[Reason]:
    """Why these claims were taken for one event; words out of the reports stay out of the reasons."""
    if len(event.claims) < 2 or len(event.claims) > look.MOST:
        return []
    known = {*event.claims}
    try:
        with Reader(site.serving.record) as reader:
            found = [pair for one in event.claims[:40] for pair in reader.pairs(one)]
    except AwayRecordError as error:  # the page stands without them
        site.views.trouble = str(error)
        return []
    pairs = {(p.left, p.right): p for p in found if {p.left, p.right} <= known}
    best = sorted(pairs.values(), key=lambda pair: (pair.verdict != "same", -pair.score, pair.left, pair.right))
    shown = [pair for pair in best if pair.left in numbers and pair.right in numbers]
    return [_reason(pair, numbers) for pair in shown[:PAIRS]]


def _reason(pair: Pair, numbers: dict[str, int]) -> Reason:
    told = [(one.score, reason(one.feature, one.words)) for one in pair.reasons]
    left, right = sorted((numbers[pair.left], numbers[pair.right]))
    return Reason(
        left=left, right=right, verdict=pair.verdict,
        pro=[words for score, words in told if score > 0], con=[words for score, words in told if score <= 0],
    )  # fmt: skip


def reason(feature: str, words: str) -> str:
    """A reason without what it quotes: that may be a name, folded so that no mask would know it."""
    if feature == "names":
        return "both name the same people or bodies"
    if feature == "namesake":
        return "one name, read as two places"
    return _QUOTED.sub("", words)


def linked(view: View, event: Event) -> list[tuple[str, Row]]:
    """Events that this one is tied to."""
    found: list[tuple[str, Row]] = []
    for link in event.links[:40]:
        row = look.line(view, link.event_id)
        if row is not None:
            found.append((link.relation, row))
    return found


def about(site: Site, view: View, event: Event) -> list[tuple[Decision, Decision | None]]:
    """What people decided about the event or its claims: as the record holds it, and masked where the pages know it."""
    masked = {one.decision_id: one for one in look.decisions(view)}
    return [(one, masked.get(one.decision_id)) for one in reversed(site.desk.about(_ids(event)))]


def _ids(event: Event) -> list[str]:
    return [event.event_id, *event.claims]
