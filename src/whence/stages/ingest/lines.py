"""A text as lines with offsets: what furniture rules look at."""

from __future__ import annotations

import re
from itertools import pairwise

from msgspec import Struct

LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|\Z)")
PROSE_WORDS = 12  # the shortest line with a full stop that counts as body; shorter ones may be links
SENTENCE_END = (".", "!", "?", ".”", '."', "!”", "?”", '!"', '?"', ".’", ".'", ".)", "…", "”", ":", ",”", "».", "»")
WRAPPED = (40, 100)  # characters of a line of hard-wrapped text


def words(text: str) -> frozenset[str]:
    """The words of a list written as one string."""
    return frozenset(text.split())


class Line(Struct):
    """One line: its place in the source, its words with white space folded, and the reason why it is cut, if it is."""

    start: int  # code points in the source, without the white space around the line
    end: int
    text: str  # as it stands in the source
    folded: str
    words: int
    prose: bool  # long enough and ended like a sentence
    reason: str | None = None


def split(source: str) -> list[Line]:
    """Lines of a text (ended by LF, CR LF or CR); a run of blank ones is kept as one, with no words."""
    found: list[Line] = []
    for match in LINE.finditer(source):
        raw = match[0]
        text = raw.strip()
        if not text and found and not found[-1].words:
            continue
        start = match.start() + (len(raw) - len(raw.lstrip()) if text else 0)
        parts = text.split()
        prose = len(parts) >= PROSE_WORDS and text.endswith(SENTENCE_END)
        found.append(Line(start, start + len(text), text, " ".join(parts), len(parts), prose))
    return found


def wrapped(lines: list[Line]) -> bool:
    """Whether the text is broken into lines of fixed width, so that a line is no paragraph."""
    full = [line for line in lines if line.words]
    if len(full) < 4:
        return False
    mid = sum(1 for a, b in pairwise(full) if _runs_on(a, b))
    return mid * 2 > len(full)


def _runs_on(line: Line, following: Line) -> bool:
    fits = WRAPPED[0] <= len(line.folded) <= WRAPPED[1]
    return fits and not line.text.endswith(SENTENCE_END) and following.start - line.end <= 3


def alone(lines: list[Line], index: int) -> bool:
    """Whether a line is a paragraph of its own: blank lines, or nothing, before and after it."""
    before = index == 0 or not lines[index - 1].words
    after = index + 1 == len(lines) or not lines[index + 1].words
    return before and after


def join(source: str, lines: list[Line]) -> str:
    """The text that is left: lines without a reason, paragraphs apart by one blank line as they were."""
    kept: list[str] = []
    for line in lines:
        if line.reason is not None:
            continue
        if line.words:
            kept.append(source[line.start : line.end])
        elif kept and kept[-1]:
            kept.append("")
    return "\n".join(kept).rstrip()
