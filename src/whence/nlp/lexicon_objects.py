"""What follows an act: its objects, by-phrases and the places that stand for a target."""

from __future__ import annotations

from whence.nlp.lexicon_match import Match
from whence.nlp.lexicon_phrases import Analysis, extended
from whence.nlp.lexicon_role_words import SITES
from whence.nlp.lexicon_subjects import Phrase, is_passive
from whence.nlp.lexicon_wordset import wordset

_AT = wordset("at outside near inside in under on through beside behind against")


def objects(view: Analysis, match: Match) -> tuple[Phrase, ...]:
    """Phrases right after the verb, or inside the trigger's gap."""
    for i in range(match.head + 1, match.end):
        inside = next((phrase for phrase in view.phrases if phrase[0] == i), None)
        if (
            inside
            and ".." in match.trigger.words
            and not any(word in view.lemmas[inside[0] : inside[1]] for word in match.trigger.words[1:])
        ):
            return tuple(phrase for phrase in listed(view, extended(view, inside)) if phrase[1] <= match.end) or (
                extended(view, inside),
            )
    i = match.end
    while i < len(view.tags) and view.tags[i] in ("RB", "QT"):
        i += 1
    first = next(((max(i, phrase[0]), phrase[1]) for phrase in view.phrases if phrase[0] <= i < phrase[1]), None)
    if first is None or opens_clause(view, first):
        return ()
    return listed(view, extended(view, first))


def opens_clause(view: Analysis, phrase: Phrase) -> bool:
    """A phrase that a finite verb follows is the next clause's subject."""
    following = view.group_at(phrase[1]) if phrase[1] < len(view.words) else None
    return (
        following is not None and following.finite and following.start == phrase[1] and not is_passive(view, following)
    )


def listed(view: Analysis, first: Phrase) -> tuple[Phrase, ...]:
    found, at = [first], first[1]
    while len(found) < 5 and at + 1 < len(view.lows) and view.lows[at] in (",", "and", "or"):
        skip = at + 1 + (view.lows[at] == "," and view.lows[at + 1] in ("and", "or"))
        following = next((phrase for phrase in view.phrases if phrase[0] == skip), None)
        if (
            following is None
            or opens_clause(view, following)
            or (view.lows[at] == "," and not _list_goes_on(view, following[1]))
        ):
            break
        found.append(extended(view, following))
        at = found[-1][1]
    return tuple(found)


def _list_goes_on(view: Analysis, at: int) -> bool:
    return (
        at < len(view.lows)
        and view.lows[at] in ("and", "or", ",")
        and any(low == "and" for low in view.lows[at : at + 6])
    )


def by_phrases(view: Analysis, at: int) -> tuple[Phrase, ...]:
    for i in range(at, min(at + 14, len(view.lows))):
        if view.lows[i] == "by":
            phrase = next((phrase for phrase in view.phrases if phrase[0] == i + 1), None)
            if phrase and not _is_time(view, phrase):
                return listed(view, extended(view, phrase))
        if view.lows[i] in (";", ":") or view.tags[i] == "SC":
            return ()
    return ()


def _is_time(view: Analysis, phrase: Phrase) -> bool:
    return bool(
        {
            "year",
            "monday",
            "tuesday",
            "wednesday",
            "thursday",
            "friday",
            "saturday",
            "sunday",
            "noon",
            "night",
            "evening",
            "close",
            "percent",
            "vote",
            "end",
            "month",
            "week",
        }
        & set(view.lemmas[phrase[0] : phrase[1]])
    )


def site(view: Analysis, at: int) -> tuple[Phrase, ...]:
    for i in range(at, min(at + 10, len(view.lows))):
        if view.lows[i] in _AT:
            phrase = next((phrase for phrase in view.phrases if phrase[0] == i + 1), None)
            if phrase and SITES & set(view.lemmas[phrase[0] : phrase[1]]):
                return (extended(view, phrase),)
        elif view.lows[i] in (",", ";") or view.tags[i] == "SC":
            break
    return ()
