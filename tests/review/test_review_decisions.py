"""Decisions are only ever added, undone by others, and named by what they say."""

from __future__ import annotations

from pathlib import Path

import pytest

from fake_stages import STAGES, write_reports
from whence.errors import NotFoundError, UsageError
from whence.pipeline import merge_again, read
from whence.review.decisions import decide, undo
from whence.store.reader import Reader


@pytest.fixture
def record(tmp_path: Path) -> Path:
    read([write_reports(tmp_path / "in", 3)], tmp_path / "r.db", chosen=STAGES)
    return tmp_path / "r.db"


def look(record: Path) -> tuple[list[str], list[str], list[str | None]]:
    """Ids of claims and events, and who undid each decision."""
    with Reader(record) as reader:
        undone = [decision.undone_by for decision in reader.decisions()]
        return [one.claim_id for one in reader.claims()], [one.event_id for one in reader.events()], undone


def test_a_decision_is_kept_as_it_was_taken(record: Path) -> None:
    claims, _, _ = look(record)
    decision = decide(record, "accept", [claims[0][:8]], who="ada", when="2024-05-01T12:00:00+02:00", note="seen")
    assert decision.ids == (claims[0],)
    assert decision.when == "2024-05-01T10:00:00.000000+00:00"
    with Reader(record) as reader:
        assert reader.decisions() == [decision]


def test_ids_follow_from_content_and_place_in_the_sequence(record: Path, tmp_path: Path) -> None:
    claims, _, _ = look(record)
    day = "2024-05-0{}T12:00:00+00:00"
    first = decide(record, "reject", [claims[0]], who="ada", when=day.format(1))
    again = decide(record, "reject", [claims[0]], who="ada", when=day.format(2))
    assert first.decision_id != again.decision_id
    read([tmp_path / "in"], tmp_path / "twin.db", chosen=STAGES)
    assert decide(tmp_path / "twin.db", "reject", [claims[0]], who="ada", when=day.format(1)) == first


def test_times_always_rise(record: Path) -> None:
    claims, _, _ = look(record)
    decide(record, "accept", claims[:1], who="ada", when="2999-01-01T00:00:00+00:00")
    assert decide(record, "accept", claims[:1], who="ada").when > "2999-01-01T00:00:00.000000"
    with pytest.raises(UsageError, match="Decisions come in order"):
        decide(record, "accept", claims[:1], who="ada", when="2024-01-01")


def test_merge_and_undo_and_undo_of_the_undo(record: Path) -> None:
    _, events, _ = look(record)
    assert len(events) > 1
    together = decide(record, "merge", events, who="ada")
    merge_again(record)
    assert len(look(record)[1]) == 1
    with Reader(record) as reader:
        assert {reader.event(one).event_id for one in events} == {*look(record)[1]}  # old ids lead on
    back = undo(record, together.decision_id, who="bo")
    merge_again(record)
    assert look(record)[1:] == (events, [back.decision_id, None])
    with pytest.raises(UsageError, match="undone already"):
        undo(record, together.decision_id, who="bo")
    again = undo(record, back.decision_id, who="bo")
    merge_again(record)
    assert len(look(record)[1]) == 1
    assert look(record)[2] == [None, again.decision_id, None]


def test_a_rejected_claim_goes_and_comes_back(record: Path) -> None:
    claims, events, _ = look(record)
    gone = decide(record, "reject", claims[:1], who="ada")
    merge_again(record)
    held = {claim for event in _claims(record) for claim in event}
    assert claims[0] not in held
    undo(record, gone.decision_id[:10], who="ada")
    merge_again(record)
    assert look(record)[:2] == (claims, events)


def _claims(record: Path) -> list[tuple[str, ...]]:
    with Reader(record) as reader:
        return [event.claims for event in reader.events()]


def test_what_makes_no_sense_is_refused(record: Path) -> None:
    claims, _, _ = look(record)
    for what, ids, more in (
        ("merge", claims[:1], {}),
        ("same", [claims[0], claims[0]], {}),
        ("accept", [], {}),
        ("edit", claims[:1], {}),
        ("accept", claims[:1], {"when": "yesterday"}),
        ("accept", claims[:1], {"who": " "}),
    ):
        with pytest.raises(UsageError):
            decide(record, what, ids, **{"who": "ada", **more})
    with pytest.raises(NotFoundError):
        decide(record, "accept", ["zzz"], who="ada")
    with pytest.raises(UsageError, match="not a decision"):
        undo(record, claims[0], who="ada")
    assert look(record)[2] == []
