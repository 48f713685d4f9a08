"""Reports for reference managers: CSL-JSON (Zotero, pandoc), RIS and BibTeX."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import msgspec

from whence.publish.cells import flat, ident, moment
from whence.publish.view import View
from whence.schema.records import Report

CSL, RIS, BIBTEX = ("reports.csl.json",), ("reports.ris",), ("reports.bib",)
_TEX = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "%": r"\%", "#": r"\#", "_": r"\_",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}",
}  # fmt: skip
_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_AUTHORS = re.compile(r"\s*(?:,|;|&|\band\b)\s*")


def authors(report: Report) -> list[str]:
    """The names of a byline, as it gives them."""
    line = flat(report.byline) or ""
    return [name for name in _AUTHORS.split(re.sub(r"^by\s+", "", line, flags=re.IGNORECASE)) if name]


def _published(report: Report) -> datetime | None:
    return moment(report.published.value) if report.published else None


def csl(view: View, folder: Path) -> None:
    """Write CSL-JSON, one item a line."""
    with (folder / CSL[0]).open("wb") as file:
        file.write(b"[")
        for number, report in enumerate(view.reports()):
            file.write((b",\n" if number else b"\n") + msgspec.json.encode(csl_item(report)))
        file.write(b"\n]\n")


def csl_item(report: Report) -> dict[str, object]:
    """A report as a CSL item; what is unknown is left out."""
    when = _published(report)
    item: dict[str, object | None] = {
        "id": ident("report", report.report_id),
        "type": "article-newspaper",
        "title": flat(report.title),
        "container-title": flat(report.outlet),
        "author": [{"literal": name} for name in authors(report)] or None,
        "issued": {"date-parts": [[when.year, when.month, when.day]]} if when else None,
        "URL": report.url,
        "language": report.language,
    }
    return {name: value for name, value in item.items() if value is not None}


def ris(view: View, folder: Path) -> None:
    """Write RIS."""
    with (folder / RIS[0]).open("w", encoding="utf-8", newline="") as file:
        for report in view.reports():
            file.writelines(f"{tag}  - {value}\r\n" for tag, value in _ris(report))
            file.write("\r\n")


def _ris(report: Report) -> Iterator[tuple[str, str]]:
    when = _published(report)
    yield "TY", "NEWS"
    yield "ID", ident("report", report.report_id) or ""
    for tag, value in (("TI", report.title), ("T2", report.outlet)):
        if words := flat(value):
            yield tag, words
    for name in authors(report):
        yield "AU", name
    if when:
        yield "PY", f"{when.year:04}"
        yield "DA", f"{when.year:04}/{when.month:02}/{when.day:02}"
    for tag, value in (("UR", report.url), ("LA", report.language)):
        if words := flat(value):
            yield tag, words
    yield "ER", ""


def bibtex(view: View, folder: Path) -> None:
    """Write BibTeX."""
    with (folder / BIBTEX[0]).open("w", encoding="utf-8", newline="\n") as file:
        for report in view.reports():
            fields = "".join(f"  {name} = {value},\n" for name, value in _bibtex(report))
            file.write(f"@article{{{ident('report', report.report_id)},\n{fields}}}\n\n")


def _bibtex(report: Report) -> Iterator[tuple[str, str]]:
    when = _published(report)
    for name, value in (("title", report.title), ("journal", report.outlet)):
        if words := flat(value):
            yield name, f"{{{_tex(words)}}}"
    if names := authors(report):
        yield "author", "{" + " and ".join(f"{{{_tex(name)}}}" for name in names) + "}"
    if when:
        yield "year", f"{{{when.year:04}}}"
        yield "month", _MONTHS[when.month - 1]
        yield "date", f"{{{when.date().isoformat()}}}"
    if report.url:
        yield "url", "{" + re.sub(r"[\s{}\\]", lambda one: f"%{ord(one.group()):02X}", report.url) + "}"
    if report.language:
        yield "langid", f"{{{_tex(report.language)}}}"


def _tex(words: str) -> str:
    return "".join(_TEX.get(letter, letter) for letter in words)
