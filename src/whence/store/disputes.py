"""Disputes as rows: one side a row, numbered by the dispute that it belongs to."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from msgspec import Struct

from whence.schema.records import Dispute, Supported


class Side(Struct, frozen=True, kw_only=True):
    """One side of a dispute."""

    dispute: int
    field: str
    side: str
    claims: tuple[str, ...]


def sides(disputes: Sequence[Dispute]) -> list[Side]:
    """All sides, in order."""
    return [
        Side(dispute=number, field=dispute.field, side=value.value, claims=value.claims)
        for number, dispute in enumerate(disputes)
        for value in dispute.values
    ]


def disputes(found: Sequence[Side]) -> tuple[Dispute, ...]:
    """The disputes that `sides` took apart."""
    return tuple(
        Dispute(field=field, values=tuple(Supported(value=side.side, claims=side.claims) for side in group))
        for (_, field), group in groupby(found, key=lambda side: (side.dispute, side.field))
    )
