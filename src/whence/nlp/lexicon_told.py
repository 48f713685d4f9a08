"""Acts that their setting makes another type than their words: riots, threats, calls to stay away from a vote."""

from __future__ import annotations

from msgspec.structs import replace

from whence.nlp.lexicon_match import Match
from whence.nlp.lexicon_phrases import Analysis
from whence.nlp.lexicon_roles import Roles
from whence.nlp.lexicon_wordset import wordset
from whence.schema.ontology import ontology

_RIOTERS = wordset("protester demonstrator rioter youth anarchist looter hooligan marcher")
_RIOTOUS = frozenset({None, "destroy", "primitive", "explosives"})


def as_told(view: Analysis, match: Match, found: Roles) -> Match:
    """The act as its setting makes it: a crowd's riot, a threat in the first person, a vote that is not to be cast."""
    if match.kind.name == "VOTE" and match.trigger.words == ("vote",) and _not_to(view, match):
        return _as(match, "PROTEST", "boycott")
    if match.kind.name == "ASSAULT" and match.trigger.pos == "verb" and _we_will(view, match, found):
        return _as(match, "THREATEN", "violence")
    return as_riot(view, match, found)


def as_riot(view: Analysis, match: Match, found: Roles) -> Match:
    """Stones, petrol bombs and broken windows of a protesting crowd are its riot, not an assault of its own."""
    crowd = any(_RIOTERS & set(view.lemmas[phrase[0] : phrase[1]]) for phrase in found.actors)
    if not crowd or match.kind.name != "ASSAULT" or match.mode not in _RIOTOUS or "kill" in match.trigger.words:
        return match
    return _as(match, "PROTEST", "riot")


def _as(match: Match, kind: str, mode: str) -> Match:
    return replace(match, kind=next(one for one in ontology().types if one.name == kind), mode=mode)


def _not_to(view: Analysis, match: Match) -> bool:
    """`not to vote`, `let us not vote`."""
    before = view.lows[max(0, match.head - 2) : match.head]
    return before == ("not", "to") or (
        before[-1:] == ("not",) and view.lows[max(0, match.head - 3)] in ("let", "please")
    )


def _we_will(view: Analysis, match: Match, found: Roles) -> bool:
    """`we will kill them`, `they were going to kill us`: said by those who will do it."""
    group = view.group_at(match.head)
    ahead = group is not None and any(low in ("will", "'ll", "shall") for low in view.lows[group.start : group.head])
    return ahead and any(view.lows[phrase[0] : phrase[1]] in (("we",), ("i",)) for phrase in found.actors)
