"""A record made from values instead of from reports: what an export gave back, or another record under its mask."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path

from whence.errors import RecordError
from whence.merging import merge_code
from whence.schema.original import Original
from whence.schema.records import Claim, Decision, Event, Issue, Report
from whence.store.originals import Loaded
from whence.store.reader import Reader
from whence.store.writer import Writer

RESTORED = "restored"  # stands for the fingerprint of a reading: nothing has read these reports here
BATCH = 256


def restore(
    into: str | Path,
    reports: Sequence[Report],
    claims: Sequence[Claim],
    events: Sequence[Event],
    decisions: Iterable[Decision] = (),
    issues: Iterable[Issue] = (),
) -> None:
    """Write a new record; the text of each report stands in for the original bytes, which no export carries.

    Raises `RecordError` where there is a record already: what was restored is never mixed with what was read.
    """
    if Path(into).exists():
        raise RecordError(f"{into}: is there already. Import into a new record, and keep the other.")
    of_claims: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        of_claims[claim.report_id].append(claim)
    of_issues: dict[str, list[Issue]] = defaultdict(list)
    for issue in issues:
        of_issues[issue.report_id or ""].append(issue)
    with Writer(into) as writer:
        _only_if_empty(into)
        for start in range(0, len(reports), BATCH):
            some = reports[start : start + BATCH]
            writer.load([_loaded(one, of_claims[one.report_id], of_issues.pop(one.report_id, [])) for one in some])
        writer.replace_input_issues([], [issue for some_issues in of_issues.values() for issue in some_issues])
        for decision in decisions:
            writer.append_decision(decision)
        writer.replace_merged(claims, reports, claims, events, [], merge_code())


def _only_if_empty(into: str | Path) -> None:
    """Refuse a record on a server, which is there without being a file, unless nothing was ever read into it."""
    with Reader(into) as reader:
        if reader.counts()["originals"]:
            raise RecordError(f"{into}: holds reports already. Import into a new record, and keep the other.")


def _loaded(report: Report, claims: Sequence[Claim], issues: Sequence[Issue]) -> Loaded:
    original = Original(
        report_id=report.report_id, format="text", input=report.input, captured=report.captured,
        data=report.text.encode("utf-8", "replace"),
    )  # fmt: skip
    return Loaded(original=original, fingerprint=RESTORED, report=report, claims=tuple(claims), issues=tuple(issues))
