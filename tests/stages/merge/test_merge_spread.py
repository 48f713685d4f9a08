"""Merging in pieces gives, to the last pair and reason, what merging at once gives."""

from __future__ import annotations

import pytest
from training.generate_claims import loads

from whence.runners import InProcess
from whence.schema.records import Claim, Decision, Report
from whence.stages.merge import flow, grouping, merge, spread
from whence.stages.merge.grouping import bounded
from whence.stages.merge.merged import Merged
from whence.stages.merge.spread import spread as spread_out


@pytest.fixture(scope="module")
def record() -> tuple[list[Report], list[Claim]]:
    made = list(loads(400))
    return [one.report for one in made if one.report], [claim for one in made for claim in one.claims]


@pytest.fixture
def in_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spread, "LEAST", 0)
    monkeypatch.setattr(flow, "SLICE", 60)


def assert_same(mine: Merged, theirs: Merged) -> None:
    for name in Merged.__struct_fields__:
        assert getattr(mine, name) == getattr(theirs, name), name
    assert list(mine.keys) == list(theirs.keys)


@pytest.mark.usefixtures("in_pieces")
def test_the_same_as_at_once(record: tuple[list[Report], list[Claim]]) -> None:
    whole = merge(*record)
    assert any(report.copy_of for report in whole.reports)
    assert any(len(event.claims) > 5 for event in whole.events)
    assert_same(spread_out(*record, (), InProcess().run), whole)


@pytest.mark.usefixtures("in_pieces")
def test_the_same_with_peoples_decisions(record: tuple[list[Report], list[Claim]]) -> None:
    reports, claims = record
    told = max(merge(reports, claims).events, key=lambda event: len(event.claims))
    single = next(claim.claim_id for claim in claims if claim.claim_id not in told.claims)
    given = [
        ("merge", (told.event_id, single), None, None),
        ("split", (told.claims[0],), None, None),
        ("not-same", (told.claims[1], told.claims[2]), None, None),
        ("reject", (told.claims[3],), None, None),
        ("edit", (told.claims[1],), "status", "denied"),
    ]
    decisions = [
        Decision(
            decision_id=str(at), what=what, ids=ids, field=field, value=value, who="ada", when=f"2023-01-0{at + 1}"
        )
        for at, (what, ids, field, value) in enumerate(given)
    ]
    whole = merge(reports, claims, decisions)
    assert_same(spread_out(reports, claims, decisions, InProcess().run), whole)
    assert whole.events != merge(reports, claims).events


def test_a_small_record_is_merged_at_once(record: tuple[list[Report], list[Claim]]) -> None:
    def never(*_: object) -> object:
        raise AssertionError

    assert_same(spread_out(*record, (), never), merge(*record))  # type: ignore[arg-type]


def test_what_differs_in_its_last_bits_breaks_no_tie() -> None:
    assert bounded(0.1 + 0.2) == bounded(0.3)
    assert bounded(-99) == grouping.LEAST
