"""The headline: the line at the top of a text that is its title."""

from __future__ import annotations

import re

from whence.stages.ingest.bullets import WORD, is_bullet
from whence.stages.ingest.lines import Line, words

WORDS = 25
LETTERS = 220
LABELS = words("live updates update as it happened breaking opinion video watch exclusive analysis explainer")
SEARCHED = 10  # lines with words at the top
DATELINE = re.compile(r"[A-Z][A-Z .,'’-]{2,40}(?:, [A-Z][\w. ]{2,30}){0,3} ?(?:\([^)]{2,40}\) ?)?[–—-]{1,2} ")


def mark_title(lines: list[Line], eligible: list[int], title: str | None, *, guess: bool) -> str | None:
    """Cut the title line or lines at the top; gives the title, as known or as found (null if there is none)."""
    top = [lines[index] for index in eligible if lines[index].reason is None][:SEARCHED]
    if len(top) < 2:
        return title
    if title:
        _mark_known(top, title)
        return title
    first = top[0]
    if not guess or not _looks_like_one(first, top[1], lines):
        return None
    first.reason = "title"
    return first.folded


def _mark_known(top: list[Line], title: str) -> None:
    wanted = _key(title)
    for line in top:
        if line.prose and line.words > WORDS:
            return
        if _key(line.folded) == wanted:
            line.reason = "title"


def _key(title: str) -> list[str]:
    """Words of a headline without the labels of its genre (`LIVE |`, `- as it happened`)."""
    found = [word.casefold() for word in WORD.findall(title)]
    return [word for word in found if word not in LABELS] or found


def _looks_like_one(line: Line, following: Line, lines: list[Line]) -> bool:
    if line.words < 2 or line.words > WORDS or len(line.folded) > LETTERS:
        return False
    if line.folded.endswith((".", ",", ";", ":")) or is_bullet(line) or line.folded[0] in "[(@#":
        return False
    if DATELINE.match(line.folded) or not line.folded[:1].strip("\"'“‘«").upper().isupper():
        return False
    rest = sum(other.words for other in lines if other.reason is None) - line.words
    apart = _blank_after(line, lines) or following.prose or is_bullet(following)
    return apart and rest >= 2 * line.words


def _blank_after(line: Line, lines: list[Line]) -> bool:
    index = lines.index(line)
    return index + 1 < len(lines) and not lines[index + 1].words
