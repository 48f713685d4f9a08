"""Speakers named by a label: `WALT: No, they have not`, `[ORTEGA] The people ...`, `[GENERAL COMMAND] [TEXT]`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from whence.nlp.attribution_found import Found, Stretch, clean
from whence.nlp.attribution_text import Page


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_LINE = re.compile(r"(?m)^[ \t]{0,4}([A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]+){0,3})(,? ?\(?(?:[A-Za-z]{3,20})?\)?):[ \t]")
_STAFF = re.compile(r"host|anchor|byline|presenter|reporter|correspondent|moderator|announcer", re.IGNORECASE)
_FURNITURE = _words(
    "read more related correction corrections update updated previously live look photo photos picture "
    "pictured watch subject note editor editors subscribers alerts attention also listen via source "
    "sources video memorandum dtg from to caption subscribe headline breaking analysis opinion share "
    "contact media"
)
_BRACKET = re.compile(r"(?:(?<=[.?!\]\"”)-])|(?<=\A))\s{0,6}\[([A-Z][A-Z\s'’.,-]{2,110})\](?=\s)")
_SIGNATURE = re.compile(
    r"(?:—|–|--|-) ?([^\W\d_][^\n()—–@]{2,60}?) ?\(@\w{2,40}\),? "
    r"(?:(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]{0,6}\.? \d{1,2}|\d{1,2} [A-Z][a-z]{2,8}),? \d{4}"
)
_NOBODY = _words(
    "text continued excerpt excerpts words word indistinct passage omitted sentence sentences recorded "
    "recording begin end applause cheers chanting report speech communique address interview break "
    "reception live editorial commentary article announcement pause music video shows laughter crowd "
    "shouts fbis studio dispatch drowned out statement letter message news conference quotation"
)
_ASKERS = _words(
    "reporter question unidentified announcer interviewer correspondent moderator newscaster reporters journalist"
)


def labels(page: Page) -> list[Found]:
    """Attributions of a transcript's turns and of texts that a header gives to their author."""
    return [*_turns(page), *_brackets(page), *_signed(page)]


def _signed(page: Page) -> Iterator[Found]:
    """Posts set into a text, as pages print them: `Words of the post - Name (@handle) March 3, 2020`."""
    for found in _SIGNATURE.finditer(page.text):
        start = page.text.rfind("\n", 0, found.start()) + 1
        content = clean(page.text, start, found.start())
        if content is not None and content[1] - content[0] > 12:
            source = (found.start(1), found.end(1))
            yield Found(
                rule="attribution.signed", kind="colon", source=source, cue=source, contents=(content,), confidence=0.8
            )


def _turns(page: Page) -> Iterator[Found]:
    if page.shouting:
        return
    turns = [found for found in _LINE.finditer(page.text) if not _is_furniture(found.group(1))]
    names = {found.group(1).split()[-1] for found in turns}
    if len(turns) < 3 or len(names) < 2:
        return
    staff = {found.group(1).split()[-1] for found in turns if _STAFF.search(found.group(2))}
    ends = [*[found.start() for found in turns[1:]], len(page.text)]
    for found, end in zip(turns, ends, strict=True):
        if found.group(1).split()[-1] in staff:
            continue
        one = _found(
            page, (found.start(1), found.end(1)), found.end(), min(end, _paragraph_end(page.text, found.end()))
        )
        if one is not None:
            yield one


def _is_furniture(label: str) -> bool:
    return any(word.lower().strip(".") in _FURNITURE for word in label.split())


def _paragraph_end(text: str, start: int) -> int:
    end = text.find("\n\n", start)
    return end if end >= 0 else len(text)


def _brackets(page: Page) -> Iterator[Found]:
    """Turns of a broadcast or a document whose author stands in square brackets, as monitoring services print them."""
    marks = list(_BRACKET.finditer(page.text))
    speaker: Stretch | None = None
    reported = False
    bounds = [*marks, None]
    for mark, following in pairwise(bounds):
        if mark is None:
            break
        words = {word.strip(".,").lower() for word in re.split(r"[\s-]", mark.group(1))}
        if words & {"report", "commentary"} and len(words) == 1:
            reported = True
        if words & _ASKERS or (words & {"end"} and "recording" in words):
            speaker = None
        elif not words & _NOBODY:
            speaker = None if reported and mark.start() < 200 else (mark.start(1), mark.end(1))
        end = following.start() if following is not None else len(page.text)
        if speaker is not None:
            one = _found(page, speaker, mark.end(), end)
            if one is not None:
                yield one


def _found(page: Page, source: Stretch, start: int, end: int) -> Found | None:
    content = clean(page.text, start, end)
    if content is None or content[1] - content[0] < 12:
        return None
    return Found(rule="attribution.label", kind="colon", source=source, cue=source, contents=(content,), confidence=0.7)
