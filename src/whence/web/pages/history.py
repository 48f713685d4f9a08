"""History: every decision, who took it and when; any one of them can be undone, by a further one."""

from __future__ import annotations

from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from whence.web.asking import form_of, number, text
from whence.web.site import site_of, visitor_of
from whence.web.view import look, turn
from whence.web.view.lists import PAGE


def page(request: Request) -> Response:
    """The newest first. Words that people wrote are shown masked, once the pages know them so."""
    site, offset = site_of(request), number(request, "from")
    with site.views.open() as view:
        masked = {one.decision_id: one for one in look.decisions(view)}
        log = [*reversed(site.desk.log())]
        found = [(one, masked.get(one.decision_id)) for one in log[offset : offset + PAGE]]
        return site.page(
            request, view, "history.html", found=found, total=len(log), offset=offset,
            more=offset + PAGE if len(log) > offset + PAGE else None, pending=site.desk.pending,
        )  # fmt: skip


async def undo(request: Request) -> Response:
    """Undoes one decision."""
    form = await form_of(request)
    site, visitor = site_of(request), visitor_of(request)
    await run_in_threadpool(site.desk.undo, text(form, "decision", 40), who=visitor.who)
    return RedirectResponse("/history", HTTPStatus.SEE_OTHER)


def thing(request: Request) -> Response:
    """Leads from an id in the log to the page of what it stands for."""
    id_ = request.path_params["id"]
    with site_of(request).views.open() as view:
        if turn.there(view, id_):
            return RedirectResponse(f"/claims/{id_}", HTTPStatus.SEE_OTHER)
        return RedirectResponse(f"/events/{look.event(view, id_).event.event_id}", HTTPStatus.SEE_OTHER)
