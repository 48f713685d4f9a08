"""The application: its addresses, who may ask for them, and how every request ends."""

from __future__ import annotations

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from http import HTTPStatus
from inspect import iscoroutinefunction
from typing import Any, cast

from anyio import CapacityLimiter, to_thread
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from whence.errors import AwayRecordError, BusyRecordError, NotFoundError, UsageError, WhenceError
from whence.review.versions import ChangedError
from whence.web import kept
from whence.web.operations import health, metrics
from whence.web.operations.counts import Counts
from whence.web.operations.watch import Watch
from whence.web.pages import (
    door,
    event,
    events,
    exports,
    history,
    imports,
    issues,
    lists,
    maps,
    method,
    openapi,
    report,
    review,
)
from whence.web.security.guard import Guard
from whence.web.security.limits import Limits
from whence.web.settings import Role, Serving, check
from whence.web.site import FOR_GOOD, Site, as_json, site_of, static_folder, visitor_of
from whence.web.spoken import spoken
from whence.web.view.build import Progress
from whence.web.view.views import Views

log = logging.getLogger("whence.web")
AT_ONCE = 3  # pages made at the same time; more would only make each other slower
Endpoint = Callable[[Request], Response] | Callable[[Request], Awaitable[Response]]

# Address, what answers, by which method, and the role that it takes.
ADDRESSES: tuple[tuple[str, Endpoint, str, Role | None], ...] = (
    ("/", events.home, "GET", "read"),
    ("/events", events.page, "GET", "read"),
    ("/events.{form:str}", events.file, "GET", "read"),
    ("/events/{id:str}.{form:str}", event.file, "GET", "read"),
    ("/events/{id:str}", event.page, "GET", "read"),
    ("/reports", report.index, "GET", "read"),
    ("/reports.json", report.index_json, "GET", "read"),
    ("/reports/{id:str}.json", report.file, "GET", "read"),
    ("/reports/{id:str}", report.page, "GET", "read"),
    ("/claims/{id:str}.json", report.claim_json, "GET", "read"),
    ("/claims/{id:str}", report.claim, "GET", "read"),
    ("/sources", lists.sources, "GET", "read"),
    ("/sources.json", lists.sources_json, "GET", "read"),
    ("/places", lists.places, "GET", "read"),
    ("/places.json", lists.places_json, "GET", "read"),
    ("/places.geojson", maps.places, "GET", "read"),
    ("/map/{name:str}", maps.file, "GET", "read"),
    ("/actors", lists.actors, "GET", "read"),
    ("/actors.json", lists.actors_json, "GET", "read"),
    ("/disputes", lists.disputes, "GET", "read"),
    ("/disputes.json", lists.disputes_json, "GET", "read"),
    ("/export", exports.page, "GET", "review"),
    ("/export.zip", exports.file, "GET", "review"),
    ("/issues", issues.page, "GET", "review"),
    ("/issues.json", issues.file, "GET", "review"),
    ("/methodology", method.page, "GET", "read"),
    ("/openapi.json", openapi.file, "GET", "read"),
    ("/review", review.queue, "GET", "review"),
    ("/review/keys", review.keys, "GET", "review"),
    ("/review/keys", review.set_keys, "POST", "review"),
    ("/review/name", review.set_name, "POST", "review"),
    ("/review/undo", review.undo, "POST", "review"),
    ("/review/{id:str}", review.page, "GET", "review"),
    ("/review/{id:str}", review.decide, "POST", "review"),
    ("/history", history.page, "GET", "review"),
    ("/history/undo", history.undo, "POST", "review"),
    ("/history/{id:str}", history.thing, "GET", "review"),
    ("/import", imports.page, "GET", "admin"),
    ("/import", imports.drop, "POST", "admin"),
    ("/import/{id:str}", imports.job, "GET", "admin"),
    ("/import/{id:str}", imports.go, "POST", "admin"),
    ("/login", door.page, "GET", None),
    ("/login", door.enter, "POST", None),
    ("/logout", door.leave, "POST", None),
    ("/health", health.ready, "GET", None),
    ("/health/live", health.live, "GET", None),
    ("/health/ready", health.ready, "GET", None),
    ("/metrics", metrics.page, "GET", "read"),
)


def build(serving: Serving, progress: Progress | None = None) -> Starlette:
    """The application for one record; raises `UsageError` or a `RecordError` where it cannot be served."""
    check(serving)
    site = Site(serving, Views(serving.record, private=serving.private, progress=progress))

    @asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        yield
        await run_in_threadpool(close, site)

    routes = [
        Route(path, guarded(_here(serving, path, endpoint), role), methods=[method])
        for path, endpoint, method, role in ADDRESSES
    ]
    counts = Counts(serving.counts, sorted({route.path for route in routes}))
    app = Starlette(
        routes=[*routes, Mount("/static", Static(directory=static_folder()))],
        middleware=[
            Middleware(Watch, counts=counts, routes={route.endpoint: route.path for route in routes}),
            Middleware(Guard, serving=serving, limits=Limits()),
            Middleware(GZipMiddleware, minimum_size=1000, compresslevel=3),
        ],
        exception_handlers={HTTPException: refused, WhenceError: failed, Exception: broken},
        lifespan=lifespan,
    )
    app.state.site = site
    app.state.counts = counts
    app.state.readers = CapacityLimiter(AT_ONCE)
    return app


def _here(serving: Serving, path: str, endpoint: Endpoint) -> Endpoint:
    """The endpoint; an import is at home in one process, which the next request may not find again among several."""
    return imports.elsewhere if serving.workers > 1 and path.startswith("/import") else endpoint


class Static(StaticFiles):
    """Style and scripts: their addresses carry a mark of what is in them, so browsers may keep them."""

    def file_response(self, *args: Any, **named: Any) -> Response:
        """A file, to be kept for good where it was asked for by its mark."""
        response = super().file_response(*args, **named)
        if args[2].get("query_string"):
            response.headers["Cache-Control"] = FOR_GOOD
        return response


def close(site: Site) -> None:
    """End the work behind the pages and remove their copy."""
    site.desk.close()
    site.jobs.close()
    site.views.close()


def guarded(endpoint: Endpoint, role: Role | None) -> Callable[[Request], Awaitable[Response]]:
    """The endpoint for who may; others are shown the door."""

    async def answer(request: Request) -> Response:
        visitor = visitor_of(request)
        if role is not None and not visitor.may(role):
            if visitor.role is None and not visitor.bearer and not _machine(request) and request.method == "GET":
                return RedirectResponse("/login", HTTPStatus.SEE_OTHER)
            status = HTTPStatus.UNAUTHORIZED if visitor.role is None else HTTPStatus.FORBIDDEN
            raise HTTPException(status, f"This takes the role {role}.")
        if iscoroutinefunction(endpoint):
            return cast("Response", await endpoint(request))
        shared = role == "read" and kept.shared(request)
        found = kept.look(request) if shared else None
        if found is not None:
            return found
        limiter = request.app.state.readers
        made: Response = await to_thread.run_sync(_made, endpoint, request, shared, limiter=limiter)
        return made

    return answer


def _made(endpoint: Endpoint, request: Request, shared: bool) -> Response:
    view = site_of(request).views.now
    made = cast("Callable[[Request], Response]", endpoint)(request)
    return kept.keep(view, request, made) if shared else made


def refused(request: Request, error: Exception) -> Response:
    """What cannot be had, as a page or as JSON."""
    held = cast("HTTPException", error)
    return _told(request, held.status_code, held.detail, held.headers)


def failed(request: Request, error: Exception) -> Response:
    """Errors of Whence's own, which say what to do."""
    kinds: tuple[tuple[type[WhenceError], HTTPStatus], ...] = (
        (NotFoundError, HTTPStatus.NOT_FOUND),
        (ChangedError, HTTPStatus.PRECONDITION_FAILED),
        (UsageError, HTTPStatus.BAD_REQUEST),
        (BusyRecordError, HTTPStatus.SERVICE_UNAVAILABLE),
        (AwayRecordError, HTTPStatus.SERVICE_UNAVAILABLE),
    )
    status = next((one for kind, one in kinds if isinstance(error, kind)), HTTPStatus.INTERNAL_SERVER_ERROR)
    return _told(request, status, spoken(error, site_of(request).serving.record))


def broken(request: Request, error: Exception) -> Response:
    """Anything else: nothing of it is told, and the log names only its kind."""
    log.error("%s %s: %s", request.method, request.url.path.split("/")[1], type(error).__name__)
    return _told(request, HTTPStatus.INTERNAL_SERVER_ERROR, "Something went wrong here. The record is as it was.")


def _told(request: Request, status: int, message: str, headers: object = None) -> Response:
    more = cast("dict[str, str] | None", headers)
    if _machine(request):
        return as_json({"error": {"status": int(status), "message": message}}, int(status), more)
    site = site_of(request)
    with site.views.open() as view:
        return site.page(
            request, view, "told.html", int(status), title=HTTPStatus(status).phrase, message=message,
        )  # fmt: skip


def _machine(request: Request) -> bool:
    """Whether a program asks, that wants JSON."""
    return request.url.path.endswith((".json", ".csv", ".geojson")) or "json" in request.headers.get("accept", "")
