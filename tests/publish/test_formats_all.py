"""What holds for every format: its files, its guide, the same bytes twice, nobody private in any byte."""

from __future__ import annotations

import re
from pathlib import Path

import formats_sample
import pytest
from formats_sample import nothing, record, words_of

from sample_record import PRIVATE_WORDS, SEALED_WORDS
from whence.errors import ConfigurationError, UsageError
from whence.publish import FORMATS, publish
from whence.publish.formats_page import formats_page
from whence.publish.guide import README
from whence.publish.losses import FIELDS, LOSSES

KINDS = sorted(FORMATS)
# One value of the private sample that stands in the export where the field is kept, and nowhere where it is lost.
PROBES = {
    "report.input": "in/2.txt", "report.byline": "Olha Bila", "report.captured": "2022-09-25T10:00",
    "report.url": "radio.example/", "report.cut": "Ten questions", "report.text": "was treated.",
    "report.title": "Polling station burns", "report.outlet": "Radio Dnipro", "claim.found_by": "sample",
    "claim.mode": "heavy-weapons", "claim.chain": "Office_Spox", "claim.contexts": "military",
    "claim.evidence": "I saw the smoke", "claim.instrument": "shelled",
    "event.credibility_why": "the number of injured", "event.links": "part",
    "decisions": "confirmed it", "issues": "Mend it.",
}  # fmt: skip
# Where a value that is lost as a field may stand as part of another: a quotation holds what is quoted.
ELSEWHERE = {"claim.chain", "claim.instrument", "claim.mode", "claim.contexts", "event.links", "report.input",
             "report.captured", "report.outlet", "claim.evidence", "report.text"}  # fmt: skip


@pytest.fixture(params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    needs = FORMATS[request.param].needs
    if needs:
        formats_sample.tool(needs)
    return request.param


def test_it_writes_the_files_that_it_declares_and_a_guide(kind: str, tmp_path: Path) -> None:
    out = publish(record(), kind, tmp_path / "out")
    assert sorted(path.name for path in out.iterdir()) == sorted((*FORMATS[kind].files, README))
    guide = (out / README).read_text(encoding="utf-8")
    assert guide.startswith(f"{kind}: {FORMATS[kind].about}")
    assert "under pseudonyms" in guide
    assert "PRIVATE" not in guide
    assert max(map(len, guide.splitlines())) <= 100


def test_the_same_record_gives_the_same_bytes(kind: str, tmp_path: Path) -> None:
    first, second = (publish(record(), kind, tmp_path / name) for name in "ab")
    for path in first.iterdir():
        assert path.read_bytes() == (second / path.name).read_bytes(), path.name


def test_nobody_private_stands_in_any_byte(kind: str, tmp_path: Path) -> None:
    words = words_of(publish(record(), kind, tmp_path / "out")).lower()
    assert [name for name in PRIVATE_WORDS if name.lower() in words] == []
    assert "tanks" not in words, "a movement without a date is held back for good"


def test_a_private_export_says_so_and_seals_children_all_the_same(kind: str, tmp_path: Path) -> None:
    out = publish(record(private=True), kind, tmp_path / "out", private=True)
    assert out.name == "out-private"
    assert "PRIVATE" in (out / README).read_text(encoding="utf-8")
    words = words_of(out)
    assert [name for name in SEALED_WORDS if name in words] == []


def test_an_empty_record_is_a_whole_export(kind: str, tmp_path: Path) -> None:
    out = publish(nothing(), kind, tmp_path / "out")
    assert {path.name for path in out.iterdir()} == {*FORMATS[kind].files, README}


def test_an_earlier_export_is_replaced(kind: str, tmp_path: Path) -> None:
    first = publish(record(), kind, tmp_path / "out")
    before = {path.name: path.read_bytes() for path in first.iterdir()}
    again = publish(record(), kind, tmp_path / "out")
    assert {path.name: path.read_bytes() for path in again.iterdir()} == before


def test_what_is_kept_is_there_and_what_is_lost_is_not(kind: str, tmp_path: Path) -> None:
    words = words_of(publish(record(private=True), kind, tmp_path / "out", private=True))
    words = re.sub(r"\\?/", "/", words)
    fates = {field: FORMATS[kind].losses.fate(field) for field in PROBES}
    missing = [field for field, fate in fates.items() if fate == "kept" and PROBES[field] not in words]
    assert missing == []
    found = [field for field, fate in fates.items() if fate == "lost" and PROBES[field] in words]
    assert set(found) <= ELSEWHERE


def test_whole_texts_stay_out_of_what_is_published(kind: str, tmp_path: Path) -> None:
    shown = record()
    words = words_of(publish(shown, kind, tmp_path / "out"))
    text = next(report.text for report in shown.reports if report.outlet == "Radio Dnipro")
    whole = text[: text.index("\u201c")]
    # Annotators see a stretch around each claim, which is all of so short a report.
    assert (whole in words) is (kind in ("jsonl", "gold", "prodigy", "label-studio"))


def test_every_format_says_what_it_does_with_every_field() -> None:
    assert sorted(LOSSES) == KINDS
    for losses in LOSSES.values():
        assert losses.kept <= set(FIELDS)
        assert set(losses.approximated) <= set(FIELDS)
        assert not losses.kept & set(losses.approximated)


def test_a_missing_package_is_named_with_the_way_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("whence.publish.find_spec", lambda name: None)
    with pytest.raises(ConfigurationError, match=r"pip install 'whence\[formats\]'"):
        publish(record(), "parquet", tmp_path / "out")


def test_an_unknown_format_is_named_with_those_that_exist(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="acled, bibtex, claimreview"):
        publish(record(), "xls", tmp_path)


def test_the_page_of_formats_is_current() -> None:
    page = (Path(__file__).resolve().parents[2] / "docs" / "formats.md").read_text(encoding="utf-8")
    assert page == formats_page(page), "run: python -m whence.publish.formats_page docs/formats.md"
    assert all(f"| `{kind}` |" in page for kind in KINDS)
