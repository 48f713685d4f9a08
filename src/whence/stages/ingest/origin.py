"""Republication: a note on the page that names the outlet where the report first appeared."""

from __future__ import annotations

import re

from msgspec import Struct

from whence.stages.ingest.lines import Line

OPENING = (
    r"(?:(?:read|see|view) the (?:original|full|complete) (?:article|story|report|piece|post) (?:on|at|in|from)"
    r"|this (?:article|story|report|piece|post|dispatch|text) (?:was |has been )?"
    r"(?:(?:originally|first) (?:published|appeared|posted)|(?:published|appeared|posted) (?:originally|first))"
    r" (?:by|on|in|at)"
    r"|(?:the )?post .{1,200} (?:appeared first|first appeared) on"
    r"|(?:originally|first) (?:published|appeared) (?:by|on|in|at)"
    r"|(?:republished|reprinted|reproduced) (?:from|courtesy of))"
)
OUTLET = r"(?P<outlet>(?:the )?(?-i:[A-ZÀ-ÞЀ-Я0-9])[^.!?:;<>()\"“”]{1,60}?(?:\.(?:com|org|net|co\.\w\w|\w\w))?)"
ENDING = (
    r"(?: (?:on|in) \w+ \d{1,2}\b.{0,20}"
    r"| and (?:is|was|has been) .{0,80}| under .{0,100}| with permission.{0,40})?[.!]?"
)
NOTE = re.compile(rf"{OPENING} {OUTLET}{ENDING}\s*$", re.I)
LOOK = 320  # characters at the end of a line that are searched
HINT = re.compile(
    r"(?:original|full|complete|first|originally|published|appeared|republished|reprinted|reproduced)\b", re.I
)
ENDS = 8  # lines with words at the start and the end of a report that may hold the note


class Republication(Struct, frozen=True):
    """The outlet that a note names, and where the note starts in the source."""

    outlet: str
    start: int


def republication(source: str, lines: list[Line]) -> Republication | None:
    """The note in the first or last lines of a text, also where it is glued to the end of the last sentence."""
    full = [line for line in lines if line.words]
    seen = full if len(full) <= 2 * ENDS else full[:ENDS] + full[-ENDS:]
    for line in reversed(seen):
        if (found := _in_line(source, line)) is not None:
            return found
    return None


def _in_line(source: str, line: Line) -> Republication | None:
    first = max(line.start, line.end - LOOK)
    tail = source[first : line.end]
    if not HINT.search(tail):
        return None
    match = NOTE.search(tail)
    if match is None or not _starts_sentence(tail, match.start()):
        return None
    start = first + match.start()
    if start == line.start:
        line.reason = "republication note"
    return Republication(match["outlet"].strip(" ,"), start)


def _starts_sentence(text: str, start: int) -> bool:
    """A note starts a line or follows the end of a sentence, with or without a space."""
    before = text[:start].rstrip()
    return not before or before[-1] in ".!?”\"’')…|"
