"""The JSON endpoints described in OpenAPI 3.1, out of the same tables that answer them."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import metadata

from starlette.requests import Request
from starlette.responses import Response

from whence.schema.ontology import type_names
from whence.web.filters import MOST, SORTS, STATUSES
from whence.web.site import as_json

JSON, GEOJSON = "application/json", "application/geo+json"
Schema = Mapping[str, object]
TEXT: Schema = {"type": "string", "maxLength": 200}
DAY: Schema = {"type": "string", "pattern": r"^\d{4}(-\d{2}){0,2}$"}
FROM = ("from", {"type": "integer", "minimum": 0, "maximum": 999_999_999}, "how many to leave out at the front")
FILTERS: tuple[tuple[str, Schema, str], ...] = (
    ("type", {"type": "array", "items": {"enum": list(type_names())}}, "types of act"),
    ("mode", TEXT, "the mode, where just one type is asked for"),
    ("status", {"type": "array", "items": {"enum": list(STATUSES)}}, "asserted, planned, ..."),
    ("country", {"type": "array", "items": {"type": "string", "pattern": "^[A-Z]{2}$"}}, "ISO 3166-1 alpha-2"),
    ("place", {"type": "integer", "minimum": 1, "maximum": 999_999_999}, "number of a place, as /places.json gives it"),
    ("box", {"type": "string"}, "west,south,east,north in degrees"),
    ("since", DAY, "a day, month or year"),
    ("until", DAY, "a day, month or year"),
    ("actor", TEXT, "a party by name"),
    ("source", TEXT, "an origin by name"),
    ("outlet", TEXT, "an outlet by name"),
    ("origins", {"type": "integer", "minimum": 0, "maximum": 99}, "independent origins at least"),
    ("disputed", {"enum": ["yes", "no"]}, "only those that sources disagree about"),
    ("reviewed", {"enum": ["yes", "no"]}, "whether a person decided about it"),
    ("words", TEXT, "all of these words"),
    ("sort", {"enum": list(SORTS)}, "order"),
    ("after", {"type": "string", "pattern": r"^\d{1,9}$"}, "where the page begins: see `next`"),
    ("size", {"type": "integer", "minimum": 1, "maximum": MOST}, "events of a page"),
)
LISTS = (
    ("/reports.json", "reports", ("outlet",)),
    ("/sources.json", "origins", ("begins",)),
    ("/places.json", "places", ("begins",)),
    ("/actors.json", "actors", ("begins",)),
    ("/disputes.json", "disputes", ("field",)),
    ("/issues.json", "issues", ("level",)),
)
THINGS = (("/events/{id}.json", "event"), ("/reports/{id}.json", "report"), ("/claims/{id}.json", "claim"))


def file(_: Request) -> Response:
    """The description."""
    return as_json(described())


def described() -> dict[str, object]:
    """As it is served."""
    paths: dict[str, object] = {
        "/events.json": {"get": _get("Events with facet counts", _parameters(FILTERS), ["events", "total"])}
    }
    for path, holds in (("/events.geojson", "Events"), ("/places.geojson", "The places of events, counted")):
        paths[path] = {"get": _get(f"{holds}, as GeoJSON", _parameters(FILTERS), ["features"], form=GEOJSON)}
    for path, holds, names in LISTS:
        given = _parameters([*((name, TEXT, "narrows the list") for name in names), FROM])
        paths[path] = {"get": _get(f"A page of {holds}", given, [holds])}
    for path, noun in THINGS:
        one = {"name": "id", "in": "path", "required": True, "schema": {"type": "string", "pattern": "^[0-9a-f]{16}$"}}
        paths[path] = {"get": _get(f"One {noun}", [one], [noun], missing=True)}
    return {
        "openapi": "3.1.0",
        "info": {"title": "Whence", "version": metadata.version("whence"), "license": {"name": "Apache-2.0"}},
        "paths": paths,
        "components": {"securitySchemes": {"token": {"type": "http", "scheme": "bearer"}}, "schemas": {"Error": ERROR}},
        "security": [{}, {"token": []}],
    }


ERROR: Schema = {
    "type": "object",
    "required": ["error"],
    "properties": {
        "error": {
            "type": "object",
            "required": ["status", "message"],
            "properties": {"status": {"type": "integer"}, "message": {"type": "string"}},
        }
    },
}


def _parameters(found: object) -> list[dict[str, object]]:
    listed: list[dict[str, object]] = []
    for name, schema, told in found:  # type: ignore[attr-defined]
        one = {"name": name, "in": "query", "required": False, "schema": schema, "description": told}
        listed.append({**one, "style": "form", "explode": True} if schema.get("type") == "array" else one)
    return listed


def _get(
    summary: str, parameters: list[dict[str, object]], holds: list[str], *, missing: bool = False, form: str = JSON
) -> dict[str, object]:
    body = {"type": "object", "required": holds}
    problem = {
        "description": "Why not",
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}},
    }
    answers: dict[str, object] = {
        "200": {"description": summary, "content": {form: {"schema": body}}},
        "401": problem,
        "403": problem,
        "429": {"description": "Too fast: see Retry-After"},
    }
    if missing:
        answers["404"] = problem
    return {"summary": summary, "parameters": parameters, "responses": answers}
