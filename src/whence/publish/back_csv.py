"""A csv package becomes the values that it was made from."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from whence.publish.cells import bare, unguarded
from whence.publish.columns import Column, Table
from whence.publish.tables import TABLES
from whence.publish.wrong import Wrong
from whence.schema.records import Claim, Decision, Event, Issue, Report

LONGEST = 200_000_000  # characters of a cell: a text
Line = dict[str, Any]  # one row: cells by column, plain values
Lines = Mapping[str, list[Line]]  # of one report, claim or event, by table
_WORDS = ("string", "moment")


def read(folder: Path, lines: Callable[[Path, Table[Any]], Iterator[Line | Wrong]] | None = None) -> Iterator[Struct]:
    """All values, and what is wrong with lines that cannot be read; `lines` reads a table that is no CSV."""
    csv.field_size_limit(LONGEST)
    tables: dict[str, list[Line]] = {}
    for table in TABLES:
        tables[table.name] = []
        for line in (lines or _lines)(folder, table):
            if isinstance(line, Wrong):
                yield line
            else:
                tables[table.name].append(line)
    for root, key, made in _SHAPES:
        yield from _values(tables, root, key, made)
    for line in tables["decisions"]:
        yield from _made(lambda line: (Decision, {**line, "ids": line["ids"] or []}), line, "decisions")
    for line in tables["issues"]:
        yield from _made(_issue, line, "issues")


def _lines(folder: Path, table: Table[Any]) -> Iterator[Line | Wrong]:
    name = f"{table.name}.csv"
    try:
        file = (folder / name).open(encoding="utf-8", newline="", errors="replace")
    except OSError as error:
        yield Wrong(file=name, what=f"cannot be read ({error.strerror})", remedy="Export the record again.")
        return
    with file:
        reader = csv.reader(file)
        header = next(reader, [])
        if header != table.names:
            what = f"its columns are not those of {table.name}: {', '.join(table.names)}"
            yield Wrong(file=name, line=1, what=what, remedy="Keep the header as it was written.")
            return
        while True:
            number = reader.line_num + 1
            try:
                row = next(reader, None)
            except csv.Error as error:
                yield Wrong(file=name, line=number, what=str(error), remedy="Mend the line.")
                continue
            if row is None:
                return
            yield _line(row, table, name, number)


def _line(row: Sequence[str], table: Table[Any], name: str, number: int) -> Line | Wrong:
    if len(row) != len(table.columns):
        what = f"the row has {len(row)} cells, the header {len(table.columns)}"
        return Wrong(file=name, line=number, what=what, remedy="Mend the line.")
    found: Line = {"": number}
    for cell, column in zip(row, table.columns, strict=True):
        try:
            found[column.name] = _cell(cell, column)
        except ValueError:
            remedy = f"It must be {column.kind}: {column.about}."
            return Wrong(
                file=name, line=number, column=column.name, value=cell[:80], what="does not fit", remedy=remedy
            )
    return found


def _cell(cell: str, column: Column) -> Any:
    if cell == "":
        return None
    if column.kind in _WORDS:
        return unguarded(cell)
    return _KINDS[column.kind](cell)


def _truth(cell: str) -> bool:
    if cell.lower() not in ("true", "false"):
        raise ValueError(cell)
    return cell.lower() == "true"


def _number(cell: str) -> int | float:
    try:
        return int(cell)
    except ValueError:
        return float(cell)


_KINDS: Mapping[str, Callable[[str], Any]] = {
    "integer": int, "number": _number, "boolean": _truth, "date": str, "id": bare,
    "ids": lambda cell: [bare(one) for one in cell.split()],
}  # fmt: skip


def _values(tables: Lines, root: str, key: str, made: Callable[[Line, Lines], tuple[type, Line]]) -> Iterator[Struct]:
    """Each row of a root table with the rows of the others that name it, as one value."""
    beside: dict[str, dict[str, list[Line]]] = defaultdict(lambda: defaultdict(list))
    for table in TABLES:
        if table.name != root and table.columns[0].name == key:
            for line in tables[table.name]:
                beside[line[key]][table.name].append(line)
    for line in tables[root]:
        own = beside.pop(line[key], defaultdict(list))
        yield from _made(lambda line, own=own: made(line, own), line, root)  # type: ignore[misc]


def _made(made: Callable[[Line], tuple[type, Line]], line: Line, name: str) -> Iterator[Struct]:
    try:
        kind, value = made(line)
        yield msgspec.convert(value, kind)
    except (msgspec.ValidationError, KeyError, IndexError, TypeError, ValueError) as error:
        what = f"no value can be made of it and what belongs to it ({error})"
        yield Wrong(file=f"{name}.csv", line=line[""], what=what, remedy="Export the record again.")


def _spans(own: Lines) -> dict[str, Line]:
    words = ("text", "start", "end", "found_by", "confidence")
    return {line["field"]: {name: line[name] for name in words if line[name] is not None} for line in own["evidence"]}


def _ordered(lines: Sequence[Line], key: str = "seq") -> list[Line]:
    return sorted(lines, key=lambda line: line[key])


def _claim(line: Line, own: Lines) -> tuple[type, Line]:
    spans = _spans(own)

    def listed(field: str, rows: Sequence[Line]) -> list[Line]:
        return [{**_known(row), **spans[f"{field}.{row['seq']}"]} for row in _ordered(rows)]

    time = _prefixed(line, "time_")
    actors = {role: [row for row in own["actors"] if row["role"] == role] for role in ("actor", "target")}
    figures = listed("figures", own["figures"])
    for seq, figure in enumerate(figures):
        figure["of"] = spans.get(f"figures.{seq}.of")
    return Claim, {
        **_known({name: line[name] for name in ("claim_id", "report_id", "type", "mode", "status")}),
        "evidence": spans["evidence"], "hedge": spans.get("hedge"), "instrument": spans.get("instrument"),
        "actors": listed("actors", actors["actor"]), "targets": listed("targets", actors["target"]),
        "place": {**_known(own["places"][0]), **spans["place"]} if own["places"] else None,
        "time": {**_known(time), **spans["time"]} if "time" in spans else None,
        "figures": figures, "chain": listed("chain", own["sources"]), "contexts": (line["contexts"] or "").split(),
    }  # fmt: skip


def _report(line: Line, own: Lines) -> tuple[type, Line]:
    published = {"value": line["published"], "basis": line["published_basis"]} if line["published"] else None
    plain = ("report_id", "outlet", "title", "byline", "url", "language", "captured", "copy_of")
    cuts = [{**_known(row), "text": row["text"] or ""} for row in _ordered(own["cuts"])]
    return Report, {
        **_known({name: line[name] for name in plain}), "published": published, "text": line["text"] or "",
        "input": _prefixed(line, "input_"), "cut": cuts,
    }  # fmt: skip


def _event(line: Line, own: Lines) -> tuple[type, Line]:
    place, time = _prefixed(line, "place_"), _prefixed(line, "time_")
    actors = {role: [row for row in own["event_actors"] if row["role"] == role] for role in ("actor", "target")}

    links = own["event_links"]

    def listed(table: Sequence[Line]) -> list[Line]:
        return [{**_known(row), "claims": row["claims"] or []} for row in _ordered(table)]

    return Event, {
        "event_id": line["event_id"], "status": line["status"],
        "type": {"value": line["type"], "claims": line["type_claims"] or []},
        "mode": {"value": line["mode"], "claims": line["mode_claims"] or []} if line["mode"] else None,
        "place": {**_known(place), "claims": place["claims"] or []} if place["name"] else None,
        "time": {**_known(time), "claims": time["claims"] or []} if time["precision"] else None,
        "actors": listed(actors["actor"]), "targets": listed(actors["target"]),
        "figures": listed(own["event_figures"]), "origins": listed(own["origins"]), "history": listed(own["history"]),
        "claims": [row["claim_id"] for row in _ordered(own["event_claims"])],
        "reports": [row["report_id"] for row in _ordered(own["event_reports"])],
        "links": [{"relation": row["relation"], "event_id": row["other_event"]} for row in _ordered(links)],
        "credibility": {"grade": line["credibility"], "why": line["credibility_why"] or ""},
        "disputes": _disputes(own["disputes"]),
    }  # fmt: skip


def _disputes(rows: Sequence[Line]) -> list[Line]:
    found: dict[int, Line] = {}
    for row in sorted(rows, key=lambda row: (row["dispute"], row["side"])):
        dispute = found.setdefault(row["dispute"], {"field": row["field"], "values": []})
        dispute["values"].append({"value": row["value"] or "", "claims": row["claims"] or []})
    return list(found.values())


def _issue(line: Line) -> tuple[type, Line]:
    words = {name: line[name] or "" for name in ("stage", "level", "code", "message", "advice")}
    return Issue, {"report_id": line["report_id"], "input": _prefixed(line, "input_"), **words}


def _prefixed(line: Line, prefix: str) -> Line:
    return {name.removeprefix(prefix): cell for name, cell in line.items() if name.startswith(prefix)}


def _known(line: Line) -> Line:
    """Without what is unknown, so that a field's default stands."""
    return {name: cell for name, cell in line.items() if cell is not None and name}


_SHAPES: tuple[tuple[str, str, Callable[[Line, Lines], tuple[type, Line]]], ...] = (
    ("reports", "report_id", _report),
    ("claims", "claim_id", _claim),
    ("events", "event_id", _event),
)
