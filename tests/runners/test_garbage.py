"""The collector runs less often only while reading, and as before afterwards."""

from __future__ import annotations

import gc

import pytest

from whence.runners.garbage import FEW, seldom_collected


def test_within_it_runs_seldom_and_then_as_before() -> None:
    before = gc.get_threshold()
    with seldom_collected():
        assert gc.get_threshold() == FEW
        with seldom_collected():
            assert gc.get_threshold() == FEW
        assert gc.get_threshold() == FEW
    assert gc.get_threshold() == before != FEW


def test_a_failure_within_leaves_it_as_before() -> None:
    before = gc.get_threshold()
    with pytest.raises(ValueError, match="broken"), seldom_collected():
        raise ValueError("broken")
    assert gc.get_threshold() == before


def test_circles_are_still_collected() -> None:
    class Node:
        me: Node

    with seldom_collected():
        made = 0
        for _ in range(2 * FEW[0]):
            node = Node()
            node.me = node
            made += 1
        held = sum(isinstance(one, Node) for one in gc.get_objects())
    assert held < made
