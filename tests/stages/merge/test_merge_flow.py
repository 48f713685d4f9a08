"""Merging in pieces gives, to the last pair and reason, what merging at once gives."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from math import isnan

import numpy as np
import pytest
from training.generate_claims import loads

from whence.runners import InProcess
from whence.schema.records import Claim, Decision, Report
from whence.stages.merge import flow, grouping, merge, slices
from whence.stages.merge.apart import NAN
from whence.stages.merge.decisions import in_force
from whence.stages.merge.grouping import bounded
from whence.stages.merge.merged import Merged


@pytest.fixture(scope="module")
def record() -> tuple[list[Report], list[Claim]]:
    made = list(loads(400))
    return [one.report for one in made if one.report], [claim for one in made for claim in one.claims]


def flowed(reports: Sequence[Report], claims: Sequence[Claim], decisions: Sequence[Decision] = ()) -> Merged:
    """What `flow` gives, in the form in which `merge` gives it."""
    told = {claim.claim_id: claim for claim in claims}

    def of(ids: Sequence[str]) -> list[Claim]:
        return [claim for claim in claims if claim.report_id in ids]

    found = flow.flow(reports, of, in_force(decisions), InProcess().run, 60)
    told.update({claim.claim_id: claim for claim in found.edited})
    ends = np.cumsum(found.keys.sizes)
    parts = map(slice, ends - found.keys.sizes, ends)
    keys = dict(zip(found.names, map(found.keys.values.__getitem__, parts), strict=True))
    marks = dict(zip(found.names, map(_mark, found.marks.tolist()), strict=True))
    order = sorted(keys, key=lambda one: (told[one].report_id, told[one].evidence.start, one))
    made = Merged(
        reports=found.reports,
        claims=tuple(told[one] for one in sorted(told)),
        events=tuple(found.events()),
        pairs=tuple(found.pairs()),
        keys={one: array("q", keys[one]) for one in order},
        marks={one: marks[one] for one in order},
        shingles=found.passages,
    )
    found.close()
    return made


def _mark(values: Sequence[float]) -> Sequence[float]:
    """With the one NAN that equals itself wherever it is looked at."""
    return tuple(NAN if isnan(value) else value for value in values)


def assert_same(mine: Merged, theirs: Merged) -> None:
    for name in Merged.__struct_fields__:
        assert getattr(mine, name) == getattr(theirs, name), name
    assert list(mine.keys) == list(theirs.keys)


def test_the_same_as_at_once(record: tuple[list[Report], list[Claim]]) -> None:
    whole = merge(*record)
    assert any(report.copy_of for report in whole.reports)
    assert any(len(event.claims) > 5 for event in whole.events)
    assert_same(flowed(*record), whole)


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
    assert_same(flowed(reports, claims, decisions), whole)
    assert whole.events != merge(reports, claims).events


def test_what_differs_in_its_last_bits_breaks_no_tie() -> None:
    assert bounded(0.1 + 0.2) == bounded(0.3)
    assert bounded(-99) == grouping.LEAST


@pytest.mark.parametrize("workers", [1, 2, 4, 7])
def test_workers_have_equal_shares_of_about_a_slice(workers: int) -> None:
    assert slices.even(0, workers) == 1
    for claims in (1, 99, 50_000, 97_317, 1_000_000):
        size = slices.even(claims, workers)
        assert size <= 30_000
        assert size >= min(13_000, claims // workers)
        assert -(-claims // size) % workers == 0 or claims < workers * 13_000


def test_cuts_fall_where_claims_or_pairs_are_enough() -> None:
    def cut(claims: list[int], pairs: list[int], size: int) -> list[int]:
        return slices.shares(np.array(claims), np.array(pairs), size)

    assert cut([1] * 10, [0] * 10, 4) == [0, 4, 8, 10]
    assert cut([1] * 10, [9, 9] + [0] * 8, 4) == [0, 1, 2, 6, 10]  # 7.2 pairs have four claims on average
    assert cut([5, 1, 1], [100, 0, 0], 6) == [0, 1, 3]  # what hangs together is never cut
    assert cut([], [], 4) == [0]
