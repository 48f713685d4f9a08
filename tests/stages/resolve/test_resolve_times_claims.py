"""Times tied to claims: which time, on what anchor, with which reason."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.evaluate.figures import claim_times
from whence.schema.reading import Reading, Sentence
from whence.schema.records import Claim, Ground, Input, Published, Report, Span, Time
from whence.schema.stage import Work
from whence.stages.resolve.times import find_times, resolve, resolve_times, timeline
from whence.stages.resolve.times.claims import scene_of, weighed
from whence.stages.resolve.times.dateline import anchor_of, full_date_at_head
from whence.stages.resolve.times.features import features, none_features


def _report(text: str, published: str | None = "2023-06-15") -> Report:
    given = Published(value=published, basis="given") if published else None
    return Report(report_id="r", input=Input(), text=text, published=given)


def _claim(text: str, words: str, status: str = "asserted", type_: str = "ASSAULT", time: Time | None = None) -> Claim:
    start = text.index(words)
    evidence = Span(text=words, start=start, end=start + len(words), found_by="test")
    return Claim(report_id="r", evidence=evidence, type=type_, status=status, time=time)  # type: ignore[arg-type]


def _time(text: str, words: str, published: str | None = "2023-06-15", **options: str) -> Time | None:
    work = Work(report=_report(text, published), claims=(_claim(text, words, **options),))  # type: ignore[arg-type]
    return resolve_times(work).claims[0].time


def test_time_in_the_evidence_is_the_claims() -> None:
    text = "Gunmen shot two guards on Monday in Lodva. The mayor spoke on Tuesday."
    time = _time(text, "Gunmen shot two guards on Monday in Lodva")
    assert time is not None
    assert (time.text, time.earliest, time.precision, time.basis) == ("Monday", "2023-06-12", "day", "publication")
    assert text[time.start : time.end] == "Monday"


def test_frame_at_the_head_of_the_sentence_counts() -> None:
    time = _time("On Sunday, gunmen shot two guards.", "gunmen shot two guards")
    assert time is not None
    assert time.earliest == "2023-06-11"


def test_time_right_after_the_evidence_counts() -> None:
    time = _time("Police held six men in Lodva this morning.", "Police held six men")
    assert time is not None
    assert time.earliest == "2023-06-15"


def test_when_leads_into_the_evidence() -> None:
    time = _time("Three people died on Friday night when a shell hit a bus.", "a shell hit a bus")
    assert time is not None
    assert time.earliest == "2023-06-09"


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said on Monday that gunmen shot two guards.",
        "Gunmen shot two guards, the mayor said on Tuesday.",
        "LODVA, June 15 (Blue Wire) - Gunmen shot two guards.",
        "Gunmen shot two guards. On Monday it rained.",
    ],
)
def test_time_of_the_saying_is_not_the_acts(text: str) -> None:
    words = "gunmen shot two guards" if "gunmen shot" in text else "Gunmen shot two guards"
    assert _time(text, words) is None


def test_time_that_marks_another_thing_is_not_a_spoken_acts() -> None:
    assert _time("The bishop welcomed Sunday's vote.", "The bishop welcomed Sunday's vote", type_="SUPPORT") is None


def test_plain_day_beats_a_window() -> None:
    text = "The president of the past eleven years won the vote on Sunday."
    time = _time(text, text[:-1])
    assert time is not None
    assert time.text == "Sunday"


def test_plan_looks_ahead_and_fact_looks_back() -> None:
    text = "The army moves on Friday."
    ahead, back = _time(text, text[:-1], status="planned"), _time(text, text[:-1])
    assert ahead is not None
    assert back is not None
    assert (ahead.earliest, back.earliest) == ("2023-06-16", "2023-06-09")


def test_possible_follows_the_tense() -> None:
    time = _time("Troops may march in, and they will do so on Friday.", "they will do so on Friday", status="possible")
    assert time is not None
    assert time.earliest == "2023-06-16"


def test_no_publication_date_leaves_relative_times_unresolved() -> None:
    time = _time("Russia holds a vote this weekend.", "Russia holds a vote this weekend", published=None)
    assert time is not None
    assert (time.earliest, time.latest, time.precision, time.basis) == (None, None, "unknown", "unknown")


def test_explicit_date_needs_no_publication_date() -> None:
    time = _time("Shells fell on 3 May 2022.", "Shells fell on 3 May 2022", published=None)
    assert time is not None
    assert (time.earliest, time.basis) == ("2022-05-03", "text")


def test_span_given_by_the_reader_is_kept_and_resolved() -> None:
    text = "On Monday guards fled; on Tuesday gunmen came."
    start = text.index("on Tuesday")
    span = Time(text="on Tuesday", start=start, end=start + 10, found_by="reader")
    work = Work(report=_report(text), claims=(_claim(text, "gunmen came", time=span),))
    time = resolve_times(work).claims[0].time
    assert time is not None
    assert (time.text, time.found_by, time.earliest) == ("on Tuesday", "reader", "2023-06-13")


def test_span_that_the_grammar_cannot_read_falls_back_to_the_sentence() -> None:
    text = "At harvest time gunmen came on Tuesday."
    span = Time(text="At harvest time", start=0, end=15, found_by="reader")
    work = Work(report=_report(text), claims=(_claim(text, "gunmen came on Tuesday", time=span),))
    time = resolve_times(work).claims[0].time
    assert time is not None
    assert time.earliest == "2023-06-13"


def test_ground_says_which_rule_and_what_it_rests_on() -> None:
    text = "Gunmen came on Tuesday."
    claim = resolve_times(Work(report=_report(text), claims=(_claim(text, text[:-1]),))).claims[0]
    ground = claim.grounds[-1]
    assert ground.field == "time.earliest"
    assert "weekday" in ground.why
    assert "2023-06-15" in ground.why
    again = resolve_times(Work(report=_report(text), claims=(claim,))).claims[0]
    assert again == claim


def test_sentences_of_the_reading_bound_the_search() -> None:
    text = "On Monday it rained: gunmen came"
    reading = Reading(
        engine="t", sentences=(Sentence(start=0, end=20, paragraph=0), Sentence(start=21, end=32, paragraph=0))
    )
    work = Work(report=_report(text), reading=reading, claims=(_claim(text, "gunmen came"),))
    assert resolve_times(work).claims[0].time is None


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("BOGOTA, 7 JAN 90 (EFE) -- [TEXT] GUNMEN CAME.", date(1990, 1, 7)),
        ("SAN SALVADOR, 3 APR 90 -- [TEXT] GUNMEN CAME.", date(1990, 4, 3)),
        ("28 December 2017\n\nGunmen came.", date(2017, 12, 28)),
        ("LODVA, Sept 26 (Blue Wire) - Gunmen came.", None),
        ("Gunmen came on 28 December 2017 and left.", None),
    ],
)
def test_dateline_gives_an_anchor_only_with_its_year(head: str, expected: date | None) -> None:
    assert full_date_at_head(head) == expected


def test_publication_date_comes_before_a_dateline() -> None:
    report = _report("BOGOTA, 7 JAN 90 (EFE) -- GUNMEN CAME.", "1990-01-09T10:00:00+02:00")
    assert anchor_of(report) == date(1990, 1, 9)


def test_publication_date_that_is_no_date_is_unknown() -> None:
    assert anchor_of(_report("Gunmen came.", "sometime in June")) is None


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=300), st.dates() | st.none())
def test_any_text_gives_sound_times(text: str, anchor: date | None) -> None:
    first = timeline(text, anchor)
    for timed in first:
        found, got = timed.expression, timed.resolved
        assert text[found.start : found.end] == found.text
        assert got.earliest is None or got.latest is None or got.earliest <= got.latest
    assert timeline(text, anchor) == first


WORD_LIST = """
last next this that the a Monday Friday May march 13 24 2022 1989 since from to between and week
year two days ago later before early late night weekend first day of half . , ( ) - : pm GMT on in
99999 12 31 September past few summer overnight tomorrow 1990s 30/02/2021 0001-01-01 9999-12-31
century centuries hundred thousand
"""
WORDS = st.sampled_from(WORD_LIST.split())


@settings(max_examples=400, deadline=None)
@given(st.lists(WORDS, max_size=14), st.dates())
def test_any_jumble_of_time_words_gives_sound_times(words: list[str], anchor: date) -> None:
    text = " ".join(words)
    for timed in timeline(text, anchor):
        for future in (True, False):
            got = timed.looking(future, anchor)
            assert got.earliest is None or got.latest is None or got.earliest <= got.latest


@settings(max_examples=200, deadline=None)
@given(st.lists(WORDS, max_size=10))
def test_relative_times_stay_unresolved_without_an_anchor(words: list[str]) -> None:
    for expression in find_times(" ".join(words)):
        if expression.shape.rule in ("weekday", "day", "night", "unit", "ago", "window"):
            got = resolve(expression, None)
            assert (got.earliest, got.latest, got.precision) == (None, None, "unknown")


def test_gold_times_do_not_fall_below_their_floor(shared: Path) -> None:
    assert claim_times(shared / "gold")["accuracy"] >= 0.85
    assert claim_times(shared / "gold-train")["accuracy"] >= 0.86


def _given(text: str, words: str) -> Time:
    start = text.index(words)
    return Time(text=words, start=start, end=start + len(words), found_by="reader")


@pytest.mark.parametrize("words", ["the", "As soon"])
def test_what_the_reader_marks_and_nobody_can_read_is_no_time(words: str) -> None:
    text = "As soon as the leaders of the ruling party lost, guards shot at them."
    assert _time(text, text.rstrip("."), time=_given(text, words)) is None


def test_a_span_of_time_that_the_reader_marks_stays_undated() -> None:
    text = "The guards had for nine weeks shot at them."
    time = _time(text, text.rstrip("."), time=_given(text, "for nine weeks"))
    assert time is not None
    assert (time.text, time.earliest, time.precision) == ("for nine weeks", None, "unknown")


def test_a_mark_that_cuts_into_an_expression_gives_way_to_it() -> None:
    text = "Gunmen shot two guards in Lodva last week."
    time = _time(text, text.rstrip("."), time=_given(text, "week"))
    assert time is not None
    assert (time.text, time.earliest) == ("last week", "2023-06-05")


def test_the_act_in_a_noun_has_the_day_before_it() -> None:
    text = "Friday's tentative agreement between the union and the port covers all clerks."
    time = _time(text, text.rstrip("."), type_="AGREE")
    assert time is not None
    assert time.earliest == "2023-06-09"
    other = "Critics of Friday's parade accused the mayor of waste."
    assert _time(other, other.rstrip("."), type_="ACCUSE") is None


def _read(text: str, acts: list[tuple[str, str, str]]) -> list[Time | None]:
    """Times of claims given as their words, the words that name the act, and the type."""
    claims = []
    for words, act, kind in acts:
        claim = _claim(text, words, type_=kind)
        start = text.index(act, claim.evidence.start)
        span = Span(text=act, start=start, end=start + len(act), found_by="test")
        ground = Ground(field="type", value=kind, span=span, why="test")
        claims.append(msgspec.structs.replace(claim, grounds=(ground,)))
    work = Work(report=_report(text), claims=tuple(claims))
    return [claim.time for claim in resolve_times(work).claims]


def test_a_time_goes_with_the_act_that_it_stands_by() -> None:
    text = "On Monday the council freed six men who were kidnapped in March 2021."
    times = _read(
        text,
        [(text[:-1], "freed", "RETREAT"), ("six men who were kidnapped in March 2021", "kidnapped", "ASSAULT")],
    )
    assert [time and time.earliest for time in times] == ["2023-06-12", "2021-03-01"]


def test_words_that_the_reader_took_for_the_time_speak_for_themselves() -> None:
    text = "Gunmen shot two guards in Lodva, in the week of the fair, and on Tuesday a third."
    start = text.index("on Tuesday")
    given = Time(text="on Tuesday", start=start, end=start + len("on Tuesday"), found_by="reader")
    claim = _claim(text, "Gunmen shot two guards in Lodva, in the week of the fair, and on Tuesday a third", time=given)
    time = resolve_times(Work(report=_report(text), claims=(claim,))).claims[0].time
    assert time is not None
    assert (time.text, time.earliest) == ("on Tuesday", "2023-06-13")


def test_the_choice_looks_at_the_claims_and_times_of_its_sentence_only() -> None:
    text = " ".join(f"On Monday men shot guard {letter} in Lodva." for letter in "abcdefgh")
    claims = tuple(_claim(text, f"men shot guard {letter} in Lodva") for letter in "abcdefgh")
    scene = scene_of(Work(report=_report(text), claims=claims))
    view, meanings = weighed(claims[3], scene)
    assert len(view.found) == len(view.others) == len(meanings) == 1
    assert features(claims[3], view.found[0], meanings[0], view)["zone=before"] == 1.0
    assert none_features(claims[3], view)["none:nothing in evidence"] == 1.0
