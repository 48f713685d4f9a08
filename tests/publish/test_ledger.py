"""The ledger: whom events name counts in the reports of their claims, and names reach what they are written in."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

import sample_record
from whence.protect.collect import collect
from whence.publish.ledger import TABLES, Ledger
from whence.schema.records import Event, EventParty, Input, Report
from whence.store.reader import Reader


@pytest.fixture
def ledger() -> Ledger:
    base = sqlite3.connect(":memory:", isolation_level=None)
    base.executescript(TABLES)
    return Ledger(base)


def naming(event: Event, name: str, *claims: str) -> Event:
    given = {field: getattr(event, field) for field in event.__struct_fields__}
    return Event(**{**given, "actors": (EventParty(name=name, private=True, claims=claims),), "origins": ()})


def test_whom_an_event_names_is_heard_in_the_reports_of_its_claims(ledger: Ledger) -> None:
    claims = sample_record.claims()
    event, first, second = sample_record.events(claims)[0], claims[0].claim_id, claims[1].claim_id
    assert ledger.note(naming(event, "Modou Cissé", first, second)) == {first, second}
    assert ledger.note(naming(event, "Modou Cissé", first, second)) == set()
    assert ledger.note(naming(event, "Modou Cissé", second)) == {first}
    report = Report(report_id=claims[1].report_id, input=Input(), text="Nothing.")
    ledger.hear(report, [claims[1]])
    assert report.report_id in ledger.found().private["modou", "cisse"]
    assert {claim for claim, _ in ledger.forget(event.event_id)} - {""} == {second}
    ledger.hear(report, [claims[1]])
    assert ("modou", "cisse") not in ledger.found().private


def test_it_comes_to_what_is_found_in_the_whole(ledger: Ledger, tmp_path: Path) -> None:
    with Reader(sample_record.write(tmp_path / "r.db")) as reader:
        reports, claims, events = [*reader.reports()], [*reader.claims()], [*reader.events()]
    for event in events:
        ledger.note(event)
    for report in reports:
        ledger.hear(report, [claim for claim in claims if claim.report_id == report.report_id])
    assert ledger.found() == collect(reports, claims, events)


def test_a_name_reaches_what_it_is_written_in(ledger: Ledger) -> None:
    texts = {
        "a" * 16: "He met ZOLTAN  Quixby there.", "b" * 16: "Quixby met Zolta.", "c" * 16: "See @zoltanquixby.",
        "d" * 16: "Nobody.",
    }  # fmt: skip
    for id_, text in texts.items():
        ledger.hear(Report(report_id=id_, input=Input(), text=text), [])
    assert ledger.reached([("zoltan", "quixby")]) == ({"a" * 16, "c" * 16}, set())
    assert ledger.reached([]) == (set(), set())
