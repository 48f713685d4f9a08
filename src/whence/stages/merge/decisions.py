"""What people decided, replayed: it always stands above what the machine made of the claims.

`merge` and `same` bring claims together, `split` takes the named claims out of their event into one of their own,
`not-same` parts the two named claims, `reject` leaves a claim out, `edit` sets a field. An event is named by its id,
which follows from its smallest claim; the decision then speaks of the event that holds that claim now.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from whence.schema.ids import event_id
from whence.schema.records import Claim, Decision

_SHAPES = frozenset({"merge", "split", "same", "not-same"})


class Ruling(Struct, frozen=True, kw_only=True):
    """The decisions in force, in the order in which they were made."""

    decisions: tuple[Decision, ...]

    def shaping(self) -> tuple[Decision, ...]:
        return tuple(decision for decision in self.decisions if decision.what in _SHAPES)

    def rejected(self) -> frozenset[str]:
        """Ids of claims or events that are left out."""
        return frozenset(one for decision in self.decisions if decision.what == "reject" for one in decision.ids)

    def edits(self) -> Mapping[str, tuple[Decision, ...]]:
        found: dict[str, tuple[Decision, ...]] = {}
        for decision in self.decisions:
            if decision.what == "edit" and decision.field:
                for one in decision.ids:
                    found[one] = (*found.get(one, ()), decision)
        return found


def in_force(decisions: Sequence[Decision]) -> Ruling:
    """Decisions less the undone ones; an undo may itself be undone. Ties in time go by id."""
    ordered = sorted(decisions, key=lambda decision: (decision.when, decision.decision_id))
    known = {decision.decision_id for decision in ordered}
    # An undo that is here speaks for itself: it may have been undone in its turn.
    undone = {one.decision_id for one in ordered if one.undone_by and one.undone_by not in known}
    for decision in reversed(ordered):
        if decision.what == "undo" and decision.decision_id not in undone:
            undone.update(decision.ids)
    kept = (one for one in ordered if one.what != "undo" and one.decision_id not in undone)
    return Ruling(decisions=tuple(kept))


def anchors(claims: Sequence[Claim]) -> dict[str, str]:
    """Claim id -> itself, and the id of the event that has it as its smallest claim -> the claim."""
    return anchors_of([claim.claim_id for claim in claims])


def anchors_of(claims: Sequence[str]) -> dict[str, str]:
    """The same of claim ids."""
    found = {event_id([claim]): claim for claim in claims}
    found.update({claim: claim for claim in claims})
    return found


def reshape(clusters: Sequence[frozenset[str]], ruling: Ruling, anchor: Mapping[str, str]) -> list[frozenset[str]]:
    """The clusters after every merge, split, same and not-same in turn; later decisions win over earlier ones."""
    found = list(clusters)
    for decision in ruling.shaping():
        ids = [anchor[one] for one in decision.ids if one in anchor]
        if decision.what in ("merge", "same"):
            found = _together(found, ids)
        elif decision.what == "split":
            found = _out(found, [one for one in decision.ids if one in anchor and anchor[one] == one])
        else:
            found = _apart(found, ids)
    return sorted(found, key=lambda cluster: min(cluster))


def _together(clusters: list[frozenset[str]], ids: Sequence[str]) -> list[frozenset[str]]:
    hit = [cluster for cluster in clusters if cluster & set(ids)]
    rest = [cluster for cluster in clusters if not cluster & set(ids)]
    return [*rest, frozenset().union(*hit)] if hit else rest


def _out(clusters: list[frozenset[str]], ids: Sequence[str]) -> list[frozenset[str]]:
    """The named claims form an event of their own, together, whatever held them before."""
    moved = frozenset(ids)
    kept = [cluster - moved for cluster in clusters if cluster - moved]
    return [*kept, moved] if moved else kept


def _apart(clusters: list[frozenset[str]], ids: Sequence[str]) -> list[frozenset[str]]:
    """Each further claim that still shares an event with the first leaves it alone."""
    for one in ids[1:]:
        clusters = [cluster for whole in clusters for cluster in _parted(whole, ids[0], one)]
    return clusters


def _parted(cluster: frozenset[str], first: str, other: str) -> list[frozenset[str]]:
    if first == other or not {first, other} <= cluster:
        return [cluster]
    return [cluster - {other}, frozenset({other})]


def parted(ruling: Ruling, anchor: Mapping[str, str]) -> frozenset[tuple[str, str]]:
    """Pairs of claims that a `not-same` keeps apart from the start: the machine then clusters around it."""
    found: set[tuple[str, str]] = set()
    for decision in ruling.shaping():
        ids = [anchor[one] for one in decision.ids if one in anchor]
        for one in ids[1:]:
            pair = (min(ids[0], one), max(ids[0], one))
            if decision.what == "not-same":
                found.add(pair)
            elif decision.what in ("same", "merge"):
                found.discard(pair)
    return frozenset(found)
