"""What all pages share: the settings, the copy they read, the templates, and how a page is written out."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import cast

import jinja2
import msgspec
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from whence.web import wording
from whence.web.desk import Desk
from whence.web.jobs import Jobs
from whence.web.keys import keys_of
from whence.web.security.sessions import Sessions, Visitor
from whence.web.settings import Serving
from whence.web.view.views import View, Views

FOR_GOOD = "public, max-age=31536000, immutable"  # of what is asked for by a mark of its content
Place = tuple[str, str, str]  # path, words, the role it takes
NAVIGATION: tuple[Place, ...] = (
    ("/events", "Events", "read"),
    ("/reports", "Reports", "read"),
    ("/sources", "Sources", "read"),
    ("/places", "Places", "read"),
    ("/actors", "Actors", "read"),
    ("/disputes", "Disputes", "read"),
    ("/review", "Review", "review"),
    ("/history", "History", "review"),
    ("/import", "Import", "admin"),
    ("/export", "Export", "review"),
    ("/issues", "Issues", "review"),
    ("/methodology", "Methodology", "read"),
)


class Site:
    """One record, served."""

    def __init__(self, serving: Serving, views: Views) -> None:
        self.serving, self.views = serving, views
        self.sessions = Sessions(serving)
        self.desk = Desk(serving.record, views)
        self.jobs = Jobs(serving.record, views)
        self.templates = environment()

    def page(self, request: Request, view: View, template: str, status: int = 200, **values: object) -> HTMLResponse:
        """A page; every template has `visitor`, `built`, `serving`, `mark`, `navigation` and `path`."""
        visitor = visitor_of(request)
        shared: Mapping[str, object] = {
            "visitor": visitor,
            "built": view.built,
            "serving": self.serving,
            "mark": self.sessions.mark(visitor),
            "navigation": [one for one in NAVIGATION if visitor.may(one[2])],  # type: ignore[arg-type]
            "path": request.url.path,
            "keys": keys_of(request),
            "trouble": self.views.trouble,
        }
        found = self.templates.get_template(template).render({**shared, **values})
        response = HTMLResponse(found, status)
        self.sign(response, visitor)
        return response

    def sign(self, response: Response, visitor: Visitor) -> None:
        """Give a browser that may decide its cookie."""
        if not visitor.bearer and visitor.may("review"):
            self.sessions.keep(response, visitor)


def site_of(request: Request) -> Site:
    """The site that a request is for."""
    return cast("Site", request.app.state.site)


def visitor_of(request: Request) -> Visitor:
    """Who asks; read once a request."""
    found = getattr(request.state, "visitor", None)
    if found is None:
        found = request.state.visitor = site_of(request).sessions.visitor(request)
    return cast("Visitor", found)


def as_json(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Response:
    """JSON of a value of the record."""
    return Response(msgspec.json.encode(value), status, headers, media_type="application/json")


def environment() -> jinja2.Environment:
    """Templates: everything is escaped, and a name that is not there is an error."""
    found = jinja2.Environment(
        loader=jinja2.PackageLoader("whence.web"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.filters.update(wording.FILTERS)
    found.globals.update(
        asset=asset, days=wording.days, several=wording.several, titles=wording.titles, field=wording.field
    )
    return found


@lru_cache(maxsize=32)
def asset(name: str) -> str:
    """The address of a file of ours, with a mark of what is in it: browsers may keep it for good."""
    data = static_folder().joinpath(name).read_bytes()
    return f"/static/{name}?{hashlib.sha256(data).hexdigest()[:10]}"


def static_folder() -> Path:
    """Where style and scripts lie."""
    return Path(str(resources.files("whence.web").joinpath("static")))
