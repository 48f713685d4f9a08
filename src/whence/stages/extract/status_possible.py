"""Possible: supposed, suspected, asked, or on a condition."""

from __future__ import annotations

from whence.stages.extract import status_cues as cues
from whence.stages.extract.scope import Scope
from whence.stages.extract.status_denied import directly
from whence.stages.extract.verdict import Verdict


def conditional(where: Scope) -> Verdict | None:
    view = where.view
    start = where.group.start if where.group else where.at
    for i in range(min(start, where.at) - 1, max(-1, start - 14), -1):
        if view.lows[i] in (",", ";", ":", "that", "but", "because"):
            break
        if view.lows[i] in cues.CONDITIONAL:
            return Verdict("possible", i, "it stands in a condition or an open question")
    if where.kind != "THREATEN" and view.lows and view.lows[-1] == "?" and where.view.lows[0] != "why":
        return Verdict("possible", len(view.lows) - 1, "it is asked, not told")
    return None


def possible(where: Scope) -> Verdict | None:
    """May, could, perhaps; suspected, supposed, hoped for; a possibility."""
    return _in_its_own_words(where) or _by_governors(where)


def _in_its_own_words(where: Scope) -> Verdict | None:
    view, group = where.view, where.group
    for i in range(group.start, group.head + 1) if group is not None else ():
        if view.lows[i] in cues.MAYBE and view.tags[i] == "MD":
            return Verdict("possible", i, "it is said that it may or could be so")
        if view.lows[i] in cues.MAYBE_ADVERBS:
            return Verdict("possible", i, "it is put as a possibility")
    phrase = view.phrase_at(where.at)
    for i in range(phrase[0], where.at) if phrase and not where.verbal else ():
        if view.lows[i] in cues.MAYBE_ADJECTIVES:
            return Verdict("possible", i, "it is called possible or suspected")
    return None


def _by_governors(where: Scope) -> Verdict | None:
    view = where.view
    for i, base in where.governors():
        far = where.at - i
        if base in cues.HOPING and where.verbal and view.tags[i] != "N" and not _is_infinitive(where):
            return Verdict("possible", i, "somebody hopes or fears it")
        if base in cues.SUPPOSING and view.tags[i] not in ("N", "JJ") and far < 16 and _supposes(where, i, base):
            return Verdict("possible", i, "somebody supposes or suspects it")
        if base in cues.MAYBE_NOUNS and view.tags[i] == "N" and far <= 6 and _leads_on(where, i):
            return Verdict("possible", i, "it is spoken of as a possibility")
        if view.lows[i] in cues.MAYBE and view.tags[i] == "MD" and far <= 5 and not where.verbal:
            return Verdict("possible", i, "it is said that it may or could be so")
    return None


def _is_infinitive(where: Scope) -> bool:
    return where.view.tags[where.group.start if where.group else where.at] == "TO"


def _supposes(where: Scope, i: int, base: str) -> bool:
    return base != "consider" or directly(where, i)


def _leads_on(where: Scope, i: int) -> bool:
    return any(low in ("of", "that", "for") for low in where.view.lows[i + 1 : where.at])
