"""Predicted and planned: the act lies ahead."""

from __future__ import annotations

from whence.nlp.lexicon_phrases import Analysis
from whence.stages.extract import status_cues as cues
from whence.stages.extract.scope import Scope
from whence.stages.extract.status_denied import directly, lexical_negation
from whence.stages.extract.verdict import Verdict

_SPEECH = frozenset({"REQUEST", "ACCUSE", "SUPPORT", "REJECT", "THREATEN", "CONCEDE"})
_OUTCOMES = frozenset({"result", "turnout"})


def predicted(where: Scope) -> Verdict | None:
    view = where.view
    if where.kind == "VOTE" and where.mode in _OUTCOMES and _to_be_published(where):
        return None
    for i, base in where.governors():
        near = where.at - i < 14
        if base in cues.OPINING and near and _future(where) is not None:
            return Verdict("predicted", i, "somebody is of the opinion that it will come")
        if (
            base in cues.PREDICTING
            and near
            and view.tags[i] != "N"
            and (where.kind == "VOTE" or not where.verbal or _reports_future(where))
        ):
            return Verdict("planned" if where.kind == "CONSULT" else "predicted", i, "it is expected or forecast")
        if view.lows[i] in cues.PREDICT_WORDS and directly(where, i) and where.verbal:
            return Verdict("predicted", i, "it is called likely")
    foretold = _foretold(where)
    if foretold is not None:
        return foretold
    future = _future(where)
    if future is not None and (
        where.mode in _OUTCOMES or any(low in cues.PREDICT_WORDS for low in view.lows[max(0, future - 2) : where.at])
    ):
        return Verdict("predicted", future, "it is told as what will come")
    return None


def _foretold(where: Scope) -> Verdict | None:
    """For results and turnout: a forecast, a poll, or how the race stands."""
    if where.kind != "VOTE" or where.mode not in _OUTCOMES:
        return None
    view = where.view
    for i in range(where.at, where.end):
        if view.lemmas[i] in cues.PREDICTING or view.lows[i] in ("will", "set"):
            return Verdict("predicted", i, "it is expected or forecast")
    for i, low in enumerate(view.lemmas):
        if (
            low in ("forecast", "projection", "pollster", "survey")
            or (view.lows[i] == "poll" and where.mode == "result" and "exit" not in view.lows)
            or (view.lows[i] == "polls" and i and view.lows[i - 1] in ("opinion", "recent", "latest", "kremlin"))
        ):
            return Verdict("predicted", i, "it rests on a poll or forecast")
    standing = _standing(where)
    if standing is not None:
        return Verdict("predicted", standing, "it tells how a race stands, not how it ended")
    return None


def _standing(where: Scope) -> int | None:
    """`holds a solid lead`, `is polling third`, `is up 15 points`: told before anything is counted."""
    view = where.view
    if where.mode != "result" or any(base in cues.COUNTED for base in view.lemmas) or _of_votes(view):
        return None
    for i in range(len(view.lows)):
        if view.lemmas[i] in cues.STANDING or (view.lows[i] == "polling" and view.tags[i] in ("VG", "V")):
            return i
        if view.lows[i] in ("up", "ahead", "down") and i and view.tags[i - 1] == "BE":
            return i
    return None


def _of_votes(view: Analysis) -> bool:
    """`with 45 per cent of the vote`, `by 900 votes`: something was counted."""
    return any(
        low == "votes" or view.lows[max(0, i - 2) : i + 1] == ("of", "the", "vote") for i, low in enumerate(view.lows)
    )


def _to_be_published(where: Scope) -> bool:
    """`results will be announced`: a plan of who counts, not a forecast of who wins."""
    view = where.view
    return any(
        group.passive and view.lemmas[group.head] in ("announce", "declare", "publish", "release")
        for group in view.groups
        if where.at <= group.start <= where.end + 2
    )


def _reports_future(where: Scope) -> bool:
    return where.group is not None and (where.view.tags[where.group.start] == "TO" or _future(where) is not None)


def _future(where: Scope) -> int | None:
    """Position of will, shall or would in the trigger's verb group."""
    group = where.group
    if group is None:
        return None
    for i in range(group.start, group.head + 1):
        if where.view.lows[i] in ("will", "shall", "'ll", "would", "'d", "won't"):
            return i
    return None


def planned(where: Scope) -> Verdict | None:
    if where.kind == "THREATEN" or (where.kind == "REJECT" and lexical_negation(where)):
        return None
    view, group = where.view, where.group
    future = _future(where)
    if future is not None:
        after = view.lows[future + 1 : future + 2]
        if view.lows[future] in ("would", "'d") and (_has_condition(view) or after == ("have",)):
            return Verdict("possible", future, "it would be so on a condition")
        return Verdict("planned", future, "it is told as what will be done")
    if group is not None and view.tags[group.start] == "TO" and group.start:
        verdict = _infinitive(where, group.start - 1)
        if verdict is not None:
            return verdict
    phrase = view.phrase_at(where.at)
    if phrase and not where.verbal:
        for i in range(max(0, phrase[0] - 1), where.at):
            if view.lows[i] in cues.PLAN_MODIFIERS:
                return Verdict("planned", i, "it is called planned or coming")
        for i, base in where.governors():
            if (
                base in cues.PLAN_NOUNS
                and where.at - i <= 5
                and any(low in ("for", "of", "to") for low in view.lows[i + 1 : where.at])
            ):
                return Verdict("planned", i, "there is a plan for it")
            if base in ("plan", "prepare") and view.tags[i] != "N" and where.at - i <= 4:
                return Verdict("planned", i, "there is a plan for it")
    return _scheduled(where)


def _has_condition(view: Analysis) -> bool:
    return any(low in cues.CONDITIONAL and not (i and view.lows[i - 1] == "even") for i, low in enumerate(view.lows))


def _infinitive(where: Scope, before: int) -> Verdict | None:
    """What stands before the `to` of an infinitive: `plans to`, `is to`, `due to`, `going to`."""
    view = where.view
    j = before
    while j > 0 and view.tags[j] in ("RB", "NG"):
        j -= 1
    base, low = view.lemmas[j], view.lows[j]
    if low in cues.PLAN_WORDS or low == "going" or (low in ("is", "are", "was", "were") and view.tags[j] == "BE"):
        return Verdict("planned", j, "it is to be done")
    if base == "decide" and where.kind in _SPEECH:
        return None
    if base in cues.PLANNING and view.tags[j] != "N":
        return Verdict("planned", j, "somebody plans or promises it")
    if base in cues.PLAN_NOUNS or base in cues.WANTING:
        return Verdict("planned", j, "somebody plans or wants it")
    for k in range(j, max(-1, j - 5), -1):
        if view.lemmas[k] in cues.PLANNING and view.tags[k] in ("VZ", "VD", "VN", "V", "VG"):
            return Verdict("planned", k, "somebody plans or promises it")
        if view.lows[k] in (",", ";"):
            break
    return None


def _scheduled(where: Scope) -> Verdict | None:
    """For a noun: `is scheduled for`, `is due`, `is set for`."""
    if where.verbal:
        return None
    view = where.view
    for i in range(where.end, min(where.end + 9, len(view.lows))):
        if view.lows[i] in (",", ";", "who", "which", "and"):
            break
        if view.lows[i - 1] == "as":
            continue  # `ended as scheduled`
        if view.lows[i] in ("scheduled", "due", "planned", "slated") or (
            view.lows[i] == "set" and view.lows[min(i + 1, len(view.lows) - 1)] == "for"
        ):
            return Verdict("planned", i, "a date is set for it")
    return None
