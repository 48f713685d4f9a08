"""What a record holds, looked up by key, for merging a few reports into it (`stages.merge.join.Shelf`)."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Engine, select

from whence.schema.ids import event_id
from whence.schema.records import Claim, Event, Report, from_json
from whence.store import index
from whence.store import tables as t
from whence.store.families import CLAIMS, EVENTS, REPORTS, Family, S
from whence.store.statements import chunks

Mark = tuple[float, float, float, float, float, float]


class StoredShelf:
    """A merged record with some reports that wait; each look is one short transaction."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def passages(self, shingles: Iterable[int], most: int) -> dict[int, list[str]]:
        with self._engine.begin() as connection:
            return index.having(connection, index.passages, "passage", "report_id", shingles, most)

    def blocks(self, keys: Iterable[int], most: int) -> dict[int, list[str]]:
        with self._engine.begin() as connection:
            return index.having(connection, index.keys, "key", "claim_id", keys, most)

    def marks(self, claims: Iterable[str]) -> dict[str, Mark]:
        with self._engine.begin() as connection:
            found = index.marks_of(connection, claims)
        return {one: (some[0], some[1], some[2], some[3], some[4], some[5]) for one, some in found.items()}

    def reports(self, ids: Iterable[str]) -> list[Report]:
        return self._some(REPORTS, ids)

    def copies(self, ids: Iterable[str]) -> list[str]:
        with self._engine.begin() as connection:
            found = index.together(connection, t.reports.c.report_id, t.reports.c.copy_of, ids)
        return sorted(one for some in found.values() for one in some)

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
        with self._engine.begin() as connection:
            found = index.together(connection, t.claims.c.report_id, t.claims.c.claim_id, claims)
        return {claim: some[0] for claim, some in found.items()}

    def homes(self, claims: Iterable[str]) -> dict[str, str]:
        with self._engine.begin() as connection:
            return index.homes(connection, claims)

    def events(self, ids: Iterable[str]) -> list[Event]:
        return self._some(EVENTS, ids)

    def linked_to(self, events: Iterable[str]) -> list[str]:
        with self._engine.begin() as connection:
            found = index.together(connection, t.event_links.c.event_id, t.event_links.c.other_event, events)
        return sorted({one for some in found.values() for one in some})

    def anchors(self, ids: Iterable[str]) -> dict[str, str]:
        """All claims are looked through only where an id is none of theirs: it may be of an event that is gone."""
        wanted = {*ids}
        found = {one: one for one in self.told_in(wanted)} if wanted else {}
        if not wanted - found.keys():
            return found
        with self._engine.begin() as connection:
            for claim in connection.execute(select(t.claims.c.claim_id)).scalars():
                event = event_id([claim])
                if event in wanted:
                    found[event] = claim
        return found

    def _some(self, family: Family[S], ids: Iterable[str]) -> list[S]:
        found: list[S] = []
        with self._engine.begin() as connection:
            for some in chunks(sorted({*ids})):
                found += family.fetch(connection, family.select().where(family.table.c[family.key].in_(some)))
        return found
