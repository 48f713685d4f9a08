"""Furniture that may stand anywhere: single lines, lists of links, and the comments with which a page ends."""

from __future__ import annotations

import re
from itertools import accumulate, pairwise

from whence.stages.ingest import bars
from whence.stages.ingest.body import Found, body_lines
from whence.stages.ingest.lines import Line
from whence.stages.ingest.rules import find

LISTED = 12  # most items of a list of links
ITEM_WORDS = 20
REPORT_SHARE = 0.4  # of all words stand before the comments, or they may be a heading inside the report
CLOCK = re.compile(r"\d{1,2}[:.h]\d{2}\b")
CREDIT = re.compile(r"(?:additional )?(?:reporting|writing|compiled|written) by (?P<by>.{2,90})", re.I)


def mark_lines(lines: list[Line], eligible: list[int], found: Found) -> None:
    """Cut the lines that fall under a rule for any line, or have the shape of a menu, share bar or credit."""
    for index in eligible:
        line = lines[index]
        if line.reason is not None or line.words > 60:
            continue
        hit = find("any", line)
        if hit:
            line.reason = hit[0].reason
            found.byline = found.byline or hit[1].groupdict().get("by")
        elif bars.share_bar(line.folded):
            line.reason = "share bar"
        elif bars.menu(line.text):
            line.reason = "menu"
        elif line.words <= 16 and (credit := CREDIT.fullmatch(line.folded)) and bars.names_only(credit["by"]):
            line.reason, found.byline = "credit line", found.byline or credit["by"].rstrip(".")
    _mark_advertised(lines)


def _mark_advertised(lines: list[Line]) -> None:
    """The short line right under a bare `ADVERTISEMENT` is the advertisement."""
    for line, following in pairwise(lines):
        if line.reason == "advertisement" and line.words == 1 and following.words and not following.prose:
            following.reason = following.reason or "advertisement"


def mark_lists(lines: list[Line], eligible: list[int]) -> None:
    """Cut headings of lists of links with the short lines under them."""
    last = body_lines(lines)[1]
    for index in eligible:
        if lines[index].reason in (None, "link to another report") and find("list", lines[index]):
            lines[index].reason = "list of links"
            _mark_items(lines, index + 1, after_body=index > last)


def _mark_items(lines: list[Line], index: int, *, after_body: bool) -> None:
    count = blanks = 0
    while index < len(lines) and count < LISTED:
        line = lines[index]
        index += 1
        if not line.words:
            blanks += 1
            if count and blanks and not after_body:
                return
            continue
        if not _item(line):
            return
        blanks, count = 0, count + 1
        line.reason = line.reason or "list of links"


def _item(line: Line) -> bool:
    if line.reason is not None:
        return True
    sentence = line.folded.endswith(".") and line.words > 3
    return not line.prose and not sentence and line.words <= ITEM_WORDS and not CLOCK.match(line.folded)


def mark_end(lines: list[Line], eligible: list[int]) -> None:
    """From a heading of comments on everything goes, if the report stands before it; else the heading alone."""
    before = [0, *accumulate(line.words for line in lines)]
    first = next((index for index, line in enumerate(lines) if line.prose), len(lines))
    for index in eligible:
        line = lines[index]
        if (
            index < first
            or line.reason not in (None, "comments", "list of links", "share bar")
            or not find("end", line)
        ):
            continue
        line.reason = "comments"
        if before[index] >= REPORT_SHARE * before[-1]:
            _mark_rest(lines, index + 1)
            return


def _mark_rest(lines: list[Line], start: int) -> None:
    for line in lines[start:]:
        if line.words:
            line.reason = line.reason or "comments"
