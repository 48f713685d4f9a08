"""Originals as the record holds them, and what becomes of one that comes in again."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from msgspec import Struct, structs
from sqlalchemy import Connection, select

from whence.schema.original import Given, Original
from whence.schema.records import Claim, Input, Issue, Report
from whence.store import tables as t

NOTHING = Given()


class Loaded(Struct, frozen=True, kw_only=True):
    """One original with all that reading it gave; `fingerprint` says with what it was read."""

    original: Original
    fingerprint: str
    report: Report | None = None
    claims: tuple[Claim, ...] = ()
    issues: tuple[Issue, ...] = ()


class Known(Struct, frozen=True, kw_only=True):
    """An original without its bytes, and the fingerprint of the reading that the record holds."""

    original: Original
    fingerprint: str | None
    erased: bool = False  # it was, for good: it is not read again


def row(loaded: Loaded) -> dict[str, object]:
    """The row of an original."""
    original = loaded.original
    values = dict(zip(t.ORIGINAL.names, t.ORIGINAL.flatten(original), strict=True))
    return {**values, "sha256": hashlib.sha256(original.data).hexdigest(), "fingerprint": loaded.fingerprint}


def known(connection: Connection, ids: Sequence[str]) -> dict[str, Known]:
    """What the record knows of some originals."""
    names = [name for name in t.ORIGINAL.names if name != "data"]
    columns = [t.originals.c[name] for name in ("fingerprint", *names)]
    at = 1 + t.ORIGINAL.names.index("data")
    found = {}
    for row in connection.execute(select(*columns).where(t.originals.c.report_id.in_(ids))):
        original = t.ORIGINAL.build((*row[:at], b"", *row[at:]), {}, 1)
        found[original.report_id] = Known(original=original, fingerprint=row[0])
    return {**found, **{one: _erased(one) for one in tombs(connection, ids)}}


def tombs(connection: Connection, ids: Sequence[str]) -> list[str]:
    """Those of some reports that were erased, in order."""
    table = t.tombstones
    query = select(table.c.report_id).where(table.c.report_id.in_(ids)).order_by(table.c.report_id)
    return list(connection.execute(query).scalars())


def _erased(report_id: str) -> Known:
    nothing = Original(report_id=report_id, format="text", input=Input(), data=b"")
    return Known(original=nothing, fingerprint=None, erased=True)


def combine(old: Original, new: Original, said: Given = NOTHING) -> Original:
    """One original from two of the same bytes, whichever came first.

    Input, format and charset come from the smaller input; what is given with it counts before what is given with the
    other. What was said expressly for this reading (`said`) counts before both; what is null overrides nothing.
    The first capture stays.
    """
    first, second = (new, old) if input_key(new.input) <= input_key(old.input) else (old, new)
    given = _over(said, _over(first.given, second.given))
    return structs.replace(first, given=given, captured=old.captured or new.captured, data=new.data or old.data)


def input_key(place: Input) -> tuple[str, str, str]:
    """Order of inputs: by path, then URL, then id."""
    return (place.path or "", place.url or "", place.id or "")


def _over(upper: Given, lower: Given) -> Given:
    values = {
        field: getattr(upper, field) if getattr(upper, field) is not None else getattr(lower, field)
        for field in Given.__struct_fields__
    }
    return Given(**values)
