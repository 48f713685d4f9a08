"""Whether two claims name different hands: only where both say who, not merely how many or in what clothes."""

from __future__ import annotations

import re
from collections.abc import Mapping

from whence.linkage.normalise import STOP, same_word, words
from whence.schema.records import Claim, Party

_WORDS = {
    "state": """
        police policemen officers officer army soldiers soldier troops gendarmes guards guard constables military navy
        jets planes aircraft gunners artillery forces commandos agents security
    """,
    "rebels": """
        rebels rebel guerrillas guerrilla militants militant insurgents partisans terrorists terrorist separatists cell
        militia
    """,
    "party": "party activists supporters coalition opposition wing youth campaigners",
    "crime": "gang gangs criminals bandits robbers looters miscreants hooligans",
    "crowd": "crowd demonstrators protesters rioters mob marchers students",
    "anybody": """
        men man people somebody someone attackers attacker gunmen gunman arsonists hackers unidentified masked armed
        unknown about some two three four five six seven eight nine ten twelve dozen several vigilantes youths persons
        individuals assailants group unit members driver bomber suicide
    """,
}
_PLAIN = frozenset(_WORDS["anybody"].split())
_KINDS: Mapping[str, frozenset[str]] = {
    kind: frozenset(found.split()) for kind, found in _WORDS.items() if kind != "anybody"
}
_CAPITAL = re.compile(r"\b[^\W\d_a-z][\w’'-]+", re.UNICODE)


def kinds(party: Party) -> frozenset[str]:
    """The broad kinds that a party's words belong to."""
    found = set(words(f"{party.text} {party.name}"))
    return frozenset(kind for kind, members in _KINDS.items() if found & members)


def names(party: Party) -> frozenset[str]:
    """Its proper names: capitalised words that are neither plain nor the name of a kind."""
    text = f"{party.name} {party.text}"
    if text.isupper():
        return frozenset()
    found = {word for match in _CAPITAL.findall(text) for word in words(match) if len(word) > 1}
    return frozenset(found - _PLAIN - STOP - frozenset().union(*_KINDS.values()))


def other_hands(one: Claim, other: Claim) -> bool:
    """Both claims say who did it, and no actor of the one can be an actor of the other."""
    return bool(one.actors and other.actors) and all(
        _different(left, right) for left in one.actors for right in other.actors
    )


def _different(left: Party, right: Party) -> bool:
    mine, theirs = names(left), names(right)
    if any(same_word(word, word2) or _demonym(word, word2) for word in mine for word2 in theirs):
        return False
    ours, others = kinds(left), kinds(right)
    if mine and theirs:
        return True
    return bool(ours and others and not ours & others)


def _demonym(left: str, right: str) -> bool:
    """`ukraine` and `ukrainian`."""
    return min(len(left), len(right)) >= 5 and left[:5] == right[:5]
