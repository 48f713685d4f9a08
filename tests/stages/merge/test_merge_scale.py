"""Merging grows with the claims, not with their square; run by `make measure`."""

from __future__ import annotations

import time

import pytest
from training.generate_claims import loads

from whence.stages.merge import merge

FEW, MANY = 2_500, 10_000
STEEP = 2.0  # how much steeper than in proportion the growth may be here: the machine is shared


def took(count: int) -> float:
    made = list(loads(count))
    reports = [one.report for one in made if one.report is not None]
    claims = [claim for one in made for claim in one.claims]
    start = time.process_time()
    merged = merge(reports, claims)
    seconds = time.process_time() - start
    print(f"{count} claims: {seconds:.1f} s, {len(merged.events)} events, {len(merged.pairs)} pairs")
    assert sum(len(event.claims) for event in merged.events) == len(claims)
    assert any(report.copy_of for report in merged.reports)
    return seconds


@pytest.mark.slow
def test_time_for_many_claims() -> None:
    took(500)
    assert took(MANY) < STEEP * MANY / FEW * took(FEW)
