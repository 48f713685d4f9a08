"""Which of a sentence's matches become acts: one clause and one type give one, mere mentions give none."""

from __future__ import annotations

from itertools import pairwise

from whence.nlp.lexicon_match import Match
from whence.nlp.lexicon_phrases import Analysis
from whence.nlp.lexicon_roles import Roles
from whence.nlp.lexicon_wordset import wordset

Part = tuple[Match, Roles, tuple[int, int]]
_DEFINITE = wordset("the this that these those such its their his her")
_VERBAL_TYPES = frozenset({"ACCUSE", "REJECT", "REQUEST", "SUPPORT", "THREATEN"})


def keep(view: Analysis, parts: list[Part]) -> list[Part]:
    """Acts in order of their triggers."""
    parts = [part for part in parts if not _is_mention(view, part, parts) and not _is_content(view, part, parts)]
    parts = [part for part in parts if not _is_aside(view, part, parts)]
    parts = _called_for(_with_casualties(parts))
    kept: list[Part] = []
    for part in sorted(parts, key=lambda part: (-_strength(part), part[0].start)):
        twin = next((i for i, other in enumerate(kept) if _same_act(part, other)), None)
        if twin is None:
            kept.append(part)
        elif part[0].trigger.pos == "verb" and _length(kept[twin], part) <= _LONGEST_CLAUSE:
            kept[twin] = (kept[twin][0], _joined(kept[twin][1], part[1]), _union(kept[twin], part))
    return sorted((_parted(view, part, kept) for part in kept), key=lambda part: part[0].start)


_LONGEST_CLAUSE = 34


def _parted(view: Analysis, part: Part, kept: list[Part]) -> Part:
    """`burned the post and arrested two`: the evidence ends where the next act of the same subject is joined on."""
    start, end = part[2]
    for other in kept:
        at = other[2][0]
        joined = part[0].end < at < end and view.tags[at - 1] == "CC" and view.group_at(at) is not None
        if joined and other[0].trigger.pos == "verb":
            end = at - 1 - (view.lows[at - 2] == ",")
    return part[0], part[1], (start, max(end, part[0].end))


def _union(part: Part, other: Part) -> tuple[int, int]:
    return min(part[2][0], other[2][0]), max(part[2][1], other[2][1])


def _length(part: Part, other: Part) -> int:
    start, end = _union(part, other)
    return end - start


def _strength(part: Part) -> int:
    match = part[0]
    return (
        (0 if {"weak", "loose"} & match.trigger.flags else 100)
        + (20 if match.mode else 0)
        + (25 if match.trigger.pos == "verb" else 0)
        + match.weight
    )


def _same_act(part: Part, other: Part) -> bool:
    """Same type, and each trigger stands in the other's clause or the clauses all but coincide."""
    (a, _, x), (b, _, y) = part, other
    overlap = min(x[1], y[1]) - max(x[0], y[0])
    if overlap <= 0:
        return False
    if a.kind.name == b.kind.name:
        return overlap >= 0.5 * min(x[1] - x[0], y[1] - y[0])
    return False


def _is_mention(view: Analysis, part: Part, parts: list[Part]) -> bool:
    """`condemned the attack`, `after the explosion`: an act named with a definite article as another act's object."""
    match = part[0]
    if match.trigger.pos != "noun" or match.kind.name in ("VOTE",):
        return False
    own = view.phrase_at(match.head)
    if own is None:
        return False
    told = _told(part)
    governed = any(
        other[0].kind.name in _VERBAL_TYPES
        and other is not part
        and other[0].trigger.pos == "verb"
        and 0 < match.start - other[0].start < 8
        for other in parts
    )
    if governed:
        return not told
    if told or part[1].actors or "weak" not in match.trigger.flags:
        return False
    return (view.lows[own[0]] in _DEFINITE or part[2][1] - part[2][0] <= 3) and not _takes_place(view, own)


_OCCURRING = wordset(
    """
    occur happen take rock hit kill shake destroy leave damage wound injure begin come follow last blow tear
    cause claim hear feel continue erupt break ring shatter target strike send prompt go rage mark involve start
    initiate precede report
    """
)


def _takes_place(view: Analysis, own: tuple[int, int]) -> bool:
    """The noun is the subject of a verb that tells of it: `the explosion occurred at nine`."""
    return any(
        group.finite and group.start == own[1] and view.lemmas[group.head] in _OCCURRING for group in view.groups
    )


_SWALLOWS = frozenset({"THREATEN", "REJECT"})
_DECISIONS = wordset("decision plan order bid move proposal intention")


def _is_content(view: Analysis, part: Part, parts: list[Part]) -> bool:
    """`threatened to burn the house down`, `annulled the decision to call a vote`: what another act is about."""
    match = part[0]
    group = view.group_at(match.head)
    if group is None or match.trigger.pos != "verb" or match.kind.name in _VERBAL_TYPES:
        return False
    start = group.start
    future = any(view.lows[i] in ("will", "would") for i in range(start, group.head))
    if view.tags[start] != "TO" and not future:
        return False
    for other in parts:
        distance = start - other[0].head
        if other is part or other[0].trigger.pos != "verb" or not 0 < distance <= 14:
            continue
        if other[0].kind.name == "THREATEN" or (other[0].kind.name == "REJECT" and start <= other[0].end):
            return True
        if start and view.lemmas[start - 1] in _DECISIONS and distance <= 6:
            return True
    return False


def _told(part: Part) -> bool:
    """Something is told of it: whom it struck, or who did it."""
    return bool(part[1].targets)


_BESIDE = 3  # words between the dead and the wounded of one toll
_NEAR = 7  # words between an attack and its toll: `died when two carriages were set alight`
_LONGEST = 48


def _with_casualties(parts: list[Part]) -> list[Part]:
    """Dead and wounded told beside the attack that made them belong to its act, the victims are its targets."""
    tolls = [part for part in parts if part[0].kind.name == "ASSAULT" and _is_toll(part)]
    attacks = [part for part in parts if part[0].kind.name == "ASSAULT" and part not in tolls]
    if not attacks:
        return _counted_together(parts, tolls)
    for toll in tolls:
        nearest = min(attacks, key=lambda part: (_distance(part[2], toll[2]), part[0].start))
        start, end = min(nearest[2][0], toll[2][0]), max(nearest[2][1], toll[2][1])
        if _distance(nearest[2], toll[2]) > _NEAR or end - start > _LONGEST:
            continue
        joined = (nearest[0], _joined(nearest[1], toll[1]), (start, end))
        parts = [joined if part is nearest else part for part in parts if part is not toll]
        attacks = [joined if part is nearest else part for part in attacks]
    return parts


def _counted_together(parts: list[Part], tolls: list[Part]) -> list[Part]:
    """`ten were killed and twelve wounded`: one toll of one act."""
    for toll, following in pairwise(tolls):
        start, end = _union(toll, following)
        if toll not in parts or _distance(toll[2], following[2]) > _BESIDE or end - start > _LONGEST:
            continue
        joined = (toll[0], _joined(toll[1], following[1]), (start, end))
        parts = [joined if part is toll else part for part in parts if part is not following]
    return parts


def _is_toll(part: Part) -> bool:
    return "weak" in part[0].trigger.flags and part[0].trigger.pos == "verb"


def _distance(a: tuple[int, int], b: tuple[int, int]) -> int:
    return max(0, max(a[0], b[0]) - min(a[1], b[1]))


def _joined(attack: Roles, toll: Roles) -> Roles:
    targets = attack.targets + tuple(phrase for phrase in toll.targets if phrase not in attack.targets)
    return Roles(
        tuple(phrase for phrase in attack.actors or toll.actors if phrase not in targets),
        targets,
        attack.instrument or toll.instrument,
        min(attack.start, toll.start),
        max(attack.reached, toll.reached),
    )


def _is_aside(view: Analysis, part: Part, parts: list[Part]) -> bool:
    """`arrested for speaking out`: a reason; `referendums held at gunpoint`: a vote that is only mentioned."""
    match = part[0]
    group = view.group_at(match.head)
    if group is None or match.trigger.pos != "verb":
        return False
    if group.form == "VG" and group.start and view.lows[group.start - 1] in ("for", "from"):
        return any(other[0].trigger.pos == "verb" and 0 < group.start - other[0].head <= 4 for other in parts)
    bare = group.start == group.head and group.form in ("VD", "VN")
    mentioned = (
        match.kind.name == "VOTE"
        and match.mode == "hold"
        and match.end == match.start + 1
        and len(match.trigger.words) > 1
    )
    return mentioned and (bare or view.lows[group.start] == "being") and not part[1].actors


_CALLS = frozenset({"call", "demand", "appeal", "ask"})


def _called_for(parts: list[Part]) -> list[Part]:
    """`called for the mobilisation of 300,000`: one act, called for, with the caller as actor; no request beside it."""
    for part in list(parts):
        if part[0].kind.name != "REQUEST" or not _CALLS & set(part[0].trigger.words) or part not in parts:
            continue
        content = next(
            (other for other in parts if other[0].trigger.pos == "noun" and 0 <= other[0].start - part[0].end <= 3),
            None,
        )
        if content is None or content[0].kind.name == "REQUEST":
            continue
        roles = Roles(
            content[1].actors or part[1].actors,
            content[1].targets,
            content[1].instrument,
            part[1].start,
            content[1].reached,
        )
        joined = (content[0], roles, _union(content, part))
        parts = [joined if other is content else other for other in parts if other is not part]
    return parts
