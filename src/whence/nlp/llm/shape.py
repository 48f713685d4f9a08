"""What an answer must look like: the record's own words as vocabulary, everything else a quotation."""

from __future__ import annotations

from functools import cache
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct

from whence.schema.ontology import ontology
from whence.schema.records import Status

Asked = Literal["actor", "target", "instrument", "place", "time"]  # of `RoleName`: those that claims are made of
_Words = Annotated[str, Meta(max_length=300)]
MOST_CLAIMS = 100


class SaidRole(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Who or what plays a part in the act."""

    role: Asked
    sentence: int
    quote: _Words


class SaidLink(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One source of the chain: the words that name it, and the words that say that it says so."""

    sentence: int
    source: _Words
    cue: _Words | None


class SaidClaim(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One claim as a model gives it."""

    act: str  # of `acts()`
    status: Status
    sentence: int
    evidence: Annotated[str, Meta(max_length=1000)]
    trigger: _Words
    hedge: _Words | None
    roles: Annotated[tuple[SaidRole, ...], Meta(max_length=16)]
    chain: Annotated[tuple[SaidLink, ...], Meta(max_length=4)]  # nearest to the report first


class SaidClaims(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A whole answer."""

    claims: Annotated[tuple[SaidClaim, ...], Meta(max_length=MOST_CLAIMS)]


@cache
def acts() -> dict[str, tuple[str, str | None]]:
    """Type and mode by the word for both: `ASSAULT`, `ASSAULT/drone`."""
    known: dict[str, tuple[str, str | None]] = {}
    for kind in sorted(ontology().types, key=lambda kind: kind.name):
        known[kind.name] = (kind.name, None)
        known.update({f"{kind.name}/{mode.name}": (kind.name, mode.name) for mode in kind.modes})
    return known


@cache
def json_schema() -> dict[str, Any]:
    """The JSON schema of an answer, made from the structs above, the record's statuses and the ontology's acts."""
    (root,), parts = msgspec.json.schema_components([SaidClaims], ref_template="#/$defs/{name}")
    parts["SaidClaim"]["properties"]["act"] = {"type": "string", "enum": [*acts()]}
    name = root["$ref"].rpartition("/")[2]
    return {**parts.pop(name), "$defs": parts}
