"""Coreference scores: hand-worked cases from the definitions; the pairing against all permutations."""

from __future__ import annotations

from itertools import permutations
from random import Random

import pytest

from whence.evaluate.assignment import best_assignment
from whence.evaluate.coref_scores import (
    b_cubed,
    ceaf_e,
    clusters_of,
    coreference,
    muc,
    without_singletons,
)

# Two gold clusters that were run together
GOLD = [set("12345"), set("67"), set("89ABC")]
MERGED = [set("12345"), set("6789ABC")]


def test_perfect_and_empty() -> None:
    assert coreference(GOLD, GOLD).conll == 1
    assert coreference([], GOLD).conll == 0
    assert coreference([], []).conll == 0


def test_two_clusters_run_together() -> None:
    # links found: 4 + 6, of which 4 + 5 are the gold's; links of the gold: 4 + 1 + 4, all found
    assert muc(MERGED, GOLD).precision == pytest.approx(9 / 10)
    assert muc(MERGED, GOLD).recall == 1
    # five items of precision 1, two of 2/7, five of 5/7
    assert b_cubed(MERGED, GOLD).precision == pytest.approx((5 + 2 * 2 / 7 + 5 * 5 / 7) / 12)
    assert b_cubed(MERGED, GOLD).recall == 1
    # pairs: the fives for 1, {6..C} with {8..C} for 2 * 5 / 12
    assert ceaf_e(MERGED, GOLD).precision == pytest.approx((1 + 10 / 12) / 2)
    assert ceaf_e(MERGED, GOLD).recall == pytest.approx((1 + 10 / 12) / 3)


def test_conll_is_the_mean_of_three() -> None:
    scores = coreference(MERGED, GOLD)
    assert scores.conll == pytest.approx((scores.muc.f1 + scores.b_cubed.f1 + scores.ceaf_e.f1) / 3)


def test_all_apart_has_no_links() -> None:
    apart = [{one} for one in "12345"]
    assert muc(apart, [set("12345")]).f1 == 0
    assert b_cubed(apart, [set("12345")]).precision == 1
    assert b_cubed(apart, [set("12345")]).recall == pytest.approx(1 / 5)
    assert ceaf_e(apart, [set("12345")]).recall == pytest.approx(2 / 6)


def test_items_of_one_side_only() -> None:
    found, gold = [{"a", "b", "x"}], [{"a", "b", "y"}, {"z"}]
    # the found cluster is in two parts (a b, and x by itself): one link of two
    assert muc(found, gold).precision == pytest.approx(1 / 2)
    assert b_cubed(found, gold).precision == pytest.approx(2 * (2 / 3) / 3)
    assert b_cubed(found, gold).recall == pytest.approx(2 * (2 / 3) / 4)
    assert ceaf_e(found, gold).recall == pytest.approx((4 / 6) / 2)


def test_small_tools() -> None:
    assert clusters_of({"a": 1, "b": 2, "c": 1}) == [{"a", "c"}, {"b"}]
    assert without_singletons([{"a"}, {"b", "c"}]) == [{"b", "c"}]


@pytest.mark.parametrize("seed", range(40))
def test_the_pairing_is_the_best(seed: int) -> None:
    draw = Random(seed)
    rows, columns = draw.randint(1, 5), draw.randint(1, 5)
    worth = {(i, j): draw.random() for i in range(rows) for j in range(columns) if draw.random() < 0.7}
    taken = best_assignment(worth)
    assert len({i for i, _ in taken}) == len({j for _, j in taken}) == len(taken)
    best = max(
        sum(worth.get((i, j), 0) for i, j in enumerate(order) if j is not None)
        for order in permutations([*range(columns), *[None] * rows], rows)
    )
    assert sum(worth[pair] for pair in taken) == pytest.approx(best)
