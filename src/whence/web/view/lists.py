"""Lists: reports, outlets, names, disputes, issues; a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from whence.schema.records import Issue
from whence.web.view.lines import folded
from whence.web.view.pack import unpack
from whence.web.view.values import Quoted, Side
from whence.web.view.views import View

PAGE = 60
Part = Literal["actor", "source", "outlet"]


class Listed(Struct, frozen=True, kw_only=True):
    """A report on a line."""

    report_id: str
    outlet: str | None
    title: str | None
    published: str | None
    language: str | None
    copy_of: str | None
    length: int
    claims: int


class Outlet(Struct, frozen=True, kw_only=True):
    """An outlet: how often it reported, reprinted and spoke in its own voice, and whom it quotes."""

    outlet: str
    reports: int
    reprints: int
    own: int
    claims: int
    quoted: tuple[Quoted, ...]


class Name(Struct, frozen=True, kw_only=True):
    """A party or an origin, with the number of its events."""

    name: str
    kind: str | None
    sector: str | None
    private: bool
    events: int


class Disputed(Struct, frozen=True, kw_only=True):
    """One disputed field of one event."""

    event_id: str
    field: str
    sides: tuple[Side, ...]
    words: str
    type: str
    mode: str | None


def reports(view: View, outlet: str, offset: int, limit: int) -> list[Listed]:
    """Reports, the newest first, those of one outlet if asked."""
    clause, values = ("WHERE outlet = ?", [outlet]) if outlet else ("", [])
    names = ", ".join(Listed.__struct_fields__)
    query = f"SELECT {names} FROM reports {clause} ORDER BY newest DESC, report_id DESC LIMIT ? OFFSET ?"  # noqa: S608
    found = view.connection().execute(query, (*values, limit, offset))
    return [Listed(**dict(zip(Listed.__struct_fields__, one, strict=True))) for one in found]


def outlets(view: View, offset: int, limit: int) -> list[Outlet]:
    """Outlets by how much they report."""
    names = ", ".join(Outlet.__struct_fields__)
    query = f"SELECT {names} FROM outlets ORDER BY reports DESC, outlet LIMIT ? OFFSET ?"  # noqa: S608
    return [_outlet(one) for one in view.connection().execute(query, (limit, offset))]


def _outlet(found: Sequence[object]) -> Outlet:
    values = dict(zip(Outlet.__struct_fields__, found, strict=True))
    return Outlet(**{**values, "quoted": unpack(found[-1], tuple[Quoted, ...])})  # type: ignore[arg-type]


def names(view: View, part: Part, begins: str, offset: int, limit: int) -> list[Name]:
    """Parties or origins by how many events they stand in, if asked those with a name that begins so."""
    fields = ", ".join(Name.__struct_fields__)
    start = folded(begins)
    if start:
        clause, values = "AND folded >= ? AND folded < ?", [start, start + "\U0010ffff"]
    else:
        clause, values = "", []
    query = f"SELECT {fields} FROM names WHERE part = ? {clause} ORDER BY events DESC, name LIMIT ? OFFSET ?"  # noqa: S608
    found = view.connection().execute(query, (part, *values, limit, offset))
    return [Name(**{**dict(zip(Name.__struct_fields__, one, strict=True)), "private": bool(one[3])}) for one in found]


def disputes(view: View, field: str, offset: int, limit: int) -> list[Disputed]:
    """Disputes in order of time, if asked those about one field."""
    clause, values = ("WHERE field = ?", [field]) if field else ("", [])
    query = (
        "SELECT disputes.event_id, field, sides, line, type, mode "  # noqa: S608
        "FROM disputes CROSS JOIN events USING (n) CROSS JOIN lines USING (n) "
        f"{clause} ORDER BY disputes.newest DESC, disputes.event_id, seq LIMIT ? OFFSET ?"
    )
    found = []
    for event, name, sides, line, type_, mode in view.connection().execute(query, (*values, limit, offset)):
        said = unpack(line, _Words).words
        found.append(Disputed(
            event_id=event, field=name, sides=unpack(sides, tuple[Side, ...]), words=said, type=type_, mode=mode,
        ))  # fmt: skip
    return found


class _Words(Struct, frozen=True):
    words: str = ""


def disputed_fields(view: View) -> list[tuple[str, int]]:
    """Fields that are disputed, with how often."""
    query = "SELECT field, count(*) FROM disputes GROUP BY 1 ORDER BY 2 DESC, 1"
    return view.remembered.get(query, lambda: [(field, k) for field, k in view.connection().execute(query)])


def issues(view: View, level: str, offset: int, limit: int) -> list[Issue]:
    """Issues, the worst first."""
    clause, values = ("WHERE level = ?", [level]) if level else ("", [])
    query = (
        f"SELECT body FROM issues {clause} "  # noqa: S608
        "ORDER BY CASE level WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, i LIMIT ? OFFSET ?"
    )
    return [unpack(body, Issue) for (body,) in view.connection().execute(query, (*values, limit, offset))]


def issue_counts(view: View) -> dict[str, int]:
    """How many of each level."""
    return dict(view.connection().execute("SELECT level, count(*) FROM issues GROUP BY 1").fetchall())
