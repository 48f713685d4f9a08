"""Counts each answer under its route, never under its address: that holds ids and what people look for."""

from __future__ import annotations

import logging
from time import perf_counter

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from whence.web.operations.counts import OTHER, Counts

log = logging.getLogger("whence.web.requests")


class Watch:
    """Middleware; `routes` says which route an endpoint answers."""

    def __init__(self, app: ASGIApp, counts: Counts, routes: dict[object, str]) -> None:
        self.app, self.counts, self.routes = app, counts, routes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let the request through, and count what came of it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began, status = perf_counter(), 500

        async def noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self.app(scope, receive, noted)
        finally:
            seconds = perf_counter() - began
            route = self.routes.get(scope.get("endpoint"), OTHER)
            self.counts.add(route, status, seconds)
            log.info("request", extra={"route": route, "status": status, "ms": round(seconds * 1000, 1)})
