"""TempEval-3 scores: counted right on a small file, and not below the floor on the public corpus."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from whence.evaluate.tempeval import load, tag, tempeval

TML = """<?xml version="1.0" ?>
<TimeML>
<DCT><TIMEX3 tid="t0" type="DATE" value="2001-05-16" functionInDocument="CREATION_TIME">May 16, 2001</TIMEX3></DCT>
<TEXT>
The bank <EVENT eid="e1">closed</EVENT> on <TIMEX3 tid="t1" type="DATE" value="2001-05-14">Monday</TIMEX3>.
It had been open for <TIMEX3 tid="t2" type="DURATION" value="P3Y">three years</TIMEX3>.
It reopens in <TIMEX3 tid="t3" type="DATE" value="2002">a year</TIMEX3>.
</TEXT>
</TimeML>
"""
VALUES = [
    ("last fall", "2000-FA"),
    ("two years", "P2Y"),
    ("a few weeks", "PXW"),
    ("last week", "2001-W19"),
    ("over the weekend", "2001-W19-WE"),
    ("this morning", "2001-05-16TMO"),
    ("last night", "2001-05-15TNI"),
    ("at 4 p.m. on Monday", "2001-05-14T16:00"),
    ("in the past three months", "P3M"),
    ("the 1990s", "199"),
    ("next month", "2001-06"),
    ("last year", "2000"),
    ("a decade ago", "199"),
    ("the third quarter of 1999", "1999-Q3"),
    ("the second quarter", "2001-Q2"),
    ("the latest quarter", "2001-Q1"),
    ("fiscal 1999", "1999"),
    ("every year", "P1Y"),
    ("daily", "P1D"),
    ("now", "PRESENT_REF"),
    ("recently", "PAST_REF"),
    ("in the coming days", "FUTURE_REF"),
    ("for months", "PXM"),
    ("24 hours", "PT24H"),
    ("two decades", "P2DE"),
    ("52 years old", "P52Y"),
    ("the year", "2001"),
    ("a year", "P1Y"),
    ("the future", "FUTURE_REF"),
    ("three times a week", "P1W"),
    ("this quarter", "2001-Q2"),
]


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    (tmp_path / "one.tml").write_text(TML, encoding="utf-8")
    return tmp_path


def test_counts_follow_the_scorer(corpus: Path) -> None:
    scores = tempeval(corpus)
    assert scores["recognition_f1"] == pytest.approx(1.0)
    assert scores["strict_f1"] == pytest.approx(1.0)
    assert scores["value_f1"] == pytest.approx(2 / 3)  # "a year" is no date to us
    assert (scores["documents"], scores["gold"]) == (1.0, 3.0)


def test_spans_are_those_of_the_text(corpus: Path) -> None:
    document = load(corpus / "one.tml")
    assert document is not None
    assert [document.text[timex.start : timex.end] for timex in document.times] == ["Monday", "three years", "a year"]
    assert document.written == date(2001, 5, 16)


def test_broken_files_are_counted_not_raised(corpus: Path) -> None:
    (corpus / "two.tml").write_bytes(b"\x00\xff not xml")
    (corpus / "three.tml").write_text(TML.replace("2001-05-16", "yesterday"), encoding="utf-8")
    (corpus / "four.tml").write_text("<TimeML><TEXT>x</TEXT></TimeML>", encoding="utf-8")
    scores = tempeval(corpus)
    assert (scores["documents"], scores["unread"]) == (1.0, 3.0)


@pytest.mark.parametrize(("words", "value"), VALUES)
def test_words_have_their_timex_value(words: str, value: str) -> None:
    found = tag(f"It happened {words} , they said.", date(2001, 5, 16))
    assert [timex.value for timex in found] == [value]


def test_range_gives_both_ends() -> None:
    found = tag("It ran from 3 to 5 May 1999.", date(2001, 5, 16))
    assert [timex.value for timex in found] == ["1999-05-03", "1999-05-05"]


def test_year_ago_rests_on_the_quarter_named_before() -> None:
    found = tag("Profit fell in the third quarter of 1999 from 5 million a year earlier.", date(2001, 5, 16))
    assert [timex.value for timex in found] == ["1999-Q3", "1998-Q3"]


def test_value_f1_does_not_fall_below_its_floor(shared: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # The comparison takes five times as long as what is tested.
    monkeypatch.setattr("whence.evaluate.tempeval.dateparser_times", lambda _text, _written: None)
    scores = tempeval(shared / "data" / "tempeval3")
    assert scores["value_f1"] >= 0.755
    assert scores["recognition_f1"] >= 0.91
    assert scores["strict_f1"] >= 0.77
