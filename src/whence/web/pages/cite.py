"""An event and its reports as entries of a bibliography."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct

from whence.schema.records import Report
from whence.web import wording
from whence.web.view.values import Held


class Entry(Struct, frozen=True, kw_only=True):
    """One entry: the event itself, or a report that it rests on."""

    key: str
    title: str
    container: str | None
    author: str | None
    date: str | None
    url: str | None
    note: str
    report: bool


def entries(held: Held) -> list[Entry]:
    """The event first, then its reports in order of their dates, each once."""
    row, line = held.row, held.row.line
    act = wording.act(row.type, row.mode)
    where = f", {line.place}" if line.place else ""
    when = f", {wording.days(row.earliest, row.latest)}" if row.earliest else ""
    said = "; ".join(line.said_by) or "nobody named"
    event = Entry(
        key=f"whence-{row.event_id}", title=f"{act}{where}{when} (as reported)", container="Whence record",
        author=None, date=row.earliest, url=None, report=False,
        note=f"Reported by: {said}. {row.line.grade_why}. Event {row.event_id}.",
    )  # fmt: skip
    reports = {one.report.report_id: one.report for one in held.told}
    return [event, *(_report(one) for one in reports.values())]


def _report(report: Report) -> Entry:
    note = f"Report {report.report_id}" + (f", reprint of {report.copy_of}" if report.copy_of else "")
    return Entry(
        key=f"report-{report.report_id}", title=report.title or "Untitled report", container=report.outlet,
        author=report.byline, date=report.published.value[:10] if report.published else None, url=report.url,
        note=note, report=True,
    )  # fmt: skip


def csl(found: Sequence[Entry]) -> str:
    """CSL-JSON."""
    return json.dumps([_csl(one) for one in found], ensure_ascii=False, indent=1)


def _csl(one: Entry) -> dict[str, object]:
    item: dict[str, object] = {
        "id": one.key, "type": "article-newspaper" if one.report else "dataset", "title": one.title, "note": one.note,
    }  # fmt: skip
    if one.container:
        item["container-title"] = one.container
    if one.author:
        item["author"] = [{"literal": one.author}]
    if one.url:
        item["URL"] = one.url
    parts = [int(part) for part in (one.date or "").split("-") if part.isdecimal()]
    if parts:
        item["issued"] = {"date-parts": [parts]}
    return item


def ris(found: Sequence[Entry]) -> str:
    """RIS, a tag a line."""
    return "\r\n".join(line for one in found for line in _ris(one)) + "\r\n"


def _ris(one: Entry) -> list[str]:
    tags = (
        ("TY", "NEWS" if one.report else "DATA"), ("ID", one.key), ("TI", one.title), ("AU", one.author),
        ("T2", one.container), ("DA", one.date.replace("-", "/") if one.date else None), ("UR", one.url),
        ("N1", one.note),
    )  # fmt: skip
    return [*(f"{tag}  - {_flat(value)}" for tag, value in tags if value), "ER  - "]


def bibtex(found: Sequence[Entry]) -> str:
    """BibTeX; every value in braces, with what TeX would read as its own written out."""
    return "\n".join(_bibtex(one) for one in found)


def _bibtex(one: Entry) -> str:
    fields = (
        ("title", one.title), ("author", one.author), ("journal", one.container),
        ("year", one.date[:4] if one.date else None), ("date", one.date), ("url", one.url), ("note", one.note),
    )  # fmt: skip
    body = "".join(f"  {name} = {{{_tex(value)}}},\n" for name, value in fields if value)
    return f"@{'article' if one.report else 'misc'}{{{one.key},\n{body}}}\n"


TEX = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "%": r"\%", "#": r"\#", "&": r"\&", "$": r"\$", "_": r"\_",
       "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}  # fmt: skip


def _tex(value: str) -> str:
    return "".join(TEX.get(sign, sign) for sign in _flat(value))


def _flat(value: str) -> str:
    return " ".join(value.split())


FORMS: Mapping[str, tuple[str, str, Callable[[Sequence[Entry]], str]]] = {
    "csl": ("CSL-JSON", "application/vnd.citationstyles.csl+json", csl),
    "ris": ("RIS", "application/x-research-info-systems; charset=utf-8", ris),
    "bib": ("BibTeX", "text/x-bibtex; charset=utf-8", bibtex),
}


def written(form: str, held: Held) -> tuple[str, str]:
    """The media type and the text."""
    _, kind, write = FORMS[form]
    return kind, write(entries(held))
