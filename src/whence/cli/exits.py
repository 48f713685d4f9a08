"""Exit statuses, and errors as one line."""

from __future__ import annotations

from collections.abc import Mapping

from whence import errors

DONE, PARTLY, USAGE, RECORD, MISSING, NOTHING, OWN = range(7)
INTERRUPTED = 130

MEANINGS: Mapping[int, str] = {
    DONE: "done",
    PARTLY: "done, but some inputs could not be read (see `whence issues`)",
    USAGE: "the command makes no sense as it stands",
    RECORD: "the record cannot be used (absent, newer, read-only, full, busy, damaged)",
    MISSING: "no event, claim, report or field of that name",
    NOTHING: "nothing could be read, or the result could not be written",
    OWN: "something that Whence itself needs cannot be used (settings, place index, model)",
    INTERRUPTED: "interrupted; finished work is kept",
}

_STATUS: tuple[tuple[type[errors.WhenceError], int], ...] = (
    (errors.UsageError, USAGE),
    (errors.RecordError, RECORD),
    (errors.NotFoundError, MISSING),
    (errors.InputError, NOTHING),
    (errors.WhenceError, OWN),
)


def status(error: errors.WhenceError) -> int:
    """The exit status that an error ends with."""
    return next(code for kind, code in _STATUS if isinstance(error, kind))


def table() -> str:
    """The statuses as lines for `--help` and the documentation."""
    return "\n".join(f"  {code:>3}  {meaning}" for code, meaning in MEANINGS.items())
