"""Reprints against follow-ups and shared quotations."""

from __future__ import annotations

from typing import Any

from whence.stages.merge.reprints import mark, moment

WIRE = (
    "Rockets struck a warehouse near the harbour of Velm before dawn on Thursday, the mayor said. "
    "Firefighters needed four hours to put out the blaze, which spread to two neighbouring sheds full of timber. "
    "The harbour authority closed the eastern basin and sent three freighters to anchor outside the breakwater. "
    "Residents of the fishing quarter spent the night in school cellars without heating or running water. "
    "Engineers hope to restore electricity to the cold stores by Saturday, provided that no further salvos come in."
)
EDITED = (
    "Before dawn on Thursday rockets struck a warehouse close to the harbour of Velm, according to its mayor. "
    "It took firefighters four hours to put out the blaze that spread to two neighbouring sheds full of timber. "
    "The eastern basin was closed by the harbour authority and three freighters sent to anchor outside the breakwater. "
    "Residents of the fishing quarter spent the night in school cellars, without heating or water. "
    "Electricity for the cold stores may be back by Saturday, engineers hope, provided no further salvos come in."
)
QUOTE = (
    "“We counted eleven impacts between two and three in the morning, and not one of them hit anything that soldiers "
    "had ever used; they hit timber, fish and the sleep of children,” the mayor told reporters on the quay."
)
OTHER = (
    "A correspondent walked through the timber yard with its owner, who lost two cranes. Insurance does not cover war, "
    "he said, and the bank has stopped answering letters. His foreman wants to move the saws inland this month. "
)
NEXT = "Prices of fish doubled on the market by noon, and the bakery by the lighthouse sold out before eight. "


def nobody(_name: str) -> None:
    return None


def copies(desk: Any) -> dict[str, str | None]:
    return {report.report_id: report.copy_of for report in mark(tuple(desk.reports.values()), nobody)}


def test_a_lightly_edited_copy_points_to_the_earlier_report(desk: Any) -> None:
    desk.report("a", "Lake Herald", "2031-05-02T09:00:00+02:00", text=EDITED)
    desk.report(
        "b", "Meridian Wire", "2031-05-02T06:30:00+00:00", text=WIRE
    )  # half an hour earlier, by the clock of both
    assert copies(desk) == {"a": "b", "b": None}


def test_an_excerpt_is_a_reprint_and_a_longer_later_report_is_not(desk: Any) -> None:
    desk.report("a", "Meridian Wire", "2031-05-02", text=WIRE + " " + EDITED)
    desk.report("b", "Lake Herald", "2031-05-03", text=". ".join(WIRE.split(". ")[:3]) + ".")
    desk.report("c", "Velm Post", "2031-05-04", text=WIRE[:180] + "\n" + OTHER + NEXT * 3 + OTHER.upper())
    assert copies(desk)["b"] == "a"
    assert copies(desk)["c"] is None


def test_a_chain_of_copies_points_to_its_root(desk: Any) -> None:
    desk.report("x", "Meridian Wire", "2031-05-02", text=WIRE)
    desk.report("y", "Lake Herald", "2031-05-03", text=EDITED)
    desk.report("z", "Velm Post", "2031-05-04", text=EDITED)
    assert copies(desk) == {"x": None, "y": "x", "z": "x"}


def test_one_day_or_no_date_leaves_it_to_the_smaller_id(desk: Any) -> None:
    desk.report("m", "Lake Herald", None, text=WIRE)
    desk.report("k", "Meridian Wire", None, text=WIRE)
    assert copies(desk) == {"k": None, "m": "k"}


def test_a_dated_report_is_older_than_one_without_a_date() -> None:
    assert moment("2031-05-02") < moment("2031-05-02T01:00:00+00:00") < moment(None)
    assert moment("no date") == moment(None)


def test_a_shared_quotation_is_no_reprint(desk: Any) -> None:
    desk.report("a", "Lake Herald", "2031-05-02", text=OTHER + QUOTE + OTHER)
    desk.report("b", "Velm Post", "2031-05-02", text=NEXT + QUOTE + QUOTE + NEXT)
    assert copies(desk) == {"a": None, "b": None}


def test_an_update_by_the_same_outlet_is_no_reprint(desk: Any) -> None:
    desk.report("a", "Meridian Wire", "2031-05-02", text=WIRE)
    desk.report("b", "Meridian Wire", "2031-05-03", text=OTHER + WIRE)
    assert copies(desk) == {"a": None, "b": None}


def test_an_original_named_in_the_head_needs_less(desk: Any) -> None:
    shorter = ". ".join(EDITED.split(". ")[:3]) + ". " + OTHER + NEXT + NEXT
    desk.report("a", "Meridian Wire", "2031-05-02", text=WIRE)
    desk.report("b", "Velm Post", "2031-05-03", text=shorter)
    assert copies(desk)["b"] is None
    desk.report("b", "Velm Post", "2031-05-03", text=shorter, byline="By Meridian Wire")
    assert copies(desk)["b"] == "a"
    desk.report("b", "Velm Post", "2031-05-03", text=shorter, republished_from="Meridian Wire")
    assert copies(desk)["b"] == "a"


def test_texts_too_short_to_judge_are_copies_only_when_equal(desk: Any) -> None:
    desk.report("a", "Lake Herald", "2031-05-02", text="Three shells fell on the old bridge of Velm this morning.")
    desk.report("b", "Velm Post", "2031-05-03", text="Three shells fell on the old bridge of Velm this morning.")
    desk.report("c", "Dorn Post", "2031-05-03", text="")
    assert copies(desk) == {"a": None, "b": "a", "c": None}


LEAD = "The court of Velm charged a girl of sixteen on Monday with hitting a guard at the harbour gate two weeks ago. "


def test_an_early_version_of_a_text_that_grew_is_the_same_text(desk: Any) -> None:
    desk.report("a", "Lake Herald", "2031-05-02T09:00:00", text=LEAD + NEXT + OTHER)
    grown = f"VELM, May 2 (Meridian) - {LEAD}{NEXT}{OTHER}{WIRE}"
    desk.report("b", "Meridian Wire", "2031-05-02T15:00:00", text=grown)
    assert copies(desk) == {"a": None, "b": "a"}


def test_an_own_report_that_takes_in_a_brief_is_none(desk: Any) -> None:
    desk.report("a", "Lake Herald", "2031-05-02T09:00:00", text=LEAD + NEXT + OTHER)
    desk.report("b", "Meridian Wire", "2031-05-02T15:00:00", text=f"{WIRE}{WIRE.upper()}\n\n{OTHER}{LEAD}{NEXT}")
    assert copies(desk) == {"a": None, "b": None}


def test_of_two_originals_the_closer_one_counts(desk: Any) -> None:
    """The text that was there first is a rewriting, of which the copy has less than of the agency's own."""
    rewritten = " ".join([*EDITED.split(". ")[:4], OTHER, NEXT])
    desk.report("a", "Lake Herald", "2031-05-02T09:00:00", text=rewritten)
    desk.report("b", "Meridian Wire", "2031-05-02T10:00:00", text=WIRE + LEAD + LEAD.upper())
    desk.report("c", "Dorn Post", "2031-05-02T11:00:00", text=WIRE)
    assert copies(desk)["c"] == "b"


def test_a_follow_up_that_repeats_half_in_sentences_of_its_own_is_none(desk: Any) -> None:
    desk.report("a", "Lake Herald", "2031-05-02T09:00:00", text=WIRE)
    follow = (
        "The blaze in the warehouse near the harbour of Velm, struck by rockets before dawn on Thursday, is out.\n\n"
        "Three freighters that were sent to anchor outside the breakwater may enter the eastern basin that the harbour "
        "authority had closed.\n\nTrains ran again after the tunnel was cleared of snow by volunteers with shovels."
    )
    desk.report("b", "Dorn Post", "2031-05-03T09:00:00", text=follow)
    assert copies(desk) == {"a": None, "b": None}
