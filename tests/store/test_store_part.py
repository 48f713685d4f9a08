"""Digests tell just what changed, on either database, and a part of a record is what the whole holds of it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

import sample_record
from whence import pipeline
from whence.review.decisions import decide
from whence.store.copy import copy
from whence.store.place import Place
from whence.store.reader import Reader
from whence.store.writer import Writer


@pytest.fixture
def record(new: Callable[[], Place], tmp_path: Path) -> Place:
    at = new()
    copy(sample_record.write(tmp_path / "from.db"), at)
    return at


def digests(record: Place) -> tuple[dict[str, int], dict[str, int]]:
    with Reader(record) as reader:
        reports, events = reader.part().digests()
        assert {*reports} == {one.report_id for one in reader.reports()}
        assert {*events} == {one.event_id for one in reader.events()}
    return {**reports}, {**events}


def differing(one: dict[str, int], other: dict[str, int]) -> set[str]:
    return {key for key in one.keys() | other.keys() if one.get(key) != other.get(key)}


def test_a_digest_changes_with_what_it_is_of(record: Place) -> None:
    before = digests(record)
    assert digests(record) == before
    claim = sample_record.claims()[0]
    decide(record, "edit", [claim.claim_id], who="ada", field="status", value="planned")
    assert digests(record) == before  # a decision by itself changes nothing
    pipeline.merge_again(record)
    after = digests(record)
    assert claim.report_id in differing(before[0], after[0])
    assert sample_record.claims()[2].report_id not in differing(before[0], after[0])


def test_every_list_of_an_event_counts(record: Place) -> None:
    with Reader(record) as reader:
        events, claims, reports = [*reader.events()], [*reader.claims()], [*reader.reports()]
    event = next(one for one in events if one.origins)
    kinds = {"origins": (), "credibility": msgspec.structs.replace(event.credibility, why="for another reason")}
    for name, value in kinds.items():
        before = digests(record)[1]
        event = msgspec.structs.replace(event, **{name: value})
        rest = [one for one in events if one.event_id != event.event_id]
        with Writer(record) as writer:
            writer.replace_merged(claims, reports, claims, [*rest, event], [], "code")
        assert event.event_id in differing(before, digests(record)[1])


def test_a_part_is_what_the_whole_holds_of_it(record: Place) -> None:
    with Reader(record) as reader:
        part, reports, claims, events = reader.part(), [*reader.reports()], [*reader.claims()], [*reader.events()]
        ids = [one.report_id for one in reports[:2]]
        assert part.reports([*ids, "none"]) == reports[:2]
        assert part.claims_in(ids) == [one for one in claims if one.report_id in ids]
        assert part.claims([claims[1].claim_id]) == [claims[1]]
        assert part.events([events[0].event_id]) == [events[0]]
        assert part.events_of(ids) == {one.event_id for one in events if {*one.reports} & {*ids}}
        assert part.homes(events[0].claims) == part.resting_on(events[0].claims) == {events[0].event_id}
        assert part.resting_on(()) == set()
        assert part.told_in([claims[0].claim_id]) == {claims[0].report_id}
        linked = {link.event_id for one in events for link in one.links}
        assert part.linking(linked) == {one.event_id for one in events if one.links}
