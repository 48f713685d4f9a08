"""Outlets, counted claim by claim: how often each was first, how often it reprinted, and whom it quotes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from whence.schema.records import Claim, Report
from whence.web.view.pack import pack
from whence.web.view.values import Quoted

MOST = 20  # names of those whom an outlet quotes


class Outlets:
    """Filled with every claim, then with every report."""

    def __init__(self) -> None:
        self._quoted: dict[str, Counter[tuple[str, str]]] = defaultdict(Counter)
        self._own: Counter[str] = Counter()
        self._claims: Counter[str] = Counter()
        self._by_report: Counter[str] = Counter()
        self._reports: Counter[str] = Counter()
        self._copies: Counter[str] = Counter()

    def told(self, claim: Claim, report: Report | None) -> None:
        """Count a claim."""
        outlet = _outlet(report)
        self._claims[outlet] += 1
        self._by_report[claim.report_id] += 1
        if claim.chain:
            self._quoted[outlet][claim.chain[-1].name, claim.chain[-1].kind] += 1
        else:
            self._own[outlet] += 1

    def reported(self, report: Report) -> None:
        """Count a report."""
        self._reports[_outlet(report)] += 1
        self._copies[_outlet(report)] += report.copy_of is not None

    def claims_of(self, report_id: str) -> int:
        """How many claims a report has."""
        return self._by_report[report_id]

    def rows(self) -> Iterator[tuple[object, ...]]:
        """Rows of `outlets`."""
        for outlet in sorted(self._reports):
            most = sorted(self._quoted[outlet].items(), key=lambda item: (-item[1], item[0]))[:MOST]
            whom = [Quoted(name=name, kind=kind, claims=k) for (name, kind), k in most]
            counted = self._reports[outlet], self._copies[outlet], self._own[outlet], self._claims[outlet]
            yield outlet, *counted, pack(whom)


def _outlet(report: Report | None) -> str:
    return (report.outlet if report is not None else None) or "unknown outlet"
