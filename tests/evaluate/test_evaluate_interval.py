"""Bootstrap intervals of figures on gold."""

from __future__ import annotations

from whence.evaluate.gold_interval import interval


def test_equal_reports_leave_no_doubt() -> None:
    found = interval([(3, 4, 4)] * 7)
    assert found == {"low": 0.75, "high": 0.75}


def test_more_reports_of_the_same_kind_narrow_the_interval() -> None:
    few = interval([(0, 4, 4), (4, 4, 4), (2, 4, 4)])
    many = interval([(0, 4, 4), (4, 4, 4), (2, 4, 4)] * 30)
    assert few["low"] is not None
    assert few["high"] is not None
    assert many["low"] is not None
    assert many["high"] is not None
    assert few["low"] < many["low"] < 0.5 < many["high"] < few["high"]


def test_no_reports_give_no_interval() -> None:
    assert interval([]) == {"low": None, "high": None}
    assert interval([(0, 0, 0)]) == {"low": 0.0, "high": 0.0}
