"""Who says what harms his own side: no witness is stronger.

A side admits that its own people attacked those who do not fight, that its own forces were killed, or that they
withdrew. Whose side an origin is on follows from its name and office: a state's (by the directory) or an army's, a
police force's and the like (by the words). Whoever's side is not known admits nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from whence.linkage.directory import directory
from whence.linkage.mention_words import kinds
from whence.linkage.normalise import words
from whence.schema.records import Claim, Origin, Party

_FIGHTS = "soldier police rebel guard"  # one word for each kind of those who fight
_SPARED = "villager child woman journalist teacher pupil doctor house school hospital church market prisoner refugee"
_NO_FIGHTERS = frozenset({"CVL", "EDU", "JRN", "MED", "REF", "REL", "NGO", "AGR", "LAB"})


class Side(Struct, frozen=True):
    """States (codes) and armed bodies (kinds of words) that a name stands for."""

    states: frozenset[str]
    forces: frozenset[int]

    def holds(self, other: Side) -> bool:
        if self.states and other.states:
            return bool(self.states & other.states)
        return bool(self.forces & other.forces)


def against(claims: Sequence[Claim], origins: Sequence[Origin]) -> tuple[Origin, ...]:
    """The named origins that say it against the interest of their own side."""
    of = {claim.claim_id: claim for claim in claims}
    return tuple(
        origin
        for origin in origins
        if origin.kind != "unnamed" and any(_admits(of[one], _origin_side(origin, of[one])) for one in origin.claims)
    )


def both_sides(claims: Sequence[Claim], origins: Sequence[Origin]) -> bool:
    """Origins on the side of those who did it and of those whom it was done to assert it."""
    actors = [side(party.name) for claim in claims for party in claim.actors]
    targets = [side(party.name) for claim in claims for party in claim.targets]
    of = {claim.claim_id: claim for claim in claims}
    saying = [
        _origin_side(origin, of[one]) for origin in origins for one in origin.claims if of[one].status == "asserted"
    ]
    done = [one for one in saying if any(one.holds(actor) for actor in actors)]
    suffered = [one for one in saying if any(one.holds(target) for target in targets)]
    return any(not one.holds(other) for one in done for other in suffered)


def side(name: str) -> Side:
    """Whose people a name means, as far as its words tell."""
    owner = directory().owner(name)
    body = directory().body(name)
    code = owner.code if owner else body.country if body else None
    return Side(frozenset({code} if code else ()), _kinds(name) & _kinds(_FIGHTS))


def _origin_side(origin: Origin, claim: Claim) -> Side:
    said = [text for last in claim.chain[-1:] for text in (last.name, last.role) if text]
    found = [side(text) for text in (origin.name, *said)]
    return Side(frozenset().union(*(one.states for one in found)), frozenset().union(*(one.forces for one in found)))


def _admits(claim: Claim, own: Side) -> bool:
    if claim.status != "asserted":
        return False
    mine = any(own.holds(side(party.name)) for party in claim.actors)
    if claim.type == "RETREAT":
        return mine and claim.mode == "withdraw"
    if claim.type != "ASSAULT":
        return False
    return (mine and any(_spared(party, own) for party in claim.targets)) or _lost(claim, own)


def _spared(party: Party, own: Side) -> bool:
    """Those who do not fight, or what is theirs."""
    name = f"{party.text} {party.name}"
    unarmed = party.sector in _NO_FIGHTERS or bool(_kinds(name) & _kinds(_SPARED))
    return unarmed and not (_kinds(name) & own.forces)


def _lost(claim: Claim, own: Side) -> bool:
    """Its own forces were killed or injured."""
    hit = [side(f"{party.text} {party.name}") for party in claim.targets]
    harmed = any(figure.what in ("killed", "injured") for figure in claim.figures)
    return harmed and any(one.forces and own.holds(one) for one in hit)


def _kinds(text: str) -> frozenset[int]:
    return kinds(words(text), "things.txt")
