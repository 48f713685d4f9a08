"""What importers share: a row that cannot be taken, and how a good one becomes an original."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec
from msgspec import Struct

from whence.schema.original import Given, Original
from whence.schema.records import Input, Issue
from whence.stages.ingest import dates, jsonl, language
from whence.stages.ingest.limits import Limits
from whence.stages.ingest.problems import problem

FIELDS = ("text", "title", "outlet", "url", "published", "language", "id")  # what a row may give; only text must
SHOWN = 80  # characters of a value that a message shows


class Source(Struct, frozen=True, kw_only=True):
    """One file to import: where it is, what is said about all of it, and which column gives which field."""

    path: str
    given: Given = Given()
    captured: str | None = None
    mapping: Mapping[str, str] = {}  # field -> column, over the usual names
    limits: Limits = Limits()


class Bad(Struct, frozen=True, kw_only=True):
    """What is wrong with one row, where, and what to do; `lost` where the row could not be taken at all."""

    line: int | None = None  # of the file, or the number of the message or page
    column: str | None = None
    value: str | None = None
    what: str
    remedy: str
    lost: bool = True

    def issue(self, path: str) -> Issue:
        """The same as an issue of the record."""
        parts = [f"line {self.line}"] if self.line is not None else []
        parts += [f"column {self.column!r}"] if self.column else []
        shown = f" {self.value!r}" if self.value else ""
        where = f"{', '.join(parts)}:{shown} " if parts else shown
        code = "bad-row" if self.lost else "bad-cell"
        found = problem(code, Input(path=path), what=f"{where}{self.what}")
        return msgspec.structs.replace(found, advice=self.remedy)


def cut(value: str) -> str:
    """A value as a message shows it."""
    flat = " ".join(value.split())
    return flat if len(flat) <= SHOWN else flat[:SHOWN] + "\u2026"


def original(
    fields: Mapping[str, str | None], line: int, source: Source, columns: Mapping[str, str]
) -> tuple[Original | None, list[Bad]]:
    """The original that the fields of a row make, and what is wrong with them; a field that is wrong is left out.

    `columns` says what each field's column is called in the file, for the messages.
    """
    said = {name: value.strip() for name, value in fields.items() if value and value.strip()}
    wrong = {"published": _date(said, line, columns), "language": _language(said, line, columns)}
    found = [bad for bad in wrong.values() if bad is not None]
    said = {name: value for name, value in said.items() if wrong.get(name) is None}
    text = said.get("text", "")
    if not text:
        remedy = "Put the text of the post or page into this column, or name another one: --map text=COLUMN."
        return None, [*found, Bad(line=line, column=columns.get("text", "text"), what="is empty", remedy=remedy)]
    if len(text.encode("utf-8", "replace")) > source.limits.max_bytes:
        what = f"is larger than {source.limits.max_bytes:,} bytes, the limit for one report"
        remedy = "Split it into its reports."
        return None, [*found, Bad(line=line, column=columns.get("text", "text"), what=what, remedy=remedy)]
    clean = {name: value.encode("utf-8", "replace").decode() for name, value in said.items()}
    made = jsonl.from_object(clean, str(line), source.path, source.given, source.captured)
    if isinstance(made, Issue):
        return None, [*found, Bad(line=line, what=made.message, remedy=made.advice)]
    return made, found


def _date(said: Mapping[str, str], line: int, columns: Mapping[str, str]) -> Bad | None:
    value = said.get("published")
    if value is None or dates.stamp(value):
        return None
    return Bad(
        line=line,
        column=columns.get("published", "published"),
        value=cut(value),
        what="is no date of the years 1800 to 2200 in ISO 8601; the report is taken without it",
        remedy="Write it as 2022-09-24 or 2022-09-24T18:20:00+00:00.",
        lost=False,
    )


def _language(said: Mapping[str, str], line: int, columns: Mapping[str, str]) -> Bad | None:
    value = said.get("language")
    if value is None or language.tag(value):
        return None
    return Bad(
        line=line,
        column=columns.get("language", "language"),
        value=cut(value),
        what="is no BCP 47 language tag; the language is detected",
        remedy="Write it as en or en-GB.",
        lost=False,
    )
