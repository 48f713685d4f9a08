"""Conventions by type: what counts as actor, target and means of an act of each type."""

from __future__ import annotations

from msgspec.structs import replace

from whence.nlp.lexicon_match import Match
from whence.nlp.lexicon_objects import listed
from whence.nlp.lexicon_phrases import Analysis, Group, extended
from whence.nlp.lexicon_role_words import MEANS_WORDS, NO_ACTOR
from whence.nlp.lexicon_roles import Roles
from whence.nlp.lexicon_subjects import Phrase, is_passive, is_when, subject_of
from whence.nlp.lexicon_wordset import wordset

_MEANS = frozenset({"with", "using", "by", "from", "via"})


_NO_TARGET = frozenset({"MOVE", "MOBILIZE", "VOTE"})
_INTRANSITIVE = wordset("die go disappear walk")
_GOODS = wordset(
    """
    aid food water medicine blanket rice tent money fund weapon equipment shelter insulin meal parcel supply flour
    bread loan grant maize tarpaulin generator clothes fuel million fish arm
    """
)
_MEASURES = wordset(
    """
    sanction restriction ban embargo tariff quota curfew siege freeze licence visa
    """
)
_MESSAGES = wordset("leaflet flyer poster pamphlet handbill one video ad footage message letter")
_SHARES = wordset("percent % cent pct seat vote point")
_ONTO = wordset("at into on against over under onto through to upon in outside")
_AGAINST = frozenset({"on", "against", "over"})


def by_convention(view: Analysis, match: Match, found: Roles) -> Roles:
    """The roles as a claim of that type has them."""
    found = replace(found, targets=tuple(phrase for phrase in found.targets if not _says_when_or_where(view, phrase)))
    found = _turned(view, match, found)
    found = _through_infinitive(view, match, _of_mind(view, match, found))
    found = _with_means(view, match, found)
    kind = match.kind.name
    if kind == "VOTE":
        return _of_a_vote(view, match, found)
    if kind == "MOVE":
        moved = found.targets if match.mode == "evacuate" else ()
        return replace(
            found, targets=moved, actors=found.actors or (found.targets if is_passive_at(view, match) else ())
        )
    if kind == "MOBILIZE":
        called = bool(
            {
                "mobilise",
                "mobilize",
                "call-up",
                "conscript",
                "draft",
                "mobilisation",
                "mobilization",
                "call",
                "reservists",
            }
            & set(match.trigger.words)
        )
        return found if called else replace(found, targets=())
    return _without_things(view, match, found)


def is_passive_at(view: Analysis, match: Match) -> bool:
    """Whether the act is told in the passive."""
    group = view.group_at(match.head)
    return group is not None and is_passive(view, group)


def _turned(view: Analysis, match: Match, found: Roles) -> Roles:
    """`five died`, `detainees walked free`, `the network went dark`: the subject is whom it befell."""
    group = view.group_at(match.head)
    suffered = match.kind.name in ("ASSAULT", "RETREAT", "COERCE") and view.lemmas[match.head] in _INTRANSITIVE
    if group is None or match.trigger.pos != "verb" or not suffered or match.trigger.words[:2] == ("go", "off"):
        return found
    return replace(found, actors=(), targets=found.targets or found.actors)


_STATES = wordset("to with by at in over about of from that behind")
_CHARGED = wordset("accused suspected charged wanted cited indicted investigated named booked arraigned")
_GETTING = wordset("face draw receive get win gain earn secure suffer take pick attract land garner enjoy collect")
_GIVERS = frozenset({"from", "by", "of"})


def _of_mind(view: Analysis, match: Match, found: Roles) -> Roles:
    """`is opposed to the law`: whose mind it is acts; `faces criticism from`, `won the backing of`: who gives it."""
    words = match.trigger.words
    if match.kind.name not in ("ACCUSE", "SUPPORT"):
        return found
    if words[0] == "be" and len(words) > 2 and words[-1] in _STATES and not _CHARGED & set(words):
        group = view.group_at(match.head)
        holders, start = subject_of(view, group) if group else (found.actors or found.targets, found.start)
        after = next((phrase for phrase in view.phrases if phrase[0] == match.end), None)
        return replace(found, actors=holders, targets=listed(view, extended(view, after)) if after else (), start=start)
    governor = view.group_at(match.head) if match.trigger.pos == "verb" else _governor(view, match)
    if governor is None or view.lemmas[governor.head] not in _GETTING or governor.passive:
        return found
    getters, start = subject_of(view, governor)
    return replace(found, actors=_onto(view, match, match.end, _GIVERS), targets=getters, start=min(start, found.start))


def _through_infinitive(view: Analysis, match: Match, found: Roles) -> Roles:
    """`threatened to burn the house`: whom the deed would have met is the target."""
    if found.targets or match.kind.name != "THREATEN":
        return found
    near = (group for group in view.groups if match.end - 1 <= group.start <= match.end + 1)
    deed = next((group for group in near if group.head > match.head and not group.finite), None)
    if deed is None or deed.passive:
        return found
    after = next((phrase for phrase in view.phrases if phrase[0] == deed.end), None)
    if after is None or is_when(view, after):
        return found
    return replace(found, targets=listed(view, extended(view, after)))


def _governor(view: Analysis, match: Match) -> Group | None:
    """The verb whose object the noun is: `picked up the endorsement`."""
    own = view.phrase_at(match.head)
    start = own[0] if own else match.start
    return next((group for group in view.groups if 0 <= start - group.end <= 1), None)


def _of_a_vote(view: Analysis, match: Match, found: Roles) -> Roles:
    """Who wins is the actor; shares, seats and the vote itself are no targets."""
    targets = tuple(
        phrase
        for phrase in found.targets
        if not (_SHARES & set(view.lemmas[phrase[0] : phrase[1]]) or _numeric(view, phrase))
    )
    if match.mode == "result" and match.trigger.words[0] in (
        "show",
        "put",
        "give",
        "project",
        "forecast",
        "have",
        "declare",
        "proclaim",
        "elect",
        "re-elect",
    ):
        return replace(found, actors=targets[:2] or found.actors, targets=())
    if match.mode in ("observe", "postpone") or match.trigger.words[0] in ("beat", "defeat", "trounce", "thump"):
        return replace(found, targets=targets)
    return replace(found, targets=())


def _numeric(view: Analysis, phrase: Phrase) -> bool:
    return all(view.tags[i] in ("CD", "DT", "JJ") or view.lows[i].endswith("%") for i in range(*phrase))


def _without_things(view: Analysis, match: Match, found: Roles) -> Roles:
    """Goods handed out, sanctions imposed, bombs thrown are things; whom it was done to is said after them."""
    things = {"AID": _GOODS, "SANCTION": _MEASURES, "COERCE": _MEASURES, "CAMPAIGN": _MESSAGES}.get(match.kind.name)
    if match.kind.name == "ASSAULT":
        kept = tuple(phrase for phrase in found.targets if phrase != found.instrument and not _ammunition(view, phrase))
        if kept or (not found.targets and (match.mode is None or match.trigger.pos == "noun")):
            return replace(found, targets=kept)
        return replace(found, targets=_onto(view, match, max(found.reached, match.end), _ONTO))
    if things is None:
        return found
    kept = tuple(phrase for phrase in found.targets if not things & set(view.lemmas[phrase[0] : phrase[1]]))
    if kept:
        return replace(found, targets=kept)
    after = frozenset({"to", "for"}) if match.kind.name == "AID" else _AGAINST
    return replace(found, targets=_onto(view, match, match.head + 1, after))


def _ammunition(view: Analysis, phrase: Phrase) -> bool:
    return view.lemmas[phrase[1] - 1] in (
        "grenade",
        "bomb",
        "shot",
        "bullet",
        "rocket",
        "round",
        "gas",
        "cannon",
        "missile",
        "charge",
        "shell",
        "petrol",
        "stone",
    )


def _onto(view: Analysis, match: Match, at: int, prepositions: frozenset[str]) -> tuple[Phrase, ...]:
    """The phrase after one of the prepositions, within a few words."""
    for i in range(max(at - 4, match.head + 1), min(at + 5, len(view.lows))):
        if view.lows[i] in prepositions:
            phrase = next((phrase for phrase in view.phrases if phrase[0] == i + 1), None)
            if phrase is not None and not is_when(view, phrase) and not _numeric(view, phrase):
                return listed(view, extended(view, phrase))
        if view.lows[i] in (";", ":", ",") or view.tags[i] in ("SC", "WH"):
            break
    return ()


def _says_when_or_where(view: Analysis, phrase: Phrase) -> bool:
    return is_when(view, phrase) or view.lows[phrase[0] : phrase[1]] in (("there",), ("here",), ("home",))


def _with_means(view: Analysis, match: Match, found: Roles) -> Roles:
    """Weapons that stand as subject are the means, not the actor; else a phrase after with, using, by."""
    actors = tuple(phrase for phrase in found.actors if not _names_no_actor(view, phrase) and not _there(view, phrase))
    means = next((phrase for phrase in found.actors if is_means(view, phrase) and match.kind.name == "ASSAULT"), None)
    if means is not None:
        actors = tuple(phrase for phrase in actors if phrase != means)
    means = means or _means_after(view, match, found) or _means_named(view, match)
    return Roles(actors, tuple(p for p in found.targets if p != means), means, found.start, found.reached)


def _there(view: Analysis, phrase: Phrase) -> bool:
    return view.lows[phrase[0] : phrase[1]] == ("there",)


def _names_no_actor(view: Analysis, phrase: Phrase) -> bool:
    return view.lemmas[phrase[1] - 1] in NO_ACTOR and "of" not in view.lows[phrase[0] : phrase[1]]


def is_means(view: Analysis, phrase: Phrase) -> bool:
    head = next((i for i in range(phrase[0], phrase[1]) if i + 1 == phrase[1] or view.lows[i + 1] == "of"), phrase[0])
    return view.lemmas[head] in MEANS_WORDS


def _means_named(view: Analysis, match: Match) -> Phrase | None:
    """`a HIMARS strike`, `the drone attack`: the weapon stands in the noun phrase of the act."""
    own = view.phrase_at(match.head)
    if own is None or match.trigger.pos != "noun" or match.kind.name != "ASSAULT":
        return None
    return next(((i, i + 1) for i in range(own[0], match.head) if view.lemmas[i] in MEANS_WORDS), None)


def _means_after(view: Analysis, match: Match, found: Roles) -> Phrase | None:
    for i in range(match.head, min(match.head + 16, len(view.lows))):
        if view.lows[i] in _MEANS or view.lows[i] == "using":
            phrase = next((phrase for phrase in view.phrases if phrase[0] == i + 1), None)
            if phrase and is_means(view, phrase):
                return extended(view, phrase)
        if view.lows[i] in (";", ":") or view.tags[i] == "SC":
            break
    return next((phrase for phrase in found.targets if match.mode == "crowd-control" and is_means(view, phrase)), None)
