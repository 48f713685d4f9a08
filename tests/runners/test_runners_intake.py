"""What is new is read, what is known is not, wherever shards and windows end."""

from __future__ import annotations

import pytest

from whence.runners import shards
from whence.runners.intake import Intake
from whence.schema.ids import report_id
from whence.schema.original import Given, Original
from whence.schema.records import Input
from whence.store.originals import NOTHING, Known, combine


def original(words: str, path: str = "a", **given: str) -> Original:
    data = words.encode()
    return Original(
        report_id=report_id(data), format="text", input=Input(path=path), given=Given(**given), captured=path, data=data
    )


def intake(size: int = 4, said: Given = NOTHING, known: dict[str, Known] | None = None) -> Intake:
    return Intake("f", said, size, lambda ids: {one: (known or {})[one] for one in ids if one in (known or {})})


def test_shards_are_sorted_and_of_one_size() -> None:
    found = list(intake(3).new(original(str(n)) for n in range(10)))
    assert [len(shard) for shard in found] == [3, 3, 3, 1]
    ids = [one.report_id for shard in found for one, _ in shard]
    assert ids == sorted(ids)


def test_windows_are_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "MOST", 10)
    assert [len(window) for window in shards.windows([original("12345678")] * 5, 4)] == [2, 2, 1]
    monkeypatch.setattr(shards, "WINDOW", 1)
    assert [len(window) for window in shards.windows([original("1")] * 5, 2)] == [2, 2, 1]


def test_twins_are_read_once_in_whatever_window_they_come(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shards, "WINDOW", 1)
    same = intake(1)
    found = [one for shard in same.new([original("x", "b"), original("x", "b"), original("y")]) for one, _ in shard]
    assert [one.data for one in found] == [b"x", b"y"]
    assert same.unchanged == 1
    same.loaded(found)
    assert same.ahead == {}


def test_two_of_the_same_bytes_are_one_whichever_came_first() -> None:
    one, other = original("x", "a", published="2022"), original("x", "b", published="2023", outlet="Post")
    there, back = combine(one, other), combine(other, one)
    assert (
        (there.input, there.given)
        == (back.input, back.given)
        == (Input(path="a"), Given(published="2022", outlet="Post"))
    )
    assert there.captured == "a"
    assert back.captured == "b"
    assert combine(one, other, Given(published="2024")).given.published == "2024"


def test_what_was_said_holds_only_where_nothing_closer_speaks() -> None:
    held = original("x", "a", published="2020")
    said = Given(published="2022")
    known = {held.report_id: Known(original=held, fingerprint=None)}
    for given, dated in (({"published": "2022"}, "2022"), ({"published": "2021"}, "2020")):
        ((one, _),) = next(intake(said=said, known=known).new([original("x", "b", **given)]))
        assert one.given.published == dated
