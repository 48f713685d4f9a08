"""The stage tag."""

from __future__ import annotations

import time

import pytest

from whence.errors import ConfigurationError
from whence.schema.records import Input, Report
from whence.schema.stage import Stage, Work
from whence.stages.extract import Extract
from whence.stages.tag import ENGINES, Tag


def work(text: str, number: int = 0, language: str | None = "en") -> Work:
    return Work(report=Report(report_id=f"{number:016x}", input=Input(), language=language, text=text))


def test_it_is_a_stage() -> None:
    assert isinstance(Tag(), Stage)
    assert (Tag.reads, Tag.writes) == (frozenset({"report"}), frozenset({"reading"}))
    assert Tag(engine="lexicon").fingerprint().startswith("tag:lexicon/1-")


def test_it_fills_readings_in_order() -> None:
    batch = [work("Police arrested forty people.", 1), work("Nothing happened.", 2), work("“Поліція”", 3, "uk")]
    done = Tag().open()(batch)
    assert [one.report for one in done] == [one.report for one in batch]
    assert [len(one.reading.acts) if one.reading else -1 for one in done] == [1, 0, 0]
    assert done[2].reading is not None
    assert done[2].reading.sentences == ()


def test_attributions_are_left_to_their_stage() -> None:
    (done,) = Tag().open()([work("“We fled the town,” she said.")])
    assert done.reading is not None
    assert len(done.reading.quotes) == 1
    assert done.reading.attributions == ()


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(ConfigurationError, match="oracle"):
        Tag(engine="oracle").open()
    assert "lexicon" in ENGINES


def test_forty_reports_of_four_hundred_words_take_less_than_two_seconds() -> None:
    paragraph = (
        "About 20 masked men broke into a polling station in the southern town of Marvo on Sunday "
        "and beat people in the queue, "
        "the ministry said. The opposition, which had called for a boycott, denied that any of its members took part. "
    )
    batch = [work(paragraph * 9, number) for number in range(40)]
    tag, extract = Tag(engine="lexicon").open(), Extract().open()
    extract(tag(batch[:1]))
    begun = time.perf_counter()
    extract(tag(batch))
    # The floor is 25 reports a second on one core; some 150 are usual.
    assert time.perf_counter() - begun < 40 / 25


@pytest.mark.parametrize(
    "text",
    ["attacked " * 4000, "said that " * 3000, "a" * 100000, "(" * 20000, "no, " * 6000, "and the army of " * 2500],
)
def test_hostile_texts_take_no_time(text: str) -> None:
    tag, extract = Tag(engine="lexicon").open(), Extract().open()
    begun = time.perf_counter()
    extract(tag([work(text)]))
    assert time.perf_counter() - begun < 10
