"""Who did it and to whom: the roles of an act, as noun phrases of its sentence."""

from __future__ import annotations

from msgspec import Struct

from whence.nlp.lexicon_match import Match
from whence.nlp.lexicon_objects import by_phrases, listed, objects, site
from whence.nlp.lexicon_phrases import Analysis, Group, extended
from whence.nlp.lexicon_role_words import SUPPORT
from whence.nlp.lexicon_subjects import Phrase, is_passive, subject_of
from whence.nlp.lexicon_wordset import wordset

_ON = wordset("on against of at into upon to with over between")


class Roles(Struct, frozen=True):
    """Token stretches; `start` is where the clause begins."""

    actors: tuple[Phrase, ...] = ()
    targets: tuple[Phrase, ...] = ()
    instrument: Phrase | None = None
    start: int = 0
    reached: int = 0  # the clause goes at least to here


def roles(view: Analysis, match: Match) -> Roles:
    """The roles of one act."""
    return _verb_roles(view, match) if match.trigger.pos == "verb" else _noun_roles(view, match)


def _verb_roles(view: Analysis, match: Match) -> Roles:
    group = view.group_at(match.head)
    if group is None:
        return _participle_roles(view, match)
    subject, start = subject_of(view, group)
    found = objects(view, match)
    if is_passive(view, group):
        by = by_phrases(view, match.end)
        reached = max([match.end, *(phrase[1] for phrase in by)])
        return Roles(by, subject, None, start, reached)
    reached = max([match.end, *(phrase[1] for phrase in found)])
    if match.mode in ("explosives", "heavy-weapons") and not found:
        found = site(view, match.end)
    return Roles(subject, found, None, start, reached)


def _participle_roles(view: Analysis, match: Match) -> Roles:
    phrase = view.phrase_at(match.head)
    if phrase is None:
        return Roles(start=match.start, reached=match.end)
    return Roles((), (phrase,), None, phrase[0], phrase[1])


def _noun_roles(view: Analysis, match: Match) -> Roles:
    own = view.phrase_at(match.head) or (match.start, match.end)
    actors = by_phrases(view, match.head + 1) or _owner(view, own, match.start)
    targets = _after(view, match)
    governor = _supporting(view, own)
    start, reached = own[0], max([own[1], match.end, *(phrase[1] for phrase in targets + actors)])
    if governor is not None:
        subject, begin = subject_of(view, governor)
        if is_passive(view, governor):
            actors = actors or by_phrases(view, governor.end)
            reached = max(reached, governor.end)
        else:
            actors, start = actors or subject, min(start, begin)
    return Roles(actors, targets, None, start, reached)


def _owner(view: Analysis, own: Phrase, trigger: int) -> tuple[Phrase, ...]:
    """`Ukraine's attack`, `their raid`, `the Taliban attack`: the words in front of the trigger that name who."""
    for i in range(trigger - 1, own[0] - 1, -1):
        if view.lows[i].endswith(("'s", "s'")) or view.tags[i] == "PS":
            return ((own[0], i + 1),)
    names = [i for i in range(own[0], trigger) if view.tags[i] == "NP"]
    return ((names[0], names[-1] + 1),) if names else ()


def _after(view: Analysis, match: Match) -> tuple[Phrase, ...]:
    for i in range(match.head + 1, min(match.head + 7, len(view.lows))):
        if view.lows[i] in _ON:
            phrase = next((phrase for phrase in view.phrases if phrase[0] == i + 1), None)
            return listed(view, extended(view, phrase)) if phrase else ()
        if view.tags[i] in ("PT", "SC", "WH", "VD", "VZ"):
            break
    return site(view, match.head + 1) if match.mode in ("explosives", "heavy-weapons") else ()


def _supporting(view: Analysis, own: Phrase) -> Group | None:
    """The light verb that the noun completes, as in `launched an attack`, or whose passive subject it is."""
    for group in view.groups:
        if group.end == own[0] and view.lemmas[group.head] in SUPPORT:
            return group
        if group.start == own[1] and (group.finite or group.passive):
            return group if group.passive else None
    return None
