"""The stage tag."""

from __future__ import annotations

import time
from collections.abc import Callable

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
    assert Tag(engine="lexicon").fingerprint().startswith("tag:lexicon/2-")


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


RECIPE = (
    "Heat the oil in a pan and fry the onions until they are soft. Add the tomatoes and a pinch of sugar. Simmer for "
    "twenty minutes and stir now and then. Cook the pasta in plenty of salted water and mix it with the sauce. "
    "Grate some cheese over it and serve it hot. A green salad goes well with it. It is enough for four people."
)


def test_a_report_that_tells_no_act_is_passed_over_and_the_record_says_so() -> None:
    batch = [work("Police arrested forty people.", 1), work(RECIPE, 2), work("Rebels shelled the town.", 3)]
    first, passed, last = Tag(engine="lexicon").open()(batch)
    assert [one.report.report_id for one in (first, passed, last)] == [one.report.report_id for one in batch]
    assert first.reading
    assert last.reading
    assert [first.reading.acts[0].type, last.reading.acts[0].type] == ["COERCE", "ASSAULT"]
    assert passed.reading
    assert passed.reading.engine.startswith("triage/")
    (issue,) = passed.issues
    assert (issue.stage, issue.level, issue.code) == ("tag", "info", "passed-over")
    assert "--no-triage" in issue.advice


def test_without_triage_every_report_is_read() -> None:
    (done,) = Tag(engine="lexicon", triage=False).open()([work(RECIPE)])
    assert done.reading
    assert done.reading.engine.startswith("lexicon/")
    assert done.reading.sentences
    assert done.issues == ()


def test_triage_is_part_of_the_fingerprint() -> None:
    names = {
        Tag(engine=engine, triage=first).fingerprint() for engine in ("lexicon", "hybrid") for first in (True, False)
    }
    assert len(names) == 4


@pytest.mark.slow
def test_forty_reports_of_four_hundred_words_take_less_than_two_seconds() -> None:
    paragraph = (
        "About 20 masked men broke into a polling station in the southern town of Marvo on Sunday "
        "and beat people in the queue, "
        "the ministry said. The opposition, which had called for a boycott, denied that any of its members took part. "
    )
    batch = [work(paragraph * 9, number) for number in range(40)]
    tag, extract = Tag(engine="lexicon").open(), Extract().open()
    extract(tag(batch[:1]))
    begun = time.process_time()
    extract(tag(batch))
    # The floor is 25 reports a second on one core; some 150 are usual.
    assert time.process_time() - begun < 40 / 25


@pytest.mark.parametrize(
    "text",
    ["attacked " * 4000, "said that " * 3000, "a" * 100000, "(" * 20000, "no, " * 6000, "and the army of " * 2500],
)
def test_hostile_texts_cost_no_more_than_their_length(
    text: str, growth: Callable[[Callable[[int], object], int], float]
) -> None:
    tag, extract = Tag(engine="lexicon").open(), Extract().open()
    part = len(text) // 8
    assert growth(lambda size: extract(tag([work(text[:size])])), part) < 10
