"""The outermost door: host names, rates, sizes, and the headers that bind the browser."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from time import perf_counter

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from whence.web.security.limits import Limits
from whence.web.settings import Serving, loopback

HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        "worker-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # with none at all, browsers name no origin of a form either
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), interest-cohort=()",
}
FORM = 256 * 1024  # bytes of a form without files
UPLOADS = ("/import",)


class Guard:
    """Middleware; answers plainly and early where a request must not get any further."""

    def __init__(self, app: ASGIApp, serving: Serving, limits: Limits) -> None:
        self.app, self.serving, self.limits = app, serving, limits
        self.names = frozenset(_names(serving))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        refused = self._refused(scope)
        if refused is not None:
            await _with_headers(refused, scope, receive, send)
            return
        most = self.serving.upload if scope["path"].startswith(UPLOADS) else FORM
        await _with_headers(self.app, scope, _bounded(receive, most), send)

    def _refused(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if _bare(host) not in self.names:
            return _plain(
                HTTPStatus.MISDIRECTED_REQUEST, "This server is not known by that name. See: whence serve --name"
            )
        if scope["method"] not in ("GET", "HEAD") and not _same_site(headers, host):
            return _plain(HTTPStatus.FORBIDDEN, "Sent from another site.")
        client = scope["client"][0] if scope.get("client") else ""
        wait = self.limits.wait(client, scope["method"], scope["path"], local=loopback(client))
        if wait:
            return PlainTextResponse(
                "Too many requests. Wait a moment.", HTTPStatus.TOO_MANY_REQUESTS, {"Retry-After": str(wait)}
            )
        most = self.serving.upload if scope["path"].startswith(UPLOADS) else FORM
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length[:15]) > most:
            told = f"Too large: at most {most // 1024:,} KiB here. Larger inputs: whence read, on the command line."
            return _plain(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, told)
        return None


class TooLargeError(Exception):
    """A body that went on past what it may be."""


def _bounded(receive: Receive, most: int) -> Receive:
    """A body without a length is counted as it comes."""
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > most:
            raise TooLargeError
        return message

    return counted


async def _with_headers(app: ASGIApp, scope: Scope, receive: Receive, send: Send) -> None:
    began = perf_counter()

    async def headed(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            if "cache-control" not in headers:
                headers["Cache-Control"] = "no-store"
            headers["Server-Timing"] = f"app;dur={(perf_counter() - began) * 1000:.1f}"
        await send(message)

    try:
        await app(scope, receive, headed)
    except TooLargeError:
        await _plain(HTTPStatus.REQUEST_ENTITY_TOO_LARGE, "Too large.")(scope, receive, headed)


def _names(serving: Serving) -> Iterable[str]:
    yield from ("localhost", "127.0.0.1", "[::1]")
    yield from (name.lower() for name in (serving.host, *serving.hosts) if name not in ("0.0.0.0", "::"))  # noqa: S104


def _bare(host: str) -> str:
    """A host without its port."""
    if host.startswith("["):
        return host.partition("]")[0].lower() + "]"
    return host.partition(":")[0].lower()


def _same_site(headers: Headers, host: str) -> bool:
    """Browsers say from where a form comes; programs that say nothing are no browser of somebody else's."""
    if headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return False
    origin = headers.get("origin")
    return origin is None or origin.partition("://")[2].lower() == host.lower()


def _plain(status: HTTPStatus, told: str) -> PlainTextResponse:
    return PlainTextResponse(told, status)
