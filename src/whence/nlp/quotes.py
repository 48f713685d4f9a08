"""Stretches in quotation marks of every kind, nested ones included; apostrophes are no marks."""

from __future__ import annotations

import re

from whence.schema.reading import Quote

_CLOSING = {"“": "”", "„": "“”", "«": "»", "‘": "’", "‚": "‘’"}
_MARK = re.compile(r"''|``|[“”„«»‘’‚\"']|\n[ \t]*\n")
_LONGEST = 4000  # characters; an unclosed mark reaches to its paragraph's end anyway
_DEEPEST = 4  # marks open at once; beyond that the text is noise, and the outermost and the last ones count
_ELISIONS = re.compile(r"(?:\d0s|tis|twas|em|cause|til|n|round)\b", re.I)


def quotes(text: str) -> tuple[Quote, ...]:
    """Every quotation, marks left out, in order of start; one carried over paragraphs gives a `Quote` for each."""
    found: list[Quote] = []
    opened: list[tuple[str, int]] = []
    for mark in _MARK.finditer(text):
        sign, at = mark.group(), mark.start()
        if sign[0] == "\n":
            _close_paragraph(found, opened, text, at, mark.end())
            opened = []
        elif opened and _closes(text, opened, sign, at):
            _close(found, opened, sign, at)
        elif _opens(text, sign, at):
            opened.append((sign, mark.end()))
            del opened[1 : max(1, len(opened) - _DEEPEST)]
    _close_paragraph(found, opened, text, len(text), len(text))
    kept = {(quote.start, quote.end): quote for quote in found if quote.start < quote.end <= quote.start + _LONGEST}
    return tuple(kept[key] for key in sorted(kept))


def _close(found: list[Quote], opened: list[tuple[str, int]], sign: str, at: int) -> None:
    """Close the nearest opening mark that this one fits; marks opened after it were never closed and are dropped."""
    while opened:
        mark, start = opened.pop()
        if _fits(mark, sign):
            found.append(Quote(start=start, end=at))
            return


def _close_paragraph(found: list[Quote], opened: list[tuple[str, int]], text: str, at: int, following: int) -> None:
    """At a paragraph's end an outer quotation stays open where the next paragraph opens with the same mark."""
    if not opened:
        return
    mark, start = opened[0]
    goes_on = text[following : following + 1] == mark[:1]
    if mark not in "'‘" or goes_on:
        end = at
        while end > start and text[end - 1].isspace():
            end -= 1
        found.append(Quote(start=start, end=end, open_end=goes_on))


def _fits(mark: str, sign: str) -> bool:
    return sign in _CLOSING[mark] if mark in _CLOSING else sign == mark or (mark == "``" and sign == "''")


def _closes(text: str, opened: list[tuple[str, int]], sign: str, at: int) -> bool:
    if not any(_fits(mark, sign) for mark, _ in opened):
        return False
    if sign in ("'", "’", "‘"):
        return not _inner(text, at)
    if sign == '"':
        return not (_spaced_before(text, at) and _word_after(text, at) and opened[-1][0] != '"')
    return True


def _opens(text: str, sign: str, at: int) -> bool:
    if sign in ("'", "‘"):
        return _spaced_before(text, at) and _word_after(text, at) and not _ELISIONS.match(text, at + 1)
    if sign in _CLOSING or sign in ("``", "''"):
        return True
    return sign == '"'


def _inner(text: str, at: int) -> bool:
    """An apostrophe: inside a word, or after a plural's s with a word to follow and no mark of a clause's end."""
    after = text[at + 1 : at + 2]
    if after.isalnum():
        return True
    before = text[max(0, at - 1) : at]
    return before in ("s", "S") and after == " " and text[at + 2 : at + 3].islower()


def _spaced_before(text: str, at: int) -> bool:
    return at == 0 or text[at - 1].isspace() or text[at - 1] in '([{—–-"“„«‘/'


def _word_after(text: str, at: int) -> bool:
    after = text[at + 1 : at + 2]
    return bool(after) and not after.isspace()
