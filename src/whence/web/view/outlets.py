"""Outlets, counted claim by claim: how often each was first, how often it reprinted, and whom it quotes."""

from __future__ import annotations

import sqlite3
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from whence.web.view.pack import pack
from whence.web.view.values import Quoted

MOST = 20  # names of those whom an outlet quotes
UNKNOWN = "unknown outlet"
_NAME = f"COALESCE(NULLIF(outlet, ''), '{UNKNOWN}')"
_REPORTS = f"SELECT {_NAME}, count(*), count(copy_of), sum(claims) FROM reports WHERE {{}} GROUP BY 1 ORDER BY 1"  # noqa: S608
_ORIGINS = (
    f"SELECT {_NAME}, origin, origin_kind, count(*) FROM reports CROSS JOIN claims USING (report_id) "  # noqa: S608
    "WHERE {} GROUP BY 1, 2, 3"
)


def count(connection: sqlite3.Connection, only: Iterable[str] | None = None) -> None:
    """Count all outlets, or only some, from the reports and claims that are there."""
    names = sorted({one or UNKNOWN for one in only or ()})
    clause = "1" if only is None else f"{_NAME} IN ({', '.join('?' * len(names))})"
    connection.executemany("DELETE FROM outlets WHERE outlet = ?", [(one,) for one in names])
    rows = [*_rows(connection, clause, names)]
    connection.executemany("INSERT INTO outlets VALUES (?, ?, ?, ?, ?, ?)", rows)


def _rows(connection: sqlite3.Connection, clause: str, names: list[str]) -> Iterator[tuple[object, ...]]:
    quoted: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
    own: Counter[str] = Counter()
    for outlet, origin, kind, claims in connection.execute(_ORIGINS.format(clause), names):
        if origin is None:
            own[outlet] += claims
        else:
            quoted[outlet][origin, kind] += claims
    for outlet, reports, copies, claims in connection.execute(_REPORTS.format(clause), names):
        most = sorted(quoted[outlet].items(), key=lambda item: (-item[1], item[0]))[:MOST]
        whom = [Quoted(name=name, kind=kind, claims=k) for (name, kind), k in most]
        yield outlet, reports, copies, own[outlet], claims, pack(whom)
