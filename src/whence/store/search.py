"""Full-text search over reports and claims; each database has its own way, behind these functions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import Connection

from whence.schema.records import Claim, Report
from whence.store import found
from whence.store.database import full_text
from whence.store.found import Hit


def add(connection: Connection, reports: Iterable[Report], claims: Iterable[Claim]) -> None:
    """Make reports and claims findable."""
    full_text(connection).index(connection, [*map(found.of_report, reports), *map(found.of_claim, claims)])


def remove(connection: Connection, reports: Sequence[str], claims: Sequence[str]) -> None:
    """Forget reports and claims by id; unknown ids do no harm."""
    rows = [found.row_of("report", one) for one in reports] + [found.row_of("claim", one) for one in claims]
    full_text(connection).forget(connection, rows)


def find(connection: Connection, words: str, limit: int) -> list[Hit]:
    """What holds all the words (or "quoted phrases"), best first; nothing for marks alone."""
    terms = found.terms(words)
    return full_text(connection).find(connection, terms, limit) if terms else []
