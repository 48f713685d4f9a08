"""Single things by id: an event with all its page shows, a report, a claim."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from whence.errors import NotFoundError
from whence.schema.records import Claim, Decision, Event, Report
from whence.web.view.events import COLUMNS, TABLES, row_of
from whence.web.view.pack import unpack
from whence.web.view.values import Held, Row, Told
from whence.web.view.views import View

MOST = 400  # claims of one page


def event(view: View, event_id: str) -> Held:
    """An event, by its id or one that it had before; raises `NotFoundError` where none is or it is held back."""
    connection = view.connection()
    moved = connection.execute("SELECT to_event FROM redirects WHERE event_id = ?", (event_id,)).fetchone()
    wanted = moved[0] if moved else event_id
    found = connection.execute(f"SELECT {COLUMNS}, body FROM {TABLES} WHERE event_id = ?", (wanted,)).fetchone()  # noqa: S608
    if found is None:
        raise NotFoundError("No event has that id, or it tells of troop movements and is held back.")
    held = unpack(found[-1], Event)
    return Held(row=row_of(found[:-1]), event=held, told=told(view, held.claims[:MOST]))


def line(view: View, event_id: str) -> Row | None:
    """The line of an event."""
    query = f"SELECT {COLUMNS} FROM {TABLES} WHERE event_id = ?"  # noqa: S608
    found = view.connection().execute(query, (event_id,)).fetchone()
    return row_of(found) if found else None


def told(view: View, claim_ids: Iterable[str]) -> tuple[Told, ...]:
    """Claims with their reports, in the order of their reports' dates."""
    ids = [*claim_ids]
    marks = ", ".join("?" * len(ids))
    query = (
        "SELECT claims.body, reports.body, claims.event_id, claims.machine FROM claims "  # noqa: S608
        f"JOIN reports USING (report_id) WHERE claim_id IN ({marks})"
    )
    found = [
        Told(claim=unpack(claim, Claim), report=unpack(report, Report), event_id=home,
             machine=unpack(machine, Claim) if machine else None)
        for claim, report, home, machine in view.connection().execute(query, ids)
    ]  # fmt: skip
    return tuple(sorted(found, key=_order))


def _order(one: Told) -> tuple[str, str, int]:
    published = one.report.published.value if one.report.published else "9999"
    return published, one.report.report_id, one.claim.evidence.start


def claim(view: View, claim_id: str) -> Told:
    """One claim; raises `NotFoundError`."""
    found = told(view, [claim_id])
    if not found:
        raise NotFoundError("No claim has that id, or it tells of troop movements and is held back.")
    return found[0]


def report(view: View, report_id: str) -> Report:
    """One report; raises `NotFoundError`."""
    found = view.connection().execute("SELECT body FROM reports WHERE report_id = ?", (report_id,)).fetchone()
    if found is None:
        raise NotFoundError("No report has that id.")
    return unpack(found[0], Report)


def claims_of(view: View, report_id: str) -> list[tuple[Claim, str | None]]:
    """The claims of a report in the order of its text, each with the id of its event."""
    query = "SELECT body, event_id FROM claims WHERE report_id = ? ORDER BY start, claim_id LIMIT 2000"
    return [(unpack(body, Claim), home) for body, home in view.connection().execute(query, (report_id,))]


def copies(view: View, report_ids: Sequence[str]) -> dict[str, list[tuple[str, str | None, str | None]]]:
    """Reports that reprint these: id, outlet and date by the id of what they reprint."""
    marks = ", ".join("?" * len(report_ids))
    query = (
        f"SELECT copy_of, report_id, outlet, published FROM reports WHERE copy_of IN ({marks}) "  # noqa: S608
        "ORDER BY newest, report_id"
    )
    found: dict[str, list[tuple[str, str | None, str | None]]] = {}
    for original, one, outlet, published in view.connection().execute(query, [*report_ids]):
        found.setdefault(original, []).append((one, outlet, published))
    return found


def decisions(view: View) -> list[Decision]:
    """What people decided, masked, as far as the pages know."""
    return [unpack(body, Decision) for (body,) in view.connection().execute("SELECT body FROM decisions ORDER BY seq")]
