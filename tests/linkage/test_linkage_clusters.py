"""Blocking is bounded, clusters respect cannot-links, places stand to each other as they should."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.linkage import blocking
from whence.linkage.blocking import CROWD, candidates, code, key, sharing
from whence.linkage.clustering import agglomerate
from whence.linkage.geography import km, relation, same_spot
from whence.schema.records import Place


def pairs(keys: list[Any]) -> list[tuple[int, int]]:
    left, right = candidates(keys)
    return list(zip(left.tolist(), right.tolist(), strict=True))


def test_pairs_share_a_key() -> None:
    assert pairs([(1,), (1, 2), (2, 3), (), (3, 1)]) == [(0, 1), (0, 4), (1, 2), (1, 4), (2, 4)]
    assert [column.tolist() for column in sharing([(1, 2, 3), (2, 3), (3,)], 2, 10)] == [[0], [1], [2]]
    assert pairs([]) == pairs([(), ()]) == []


def test_what_is_thrown_out_on_the_way_is_what_would_be_thrown_out_after() -> None:
    keys = [tuple(range(at % 5, at % 7 + 3)) for at in range(40)]
    left, right = candidates(keys, lambda one, other: (one + other) % 3 > 0)
    assert list(zip(left.tolist(), right.tolist(), strict=True)) == [
        pair for pair in pairs(keys) if sum(pair) % 3 > 0
    ] != pairs(keys)  # fmt: skip


@pytest.mark.parametrize("least", [1, 2, 3])
def test_what_is_sorted_out_in_several_goes_is_the_same(least: int, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = [tuple(range(at % 5, at % 7 + 3)) for at in range(60)]
    flat = blocking.Columns(np.array([len(some) for some in keys]), np.array([one for some in keys for one in some]))
    at_once = [column.tolist() for column in sharing(keys, least, 50)]
    assert len(at_once[0]) > 100
    monkeypatch.setattr(blocking, "MOST", 37)
    assert [column.tolist() for column in sharing(keys, least, 50)] == at_once
    assert [column.tolist() for column in sharing(flat, least, 50)] == at_once


def test_a_key_that_too_many_have_is_none() -> None:
    assert len(pairs([(7,)] * CROWD)) == CROWD * (CROWD - 1) // 2
    assert pairs([(7,)] * (CROWD + 1)) == []


@given(st.lists(st.lists(st.integers(0, 6), max_size=4, unique=True), max_size=12))
def test_pairs_depend_on_nothing_but_the_two_and_how_many_share(keys: list[list[int]]) -> None:
    wanted = [(i, j) for i, one in enumerate(keys) for j, other in enumerate(keys) if i < j and {*one} & {*other}]
    assert pairs(keys) == wanted


def test_keys_are_the_same_on_every_machine() -> None:
    assert code("Velm") == 4354759212214412515
    assert key(1, 2) != key(2, 1) != key(1, 2, 0)


SCORES = {(0, 1): 3.0, (0, 2): 1.0, (1, 2): -4.0, (2, 3): 2.0, (0, 3): -1.0, (1, 3): -1.0}


def score(i: int, j: int) -> float:
    return SCORES[min(i, j), max(i, j)]


def never(_i: int, _j: int) -> bool:
    return False


def test_the_best_join_goes_first_and_all_pairs_decide() -> None:
    assert agglomerate(4, SCORES, score, never) == [(0, 1), (2, 3)]
    assert agglomerate(4, SCORES, score, never, threshold=5.0) == [(0,), (1,), (2,), (3,)]
    assert agglomerate(4, [], score, never) == [(0,), (1,), (2,), (3,)]


def test_cannot_links_part_and_must_links_join() -> None:
    assert agglomerate(4, SCORES, score, lambda i, j: {i, j} == {0, 1}) == [(0, 2, 3), (1,)]
    assert (1, 2) in agglomerate(4, SCORES, score, lambda i, j: {i, j} == {1, 2}, together=[(1, 2)], threshold=9.0)


@given(st.lists(st.floats(-5, 5), min_size=45, max_size=45), st.permutations(range(45)))
def test_the_order_of_nominations_changes_nothing(values: list[float], order: list[int]) -> None:
    pairs = [(i, j) for j in range(10) for i in range(j)]
    table = dict(zip(pairs, values, strict=True))

    def of(i: int, j: int) -> float:
        return table[min(i, j), max(i, j)]

    found = agglomerate(10, pairs, of, never)
    assert found == agglomerate(10, [pairs[at] for at in order], of, never)
    assert sorted(item for members in found for item in members) == list(range(10))


def test_large_clusters_are_sampled() -> None:
    asked: set[tuple[int, int]] = set()

    def count(i: int, j: int) -> float:
        asked.add((i, j))
        return 1.0

    chain = [(number, number + 1) for number in range(99)]
    assert agglomerate(100, chain, count, never) == [tuple(range(100))]
    assert len(asked) < 100 * 64


def place(name: str, precision: str, **more: object) -> Place:
    given_ = {"country": "XA", "admin1": "North Oblast"} | more
    return Place(text=name, start=0, end=0, found_by="t", name=name, precision=precision, **given_)  # type: ignore[arg-type]


TOWN = place("Velm", "settlement", lat=50.0, lon=30.0)


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (TOWN, "same"),
        (place("Ruta", "settlement", lat=50.1, lon=30.1), "near"),
        (place("Dorn", "settlement", lat=47.0, lon=33.0), "apart"),
        (place("Velm", "settlement", lat=47.0, lon=33.0), "apart"),
        (place("Mankino", "settlement", lat=50.0, lon=30.0, fallback=True), "apart"),
        (place("Velm", "settlement", fallback=True), "same"),
        (place("North", "region"), "within"),
        (place("South", "region", admin1="South"), "apart"),
        (place("North", "region", country="XB"), "apart"),
        (place("Velmia", "country"), "within"),
        (place("Dornia", "country", country="XB"), "apart"),
        (place("Nowhere", "country", country=None), "unknown"),
        (place("Velm Raion", "district", lat=50.3, lon=30.2), "within"),
        (place("Dorn Raion", "district", lat=47.0, lon=33.0), "apart"),
        (place("Ruta Raion", "district"), "unknown"),
        (None, "unknown"),
    ],
)
def test_relation(other: Place | None, said: str) -> None:
    assert relation(TOWN, other) == relation(other, TOWN) == said


def test_regions_and_countries_among_themselves() -> None:
    assert relation(place("North Oblast", "region"), place("North", "region", admin1="North")) == "same"
    assert relation(place("A", "country"), place("B", "country")) == "same"
    assert km(TOWN, TOWN) == 0
    assert km(TOWN, place("Ruta Raion", "district")) is None
    assert same_spot(TOWN, place("Velm", "settlement", lat=1.0, lon=1.0))
    assert not same_spot(TOWN, place("Velm", "region"))
