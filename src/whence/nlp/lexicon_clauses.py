"""Where the clause of an act begins and ends: its evidence, attribution words left out."""

from __future__ import annotations

from whence.nlp.lexicon_match import Match
from whence.nlp.lexicon_phrases import Analysis, Group
from whence.nlp.lexicon_role_words import MEANS_WORDS, REPORTING
from whence.nlp.lexicon_roles import Roles
from whence.nlp.lexicon_wordset import wordset

_LONGEST = 34  # words; the median of evidence in annotated reports is 11
_SPEAKER = 16  # words that a role and a name before a verb of saying take
_LONG_ENOUGH = 10  # words after which a relative clause is no part of what is told
_STOP_AFTER_COMMA = wordset(
    """
    according who which while but whereas although though citing say per adding and as he she
    """
)
_STOPS = wordset(
    """
    while whereas although though because unless but when after before until since
    """
)
SAYING = REPORTING | wordset("according cite declare describe explain post quote tweet")


def clause(view: Analysis, match: Match, found: Roles) -> tuple[int, int]:
    """Token stretch of the clause that holds a trigger, from its subject to its end."""
    start = min(found.start, match.start)
    end = _end(view, max(found.reached, match.end), match, start)
    return _without_marks(view, start, end, match)


def _end(view: Analysis, at: int, match: Match, start: int) -> int:
    """Words are taken on until something opens that belongs to another clause."""
    i = at
    inside = _in_quotation(view, match.start)
    relative = start < len(view.tags) and view.tags[start] == "WH"
    inserted = relative and start > 0 and view.lows[start - 1] == ","
    while i < len(view.words) and i - start < _LONGEST:
        low, name = view.lows[i], view.tags[i]
        if low in (";", ":", ".", "!", "?", "--", "—", "–", "(", ")", "[", "]"):
            if (
                low in (".", "(")
                and i + 1 < len(view.words)
                and view.tags[i + 1] not in ("QT", "PT")
                and (low == "." or i < at + 2)
            ):
                i += 1
                continue
            break
        if name == "QT" and inside and view.lows[i] not in ("'", "‘"):
            break
        if low == "," and (
            _leaves_at_comma(view, i + 1) or _names_speaker(view, i + 1) or (inserted and _goes_on(view, i + 1))
        ):
            break
        if relative and i > at and _says_next(view, i):
            break
        if low in _STOPS and _verb_ahead(view, i + 1) and not _tells_how(view, match, i):
            break
        if name == "CC" and low != "&" and _new_clause(view, i + 1):
            break
        if name == "WH" and i > at and i - start >= _LONG_ENOUGH and low in ("that", "which", "who"):
            break
        if low == "according" or (name == "WH" and i > at and view.lows[i - 1] == ","):
            break
        i += 1
    return i


def _says_next(view: Analysis, i: int) -> bool:
    """`the officer who fired says he was afraid`: the main verb after a relative clause without commas."""
    return view.tags[i] in ("VZ", "VD") and view.lemmas[i] in SAYING and view.tags[i - 1] in ("N", "NP")


def _goes_on(view: Analysis, at: int) -> bool:
    """The main clause goes on where the inserted one ends: `Lee, who ran in 2008, made the case`."""
    return at < len(view.tags) and view.tags[at] in ("VD", "VZ", "BE", "MD", "HV")


def _tells_how(view: Analysis, match: Match, i: int) -> bool:
    """`died when two bombs fell on the hall`: what killed them belongs to the toll."""
    toll = match.kind.name == "ASSAULT" and "weak" in match.trigger.flags and match.trigger.pos == "verb"
    return toll and view.lows[i] in ("when", "after") and bool(MEANS_WORDS & set(view.lemmas[i + 1 : i + 9]))


def _in_quotation(view: Analysis, at: int) -> bool:
    marks = sum(1 for i in range(at) if view.lows[i] in ('"', "“", "”", "«", "»"))
    return marks % 2 == 1


def _leaves_at_comma(view: Analysis, at: int) -> bool:
    """Whether what follows a comma is a clause of its own: a finite verb stands in it, or a word that opens one."""
    if at >= len(view.words) or view.lows[at] in _STOP_AFTER_COMMA - {"and"}:
        return True
    stop = next((j for j in range(at, len(view.lows)) if view.lows[j] in (",", ";", ":")), len(view.lows))
    if view.tags[at] in ("VG", "IN", "VD", "VN", "RB"):
        return any(view.lemmas[group.head] in SAYING for group in view.groups if at <= group.start < stop)
    return any(group.finite and not _bare(view, group) for group in view.groups if at <= group.start < stop)


def _names_speaker(view: Analysis, at: int) -> bool:
    """`..., the mayor, Ivan Petrenko, told reporters`: role and name stand between commas before a verb of saying."""
    commas = [i for i in range(at, min(at + _SPEAKER, len(view.lows))) if view.lows[i] == ","][:2]
    if len(commas) < 2:
        return False
    following = next((group for group in view.groups if group.start >= at), None)
    return following is not None and following.start == commas[1] + 1 and view.lemmas[following.head] in SAYING


def _bare(view: Analysis, group: Group) -> bool:
    """A participle after a noun with `by` or `in` to follow: no finite verb."""
    following = view.lows[group.end] if group.end < len(view.lows) else ""
    return group.start == group.head and group.form in ("VD", "VN") and following == "by"


def _verb_ahead(view: Analysis, at: int) -> bool:
    return any(group.finite and at < group.start <= at + 8 for group in view.groups) or (
        at < len(view.tags) and view.tags[at] == "VG"
    )


def _new_clause(view: Analysis, at: int) -> bool:
    """After `and`: a phrase with a finite verb of its own."""
    phrase = next((phrase for phrase in view.phrases if phrase[0] == at), None)
    if phrase is None:
        return False
    following = next((group for group in view.groups if group.start >= phrase[1]), None)
    return (
        following is not None and following.finite and following.start - phrase[1] <= 4 and not _bare(view, following)
    )


def _without_marks(view: Analysis, start: int, end: int, match: Match) -> tuple[int, int]:
    while end > match.end and (
        view.tags[end - 1] in ("PT", "CC", "SC")
        or (view.lows[end - 1] in ("“", '"', "”", "'", "‘", "’") and not _balanced(view, start, end))
    ):
        end -= 1
    while start < match.start and view.tags[start] in ("PT", "CC", "QT"):
        start += 1
    return start, max(end, match.end)


def _balanced(view: Analysis, start: int, end: int) -> bool:
    return sum(view.lows[i] in ('"', "“", "”") for i in range(start, end)) % 2 == 0
