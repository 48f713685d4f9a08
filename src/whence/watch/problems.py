"""Every problem of watching that becomes an issue of the record."""

from __future__ import annotations

from collections.abc import Mapping

from whence.schema.records import Input, Issue
from whence.stages.ingest.problems import Problem

STAGE = "watch"
_MEND = "Mend or take out its line in the list of feeds."
_LATER = "It is asked again by itself, less and less often; if this goes on, look at the address in a browser."

PROBLEMS: dict[str, Problem] = {
    # Of a feed: each holds until the feed is itself again.
    "moved": Problem(
        "warning", "moved for good to {to}; that is asked from now on", "Put the new address into the list of feeds."
    ),
    "gone": Problem(
        "error", "is gone for good, its server says (410); it is asked no more", "Take it out of the list."
    ),
    "silent": Problem(
        "warning",
        "nothing new in it since {since}{usual}",
        "Look whether its outlet still publishes there; it may have moved without saying so.",
    ),
    "gap": Problem(
        "warning",
        "of what it showed at {last} it showed nothing any more at {now}: items in between may have been missed",
        "Ask more often (--every), and look for the reports of that time on the outlet's own pages.",
    ),
    "too-many": Problem(
        "warning",
        "shows more items than the {most:,} that are taken; {beyond:,} are passed over",
        "Watch its sections.",
    ),
    "broken-feed": Problem("warning", "is not well-formed ({why}); the items that could be read are kept", _LATER),
    "no-items": Problem("warning", "has no items", _LATER),
    "no-feed": Problem("error", "{why}", _MEND),
    "entities": Problem("error", "{why}", _MEND),
    "status": Problem("warning", "its server answers {why}", _LATER),
    # Of a feed or a page.
    "robots": Problem(
        "warning", "may not be fetched, its robots.txt says", "Ask the outlet for leave, or give its reports as files."
    ),
    "no-robots": Problem("warning", "is not fetched: its robots.txt cannot be had ({why})", _LATER),
    "inside": Problem(
        "error", "is not asked: {why}", "If this is meant, allow its host by name: --allow-host HOST (and its feed's)."
    ),
    "address": Problem("error", "{why}", _MEND),
    "loop": Problem("warning", "leads back to itself ({why})", _LATER),
    "redirects": Problem("warning", "leads on and on ({why})", _LATER),
    "too-large": Problem("warning", "{why}", "Save what is needed of it as a file and read that."),
    "bomb": Problem("warning", "{why}", "Save what is needed of it as a file and read that."),
    "packed": Problem("warning", "{why}", "Save it with a browser and read the file."),
    "damaged": Problem("warning", "{why}", _LATER),
    "stalled": Problem("warning", "{why}", _LATER),
    "unreachable": Problem("warning", "{why}", _LATER),
    "cut-off": Problem("warning", "{why}", _LATER),
    "no-http": Problem("warning", "{why}", _LATER),
    "fault": Problem(
        "error", "could not be dealt with ({why})", "This is a fault in Whence: please report it with this message."
    ),
    "no-text": Problem("warning", "{why}", "Save its text and read that as a file."),
    # Of a page alone.
    "changed": Problem(
        "info",
        "changed after it had been read: report {new} holds its words now, report {old} those before",
        "Both are in the record: compare them for what was corrected.",
    ),
    "future-date": Problem(
        "warning",
        "{who} dates it {date}, after it was fetched ({captured}){then}",
        "Look at the page; give the right date with --published when reading it as a file.",
    ),
}
# What is over once a feed answers as it should; a gap stays in the record, and so does a move.
PASSING = tuple(sorted(set(PROBLEMS) - {"moved", "silent", "gap", "changed", "future-date"}))


def issue(code: str, path: str, words: Mapping[str, object]) -> Issue:
    """The issue for a row of `PROBLEMS` about a feed or page."""
    row = PROBLEMS[code]
    return Issue(
        report_id=None, input=Input(path=path, url=path), stage=STAGE, level=row.level, code=code,
        message=f"{path}: {row.message.format(**words)}", advice=row.advice,
    )  # fmt: skip
