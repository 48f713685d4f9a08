"""Merging on many machines what this one holds: the same result as `merge`, by the passes of `flow`."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Sequence
from itertools import chain
from math import isnan

import numpy as np

from whence.schema.records import Claim, Decision, Report
from whence.stages.merge.apart import NAN
from whence.stages.merge.decisions import in_force
from whence.stages.merge.flow import Run, flow
from whence.stages.merge.merge import merge
from whence.stages.merge.merged import Merged

LEAST = 100_000  # claims; fewer are merged sooner than they are sent out


def spread(reports: Sequence[Report], claims: Sequence[Claim], decisions: Sequence[Decision], run: Run) -> Merged:
    """As `merge`, byte for byte; `run` has the passes done wherever it does (`Runner.run`)."""
    if len(claims) < LEAST:
        return merge(reports, claims, decisions)
    of: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        of[claim.report_id].append(claim)
    found = flow(reports, lambda ids: [*chain.from_iterable(of[one] for one in ids)], in_force(decisions), run)
    there = {report.report_id for report in reports}
    told = {claim.claim_id: claim for claim in claims if claim.report_id in there}
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
