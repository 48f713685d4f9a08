"""On annotated reports: no claim's words are cut, furniture is, and the public benchmark keeps its floor."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from whence.errors import InputError
from whence.evaluate.furniture import furniture
from whence.schema.original import Given, Original
from whence.schema.records import Report
from whence.stages.ingest import discover, original_text, parse

# Left in on purpose or not yet known: 0.963 was measured; the floor leaves room for other versions of the extractor.
F1_FLOOR = 0.955


def folders(shared: Path) -> list[Path]:
    return sorted(path.parent for part in ("gold", "gold-train") for path in (shared / part).glob("*/gold.json"))


def reports(folder: Path) -> Iterator[tuple[Original, Report]]:
    for one in discover([folder / "reports.jsonl"], Given()):
        assert isinstance(one, Original)
        parsed = parse(one)
        assert parsed.report is not None
        yield one, parsed.report


def fold(text: str) -> str:
    return " ".join(text.split())


def test_no_evidence_of_any_claim_is_cut(shared: Path) -> None:
    lost: list[str] = []
    claims = cuts = 0
    for folder in folders(shared):
        texts = {one.input.id: fold(report.text) for one, report in reports(folder)}
        for claim in json.loads((folder / "gold.json").read_text("utf-8"))["claims"]:
            claims += 1
            if fold(claim["evidence"]) not in texts[claim["report"]]:
                lost.append(f"{folder.name}: {claim['evidence']}")
        cuts += sum(len(report.cut) for _, report in reports(folder))
    print(f"{claims} claims, {len(lost)} with evidence lost, {cuts} cuts")
    assert claims > 2500
    assert lost == []
    assert cuts > 400


def test_cuts_are_to_the_letter(shared: Path) -> None:
    for folder in folders(shared):
        for one, report in reports(folder):
            source = original_text(one) or ""
            assert all(source[cut.start : cut.end] == cut.text for cut in report.cut)


def test_the_seeds_lose_their_furniture_and_name_their_outlet(shared: Path) -> None:
    first, second = (
        parse(one).report
        for one in discover(sorted((shared / "gold/seeds").glob("*.txt")), Given())
        if isinstance(one, Original)
    )
    assert first is not None
    assert second is not None
    assert (first.outlet, first.republished_from, first.published) == ("Business Insider", "Business Insider", None)
    assert [cut.reason for cut in first.cut].count("bullet summary repeating the body") == 3
    assert second.published is None
    for words in ("READ MORE", "[INSIGHT]", "[REPORT]", "[ANALYSIS]", "Leave a Reply", "will not be published"):
        assert words not in second.text


def test_the_seeds_as_lines_and_as_files_agree_on_titles(shared: Path) -> None:
    lines = [report for _, report in reports(shared / "gold/seeds")]
    files = [parse(one).report for one in discover([shared / "gold/seeds"], Given()) if isinstance(one, Original)]
    titles = {report.title for report in files if report}
    assert {report.title for report in lines} <= titles
    assert {report.text for report in lines} <= {report.text for report in files if report}


def test_constructed_reports_keep_little_furniture(shared: Path) -> None:
    marks = (
        "READ MORE",
        "READ NEXT",
        "[INSIGHT]",
        "Subscribe",
        "newsletter",
        "Comments",
        " | ",
        "Leave a",
        "Reporting by",
        "Photo:",
    )
    left = total = 0
    for folder in folders(shared):
        if folder.name.startswith("real-"):
            continue
        for one, report in reports(folder):
            source = original_text(one) or ""
            total += sum(any(mark in line for mark in marks) for line in source.splitlines())
            left += sum(any(mark in line for mark in marks) for line in report.text.splitlines())
    print(f"{left} of {total} marked lines of furniture left in")
    assert total > 100
    assert left <= 3


def test_the_extraction_benchmark_keeps_its_floor(shared: Path) -> None:
    found = furniture(shared / "data/article_extraction_benchmark")
    print(found)
    assert found["f1"] >= F1_FLOOR
    assert found["pages"] >= 90


def test_a_folder_that_is_no_benchmark_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="ground truth"):
        furniture(tmp_path)
    (tmp_path / "ground-truth.json").write_text("{}")
    with pytest.raises(InputError, match="no pages"):
        furniture(tmp_path)


@pytest.mark.slow
def test_plain_reports_take_about_a_millisecond(shared: Path) -> None:
    every = [one for folder in folders(shared) for one, _ in reports(folder)]
    texts = [msgspec.structs.replace(one, given=Given(language="en")) for one in every]
    start = time.perf_counter()
    for one in texts:
        parse(one)
    spent = (time.perf_counter() - start) / len(texts) * 1000
    print(f"{spent:.2f} ms a report of {sum(len(one.data) for one in texts) // len(texts)} bytes")
    assert spent < 10  # 0.5 measured; ten times that on a busy machine is still no quadratic rule
