"""Review: one claim after the other, the one first whose decision would change most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import cast, get_args
from urllib.parse import urlencode

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from whence.errors import UsageError
from whence.review.decisions import What
from whence.review.versions import ChangedError
from whence.web.asking import asked, form_of, number, text
from whence.web.draw import chain, marks
from whence.web.keys import COOKIE, DEFAULT, chosen
from whence.web.pages.editing import editable, sensible
from whence.web.security.sessions import LONGEST
from whence.web.site import Site, as_json, site_of, visitor_of
from whence.web.view import look, turn
from whence.web.view.values import Told
from whence.web.view.views import View

VERBS: Mapping[str, str] = {
    "accept": "Accept",
    "reject": "Reject",
    "edit": "Edit",
    "merge": "Merge",
    "split": "Split off",
}


def queue(request: Request) -> Response:
    """Goes to the first claim after where somebody is; says so when none is left."""
    site = site_of(request)
    with site.views.open() as view:
        decided = {one for decision in site.desk.log() if decision.undone_by is None for one in decision.ids}
        following = turn.next_of(view, number(request, "after"), decided)
        if following is not None:
            return RedirectResponse(f"/review/{following}" + _told(request), HTTPStatus.SEE_OTHER)
        return site.page(request, view, "review_done.html", waiting=turn.size(view), done=asked(request, "done"))


def page(request: Request) -> Response:
    """One claim to be decided on."""
    site = site_of(request)
    with site.views.open() as view:
        told = look.claim(view, request.path_params["id"])
        response = _page(request, site, view, told)
    response.headers["ETag"] = f'"{site.desk.version(_ids(told))}"'
    return response


def _page(request: Request, site: Site, view: View, told: Told, status: int = 200, **more: object) -> Response:
    ids = _ids(told)
    held = look.event(view, told.event_id) if told.event_id else None
    place = turn.place(view, told.claim.claim_id)
    other = turn.other(view, told.claim.claim_id)
    offered = look.claim(view, other) if other and turn.there(view, other) else None
    values: dict[str, object] = {
        "told": told, "held": held, "marked": marks.in_sentence(told.claim, told.report), "kinds": marks.KINDS,
        "steps": chain.steps(told.claim, told.report), "place": place, "total": turn.size(view),
        "why": turn.why(view, told.claim.claim_id),
        "offered": offered if offered and offered.event_id != told.event_id else None,
        "offered_steps": chain.steps(offered.claim, offered.report) if offered else [],
        "version": site.desk.version(ids), "decisions": [*reversed(site.desk.about(ids))], "pending": site.desk.pending,
        "editable": editable(told), "mine": site.desk.mine(visitor_of(request).who),
        "done": asked(request, "done"), "changed": None, "editing": asked(request, "edit") == "1", "verbs": VERBS,
    }  # fmt: skip
    return site.page(request, view, "review.html", status, **{**values, **more})


async def decide(request: Request) -> Response:
    """Takes a decision; 412 where somebody else decided about the same since."""
    form = await form_of(request)
    return await run_in_threadpool(_decide, request, form)


def _decide(request: Request, form: FormData) -> Response:
    site, visitor = site_of(request), visitor_of(request)
    what = text(form, "what")
    if what not in get_args(What) or what not in VERBS:
        raise HTTPException(HTTPStatus.BAD_REQUEST, f"Decide one of: {', '.join(VERBS)}.")
    with site.views.open() as view:
        told = look.claim(view, request.path_params["id"])
        seen = request.headers.get("if-match", "").strip('"') or text(form, "version")
        if not seen:
            raise HTTPException(
                HTTPStatus.PRECONDITION_REQUIRED, "Say what you saw: If-Match with the ETag of the page."
            )
        place = turn.place(view, told.claim.claim_id) or 0
        try:
            for ids, field, value in _parts(what, told, form):
                done = site.desk.decide(
                    cast("What", what),
                    ids,
                    who=visitor.who,
                    field=field,
                    value=value,
                    note=text(form, "note") or None,
                    seen=(_ids(told), seen),
                )
                seen = site.desk.version(_ids(told))
        except ChangedError as error:
            if _json(request):
                raise
            return _page(request, site, view, told, HTTPStatus.PRECONDITION_FAILED, changed=str(error))
    if _json(request):
        return as_json({"decision": done.decision_id, "etag": seen}, HTTPStatus.CREATED, {"ETag": f'"{seen}"'})
    return RedirectResponse(f"/review?{urlencode({'after': place, 'done': done.decision_id})}", HTTPStatus.SEE_OTHER)


Part = tuple[Sequence[str], str | None, str | None]


def _parts(what: str, told: Told, form: FormData) -> Sequence[Part]:
    """The decisions that a form asks for: ids, field, value; an edit of several fields is several."""
    claim = told.claim
    if what == "merge":
        other = text(form, "other")
        if not other:
            raise UsageError("merge: with which event or claim? Give its id, or the beginning of it.")
        return [((told.event_id or claim.claim_id, other), None, None)]
    if what != "edit":
        return [((claim.claim_id,), None, None)]
    now = {one.name: one.now for one in editable(told)}
    given = [(name, text(form, f"field.{name}")) for name in now if f"field.{name}" in form]
    changed = [((claim.claim_id,), name, value) for name, value in given if value != now[name]]
    if not changed:
        raise UsageError("edit: nothing was changed.")
    for _, name, value in changed:
        sensible(name, value)
    return changed


async def undo(request: Request) -> Response:
    """Takes back the last decision of who asks, and goes back to that claim."""
    form = await form_of(request)
    return await run_in_threadpool(_undo, request, form)


def _undo(request: Request, _: FormData) -> Response:
    site, visitor = site_of(request), visitor_of(request)
    last = site.desk.mine(visitor.who)
    if last is None:
        raise UsageError("undo: you have taken no decision that still stands.")
    site.desk.undo(last.decision_id, who=visitor.who)
    with site.views.open() as view:
        back = next((one for one in last.ids if turn.there(view, one)), None)
    return RedirectResponse(f"/review/{back}" if back else "/review", HTTPStatus.SEE_OTHER)


def keys(request: Request) -> Response:
    """Which key does what, to be changed or switched off."""
    site = site_of(request)
    with site.views.open() as view:
        return site.page(request, view, "keys.html", defaults=DEFAULT)


async def set_keys(request: Request) -> Response:
    """Keeps the keys in a cookie."""
    form = await form_of(request)
    pairs = [(name, text(form, name, 12)) for name in DEFAULT if name in form]
    found = chosen([] if text(form, "reset") else [*pairs, ("on", text(form, "on") or "0")])
    response = RedirectResponse("/review/keys?kept=1", HTTPStatus.SEE_OTHER)
    response.set_cookie(COOKIE, found.cookie(), max_age=365 * 86400, samesite="strict", httponly=True, path="/")
    return response


async def set_name(request: Request) -> Response:
    """Under which name decisions are kept; who came with a token keeps it until they leave."""
    site, visitor = site_of(request), visitor_of(request)
    form = await form_of(request)
    name = text(form, "who", LONGEST)
    if not name:
        raise UsageError("Give a name: a decision says who took it.")
    response = RedirectResponse("/review", HTTPStatus.SEE_OTHER)
    site.sessions.keep(response, site.sessions.renamed(visitor, name))
    return response


def _ids(told: Told) -> list[str]:
    return [told.claim.claim_id, *([told.event_id] if told.event_id else [])]


def _told(request: Request) -> str:
    done = asked(request, "done")
    return f"?{urlencode({'done': done})}" if done else ""


def _json(request: Request) -> bool:
    return "json" in request.headers.get("accept", "") and "html" not in request.headers.get("accept", "")
