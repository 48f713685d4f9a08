"""A desk that writes reports and claims for the merging tests: invented people and outlets, spans that stand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from whence.schema.records import (
    Claim,
    Decision,
    Event,
    Figure,
    Input,
    Link,
    Party,
    Place,
    Published,
    Report,
    Span,
    Time,
)
from whence.stages.merge import Merged, merge

PLACES = {
    "Velm": Place(text="", start=0, end=0, found_by="t", name="Velm", geonameid=1, country="XA", admin1="North",
                  lat=50.0, lon=30.0, precision="settlement"),
    "Dorn": Place(text="", start=0, end=0, found_by="t", name="Dorn", geonameid=2, country="XA", admin1="South",
                  lat=47.0, lon=33.0, precision="settlement"),
    "Ruta": Place(text="", start=0, end=0, found_by="t", name="Ruta", geonameid=3, country="XA", admin1="North",
                  lat=50.2, lon=30.1, precision="settlement"),
}  # fmt: skip


@dataclass
class Desk:
    """Collects reports and claims; every claim is a sentence of its report."""

    reports: dict[str, Report] = field(default_factory=dict)
    claims: list[Claim] = field(default_factory=list)

    def report(
        self, report_id: str, outlet: str | None = None, published: str | None = "2031-05-02", **more: Any
    ) -> str:
        given = Published(value=published, basis="given") if published else None
        text = more.pop("text", "")
        self.reports[report_id] = Report(
            report_id=report_id, input=Input(id=report_id), outlet=outlet, published=given, text=text, **more
        )
        return report_id

    def claim(self, report_id: str, words: str, kind: str = "ASSAULT/firearms", **more: Any) -> str:
        """Append a sentence to the report and a claim on it; gives the claim's id."""
        report = self.reports[report_id]
        start = len(report.text) + (2 if report.text else 0)
        text = f"{report.text}\n\n{words}" if report.text else words
        self.reports[report_id] = Report(
            **{name: getattr(report, name) for name in report.__struct_fields__} | {"text": text}
        )
        type_, _, mode = kind.partition("/")
        claim_id = more.pop("claim_id", f"c{len(self.claims) + 1:03d}")
        place = PLACES[more.pop("place")] if "place" in more else None
        day = more.pop("day", None)
        self.claims.append(
            Claim(
                claim_id=claim_id,
                report_id=report_id,
                evidence=Span(text=words, start=start, end=start + len(words), found_by="t"),
                type=type_,
                mode=mode or None,
                status=more.pop("status", "asserted"),
                place=place,
                time=time_of(day) if day else None,
                actors=tuple(party(one) for one in more.pop("actors", ())),
                targets=tuple(party(one) for one in more.pop("targets", ())),
                figures=tuple(figure(*one) for one in more.pop("figures", ())),
                chain=tuple(link(*one) for one in more.pop("chain", ())),
                **more,
            )
        )
        return claim_id

    def merge(self, *decisions: Decision) -> Merged:
        return merge(tuple(self.reports.values()), tuple(self.claims), decisions)

    def event(self, claim_id: str, *decisions: Decision) -> Event:
        return event_of(self.merge(*decisions), claim_id)


def event_of(merged: Merged, claim_id: str) -> Event:
    return next(event for event in merged.events if claim_id in event.claims)


def time_of(day: str) -> Time:
    return Time(text="", start=0, end=0, found_by="t", earliest=day, latest=day, precision="day", basis="text")


def party(name: str) -> Party:
    return Party(text=name, start=0, end=0, found_by="t", name=name)


def figure(what: Any, low: float | None, high: float | None, text: str = "") -> Figure:
    return Figure(text=text, start=0, end=0, found_by="t", what=what, low=low, high=high)


def link(name: str, kind: Any = "person", role: str | None = None, private: bool = False) -> Link:
    return Link(text=name, start=0, end=0, found_by="t", name=name, kind=kind, role=role, private=private)


def decide(what: Any, *ids: str, at: int = 1, **more: Any) -> Decision:
    return Decision(
        decision_id=f"d{at:02d}", who="editor", when=f"2031-06-01T10:{at:02d}:00Z", what=what, ids=ids, **more
    )


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
def decision() -> Any:
    return decide
