"""Cells of a table that nobody's spreadsheet runs, reads as a date or takes for a number; and the way back."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from typing import Literal

Cell = str | int | float | bool | None
Kind = Literal["string", "integer", "number", "boolean", "date", "moment", "id", "ids"]

# What a cell may not begin with; the last four are full width, which some spreadsheets take for the others.
_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "'", "\uff1d", "\uff0b", "\uff0d", "\uff20")
PREFIX = {"report": "r-", "claim": "c-", "event": "e-", "decision": "d-", "any": "i-"}


def guarded(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would run it; `unguarded` gives it back."""
    return f"'{text}" if text.startswith(_RISKY) or text.lstrip(" \u00a0").startswith(_RISKY) else text


def unguarded(text: str) -> str:
    """What `guarded` was given."""
    return text[1:] if text.startswith("'") else text


def ident(kind: str, value: str | None) -> str | None:
    """An id with its kind before it (`c-0f3a...`): bare hex digits are a number, or a date, to a spreadsheet."""
    return None if value is None else PREFIX[kind] + value


def bare(value: str) -> str:
    """The id as the record has it."""
    return value[2:] if value[:2] in PREFIX.values() else value


def idents(kind: str, values: Iterable[str]) -> str | None:
    """Ids in one cell, a space between."""
    return " ".join(PREFIX[kind] + value for value in values) or None


def joined(values: Iterable[str | None], by: str = "; ") -> str | None:
    """Words in one cell, each once, in order; null where there are none."""
    return by.join(dict.fromkeys(value for value in values if value)) or None


def day(value: str | None) -> str | None:
    """The day of an ISO date or date-time as `YYYY-MM-DD`; null where it is none."""
    if not value:
        return None
    try:
        return date.fromisoformat(value[:10]).isoformat()
    except ValueError:
        return None


def moment(value: str | None) -> datetime | None:
    """An ISO date or date-time as a moment; null where it is none."""
    try:
        return datetime.fromisoformat(value) if value else None
    except ValueError:
        return None


def flat(text: str | None) -> str | None:
    """Words on one line, for formats with a line or a tab a field."""
    return None if text is None else re.sub(r"\s+", " ", text).strip() or None


def plain(cell: Cell) -> str:
    """A cell as CSV has it: unknown empty, numbers in full, truth as `true` and `false`."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return str(cell)
