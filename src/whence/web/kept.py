"""Finished pages, kept while the record stays as it is: who asks for what somebody asked before gets it at once.

Only pages for reading are kept, by role, and only where they carry nothing of the visitor's own (with tokens, browsers
get a form to leave by, which bears their mark).
"""

from __future__ import annotations

import gzip

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from whence.web.site import Site, site_of, visitor_of
from whence.web.view.views import View

LARGEST = 2 * 1024 * 1024  # bytes of a page that is kept
OWN = (b"set-cookie", b"content-length")  # headers that are made anew


class Kept(Struct, frozen=True):
    """A page as it goes out, packed."""

    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes


def shared(request: Request) -> bool:
    """Whether the page is the same for everybody of the visitor's role."""
    return request.method == "GET" and (site_of(request).serving.open or visitor_of(request).bearer)


def look(request: Request) -> Response | None:
    """The page, if it is kept."""
    site = site_of(request)
    with site.views.open() as view:
        found = view.pages.held(_key(site, request))
    return _response(site, request, found) if isinstance(found, Kept) else None


def keep(view: View, request: Request, response: Response) -> Response:
    """Keep a page that was just made, with the copy that there was when it was begun: it may show no older one.

    What comes back is the page to send: packed already, where it is kept.
    """
    body = getattr(response, "body", None)  # what is streamed has none
    if response.status_code != 200 or not isinstance(body, bytes) or len(body) > LARGEST:
        return response
    site = site_of(request)
    headers = tuple((name, value) for name, value in response.raw_headers if name not in OWN)
    made = Kept(headers, gzip.compress(body, 3))
    view.pages.put(_key(site, request), made)
    return _response(site, request, made)


def _key(site: Site, request: Request) -> tuple[object, ...]:
    visitor = visitor_of(request)
    asked = request.url.path, request.url.query, "json" in request.headers.get("accept", "")
    # The page of an event lists what was decided about it up to this moment.
    decided = len(site.desk.log()) if request.url.path.startswith("/events/") else 0
    return (*asked, visitor.role, visitor.bearer, bool(site.views.trouble), decided)


def _response(site: Site, request: Request, found: Kept) -> Response:
    packed = "gzip" in request.headers.get("accept-encoding", "")
    response = Response(found.body if packed else gzip.decompress(found.body))
    response.raw_headers += found.headers
    if packed:
        response.headers["Content-Encoding"] = "gzip"
        response.headers["Vary"] = "Accept-Encoding"
    visitor = visitor_of(request)
    if "html" in response.headers.get("content-type", ""):
        site.sign(response, visitor)
    return response
