"""Denied: the words say that the act did not happen."""

from __future__ import annotations

from whence.nlp.lexicon_phrases import Analysis
from whence.stages.extract import status_cues as cues
from whence.stages.extract.scope import Scope
from whence.stages.extract.verdict import Verdict

_REACH = 9


def denied(where: Scope) -> Verdict | None:
    cue = _negation(where)
    if cue is None:
        cue = _denier(where)
    if cue is None:
        cue = _falsehood(where)
    return None if cue is None else Verdict("denied", cue, "the words say that it did not happen")


def _negation(where: Scope) -> int | None:
    view, group = where.view, where.group
    if group is not None and not lexical_negation(where):
        for i in range(max(0, group.start - 1), group.head + 1 if _is_denied_by(where) else 0):
            if view.lows[i] in cues.NEGATIONS and i < (where.at if where.verbal else group.head + 1):
                return i
        found = _negative_subject(view, group.start) if group.finite else None
        found = found if found is not None else _negative_opening(view, group.start)
        if found is not None and where.kind != "REJECT":
            return found
    if not where.verbal:
        return _negative_noun(where)
    if where.at and view.lows[where.at - 1] == "without":
        return where.at - 1
    return None


def _is_denied_by(where: Scope) -> bool:
    """Whether a negation of the verb denies the act: `did not take place`, but not `did not cause damage`."""
    group = where.group
    if group is None or where.verbal or group.end <= where.at or group.passive:
        return True
    return where.view.lemmas[group.head] in cues.HAPPENING


def _negative_opening(view: Analysis, start: int) -> int | None:
    """`No student, she wrote, had been threatened`: the negation opens, the verb follows an insertion."""
    first = next((i for i, name in enumerate(view.tags) if name != "QT"), 0)
    if not view.lows or not (
        view.lows[first] in ("no", "nobody", "none") or view.lows[first : first + 2] == ("not", "one")
    ):
        return None
    if view.lows[first : first + 2] == ("no", "longer") or not any(view.lows[i] == "," for i in range(first, start)):
        return None
    between = [group for group in view.groups if group.end <= start and group.finite]
    return first if len(between) <= 1 and all(view.lemmas[group.head] in cues.SPEAKING for group in between) else None


def lexical_negation(where: Scope) -> bool:
    """`will not recognise`, `would not let her in`: the refusal is the act, told as it stands."""
    if where.kind == "PROTEST" and where.mode == "boycott":
        return where.view.lemmas[where.at] == "vote"
    if where.kind == "COERCE":
        return where.view.lemmas[where.at] in ("let", "allow")
    return where.kind == "REJECT" and where.view.lemmas[where.at] in ("recognise", "recognize", "accept", "want")


def _negative_subject(view: Analysis, start: int) -> int | None:
    for i in range(start - 1, max(-1, start - _REACH), -1):
        low = view.lows[i]
        if low in (";", ":", ",", "that", "and", "but") or view.tags[i] in ("VD", "VZ", "MD", "QT", "SC", "WH"):
            return None
        if low in cues.NOBODY or low == "nobody's" or (low == "no" and view.tags[i] == "DT"):
            return i
        if low == "not" and i + 1 < len(view.lows) and view.lows[i + 1] in ("one", "a", "all", "any"):
            return i
    return None


def _negative_noun(where: Scope) -> int | None:
    view = where.view
    phrase = view.phrase_at(where.at) or (where.at, where.end)
    for i in range(max(0, phrase[0] - 2), where.at):
        if view.lows[i] in ("no", "without") or (
            view.lows[i] == "not" and i + 1 < len(view.lows) and view.lows[i + 1] in ("a", "any", "one")
        ):
            return i
    return None


def _denier(where: Scope) -> int | None:
    view = where.view
    for i, base in where.governors():
        if base in cues.DENYING and not where.at <= i < where.end:
            return i
        if base == "rule" and i + 1 < len(view.lows) and view.lows[i + 1] == "out":
            return i
        if (
            base in cues.AVOIDING
            and view.tags[i] != "N"
            and where.verbal
            and directly(where, i)
            and not (where.group and where.group.finite)  # `who refused to vote was detained`: not what is refused
            and where.kind != "REJECT"
        ):
            return i
        if base == "evidence" and i and view.lows[i - 1] == "no":
            return i - 1
        if base == "true" and "not" in view.lows[max(0, i - 2) : i]:
            return i
        if base in ("false", "untrue") and view.lows[min(i + 1, len(view.lows) - 1)] == "that":
            return i
    return None


def _falsehood(where: Scope) -> int | None:
    """`... are a fabrication`, `... never began`: said of the act after it is named."""
    view = where.view
    for i in range(where.end, min(where.end + 22, len(view.lows))):
        if view.lows[i] in (";", "."):
            break
        if view.lemmas[i] in cues.FALSE_AFTER and any(view.tags[j] == "BE" for j in range(max(0, i - 3), i)):
            return i if not any(view.lows[j] == "not" for j in range(max(0, i - 3), i)) else None
    return None


def directly(where: Scope, i: int) -> bool:
    start = where.group.start if where.group else where.at
    return start - i <= 3
