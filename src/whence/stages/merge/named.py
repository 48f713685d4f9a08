"""Whom a claim names: the stems of its actors, targets and other capitalised words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from whence.linkage.normalise import STOP, fold, stem, words
from whence.schema.records import Claim, Party

_CAPITAL = re.compile(r"\b[A-Z][\w’-]+")
_SAID_OF = re.compile(r" (?:of|in|at|from|near|on|for|who|that|to)\b|,")  # what comes before it says what something is
_NAME = re.compile(r"\b[^\W\d_a-z][\w’'-]*[^\W\d_][\w’'-]*", re.UNICODE)


def party_words(parties: Sequence[Party]) -> frozenset[str]:
    """Stems of all parties' words and names; pronouns say nothing."""
    return frozenset(
        stem(word) for party in parties for word in words(f"{party.text} {party.name}") if word not in STOP
    )


def actor_words(claim: Claim) -> frozenset[str]:
    """As `party_words`; "we" and "I" are the origin that speaks."""
    found = party_words(claim.actors)
    if not found and claim.chain and any(fold(actor.text) in ("we", "i") for actor in claim.actors):
        return frozenset(stem(word) for word in words(claim.chain[-1].name) if word not in STOP)
    return found


def names(claim: Claim) -> frozenset[str]:
    """Capitalised words of the evidence (not its first word) and of the parties, less those of place and calendar."""
    skip = set(words(claim.place.name + " " + claim.place.text)) if claim.place else set()
    skip |= set(words(claim.time.text)) if claim.time else set()
    texts = [claim.evidence.text[1:], *(f"{party.text[1:]} {party.name}" for party in (*claim.actors, *claim.targets))]
    if claim.evidence.text.isupper():
        texts = []
    found = {word for text in texts for match in _NAME.findall(text) for word in words(match)}
    return frozenset(stem(word) for word in found - skip - STOP if len(word) > 2)


def capitals(parties: Sequence[Party]) -> frozenset[str]:
    """Stems of the capitalised words of some parties, first words too."""
    return frozenset(stem(word) for party in parties for found in _CAPITAL.findall(party.text) for word in words(found))


def heads(parties: Sequence[Party]) -> frozenset[str]:
    """The last word of each party before what is said of it: "reporters" of "two reporters of Radio Velm"."""
    found = ([word for word in words(_SAID_OF.split(party.text)[0]) if word not in STOP] for party in parties)
    return frozenset(stem(some[-1]) for some in found if some)
