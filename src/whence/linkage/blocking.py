"""Which pairs are worth comparing: those that share keys, within a window, at most so many for one item."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence

WINDOW = 30  # in one block an item meets so many that follow it in the block's order
MOST = 24  # best partners kept for one item: bounds the pairs at 24 times the items


def candidates(
    keys: Sequence[Mapping[Hashable, float]],
    order: Sequence[tuple[int, int]],
    *,
    least: float = 1.0,
    window: int = WINDOW,
    most: int = MOST,
) -> list[tuple[int, int]]:
    """Pairs (i < j) of items whose shared keys weigh at least `least`.

    `keys[i]` are an item's blocks with what sharing each is worth; `order[i]` sorts items inside a block (by day).
    A block is never compared all against all: beyond `window` neighbours pairs are dropped, and an item keeps its
    `most` heaviest partners (ties: nearest in order). Work and memory grow with items x keys x window.
    """
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for item in sorted(range(len(keys)), key=lambda item: order[item]):
        for key in keys[item]:
            blocks[key].append(item)
    shared: Counter[tuple[int, int]] = Counter()
    for key, members in blocks.items():
        for at, item in enumerate(members):
            for other in members[at + 1 : at + 1 + window]:
                pair = (item, other) if item < other else (other, item)
                shared[pair] += min(keys[item][key], keys[other][key])  # type: ignore[assignment]
    heavy = {pair: weight for pair, weight in shared.items() if weight >= least}
    return _kept(heavy, most)


def _kept(heavy: Mapping[tuple[int, int], float], most: int) -> list[tuple[int, int]]:
    partners: dict[int, list[tuple[float, int, int]]] = defaultdict(list)
    for (left, right), weight in heavy.items():
        partners[left].append((-weight, abs(left - right), right))
        partners[right].append((-weight, abs(left - right), left))
    kept = set()
    for item, found in partners.items():
        for _, _, other in sorted(found)[:most]:
            kept.add((min(item, other), max(item, other)))
    return sorted(kept)
