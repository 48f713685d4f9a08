"""What the live map asks for: its scripts, the shapes of countries, the places of the events."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from http import HTTPStatus

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from whence.web.asking import filters_of
from whence.web.draw import geojson
from whence.web.maplibre import MapLibre, maplibre
from whence.web.site import FOR_GOOD, site_of
from whence.web.view import spots


def _script(side: Callable[[MapLibre], str]) -> bytes | None:
    found = maplibre()
    return side(found).encode() if found else None


def _countries() -> bytes:
    return msgspec.json.encode(geojson.countries())


FILES: Mapping[str, tuple[Callable[[], bytes | None], str]] = {
    "maplibre.js": (lambda: _script(lambda found: found.page), "text/javascript"),
    "worker.js": (lambda: _script(lambda found: found.worker), "text/javascript"),
    "countries.json": (_countries, "application/geo+json"),
}


@lru_cache(maxsize=len(FILES))
def held(name: str) -> tuple[bytes, str] | None:
    """A file of the map and the mark of what is in it; none where there is none."""
    data = FILES[name][0]() if name in FILES else None
    return (data, hashlib.sha256(data).hexdigest()[:10]) if data is not None else None


def addresses() -> dict[str, str] | None:
    """Where the browser finds each file; none where there is no MapLibre."""
    found = {name: held(name) for name in FILES}
    return {name.partition(".")[0]: f"/map/{name}?{one[1]}" for name, one in found.items() if one} if all(
        found.values()) else None  # fmt: skip


def file(request: Request) -> Response:
    """One of the files."""
    name = request.path_params["name"]
    found = held(name)
    if found is None:
        raise HTTPException(HTTPStatus.NOT_FOUND, "The map has no such file here.")
    return Response(found[0], headers={"Cache-Control": FOR_GOOD}, media_type=FILES[name][1])


def places(request: Request) -> Response:
    """The places of the events asked for, as GeoJSON: points for what is known closely, shapes for the rest."""
    filters = filters_of(request)
    with site_of(request).views.open() as view:
        found = geojson.places(spots.spots(view, filters), filters)
    return Response(msgspec.json.encode(found), media_type="application/geo+json")
