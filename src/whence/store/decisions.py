"""Which decisions still stand: `undone_by` follows from the decisions themselves, in their order."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from whence.schema.records import Decision


def with_undone(decisions: Sequence[Decision]) -> list[Decision]:
    """Set `undone_by`: an undo that is itself undone undoes nothing."""
    undone: dict[str, str] = {}
    for decision in reversed(decisions):
        if decision.what == "undo" and decision.decision_id not in undone:
            for one in decision.ids:
                undone.setdefault(one, decision.decision_id)
    return [structs.replace(decision, undone_by=undone.get(decision.decision_id)) for decision in decisions]
