"""The export: the contract's names in its order, and files whole or not at all."""

from __future__ import annotations

import json
import re
from pathlib import Path

import msgspec
import pytest
from msgspec import Struct

from whence.errors import InputError, UsageError
from whence.protect import PRIVATE, Protected, protect
from whence.publish import FORMATS, publish
from whence.publish.contract import FIELDS, published
from whence.schema import records
from whence.schema.records import (
    Claim,
    Credibility,
    Decision,
    Dispute,
    Event,
    Figure,
    Ground,
    Input,
    Issue,
    Link,
    Report,
    Span,
    Supported,
)

SPAN = {"text": "Two men", "start": 0, "end": 7, "found_by": "test"}


def record() -> Protected:
    one = Report(report_id="r1", input=Input(path="a.txt"), text="Two men left.", republished_from="Wire")
    two = Report(report_id="r0", input=Input(path="b.txt"), text="Nothing.")
    claim = Claim(
        claim_id="c1",
        report_id="r1",
        evidence=Span(**SPAN),
        type="MOVE",
        figures=(Figure(**SPAN, low=2, high=2, of=Span(**SPAN)),),
        chain=(Link(**SPAN, name="two men", kind="unnamed"),),
        grounds=(Ground(field="type", value="MOVE", span=None, why="left"),),
    )
    event = Event(
        event_id="e1",
        status="asserted",
        type=Supported(value="MOVE", claims=("c1",)),
        claims=("c1",),
        reports=("r1",),
        credibility=Credibility(grade=6, why="Only unnamed sources."),
        disputes=(Dispute(field="time", values=(Supported(value="x", claims=("c1",)),)),),
    )
    decision = Decision(decision_id="d1", who="me", when="2026-01-01", what="accept", ids=("e1",))
    issue = Issue(report_id="r0", input=two.input, stage="ingest", level="info", code="x", message="m", advice="a")
    return protect([one, two], [claim], [event], [decision], [issue], policy=PRIVATE, salt=b"s")


def test_one_object_a_line_with_the_names_of_the_contract(tmp_path: Path) -> None:
    out = publish(record(), "jsonl", tmp_path / "out")
    reports, claims, events, decisions, issues = (
        [json.loads(line) for line in (out / name).read_text().splitlines()] for name in FORMATS["jsonl"].files
    )
    assert [one["report_id"] for one in reports] == ["r0", "r1"]
    assert list(reports[0]) == list(FIELDS[records.Report])
    assert list(claims[0]) == list(FIELDS[records.Claim])
    assert claims[0]["figures"][0]["of"]["text"] == "Two men"
    assert list(claims[0]["chain"][0])[:4] == ["name", "kind", "role", "via"]
    assert events[0]["credibility"] == 6
    assert events[0]["credibility_why"] == "Only unnamed sources."
    assert events[0]["type"] == {"value": "MOVE", "claims": ["c1"]}
    assert decisions[0]["who"] == "me"
    assert issues[0]["advice"] == "a"


def test_the_field_table_follows_record_md(shared: Path) -> None:
    contract = (shared / "record.md").read_text()
    section = {name: contract.split(f"## {name}\n")[1].split("\n## ")[0] for name in ("Report", "Claim", "Event")}
    for kind, name in ((records.Report, "Report"), (records.Claim, "Claim"), (records.Event, "Event")):
        rows = re.findall(r"^\| (`.*?) \|", section[name].split("### ")[0], re.MULTILINE)
        told_below = ["contexts"] if kind is records.Claim else []
        assert [*re.findall(r"`(\w+)`", " ".join(rows)), *told_below] == list(FIELDS[kind])


def test_every_published_type_names_only_fields_that_it_has() -> None:
    for kind, names in FIELDS.items():
        assert set(names) <= set(kind.__struct_fields__), kind
    left_out = {records.Ground, records.Pair, records.PairReason, records.Credibility}
    structs = {v for v in vars(records).values() if isinstance(v, type) and issubclass(v, Struct) and v is not Struct}
    assert structs - set(FIELDS) == left_out


def test_same_record_same_bytes(tmp_path: Path) -> None:
    first, second = (publish(record(), "jsonl", tmp_path / name) for name in "ab")
    for name in FORMATS["jsonl"].files:
        assert (first / name).read_bytes() == (second / name).read_bytes()


def test_an_earlier_export_is_replaced_and_nothing_is_left_behind(tmp_path: Path) -> None:
    out = publish(record(), "jsonl", tmp_path / "out")
    (out / "claims.jsonl").write_text("old")
    publish(record(), "jsonl", out)
    assert "old" not in (out / "claims.jsonl").read_text()
    assert [entry.name for entry in tmp_path.iterdir()] == ["out"]


def test_other_peoples_files_are_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "thesis.tex").write_text("mine")
    with pytest.raises(UsageError, match=r"thesis\.tex"):
        publish(record(), "jsonl", tmp_path)
    out = publish(record(), "jsonl", tmp_path, force=True)
    assert (out / "thesis.tex").read_text() == "mine"
    assert (out / "claims.jsonl").is_file()
    with pytest.raises(UsageError, match="is a file"):
        publish(record(), "jsonl", tmp_path / "thesis.tex")


def test_a_private_export_says_so_in_its_name(tmp_path: Path) -> None:
    assert publish(record(), "jsonl", tmp_path / "out", private=True).name == "out-private"
    assert publish(record(), "jsonl", tmp_path / "PRIVATE", private=True).name == "PRIVATE"


def test_an_unknown_format_is_named_with_those_that_exist(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="jsonl"):
        publish(record(), "xls", tmp_path)


def test_a_place_that_cannot_be_written_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "open", full)
    with pytest.raises(InputError, match="No space left"):
        publish(record(), "jsonl", tmp_path / "out")
    assert list(tmp_path.iterdir()) == []


def test_unknown_values_stay_null() -> None:
    out = published(records.Time(text="then", start=0, end=4, found_by="t"))
    assert out["earliest"] is None
    assert msgspec.json.encode(out).count(b"null") == 2
