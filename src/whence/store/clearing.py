"""Making room for what a new reading of some originals gave."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection

from whence.store import search
from whence.store import tables as t
from whence.store.originals import Loaded
from whence.store.statements import take_out, words


def clear(connection: Connection, batch: Sequence[Loaded]) -> None:
    """Take out what earlier readings of these originals gave and this one does not."""
    ids = [loaded.original.report_id for loaded in batch]
    old = words(connection, t.claims.c.claim_id, t.claims.c.report_id, ids)
    search.remove(connection, ids, old)
    reports = {loaded.report.report_id for loaded in batch if loaded.report is not None}
    claims = {claim.claim_id for loaded in batch for claim in loaded.claims}
    take_out(connection, t.machine_claims.c.report_id, ids)
    take_out(connection, t.issues.c.report_id, ids)
    take_out(connection, t.claims.c.claim_id, [one for one in old if one not in claims])
    take_out(connection, t.reports.c.report_id, [one for one in ids if one not in reports])
