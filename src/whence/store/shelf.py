"""What a record holds, looked up by key, for merging a few reports into it (`stages.merge.join.Shelf`)."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Column, Engine, select

from whence.schema.ids import event_id
from whence.schema.records import Claim, Event, Report, from_json
from whence.store import index
from whence.store import tables as t
from whence.store.families import CLAIMS, EVENTS, REPORTS, Family, S
from whence.store.statements import chunks, those, words


class StoredShelf:
    """A merged record with some reports that wait; each look is one short transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def passages(self, shingles: Iterable[int], most: int) -> dict[int, list[str] | None]:
        with self._engine.begin() as connection:
            return index.having(connection, index.passages, "passage", "report_id", shingles, most)

    def blocks(self, keys: Iterable[int], most: int) -> dict[int, list[str] | None]:
        with self._engine.begin() as connection:
            return index.having(connection, index.keys, "key", "claim_id", keys, most)

    def marks(self, claims: Sequence[str]) -> NDArray[np.float64]:
        with self._engine.begin() as connection:
            return index.marks_of(connection, claims)

    def reports(self, ids: Iterable[str]) -> list[Report]:
        return self._some(REPORTS, ids)

    def published(self, ids: Iterable[str]) -> dict[str, str | None]:
        return self._column(t.reports.c.report_id, t.reports.c.published, ids)

    def copies(self, ids: Iterable[str]) -> list[str]:
        with self._engine.begin() as connection:
            return words(connection, t.reports.c.report_id, t.reports.c.copy_of, {*ids})

    def claims(self, reports: Iterable[str]) -> list[Claim]:
        """As the machine read them."""
        found: list[Claim] = []
        aside: dict[str, Claim] = {}
        with self._engine.begin() as connection:
            for some in chunks(sorted({*reports})):
                found += CLAIMS.fetch(connection, CLAIMS.select().where(t.claims.c.report_id.in_(some)))
                table = t.machine_claims
                rows = connection.execute(select(table.c.claim_id, table.c.claim).where(table.c.report_id.in_(some)))
                aside.update({one: from_json(claim, Claim) for one, claim in rows})
        return [*(claim for claim in found if claim.claim_id not in aside), *aside.values()]

    def told_in(self, claims: Iterable[str]) -> dict[str, str]:
        return self._column(t.claims.c.claim_id, t.claims.c.report_id, claims)

    def types(self, claims: Iterable[str]) -> dict[str, str]:
        return self._column(t.claims.c.claim_id, t.claims.c.type, claims)

    def homes(self, claims: Iterable[str]) -> dict[str, str]:
        with self._engine.begin() as connection:
            return index.homes(connection, claims)

    def events(self, ids: Iterable[str]) -> list[Event]:
        return self._some(EVENTS, ids)

    def members(self, events: Iterable[str]) -> list[str]:
        with self._engine.begin() as connection:
            return words(connection, t.event_claims.c.claim_id, t.event_claims.c.event_id, sorted({*events}))

    def linked_to(self, events: Iterable[str]) -> list[str]:
        with self._engine.begin() as connection:
            return sorted({*words(connection, t.event_links.c.event_id, t.event_links.c.other_event, {*events})})

    def anchors(self, ids: Iterable[str]) -> dict[str, str]:
        """Of an event the claim is looked for on it, on the one that it went into, and only then among all."""
        wanted = {*ids}
        found = {one: one for one in self.told_in(wanted)}
        events = wanted - found.keys() - self.published(wanted).keys()
        for claims in self._on, self._all:
            if missing := events - found.keys():
                found.update({event: claim for claim in claims(missing) if (event := event_id([claim])) in missing})
        return found

    def _on(self, events: Collection[str]) -> list[str]:
        """Claims of these events, and of those that they went into."""
        with self._engine.begin() as connection:
            went = words(connection, t.redirects.c.to_event, t.redirects.c.event_id, sorted(events))
        return self.members({*events, *went})

    def _all(self, _: Collection[str]) -> list[str]:
        with self._engine.begin() as connection:
            return [*connection.execute(select(t.claims.c.claim_id)).scalars()]

    def _column(self, key: Column[Any], wanted: Column[Any], ids: Iterable[str]) -> dict[str, Any]:
        """One column of the rows with these keys."""
        found: dict[str, Any] = {}
        with self._engine.begin() as connection:
            for some in chunks(sorted({*ids})):
                found.update(connection.execute(select(key, wanted).where(key.in_(some))).fetchall())
        return found

    def _some(self, family: Family[S], ids: Iterable[str]) -> list[S]:
        with self._engine.begin() as connection:
            return those(connection, family, family.table.c[family.key], ids)
