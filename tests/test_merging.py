"""A record that is merged piece by piece holds what one merged at once holds."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from msgspec import structs
from training.generate_claims import loads

from whence import merging, pipeline
from whence.linkage import blocking
from whence.review import decisions
from whence.stages.merge import flow, slices
from whence.store.originals import Loaded
from whence.store.reader import Reader
from whence.store.writer import Writer


@pytest.fixture(scope="module")
def reports() -> list[Loaded]:
    return list(loads(300))


def loaded(path: Path, reports: list[Loaded]) -> Path:
    with Writer(path) as writer:
        writer.load(reports)
    return path


def in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if some claims were many, and memory for pairs short."""
    monkeypatch.setattr(merging, "LARGE", 0)
    monkeypatch.setattr(merging, "SENT", 0)
    monkeypatch.setattr(slices, "SLICE", 50)
    monkeypatch.setattr(flow, "ASKED", 7)
    monkeypatch.setattr(blocking, "MOST", 100)


def told(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables but those of decisions, which say when they were made."""
    with closing(sqlite3.connect(path)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = [name for name in names if not name.startswith(("search_words", "decision"))]
        return {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in kept}


def test_the_same_record_comes_of_it(tmp_path: Path, reports: list[Loaded], monkeypatch: pytest.MonkeyPatch) -> None:
    whole, pieces = loaded(tmp_path / "whole.db", reports), loaded(tmp_path / "pieces.db", reports)
    pipeline.merge_again(whole)
    in_pieces(monkeypatch)
    assert pipeline.merge_again(pieces).events > 50
    held = told(pieces)
    assert held == told(whole)
    assert held["merge_keys"]
    assert held["merge_passages"]
    assert held["merge_marks"]


class NoWorkers:
    """Fails where anything is handed out."""

    def run(self, *_: object) -> Iterator[object]:
        raise AssertionError

    def size(self) -> int:
        return 2


def test_a_small_record_is_merged_without_the_workers(
    tmp_path: Path, reports: list[Loaded], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = loaded(tmp_path / "small.db", reports)
    with Writer(path) as writer:
        merging.bring_up_to_date(writer, NoWorkers())
        with Reader(path) as reader:
            assert reader.counts()["events"] > 50
        monkeypatch.setattr(merging, "SENT", 0)
        with pytest.raises(AssertionError):
            merging.bring_up_to_date(writer, NoWorkers(), always=True)  # type: ignore[arg-type]


def test_a_record_without_claims_is_merged_in_pieces_too(
    tmp_path: Path, reports: list[Loaded], monkeypatch: pytest.MonkeyPatch
) -> None:
    in_pieces(monkeypatch)
    mute = structs.replace(reports[0], claims=())
    assert pipeline.merge_again(loaded(tmp_path / "mute.db", [mute])).events == 0
    assert pipeline.merge_again(loaded(tmp_path / "empty.db", [])).events == 0


def test_what_people_decide_and_undo_is_merged_alike(
    tmp_path: Path, reports: list[Loaded], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Edits are put in and taken back, and events that are gone are sent on."""
    paths = [loaded(tmp_path / "whole.db", reports), loaded(tmp_path / "pieces.db", reports)]
    held = []
    for path in paths:
        if path == paths[1]:
            in_pieces(monkeypatch)
        pipeline.merge_again(path)
        with Reader(path) as reader:
            largest = max(reader.events(), key=lambda event: (len(event.claims), event.event_id))
            other = next(event for event in reader.events() if event.event_id != largest.event_id)
        one = decisions.decide(path, "edit", [largest.claims[0]], field="status", value="denied", who="ada")
        decisions.decide(path, "reject", [largest.claims[1]], who="ada")
        decisions.decide(path, "merge", [largest.event_id, other.event_id], who="ada")
        pipeline.merge_again(path)
        decided = told(path)
        assert decided["redirects"]
        assert decided["machine_claims"]
        decisions.decide(path, "undo", [one.decision_id], who="ada")
        pipeline.merge_again(path)
        held.append((decided, told(path)))
    assert held[0] == held[1]
    assert held[0][0] != held[0][1]
