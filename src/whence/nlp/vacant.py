"""Targets that the rules left open, as the filler sees them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import msgspec

from whence.nlp.neural import Neural
from whence.nlp.windows import pieces
from whence.schema.reading import Act, Role, RoleName, Sentence

Widen = Callable[[Act], tuple[Role, ...]]
# The least belief of the filler by role, decided on the held-out real reports of gold-train. Actors are not asked for:
# they gained nothing there, and most acts without a target have an actor, so that asking costs a sixth of the speed.
AROUND = (1, 0)
LEAST: Mapping[RoleName, float] = {"target": 0.70}


def filled(
    text: str, sentences: Sequence[Sentence], acts: Sequence[Act], neural: Neural, widen: Widen
) -> tuple[Act, ...]:
    """The acts, each with a target of the filler's where it had none; `widen` makes phrases of wordpieces.

    Nothing is added that touches a role which the act has: who does a thing does not suffer it as well.
    """
    if not any(vacancies(act) for act in acts):
        return tuple(acts)
    cut = pieces(text, sentences, neural.tokenizer)
    return tuple(
        _with(act, neural.roles(text, cut, act.evidence, AROUND), widen) if vacancies(act) else act for act in acts
    )


def vacancies(act: Act) -> list[RoleName]:
    """Which of the roles that are asked for an act lacks."""
    return [name for name in LEAST if not any(role.role == name for role in act.roles)]


def _with(act: Act, seen: Sequence[Role], widen: Widen) -> Act:
    open_roles = vacancies(act)
    sure = tuple(role for role in seen if role.role in open_roles and role.span.confidence >= LEAST[role.role])
    kept = list(act.roles)
    for role in widen(msgspec.structs.replace(act, roles=sure)):
        if not any(role.span.start < other.span.end and other.span.start < role.span.end for other in kept):
            kept.append(role)
    return msgspec.structs.replace(act, roles=tuple(kept))
