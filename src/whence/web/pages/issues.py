"""Issues: what could not be read or understood, why, and what to do."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from whence.publish.contract import published
from whence.web.asking import asked, number
from whence.web.site import as_json, site_of
from whence.web.view import lists
from whence.web.view.lists import PAGE

LEVELS = ("error", "warning", "info")


def page(request: Request) -> Response:
    """The list, the worst first."""
    site, offset, level = site_of(request), number(request, "from"), _level(request)
    with site.views.open() as view:
        found = lists.issues(view, level, offset, PAGE + 1)
        return site.page(
            request, view, "issues.html", found=found[:PAGE], counts=lists.issue_counts(view), levels=LEVELS,
            chosen=level, more=offset + PAGE if len(found) > PAGE else None, offset=offset,
        )  # fmt: skip


def file(request: Request) -> Response:
    """The same as JSON."""
    with site_of(request).views.open() as view:
        found = lists.issues(view, _level(request), number(request, "from"), PAGE)
    return as_json({"issues": [published(one) for one in found]})


def _level(request: Request) -> str:
    level = asked(request, "level")
    return level if level in LEVELS else ""
