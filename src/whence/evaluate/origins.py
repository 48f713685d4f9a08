"""Origins: which claims of one event rest on one informant, on annotated chains."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path

from whence.evaluate.merging_load import ClaimRow, ReportRow, as_claim, as_reports, rows
from whence.linkage.directory import directory
from whence.schema.records import Claim, Report
from whence.stages.merge import origins as merge_origins
from whence.stages.merge.reprints import mark

Pair = frozenset[str]
SHOWN = "tune"  # the set whose errors are listed; those of a test set are only counted


def origins(path: Path) -> dict[str, object]:
    """Pairs of claims of one event that share an informant: precision, recall; events whose origins are counted right.

    Beside it what counting distinct last links gives, and what counting outlets gives.
    """
    held = as_reports(rows(path / "reports.jsonl", ReportRow))
    reports = {report.report_id: report for report in mark(held, directory().family)}
    claims = rows(path / "claims.jsonl", ClaimRow)
    result: dict[str, object] = {}
    for name in (*sorted({row.set for row in claims}), "all"):
        result |= _measured(name, [row for row in claims if name in ("all", row.set)], reports)
    return result


def _measured(name: str, claims: Sequence[ClaimRow], reports: Mapping[str, Report]) -> dict[str, object]:
    events: dict[str, list[ClaimRow]] = {}
    for row in claims:
        events.setdefault(row.event, []).append(row)
    found: set[Pair] = set()
    gold: set[Pair] = set()
    counted = dict.fromkeys(("Whence", "distinct last links", "distinct outlets"), 0)
    for listed in events.values():
        made = [as_claim(row, number) for number, row in enumerate(listed)]
        truth = {claim.claim_id: row.informant for claim, row in zip(made, listed, strict=True)}
        ours = _ours(made, reports)
        found |= _together(ours)
        gold |= _together(truth)
        wanted = len(set(truth.values()))
        counted["Whence"] += len(set(ours.values())) == wanted
        counted["distinct last links"] += _last_links(made, reports) == wanted
        counted["distinct outlets"] += len({reports[claim.report_id].outlet for claim in made}) == wanted
    right = len(found & gold)
    precision, recall = right / (len(found) or 1), right / (len(gold) or 1)
    errors = {"missed": gold - found, "wrong": found - gold} if name == SHOWN else {}
    rates = {f"{name}: events counted right, {way}": n / (len(events) or 1) for way, n in counted.items()}
    return {
        f"{name}: same informant, precision": precision,
        f"{name}: same informant, recall": recall,
        **rates,
        f"{name}: size": f"{len(events)} events, {len(claims)} claims, {len(gold)} pairs with one informant",
        **{f"{name}: {what}": _listed(pairs) for what, pairs in errors.items()},
    }


def _ours(claims: Sequence[Claim], reports: Mapping[str, Report]) -> dict[str, str]:
    """Each claim's origin, by number."""
    found = merge_origins.find(claims, reports, directory().family)
    return {claim: str(number) for number, origin in enumerate(found) for claim in origin.claims}


def _last_links(claims: Sequence[Claim], reports: Mapping[str, Report]) -> int:
    ends = {claim.chain[-1].name if claim.chain else reports[claim.report_id].outlet for claim in claims}
    return len(ends)


def _together(label: Mapping[str, str]) -> set[Pair]:
    return {frozenset(pair) for pair in combinations(sorted(label), 2) if label[pair[0]] == label[pair[1]]}


def _listed(pairs: set[Pair]) -> list[str]:
    return sorted(" ".join(sorted(pair)) for pair in pairs)[:20]
