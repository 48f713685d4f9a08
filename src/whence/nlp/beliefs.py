"""What the filler believes of the words around an act: how likely each wordpiece is to belong to a role."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence

from msgspec import Struct

from whence.nlp.session import Floats, sigmoid
from whence.nlp.windows import Window
from whence.schema.reading import RoleName


class Belief(Struct, frozen=True):
    """Of some words in one role, from 0 to 1: the mean, the most, and the most that one begins there."""

    mean: float = 0.0
    most: float = 0.0
    begins: float = 0.0


class Beliefs(Struct, frozen=True, kw_only=True):
    """The filler's view of one window: extents of its wordpieces and, by role, their probabilities."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    inside: Mapping[str, Sequence[float]]
    begin: Mapping[str, Sequence[float]]
    by: str  # who believes it: goes into `found_by`

    @classmethod
    def over(cls, window: Window, out: Mapping[str, Floats], roles: Sequence[str], by: str) -> Beliefs:
        """From the logits `inside` and `begin`, each of shape (length, roles), of a window."""
        kept = [(i, piece) for i, piece in enumerate(window.pieces) if piece is not None and piece.end > piece.start]
        rows = [i for i, _ in kept]
        inside, begin = sigmoid(out["inside"][rows]), sigmoid(out["begin"][rows])
        return cls(
            starts=tuple(piece.start for _, piece in kept),
            ends=tuple(piece.end for _, piece in kept),
            inside=dict(zip(roles, inside.T.tolist(), strict=True)),
            begin=dict(zip(roles, begin.T.tolist(), strict=True)),
            by=by,
        )

    def of(self, role: RoleName, start: int, end: int) -> Belief:
        """Of the wordpieces that share code points with a stretch; nothing where the window holds none of them."""
        first, last = bisect_right(self.ends, start), bisect_left(self.starts, end)
        if first >= last:
            return Belief()
        inside, begin = self.inside[role][first:last], self.begin[role][first:last]
        return Belief(mean=sum(inside) / len(inside), most=max(inside), begins=max(begin))
