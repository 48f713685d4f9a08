"""Originals to reports: fields, dates, languages, and the issues that say why there is none."""

from __future__ import annotations

import re

import pytest

from whence.schema import ids
from whence.schema.original import Format, Given, Original, Parsed
from whence.schema.records import Input, Published
from whence.stages.ingest import parse
from whence.stages.ingest.language import detect, tag
from whence.stages.ingest.problems import PROBLEMS, problem

LEAD = "Armed men burned the ballots of two villages before dawn on Monday, the local election officer said."
MORE = "The officer, who watched from a roof, did not know any of the men and counted eleven boxes in the yard."


def read(data: bytes, form: Format = "text", **given: str) -> Parsed:
    return parse(
        Original(
            report_id=ids.report_id(data),
            format=form,
            input=Input(path="a.txt"),
            given=Given(**given),
            captured="2023-01-01T00:00:00Z",
            data=data,
        )
    )


def codes(parsed: Parsed) -> list[str]:
    return [issue.code for issue in parsed.issues]


def test_a_text_becomes_a_report_with_the_id_of_its_bytes() -> None:
    data = f"Ballots burned\n\n{LEAD}\n\n{MORE}\n".encode()
    report = read(data).report
    assert report is not None
    assert (report.report_id, report.text) == (ids.report_id(data), f"{LEAD}\n\n{MORE}")
    assert (report.title, report.language, report.published) == ("Ballots burned", "en", None)
    assert report.captured == "2023-01-01T00:00:00Z"


def test_reading_twice_gives_the_same() -> None:
    data = f"Ballots burned\n\n{LEAD}\n\nREAD MORE: Gulls\n".encode()
    assert read(data) == read(data)


def test_a_json_line_fills_its_own_fields_and_they_come_before_what_is_given_for_all() -> None:
    line = {"id": 7, "text": LEAD, "outlet": "A", "title": "T", "url": "https://a.example", "published": "2022-09-24"}
    report = read(ids.canonical_json(line), "json", outlet="B", published="2020-01-01", language="en").report
    assert report is not None
    assert (report.outlet, report.title, report.url) == ("A", "T", "https://a.example")
    assert report.published == Published(value="2022-09-24", basis="given")


def test_what_is_given_for_all_fills_what_a_json_line_lacks() -> None:
    line = {"text": LEAD, "outlet": None, "published": "", "extra": [1]}
    report = read(ids.canonical_json(line), "json", outlet="B", published="2020-01-01").report
    assert report is not None
    assert (report.outlet, report.published) == ("B", Published(value="2020-01-01", basis="given"))


def test_another_date_dates_the_report_anew_and_keeps_its_id() -> None:
    first, second = (read(LEAD.encode(), published=day).report for day in ("2022-09-24", "2022-09-25"))
    assert first is not None
    assert second is not None
    assert first.report_id == second.report_id
    assert first.published != second.published


def test_a_bad_given_date_is_an_issue_and_the_text_is_asked() -> None:
    parsed = read(f"24 September 2022\n\n{LEAD}".encode(), published="soon")
    assert codes(parsed) == ["bad-date"]
    assert "'soon'" in parsed.issues[0].message
    assert parsed.report is not None
    assert parsed.report.published == Published(value="2022-09-24", basis="text")


def test_a_date_in_json_metadata_that_is_bad_is_an_issue() -> None:
    assert codes(read(ids.canonical_json({"text": LEAD, "published": "2022-13-01"}), "json")) == ["bad-date"]


def test_republication_names_the_outlet() -> None:
    report = read(f"{LEAD}\n\n{MORE}\n\nRead the original article on Lake Post".encode()).report
    assert report is not None
    assert (report.outlet, report.republished_from) == ("Lake Post", "Lake Post")


def test_a_language_not_supported_is_kept_and_marked() -> None:
    text = "Чоловіки спалили бюлетені двох сіл на світанку в понеділок, повідомила місцева виборча комісія."
    parsed = read(text.encode())
    assert parsed.report is not None
    assert (parsed.report.text, parsed.report.language) == (text, "uk")
    (issue,) = parsed.issues
    assert (issue.code, issue.level) == ("language", "warning")
    assert "not read" in issue.message


def test_a_language_given_wrongly_is_detected_instead() -> None:
    parsed = read(LEAD.encode(), language="English!")
    assert codes(parsed) == ["bad-language"]
    assert parsed.report is not None
    assert parsed.report.language == "en"


def test_languages_are_detected_in_capitals_and_not_in_scraps() -> None:
    assert detect(LEAD.upper()) == "en"
    assert detect("Bravo, Kyiv!") is None
    assert [tag(value) for value in ("EN", "en_gb", "zh-hant-tw", "x", "")] == ["en", "en-GB", "zh-hant-TW", None, None]


@pytest.mark.parametrize("form", ["text", "html", "json", "feed-item"])
def test_nothing_gives_an_issue_and_keeps_the_original(form: Format) -> None:
    parsed = read(b"", form)
    assert (parsed.report, codes(parsed)) == (None, ["empty"])
    assert parsed.original.data == b""
    assert codes(read(b" \n\t", "text")) == ["empty"]


def test_furniture_alone_gives_an_issue() -> None:
    parsed = read(b"Sign in | Subscribe now\n\nYour email address will not be published.\n")
    assert (parsed.report, codes(parsed)) == (None, ["no-text"])
    assert re.match(
        r"report [0-9a-f]{16}: no text after removing page furniture \(paywall\?\)", parsed.issues[0].message
    )


@pytest.mark.parametrize("data", [b"[1]", b'"x"', b"{", b'{"text": 3}', b'{"text": "  "}', b"\xff", b"[" * 100_000])
def test_json_that_is_no_report_gives_an_issue(data: bytes) -> None:
    assert read(data, "json").report is None
    assert read(data, "feed-item").report is None


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7 x", b"\x89PNG\r\n", b"PK\x03\x04abc", b"abc\0def" * 9, b"\x01\x02\x03" * 40]
)
def test_binary_data_gives_an_issue(data: bytes) -> None:
    parsed = read(data)
    assert (parsed.report, codes(parsed)) == (None, ["binary"])


def test_zero_characters_in_json_are_replaced_one_for_one() -> None:
    report = read(ids.canonical_json({"text": f"A\0B. {LEAD}"}), "json").report
    assert report is not None
    assert report.text == f"A\ufffdB. {LEAD}"


def test_every_problem_says_what_and_what_to_do() -> None:
    words = {
        "why": "x", "what": "x", "limit": 1, "ratio": 1, "kind": "x", "suffix": "x", "line": 1, "declared": "x",
        "used": "x", "depth": 1, "tags": 1, "field": "x", "value": "x", "language": "x", "name": "x",
    }  # fmt: skip
    for code in PROBLEMS:
        issue = problem(code, Input(path="a/b.txt"), **words)
        assert issue.message.startswith("a/b.txt: ")
        assert issue.advice.endswith(".")
        assert "{" not in issue.message
