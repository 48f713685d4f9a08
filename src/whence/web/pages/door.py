"""The door: a token lets somebody in, as whom it says."""

from __future__ import annotations

from http import HTTPStatus

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from whence.web.asking import form_of, text
from whence.web.security.sessions import COOKIE, LONGEST
from whence.web.site import site_of, visitor_of


def page(request: Request, *, wrong: bool = False) -> Response:
    """Asks for the token."""
    site = site_of(request)
    with site.views.open() as view:
        response = site.page(request, view, "login.html", HTTPStatus.FORBIDDEN if wrong else HTTPStatus.OK, wrong=wrong)
    site.sessions.keep(response, visitor_of(request))  # the mark of the form goes with this session
    return response


async def enter(request: Request) -> Response:
    """Lets in whoever has a token; the session is a fresh one."""
    site = site_of(request)
    form = await form_of(request)
    role = site.sessions.role(text(form, "token"))
    if role is None:
        return await run_in_threadpool(page, request, wrong=True)
    visitor = site.sessions.fresh(role, text(form, "who", LONGEST) or site.serving.reviewer)
    response = RedirectResponse("/events", HTTPStatus.SEE_OTHER)
    site.sessions.keep(response, visitor)
    return response


async def leave(request: Request) -> Response:
    """Forgets the session."""
    await form_of(request)
    response = RedirectResponse("/login" if site_of(request).serving.tokens else "/events", HTTPStatus.SEE_OTHER)
    response.delete_cookie(COOKIE, path="/")
    return response
