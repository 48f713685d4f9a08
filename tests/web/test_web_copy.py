"""The copy that pages read, made piece by piece, holds just what protection lets out of the whole record."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from web_record import examples

import sample_record
from whence.api import Record
from whence.schema.records import Claim, Event, Report
from whence.web.view.build import about, build
from whence.web.view.lists import reports
from whence.web.view.named import Named
from whence.web.view.pack import unpack
from whence.web.view.views import View


def rows(view: Path, query: str) -> list[tuple[object, ...]]:
    with sqlite3.connect(view) as connection:
        return connection.execute(query).fetchall()


@pytest.mark.parametrize("private", [False, True])
@pytest.mark.parametrize("made", [sample_record.write, lambda path: examples(path.parent)])
def test_the_copy_holds_what_protection_lets_out(tmp_path: Path, private: bool, made: object) -> None:
    path, view = made(tmp_path / "record.db"), tmp_path / "view.db"  # type: ignore[operator]
    build(path, view, private=private)
    with Record(path, private=private) as record:
        whole = record.protected
    for table, kind, wanted in (
        ("reports", Report, whole.reports), ("claims", Claim, whole.claims), ("lines", Event, whole.events),
    ):  # fmt: skip
        found = [unpack(body, kind) for (body,) in rows(view, f"SELECT body FROM {table}")]  # type: ignore[arg-type]
        assert sorted(map(repr, found)) == sorted(map(repr, wanted)), table
    with sqlite3.connect(view) as connection:
        told = about(connection)
    counted = (told.reports, told.claims, told.events, told.names, told.coarsened, told.withheld_events)
    assert counted == (
        len(whole.reports), len(whole.claims), len(whole.events), whole.names, whole.coarsened, whole.withheld_events,
    )  # fmt: skip
    days = [day for (day,) in rows(view, "SELECT earliest FROM events ORDER BY n") if day]
    assert days == sorted(days, reverse=True)
    dates = [one.published or "" for one in reports(View(view), "", 0, 60)]
    assert dates == sorted(dates, reverse=True)


PAIRS = st.sets(st.tuples(st.integers(1, 9), st.integers(0, 19)), max_size=60)


@given(PAIRS, st.none() | st.sets(st.integers(0, 19)), st.integers(1, 12))
def test_names_are_counted_as_by_hand(pairs: set[tuple[int, int]], chosen: set[int] | None, limit: int) -> None:
    whole = np.array(sorted(pairs), dtype=np.int64).reshape(-1, 2)
    held = Named(whole[:, 0], whole[:, 1], 20)
    places = None if chosen is None else np.array(sorted(chosen), dtype=np.int64)
    inside = [(name, place) for name, place in pairs if chosen is None or place in chosen]
    by_hand = {name: sum(one == name for one, _ in inside) for name in range(1, 11)}
    most = sorted((name for name in by_hand if by_hand[name]), key=lambda name: (-by_hand[name], name))[:limit]
    assert list(held.most(places, limit).items()) == [(name, by_hand[name]) for name in most]
    for name in range(1, 11):
        assert held.count(name, places, 20) == by_hand[name]
        assert set(np.flatnonzero(held.mask(name, 20)).tolist()) == {place for one, place in pairs if one == name}
