"""The page of an event, the reader, a claim: origins apart, reprints folded, words marked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages_of import pages
from web_record import examples

import sample_record
from sample_record import FIRST
from whence.api import Record
from whence.store.reader import Reader
from whence.web.draw.marks import Mark, pieces
from whence.web.pages.event import reason


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return examples(tmp_path_factory.mktemp("page"))


@pytest.fixture(scope="module")
def client(record: Path) -> Iterator[Any]:
    with pages(record) as found:
        yield found


def text_of(html: str) -> str:
    return unescape(re.sub(r"<[^>]+>", "", html))


def test_a_column_for_every_origin(client: Any, record: Path) -> None:
    with Record(record) as opened:
        for event in opened.events:
            text = client.get(f"/events/{event.event_id}").text
            heads = re.findall(r'<h3 id="origin-\d+">(.*?)</h3>', text, re.DOTALL)
            assert len(heads) >= len(event.origins)
            for origin in event.origins:
                assert any(origin.name in unescape(head) for head in heads)
            for dispute in event.disputes:
                for side in dispute.values:
                    assert side.value in text_of(text) or dispute.field == "status"
            assert "confidence" not in text


def test_the_sample_event(tmp_path: Path) -> None:
    record = sample_record.write(tmp_path / "s.db")
    with pages(record) as client:
        event = client.get("/events.json?sort=origins").json()["events"][0]["event_id"]
        text = text_of(client.get(f"/events/{event}").text)
        for told in (
            "Petro Lysenko",
            "Telegram",
            "Radio Dnipro",
            "Replaced later",
            "is part of" if False else "Tied to",
            "2",
            "5",
            "injured",
            "same place",
        ):
            assert told in text
        assert "Vesele" not in text.split("Why these claims")[1][:60]  # a reason quotes nothing
        reader = client.get(f"/reports/{FIRST.report_id}").text
        assert "Ten questions" in reader
        assert "SHA-256" in reader
        assert 'href="https://radio' not in reader
        assert client.get(f"/events/{event}.pdf").status_code == 404
        assert client.get("/events/" + "0" * 16).status_code == 404
        assert client.get("/claims/" + "0" * 16).status_code == 404


def test_an_old_id_leads_to_the_new_event(tmp_path: Path) -> None:
    from whence.pipeline import merge_again
    from whence.review.decisions import decide

    record = examples(tmp_path)
    with Reader(record) as reader:
        both = [event.event_id for event in reader.events()][:2]
    decide(record, "merge", both, who="ada")
    merge_again(record)
    with Reader(record) as reader:
        moved = reader.redirects()
    with pages(record) as client:
        old, new = next(iter(moved.items()))
        assert client.get(f"/events/{old}", follow_redirects=False).headers["location"] == f"/events/{new}"
        assert "reviewed" in client.get(f"/events/{new}").text
        assert client.get("/events.json?reviewed=yes").json()["total"] == 1


def test_reading_shows_all_of_the_text(client: Any, record: Path) -> None:
    with Record(record) as opened:
        for report in opened.reports[:6]:
            html = client.get(f"/reports/{report.report_id}").text
            body = "".join(re.findall(r'<p class="para">(.*?)</p>', html, re.DOTALL))
            plain = text_of(re.sub(r'<a class="n".*?</a>', "", body))
            assert re.sub(r"\s+", "", plain) == re.sub(r"\s+", "", report.text)
            claims = sum(claim.report_id == report.report_id for claim in opened.claims)
            assert len(re.findall(r'<li class="note"', html)) == claims


def test_a_claim_shows_what_each_value_rests_on(client: Any, record: Path) -> None:
    with Record(record) as opened:
        claim = next(one for one in opened.claims if one.place and one.chain)
        text = text_of(client.get(f"/claims/{claim.claim_id}").text)
        assert claim.place
        assert claim.place.name in text
        assert claim.chain[0].name in text
        assert client.get(f"/claims/{claim.claim_id}.json").json()["claim"]["claim_id"] == claim.claim_id


@given(
    st.text(max_size=30),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30), st.sampled_from("abc")), max_size=6),
)
def test_pieces_are_the_text_to_the_letter(text: str, stretches: list[tuple[int, int, str]]) -> None:
    marks = [Mark(min(a, b, len(text)), min(max(a, b), len(text)), kind) for a, b, kind in stretches]
    found = pieces(text, [mark for mark in marks if mark.start < mark.end])
    assert "".join(piece.text for piece in found) == text
    at = 0
    for piece in found:
        held = {m.kind for m in marks if m.start <= at and at + len(piece.text) <= m.end and m.start < m.end}
        if piece.text:
            assert set(piece.kinds) == held
        at += len(piece.text)


def test_reasons_quote_nothing() -> None:
    assert reason("place_same", "same place: Vesele") == "same place"
    assert reason("names", "both name dovhan") == "both name the same people or bodies"
    assert reason("namesake", "one name, Vesele, read as two places") == "one name, read as two places"
    assert reason("mode_same", "both drone") == "both drone"
