"""Sources, places, actors and disputes: who and what stands in the record, and how often."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from starlette.requests import Request
from starlette.responses import Response

from whence.web.asking import asked, number
from whence.web.site import as_json, site_of
from whence.web.view import lists, spots
from whence.web.view.lists import PAGE
from whence.web.view.views import View


def sources(request: Request) -> Response:
    """Outlets, and the origins that are quoted."""
    site, offset, begins = site_of(request), number(request, "from"), asked(request, "begins")
    with site.views.open() as view:
        outlets = lists.outlets(view, 0, PAGE)
        found = lists.names(view, "source", begins, offset, PAGE + 1)
        return site.page(
            request, view, "sources.html", outlets=outlets, found=found[:PAGE], begins=begins, offset=offset,
            more=offset + PAGE if len(found) > PAGE else None,
        )  # fmt: skip


def sources_json(request: Request) -> Response:
    """The same as JSON."""
    with site_of(request).views.open() as view:
        found = lists.names(view, "source", asked(request, "begins"), number(request, "from"), PAGE)
        return as_json({"outlets": lists.outlets(view, 0, PAGE), "origins": found})


def places(request: Request) -> Response:
    """Places by how many events they have."""
    return _begun(request, "places.html", spots.listed)


def places_json(request: Request) -> Response:
    """The same as JSON."""
    with site_of(request).views.open() as view:
        found = spots.listed(view, asked(request, "begins"), number(request, "from"), PAGE)
    return as_json({"places": found})


def actors(request: Request) -> Response:
    """Parties by how many events they stand in."""
    return _begun(request, "actors.html", lambda view, *asked: lists.names(view, "actor", *asked))


def _begun(request: Request, template: str, listed: Callable[[View, str, int, int], Sequence[object]]) -> Response:
    """A page of a list, of those whose name begins so."""
    site, offset, begins = site_of(request), number(request, "from"), asked(request, "begins")
    with site.views.open() as view:
        found = listed(view, begins, offset, PAGE + 1)
        return site.page(
            request, view, template, found=found[:PAGE], begins=begins, offset=offset,
            more=offset + PAGE if len(found) > PAGE else None,
        )  # fmt: skip


def actors_json(request: Request) -> Response:
    """The same as JSON."""
    with site_of(request).views.open() as view:
        found = lists.names(view, "actor", asked(request, "begins"), number(request, "from"), PAGE)
    return as_json({"actors": found})


def disputes(request: Request) -> Response:
    """What sources disagree about."""
    site, offset, field = site_of(request), number(request, "from"), asked(request, "field")
    with site.views.open() as view:
        found = lists.disputes(view, field, offset, PAGE + 1)
        return site.page(
            request, view, "disputes.html", found=found[:PAGE], fields=lists.disputed_fields(view), chosen=field,
            more=offset + PAGE if len(found) > PAGE else None, offset=offset,
        )  # fmt: skip


def disputes_json(request: Request) -> Response:
    """The same as JSON."""
    with site_of(request).views.open() as view:
        found = lists.disputes(view, asked(request, "field"), number(request, "from"), PAGE)
    return as_json({"disputes": found})
