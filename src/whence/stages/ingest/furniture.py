"""Body and furniture of a report's text: each line is kept or cut, and every cut says why."""

from __future__ import annotations

import re

from msgspec import Struct

from whence.schema.records import Cut
from whence.stages.ingest import dates
from whence.stages.ingest.anywhere import mark_end, mark_lines, mark_lists
from whence.stages.ingest.body import Found
from whence.stages.ingest.edges import mark_bullets, mark_head, mark_names, mark_tail
from whence.stages.ingest.headline import mark_title
from whence.stages.ingest.lines import Line, alone, join, split, wrapped
from whence.stages.ingest.origin import Republication, republication

MOST_LINES = 400_000  # more are no report; its lines are not looked at one by one
PREFIX = re.compile(r"Image (?:copyright|source)\s.{2,60}?\sImage caption\s|Image caption\s(?=\w)")


class Cleaned(Struct, frozen=True, kw_only=True):
    """A text without its furniture, and what the furniture said."""

    text: str
    cut: tuple[Cut, ...]
    title: str | None = None
    byline: str | None = None
    published: str | None = None  # ISO date out of a date line or dateline
    republished_from: str | None = None


def clean(source: str, *, title: str | None = None, outlet: str | None = None, guess_title: bool = True) -> Cleaned:
    """Cut the furniture out of a text; offsets of the cuts are code points in `source`.

    `title` and `outlet` are what is known already. With `guess_title` a line that looks like a headline is cut even
    if it says more than the body; else it is cut only if it is the known title.
    """
    if source.count("\n") + source.count("\r") > MOST_LINES:
        return Cleaned(text=source.strip(), cut=(), title=title)
    lines = split(source)
    found = Found(title=title)
    origin = republication(source, lines)
    eligible = _eligible(lines)
    mark_lines(lines, eligible, found)
    mark_lists(lines, eligible)
    mark_end(lines, eligible)
    mark_head(lines, eligible, found, outlet)
    found.title = mark_title(lines, eligible, title, guess=guess_title)
    mark_names(lines, eligible, found)
    mark_tail(lines, eligible, found, outlet)
    mark_bullets(lines)
    _find_dateline(lines, found)
    return _cleaned(source, lines, origin, found)


def _eligible(lines: list[Line]) -> list[int]:
    """Indices of lines that rules may look at: in hard-wrapped text only those that are a paragraph of their own."""
    whole = not wrapped(lines)
    return [index for index, line in enumerate(lines) if line.words and (whole or alone(lines, index))]


def _find_dateline(lines: list[Line], found: Found) -> None:
    prose = [line for line in lines if line.words and line.reason is None][:4]
    for line in prose:
        found.published = found.published or dates.dateline(line.folded)


def _cleaned(source: str, lines: list[Line], origin: Republication | None, found: Found) -> Cleaned:
    cuts = [
        Cut(text=source[line.start : line.end], start=line.start, end=line.end, reason=line.reason)
        for line in lines
        if line.reason is not None and line.words
    ]
    cuts += _trim(source, lines, origin)
    return Cleaned(
        text=join(source, lines),
        cut=tuple(sorted(cuts, key=lambda cut: cut.start)),
        title=found.title,
        byline=found.byline,
        published=found.published,
        republished_from=origin.outlet if origin else None,
    )


def _trim(source: str, lines: list[Line], origin: Republication | None) -> list[Cut]:
    """Furniture glued to the body within one line: picture credits before it, a republication note after it."""
    cuts = []
    for line in lines:
        if line.reason is None and (match := PREFIX.match(source, line.start, line.end)):
            cuts.append(
                Cut(text=match[0].rstrip(), start=line.start, end=line.start + len(match[0].rstrip()), reason="caption")
            )
            line.start = match.end()
        if line.reason is None and origin and line.start <= origin.start < line.end:
            cuts.append(
                Cut(text=source[origin.start : line.end], start=origin.start, end=line.end, reason="republication note")
            )
            line.end = line.start + len(source[line.start : origin.start].rstrip())
    return cuts
