"""Called for: somebody asks for the act, orders it, or says that it must be done."""

from __future__ import annotations

from whence.nlp.lexicon_phrases import Analysis
from whence.stages.extract import status_cues as cues
from whence.stages.extract.scope import Scope
from whence.stages.extract.verdict import Verdict


def called_for(where: Scope) -> Verdict | None:
    view, group = where.view, where.group
    if group is not None:
        for i in range(group.start, group.head):
            if view.lows[i] in cues.MUST and not _have_after(view, i):
                return Verdict("called-for", i, "it is said that it must or should be done")
        if group.start and view.lemmas[group.start - 1] in ("need", "have") and view.tags[group.start] == "TO":
            return Verdict("called-for", group.start - 1, "it is said that it has to be done")
    if where.verbal and _is_imperative(where):
        return Verdict("called-for", where.at, "it is put as a command")
    for i, base in where.governors():
        if base in cues.CALLING and _calls(where, i, base):
            return Verdict("called-for", i, "somebody asks for it")
        if base in cues.CALLING_NOUNS and view.tags[i] == "N" and _noun_calls(where, i):
            return Verdict("called-for", i, "somebody asks for it")
        if base in cues.WANTING and _wants_other(where, i):
            return Verdict("called-for", i, "somebody wants another to do it")
    return None


def _have_after(view: Analysis, i: int) -> bool:
    return i + 1 < len(view.lows) and view.lows[i + 1] == "have"


def _is_imperative(where: Scope) -> bool:
    view, group = where.view, where.group
    if group is None or view.tags[group.head] != "V" or view.tags[group.start] not in ("V", "DO"):
        return False
    before = group.start - 1
    opens = before < 0 or view.tags[before] == "QT" or view.lows[before] in ("please", ":", ";", ".", "!")
    return opens and (view.tags[group.start] == "V" or view.lows[group.start] in ("do", "don't"))


def _calls(where: Scope, i: int, base: str) -> bool:
    """The governor reaches the act by an infinitive, a that-clause, or `for`."""
    view = where.view
    if view.tags[i] not in ("VZ", "VD", "VN", "V", "VG") or (where.at <= i < where.end):
        return False
    group = where.group
    start = group.start if group and where.verbal else where.at
    between = view.lows[i + 1 : start]
    if "," in between and between.index(",") < len(between) - 6 and view.tags[start] != "TO":
        return False
    if base in ("tell", "order", "instruct", "invite", "direct", "incite", "encourage", "advise", "summon"):
        return where.verbal and view.tags[start] == "TO" and "that" not in between
    if base in ("call", "press", "push", "appeal", "ask", "plead", "lobby"):
        return "for" in between[:2] if not where.verbal else _asked(where, start)
    if where.verbal:
        bare = group is not None and group.start == group.head and group.form in ("V", "N")
        return (
            view.tags[start] == "TO"
            or ("that" in between and bare)
            or (view.tags[start] == "V" and base in ("demand", "insist", "propose", "recommend"))
        )
    return base in ("demand", "request", "propose", "advocate", "order") and len(between) <= 4


def _asked(where: Scope, start: int) -> bool:
    """`called on workers to strike`, `called for releasing them`; not `called for calm and condemned the raid`."""
    view = where.view
    return view.tags[start] == "TO" or (view.tags[start] == "VG" and start > 0 and view.lows[start - 1] == "for")


def _noun_calls(where: Scope, i: int) -> bool:
    between = where.view.lows[i + 1 : where.at]
    return bool(between) and between[0] in ("for", "to", "that") and len(between) <= 7


def _wants_other(where: Scope, i: int) -> bool:
    view, group = where.view, where.group
    if group is None or not where.verbal or view.tags[group.start] != "TO":
        return False
    return any(view.tags[j] in ("PR", "N", "NP") for j in range(i + 1, group.start)) and group.start - i <= 6
