"""Every problem that ingest can report: its level, its words and what to do about it."""

from __future__ import annotations

from msgspec import Struct

from whence.schema.records import Input, Issue, IssueLevel

STAGE = "ingest"


class Problem(Struct, frozen=True):
    """One row of the table; `message` and `advice` may name `{fields}` that the caller fills."""

    level: IssueLevel
    message: str
    advice: str


PROBLEMS: dict[str, Problem] = {
    "unreadable": Problem(
        "error", "cannot be read: {why}", "Check that the path exists and may be read, then read it again."
    ),
    "loop": Problem(
        "warning", "this link leads back into a folder it lies in", "Nothing is lost; remove it if it is a mistake."
    ),
    "too-large": Problem(
        "error",
        "{what} is larger than {limit:,} bytes, the limit for one report",
        "Split it into its reports (one JSONL line each), or raise max_bytes in the limits.",
    ),
    "gzip-bomb": Problem(
        "error",
        "unpacks to more than {ratio} times its size; unpacking stopped",
        "If this is real news text, unpack it yourself and read the unpacked file.",
    ),
    "broken-gzip": Problem(
        "error", "the gzip data is damaged: {why}", "Fetch the file again, or unpack what is left of it and read that."
    ),
    "binary": Problem(
        "error", "holds no text: it looks like {kind}", "Save its text as .txt, .html or JSONL and read that."
    ),
    "skipped": Problem(
        "info",
        "skipped: {suffix} is no kind of report that is looked for in folders",
        "If it holds a report, name the file itself: its content then decides how it is read.",
    ),
    "broken-line": Problem(
        "error", "line {line}: {why}", "Mend the line and read the file again; the other lines have been read."
    ),
    "no-text": Problem(
        "error",
        "{where}no text after removing page furniture (paywall?)",
        "The raw bytes are kept; save the text as .txt or as a JSONL line with `text`, and read that.",
    ),
    "line-no-text": Problem(
        "error", "line {line}: the object has no `text`", "Add the body under `text`; the other lines have been read."
    ),
    "empty": Problem("error", "the file is empty", "Fetch or save the report again."),
    "no-items": Problem("warning", "this feed has no items", "Check its address; a later copy may have some."),
    "no-feed": Problem(
        "error", "this XML is neither a feed nor a page", "Give RSS, RDF or Atom, or save its text as .txt."
    ),
    "broken-feed": Problem(
        "warning", "the feed is not well-formed ({why}); the items that could be read are kept", "Fetch the feed again."
    ),
    "charset": Problem(
        "warning",
        "the page says that it is {declared}, but its bytes are not; read as {used}",
        "Look at names with accents; if they are wrong, save the report as UTF-8 and read that.",
    ),
    "encoding": Problem(
        "warning",
        "some bytes are not valid {used}; they are shown as \ufffd",
        "If words are damaged, save the report as UTF-8 and read that.",
    ),
    "guessed-encoding": Problem(
        "info",
        "the encoding is not declared; read as {used}",
        "Look at names with accents; if they are wrong, save the report as UTF-8 and read that.",
    ),
    "deep-nesting": Problem(
        "warning",
        "the page is nested {depth:,} deep or has {tags:,} tags; only its plain text was taken",
        "Compare the text with the page; if it is wrong, save the body as .txt and read that.",
    ),
    "bad-date": Problem(
        "warning",
        "{field} {value!r} is no date of the years 1800 to 2200 in ISO 8601; taken as unknown",
        "Write it as 2022-09-24 or 2022-09-24T18:20:00+00:00.",
    ),
    "language": Problem(
        "warning",
        "written in {language!r}, which is not supported: kept, marked, not read",
        "Give a translation as a report of its own, or --language if the language was taken wrongly.",
    ),
    "bad-language": Problem(
        "warning", "{value!r} is no BCP 47 language tag; the language was detected", "Write it as `en` or `en-GB`."
    ),
    "bad-row": Problem("error", "{what}", "Mend the row and import the file again; the other rows are in."),
    "bad-cell": Problem("warning", "{what}", "Mend the value and import the file again; the row is in without it."),
    "sidecar": Problem(
        "warning",
        "sidecar {name}: {why}",
        "It is a JSON object with any of published, outlet, url, title, language; all are strings.",
    ),
}  # fmt: skip


def problem(code: str, source: Input, report_id: str | None = None, **words: object) -> Issue:
    """The issue for a row of `PROBLEMS`; its message starts with the thing it is about."""
    row = PROBLEMS[code]
    about = f"report {report_id}" if report_id else source.path or source.url or "input"
    filled: dict[str, object] = {"where": "", **words}
    return Issue(
        report_id=report_id,
        input=source,
        stage=STAGE,
        level=row.level,
        code="no-text" if code == "line-no-text" else code,
        message=f"{about}: {row.message.format(**filled)}",
        advice=row.advice,
    )
