"""What goes into a record comes out again, every field of it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from struct_values import IDS, struct

from whence.errors import NotFoundError, UsageError
from whence.schema.ids import digest
from whence.schema.original import Original
from whence.schema.records import (
    Claim,
    Decision,
    Dispute,
    Event,
    EventFigure,
    EventParty,
    EventPlace,
    EventTime,
    Issue,
    Origin,
    Pair,
    Report,
    Superseded,
    Supported,
)
from whence.store.decisions import with_undone
from whence.store.equality import differences, record_equal
from whence.store.originals import Loaded
from whence.store.place import Place
from whence.store.reader import Reader
from whence.store.writer import Writer

FEW = settings(
    max_examples=15,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # a server is too slow to shrink on
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.function_scoped_fixture],
)


@st.composite
def loads(draw: st.DrawFn) -> list[Loaded]:
    batch = []
    for report_id in draw(st.lists(IDS, min_size=1, max_size=3, unique=True)):
        claims = [
            draw(struct(Claim, claim_id=st.just(digest(f"{report_id}{n}".encode())), report_id=st.just(report_id)))
            for n in range(draw(st.integers(0, 2)))
        ]
        batch.append(
            Loaded(
                original=draw(struct(Original, report_id=st.just(report_id))),
                fingerprint="f",
                report=draw(struct(Report, report_id=st.just(report_id))),
                claims=tuple(claims),
                issues=tuple(draw(st.lists(struct(Issue, report_id=st.just(report_id)), max_size=2))),
            )
        )
    return batch


def event_values(claims: list[str], reports: list[str]) -> st.SearchStrategy[Event]:
    some = st.lists(st.sampled_from(claims), max_size=3).map(tuple)
    supported = struct(Supported, claims=some)

    def lists(kind: type[msgspec.Struct]) -> st.SearchStrategy:
        return st.lists(struct(kind, claims=some), max_size=2).map(tuple)

    disputes = st.lists(struct(Dispute, values=st.lists(supported, min_size=1, max_size=3).map(tuple)), max_size=2).map(
        tuple
    )
    return struct(
        Event,
        event_id=IDS,
        type=supported,
        mode=st.none() | supported,
        actors=lists(EventParty),
        targets=lists(EventParty),
        place=st.none() | struct(EventPlace, claims=some),
        time=st.none() | struct(EventTime, claims=some),
        figures=lists(EventFigure),
        claims=some,
        reports=st.lists(st.sampled_from(reports), max_size=2).map(tuple),
        origins=lists(Origin),
        history=lists(Superseded),
        disputes=disputes,
    )


@FEW
@given(loads())
def test_reports_claims_and_issues(new: Callable[[], Place], batch: list[Loaded]) -> None:
    path = new()
    with Writer(path) as writer:
        writer.load(batch)
    batch.sort(key=lambda loaded: loaded.original.report_id)
    with Reader(path) as reader:
        assert list(reader.originals()) == [loaded.original for loaded in batch]
        assert list(reader.reports()) == [loaded.report for loaded in batch]
        claims = sorted((one for loaded in batch for one in loaded.claims), key=lambda claim: claim.claim_id)
        assert list(reader.claims()) == list(reader.machine_claims()) == claims
        issues = {msgspec.json.encode(one) for loaded in batch for one in loaded.issues}
        assert {msgspec.json.encode(one) for one in reader.issues()} == issues
        for claim in claims:
            assert reader.claim(claim.claim_id) == claim
            # Numbers keep their kind too: 3 is not 3.0 in an export.
            assert msgspec.json.encode(reader.claim(claim.claim_id)) == msgspec.json.encode(claim)


@FEW
@given(loads(), st.data())
def test_events_and_pairs(new: Callable[[], Place], batch: list[Loaded], data: st.DataObject) -> None:
    path = new()
    claims = [one for loaded in batch for one in loaded.claims]
    reports = [loaded.report for loaded in batch if loaded.report]
    ids = [claim.claim_id for claim in claims]
    events, pairs = [], []
    if ids:
        drawn = st.lists(event_values(ids, [one.report_id for one in reports]), max_size=2)
        events = data.draw(drawn.filter(lambda some: len({one.event_id for one in some}) == len(some)))
        pairs = [data.draw(struct(Pair, left=st.just(ids[0]), right=st.just(ids[-1])))]
    with Writer(path) as writer:
        writer.load(batch)
        writer.replace_merged(claims, reports, claims, events, pairs, "c")
    with Reader(path) as reader:
        assert list(reader.events()) == sorted(events, key=lambda event: event.event_id)
        assert list(reader.pairs()) == pairs
        assert record_equal(reader, reader)


@FEW
@given(st.lists(struct(Decision), max_size=4, unique_by=lambda decision: decision.decision_id))
def test_decisions_in_their_order(new: Callable[[], Place], decisions: list[Decision]) -> None:
    path = new()
    bare = [msgspec.structs.replace(decision, undone_by=None) for decision in decisions]
    with Writer(path) as writer:
        for decision in bare:
            writer.append_decision(decision)
    with Reader(path) as reader:
        assert reader.decisions() == with_undone(bare)


def a_claim(claim_id: str, report_id: str, words: str = "men fired", **more: object) -> Claim:
    span = {"text": words, "start": 0, "end": len(words), "found_by": "test"}
    return msgspec.convert(
        {"claim_id": claim_id, "report_id": report_id, "evidence": span, "type": "ASSAULT", **more}, Claim
    )


def a_load(report_id: str, *claims: Claim, text: str = "men fired", **more: object) -> Loaded:
    original = msgspec.convert(
        {"report_id": report_id, "format": "text", "input": {"path": report_id}, "data": text.encode()}, Original
    )
    report = msgspec.convert({"report_id": report_id, "input": {"path": report_id}, "text": text, **more}, Report)
    return Loaded(original=original, fingerprint="f", report=report, claims=claims)


def an_event(event_id: str, *claims: str) -> Event:
    credibility = {"grade": 3, "why": "one"}
    kind = {"value": "ASSAULT", "claims": claims}
    given = {"event_id": event_id, "status": "asserted", "type": kind, "claims": claims, "reports": []}
    return msgspec.convert({**given, "credibility": credibility}, Event)


def merge_into(writer: Writer, claims: list[Claim], *events: Event) -> None:
    writer.replace_merged(claims, [], claims, events, [], "c")


def test_many_pages_come_in_order(at: Place) -> None:
    claims = [a_claim(f"{n:05}", "r") for n in range(1234)]
    with Writer(at) as writer:
        writer.load([a_load("r", *reversed(claims))])
    with Reader(at) as reader:
        assert list(reader.claims()) == claims
        assert list(reader.claims(report="other")) == []
        assert len(list(reader.claims(type="ASSAULT", status="asserted"))) == 1234


def test_reading_again_replaces_what_the_report_gave(at: Place) -> None:
    one, two = a_claim("1", "r"), a_claim("2", "r")
    with Writer(at) as writer:
        writer.load([a_load("r", one, two), a_load("s", a_claim("3", "s"))])
        merge_into(writer, [one, two], an_event("e", "1", "2"))
        writer.load([a_load("r", msgspec.structs.replace(two, mode="beat"))])
    with Reader(at) as reader:
        assert [(claim.claim_id, claim.mode) for claim in reader.claims()] == [("2", "beat"), ("3", None)]
        assert reader.event("e").claims == ("2",)
        assert [hit.id for hit in reader.search("fired") if hit.kind == "claim"] == ["2", "3"]


def test_a_report_that_cannot_be_read_any_more_leaves_its_original(at: Place) -> None:
    with Writer(at) as writer:
        writer.load([a_load("r", a_claim("1", "r"))])
        writer.load([msgspec.structs.replace(a_load("r"), report=None)])
    with Reader(at) as reader:
        counts = reader.counts()
        assert (counts["originals"], counts["reports"], counts["claims"]) == (1, 0, 0)
        assert reader.search("fired") == []


def test_redirects_lead_to_the_event_with_the_smallest_claim(at: Place) -> None:
    claims = [a_claim(str(n), "r") for n in range(1, 5)]
    with Writer(at) as writer:
        writer.load([a_load("r", *claims)])
        merge_into(writer, claims, an_event("e1", "1"), an_event("e2", "2", "3"), an_event("e4", "4"))
        merge_into(writer, claims, an_event("e1", "1", "2"), an_event("e3", "3", "4"))
        with Reader(at) as reader:
            assert reader.redirects() == {"e2": "e1", "e4": "e3"}
            assert reader.event("e2").event_id == "e1"
            assert reader.find("e4").id == "e3"
        merge_into(writer, claims, an_event("e0", "1", "2", "3", "4"))
        with Reader(at) as reader:
            assert reader.redirects() == {"e1": "e0", "e2": "e0", "e3": "e0", "e4": "e0"}
        merge_into(writer, claims, an_event("e2", "2"))
        with Reader(at) as reader:  # an id that lives again leads nowhere else
            assert reader.redirects() == {"e0": "e2", "e1": "e2", "e3": "e2", "e4": "e2"}


def test_edited_and_dropped_claims_keep_what_the_machine_read(at: Place) -> None:
    one, two = a_claim("1", "r"), a_claim("2", "r")
    edited = msgspec.structs.replace(one, mode="beat")
    with Writer(at) as writer:
        writer.load([a_load("r", one, two)])
        writer.replace_merged([one, two], [], [edited], [], [], "c")
        with Reader(at) as reader:
            assert list(reader.claims()) == [edited]
            assert sorted(reader.machine_claims(), key=lambda claim: claim.claim_id) == [one, two]
        writer.replace_merged([one, two], [], [one, two], [], [], "c")
    with Reader(at) as reader:
        assert list(reader.claims()) == list(reader.machine_claims()) == [one, two]
        assert {hit.id for hit in reader.search("fired")} == {"1", "2", "r"}


def test_copies_are_marked_and_unmarked(at: Place) -> None:
    loads = [a_load("r"), a_load("s")]
    with Writer(at) as writer:
        writer.load(loads)
        marked = msgspec.structs.replace(loads[1].report, copy_of="r")
        writer.replace_merged([], [loads[0].report, marked], [], [], [], "c")
        with Reader(at) as reader:
            assert [report.copy_of for report in reader.reports()] == [None, "r"]
        writer.replace_merged([], [one.report for one in loads], [], [], [], "c")
    with Reader(at) as reader:
        assert [report.copy_of for report in reader.reports()] == [None, None]


def test_find_by_the_beginning_of_an_id(at: Place) -> None:
    with Writer(at) as writer:
        writer.load([a_load("abc1", a_claim("abd2", "abc1"), a_claim("ab", "abc1"))])
    with Reader(at) as reader:
        assert (reader.find("abc").kind, reader.find("abc").id) == ("report", "abc1")
        assert reader.find("ab").id == "ab"  # an exact id wins
        with pytest.raises(UsageError, match="several"):
            reader.find("a")
        with pytest.raises(NotFoundError, match="zz"):
            reader.find("zz")
        for look in (reader.claim, reader.report, reader.event, reader.original):
            with pytest.raises(NotFoundError):
                look("zz")


def test_events_by_time_place_and_claim(at: Place) -> None:
    claims = [a_claim("1", "r"), a_claim("2", "r")]
    may = {"earliest": "2022-05-01", "latest": "2022-05-31", "precision": "month", "basis": "text"}
    event = msgspec.convert(
        {
            **msgspec.to_builtins(an_event("e1", "1")),
            "time": may,
            "place": {"name": "Luhansk", "country": "UA"},
            "reports": ["r"],
        },
        Event,
    )
    with Writer(at) as writer:
        writer.load([a_load("r", *claims)])
        merge_into(writer, claims, event, an_event("e2", "2"))
    with Reader(at) as reader:

        def found(**wanted: str) -> list[str]:
            return [one.event_id for one in reader.events(**wanted)]

        assert found() == ["e1", "e2"]
        assert found(since="2022-05-20", until="2022-06-20") == ["e1"]
        assert found(since="2022-06-01") == found(until="2022-04-30") == found(mode="beat") == []
        assert found(country="UA") == found(report="r") == ["e1"]
        assert reader.event_of("2") == "e2"
        assert reader.event_of("9") is None
        assert [one.claim_id for one in reader.claims(event="e1")] == ["1"]


def test_configuration_is_logged(at: Place) -> None:
    with Writer(at) as writer:
        writer.configure("embargo_hours", "72", who="ada", when="2024-01-01")
        writer.configure("embargo_hours", "96", who="bo", when="2024-01-02")
    with Reader(at) as reader:
        assert reader.configuration() == {"embargo_hours": "96"}
        assert [change.who for change in reader.configuration_log()] == ["ada", "bo"]


def test_differences_name_the_part(new: Callable[[], Place]) -> None:
    places = new(), new()
    for place, mode in zip(places, (None, "beat"), strict=True):
        with Writer(place) as writer:
            writer.load([a_load("r", a_claim("1", "r", mode=mode))])
    with Reader(places[0]) as one, Reader(places[1]) as other:
        assert [words.split(":")[0] for words in differences(one, other)] == ["claims", "machine claims"]
        assert not record_equal(one, other)


def test_sqlite_alone_reads_the_views(tmp_path: Path) -> None:
    link = {"text": "x", "start": 0, "end": 1, "found_by": "t", "kind": "person"}
    figure = {"text": "2", "start": 0, "end": 1, "found_by": "t", "low": 2000, "high": None, "what": "killed"}
    party = {"text": "m", "start": 0, "end": 1, "found_by": "t"}
    claim = a_claim(
        "1", "r",
        chain=[{**link, "name": "Kyiv Post", "kind": "outlet"}, {**link, "name": "Haidai"}],
        figures=[figure], actors=[{**party, "name": "army"}, {**party, "name": "police"}], contexts=["election"],
    )  # fmt: skip
    side = {"value": "2", "claims": ["1"]}
    event = msgspec.convert(
        {
            **msgspec.to_builtins(an_event("e", "1")),
            "origins": [{"name": "Haidai", "kind": "person", "claims": ["1"]}],
            "disputes": [{"field": "figures.killed", "values": [side, {**side, "value": "3"}]}],
        },
        Event,
    )
    with Writer(tmp_path / "r.db") as writer:
        writer.load([a_load("r", claim, outlet="Kyiv Post", published={"value": "2022-09-24", "basis": "given"})])
        merge_into(writer, [claim], event)
    with sqlite3.connect(tmp_path / "r.db") as plain:
        plain.row_factory = sqlite3.Row
        row = plain.execute("SELECT * FROM claims_readable").fetchone()
        assert row["chain"] == "Kyiv Post → Haidai"
        assert (row["actors"], row["figures"], row["contexts"]) == ("army; police", "killed 2000–", "election")
        assert (row["outlet"], row["published"], row["event_id"]) == ("Kyiv Post", "2022-09-24", "e")
        row = plain.execute("SELECT * FROM events_readable").fetchone()
        assert (row["origins"], row["claims"]) == ("Haidai", 1)
        assert row["disputes"] == "figures.killed: 2; figures.killed: 3"
        views = [name for (name,) in plain.execute("SELECT name FROM sqlite_master WHERE type = 'view'")]
        for view in views:
            plain.execute(f"SELECT * FROM {view}").fetchall()
        assert len(views) == 7
        assert plain.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        assert plain.execute("PRAGMA foreign_key_check").fetchall() == []
    assert [path.name for path in tmp_path.iterdir()] == ["r.db"]  # one plain file
