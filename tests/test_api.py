"""The library: a record opened, looked at, asked and exported, masked unless it is opened as private."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

import sample_record
import whence
from sample_record import FIRST, PRIVATE_WORDS, SEALED_WORDS
from whence import pipeline
from whence.api import Record
from whence.errors import NotFoundError, RecordError, UsageError
from whence.schema.records import Claim, Event, Report
from whence.store.writer import Writer


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_record.write(tmp_path_factory.mktemp("api") / "record.db")


def test_lists_are_masked_and_hold_back_troop_movements(path: Path) -> None:
    with whence.open(path) as record:
        out = msgspec.json.encode([record.reports, record.claims, record.events, record.decisions, record.issues])
        assert [len(held) for held in (record.reports, record.claims, record.events)] == [3, 3, 2]
    assert not any(word.encode() in out for word in PRIVATE_WORDS)
    assert b"Petro Lysenko" in out
    assert b"tanks moved" not in out


def test_private_shows_all_but_minors(path: Path) -> None:
    with whence.open(path, private=True) as record:
        out = msgspec.json.encode([record.reports, record.claims, record.events])
    assert b"Halyna Dovhan" in out
    assert b"tanks moved" in out
    assert not any(word.encode() in out for word in SEALED_WORDS)


def test_show_takes_any_unique_beginning_of_an_id(path: Path) -> None:
    with Record(path) as record:
        event = record.events[0]
        assert record.show(event.event_id[:6]) == event
        assert isinstance(record.show(event.claims[0][:8]), Claim)
        assert isinstance(record.show("1111"), Report)
        with pytest.raises(NotFoundError, match="zzzz"):
            record.show("zzzz")
        with pytest.raises(UsageError, match="several"):
            record.show("")


def test_what_is_held_back_says_so(path: Path) -> None:
    with Record(path, private=True) as record:
        held = next(event for event in record.events if event.type.value == "MOBILIZE")
    with Record(path) as record, pytest.raises(NotFoundError, match="held back"):
        record.show(held.event_id)


def test_the_embargo_ends(path: Path) -> None:
    year = datetime(2090, 1, 1, tzinfo=UTC)
    with Record(path, now=year) as record:
        # The tanks have no date at all: they stay held back.
        assert record.protected.withheld_claims == 1


def test_why_gives_words_sentence_finder_confidence_and_chain(path: Path) -> None:
    fire = sample_record.claims()[0]
    with Record(path) as record:
        why = record.why(fire.claim_id[:8], "time")
        assert why.value == "2022-09-23 to 2022-09-23"
        words = why.words[0]
        assert words.before.startswith("A polling station")
        assert words.after.endswith("Telegram.")
        assert words.confidence_in_words == "more likely than not"
        assert why.chain == ("Petro Lysenko", "Telegram", "Radio Dnipro")
        type_ = record.why(fire.claim_id, "type")
        assert type_.words[0].text == "set alight"
        assert type_.grounds[0].why == "`set alight` names it"
        assert record.why(fire.claim_id, "status").words[0].text == fire.evidence.text
        assert record.why(fire.claim_id, "figures.0").words[0].text == "Two people"
        assert record.why(fire.claim_id, "contexts.election").value == "election"
        assert record.why(fire.claim_id, "mode").value == "destroy"
        assert record.why(fire.claim_id, "hedge").value is None
        assert record.why(fire.claim_id, "place").value == "Vesele, Zaporizhzhia Oblast, UA"
        assert record.why(fire.claim_id, "targets").value == "polling station"
        for field in ("figures.9", "colour", "type.0"):
            with pytest.raises(NotFoundError, match="no such field"):
                record.why(fire.claim_id, field)
        with pytest.raises(NotFoundError, match="no claim"):
            record.why(record.events[0].event_id, "type")


def test_search_finds_words_and_shows_them_masked(path: Path) -> None:
    with Record(path) as record:
        hits = record.search("smoke")
        assert {hit.kind for hit in hits} == {"report", "claim"}
        assert not any(word in hit.words for hit in hits for word in PRIVATE_WORDS)
        assert any("saw the smoke" in hit.words for hit in hits)
        assert record.search("tanks column moved") == [
            hit for hit in record.search("tanks column moved") if "tanks moved" not in hit.words
        ]


def test_pairs_say_why_claims_are_one_event(path: Path) -> None:
    with Record(path) as record:
        event = next(event for event in record.events if len(event.claims) == 2)
        assert [pair.reasons[0].feature for pair in record.pairs(event.claims)] == ["place"]
        assert record.pairs(event.claims[:1]) == []


def test_export_masks_unless_private(path: Path, tmp_path: Path) -> None:
    with Record(path) as record:
        masked = record.export("jsonl", tmp_path / "out")
        private = record.export("jsonl", tmp_path / "out", private=True)
    assert (masked.name, private.name) == ("out", "out-private")
    for file in masked.iterdir():
        assert not any(word in file.read_text() for word in PRIVATE_WORDS)
    assert "Halyna" in (private / "reports.jsonl").read_text()
    texts = {r["report_id"]: r["text"] for r in map(json.loads, (masked / "reports.jsonl").open())}
    for claim in map(json.loads, (masked / "claims.jsonl").open()):
        span = claim["evidence"]
        assert texts[claim["report_id"]][span["start"] : span["end"]] == span["text"]


def test_the_records_own_configuration_loosens_and_is_seen(tmp_path: Path) -> None:
    path = sample_record.write(tmp_path / "record.db")
    with Writer(path) as writer:
        writer.configure("protect.public", "Halyna Dovhan", who="editor", when="2026-01-01T00:00:00Z")
        writer.configure("salt", "0123456789abcdef", who="editor", when="2026-01-01T00:00:00Z")
    with Record(path) as record:
        assert "Halyna Dovhan" in record.reports[0].text
        assert record.protected.loosened == ("1 persons declared public",)
        assert record.counts()["claims"] == 4


def test_no_record_no_library(tmp_path: Path) -> None:
    with pytest.raises(RecordError, match="whence read"):
        whence.open(tmp_path / "none.db")


def test_read_without_a_record_keeps_one_until_it_is_closed(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[pipeline.Settings] = []

    def fake(paths: list[str], into: Path, settings: pipeline.Settings, **_: object) -> pipeline.Summary:
        seen.append(settings)
        sample_record.write(into)
        return pipeline.Summary(read=len(paths))

    monkeypatch.setattr(pipeline, "read", fake)
    with whence.read("in", published="2022-09-25", outlet="Wire") as record:
        assert record.summary is not None
        assert record.summary.read == 1
        assert record.path.is_file()
        assert isinstance(record.events[0], Event)
    assert not record.path.exists()
    assert seen == [pipeline.Settings(published="2022-09-25", outlet="Wire")]


def test_rebuild_shows_what_it_made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = sample_record.write(tmp_path / "record.db")

    def fake(record: Path, settings: pipeline.Settings, progress: object) -> pipeline.Summary:
        with Writer(record) as writer:
            writer.configure("protect.public", "Halyna Dovhan", who="x", when="2026-01-01T00:00:00Z")
        return pipeline.Summary(reports=3)

    monkeypatch.setattr(pipeline, "rebuild", fake)
    with Record(path) as record:
        assert "Halyna" not in record.reports[0].text
        assert record.rebuild().reports == 3
        assert "Halyna" in record.reports[0].text
    assert FIRST.text.startswith("A polling station")


def test_the_package_has_no_other_names() -> None:
    with pytest.raises(AttributeError, match="nothing"):
        whence.nothing  # noqa: B018
