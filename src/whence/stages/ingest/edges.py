"""Furniture at the edges of the body: bylines, dates and labels before it, links and credits after it."""

from __future__ import annotations

import re

from whence.stages.ingest import bars, bullets, dates
from whence.stages.ingest.body import Found, body_lines
from whence.stages.ingest.lines import Line
from whence.stages.ingest.rules import find

HEAD = 12  # first lines with words: bylines and dates may come after an opening sentence, but not later
BIO = 40  # words of a note about the author
BYLINE = re.compile(r"(?:by|from|words by|text by|author) ?:? (?P<by>.{2,90})", re.I)


def mark_head(lines: list[Line], eligible: list[int], found: Found, outlet: str | None) -> None:
    """Cut bylines, date lines, labels and the outlet's name before the body, and keep what they say."""
    first = body_lines(lines)[0]
    for place, index in enumerate(eligible):
        line = lines[index]
        if place >= HEAD and index >= first:
            return
        if line.reason is None and not (line.prose and index >= first):
            _mark_head_line(line, found, outlet, before=index < first)


def _mark_head_line(line: Line, found: Found, outlet: str | None, *, before: bool) -> None:
    if (day := dates.date_line(line.folded)) is not None:
        line.reason = "date line"
        found.published = found.published or (day[0] if day[1] else None)
    elif (match := BYLINE.fullmatch(line.folded)) and bars.names_only(match["by"]):
        line.reason, found.byline = "byline", found.byline or match["by"].rstrip(",;")
    elif before and (hit := find("head", line)):
        line.reason = hit[0].reason
        found.byline = found.byline or hit[1].groupdict().get("by")
    elif outlet and _same(line.folded, outlet):
        line.reason = "outlet name"


def mark_names(lines: list[Line], eligible: list[int], found: Found) -> None:
    """A line of bare names right under the title is the byline."""
    titles = [
        place for place, index in enumerate(eligible) if lines[index].reason in ("title", "byline", "section label")
    ]
    if found.byline or not titles or titles[0] + 1 >= len(eligible) or titles[0] >= HEAD:
        return
    line = lines[eligible[titles[0] + 1]]
    if line.reason is None and bars.bare_names(line.folded):
        line.reason, found.byline = "byline", line.folded


def mark_tail(lines: list[Line], eligible: list[int], found: Found, outlet: str | None) -> None:
    """Cut links, agency names and the author note after the body, from the end up to the first line of the body."""
    last = body_lines(lines)[1]
    if last == len(lines):  # no prose, as in a short post: nothing stands after the body
        return
    for index in reversed(eligible):
        line = lines[index]
        if line.reason is not None:
            continue
        if hit := find("tail", line):
            line.reason = hit[0].reason
        elif bars.row_of_links(line.folded):
            line.reason = "list of links"
        elif found.byline and line.words <= BIO and line.folded.startswith(found.byline + " "):
            line.reason = "author note"
        elif index <= last:
            return
        elif _agency(line.folded) or (outlet and _same(line.folded, outlet)):
            line.reason, found.byline = "credit line", found.byline or line.folded.strip("()")
        last = min(last, index) if line.reason else last


def _agency(folded: str) -> bool:
    return (
        re.fullmatch(
            r"\(?(?:[A-Z][\w'’-]+ ){1,3}(?:Press|Agency|Wire|Newswire|News)\)?|\(?(?:Reuters|AFP|AP|TASS|dpa|EFE)\)?",
            folded,
        )
        is not None
    )


def _same(line: str, outlet: str) -> bool:
    left, right = (name.casefold().removeprefix("the ").strip(" .–—-") for name in (line, outlet))
    return left == right or (left.startswith(right) and left.removeprefix(right).strip(" –—|-") == "live")


def mark_bullets(lines: list[Line]) -> None:
    """Bullets before the body that only repeat it go; those that say something else stay."""
    opening = bullets.opening_bullets(lines)
    if not opening or not any(line.prose for line in lines[opening[-1] + 1 :]):
        return
    body: set[str] = set()
    for line in lines[opening[-1] + 1 :]:
        if line.reason is None:
            body |= bullets.stems(line.folded)
    for place in bullets.repeating([lines[index] for index in opening], body):
        lines[opening[place]].reason = "bullet summary repeating the body"
