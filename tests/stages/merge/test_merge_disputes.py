"""Contradictions against updates, bounds and roundings; credibility, one test a grade."""

from __future__ import annotations

from typing import Any

import pytest

WORDS = "Gunmen opened fire on the market in Velm on Friday"


def tell(desk: Any, report: str, who: str | tuple[Any, ...] | None, published: str = "2031-05-02", **more: Any) -> None:
    if report not in desk.reports:
        desk.report(report, f"Outlet {report}", published)
    chain = [] if who is None else [who if isinstance(who, tuple) else (who,)]
    given = {"place": "Velm", "day": "2031-05-01", "targets": ["market traders"]} | more
    desk.claim(
        report,
        given.pop("words", WORDS) + f", page {report}",
        given.pop("kind", "ASSAULT/firearms"),
        chain=chain,
        **given,
    )


def fields(desk: Any) -> dict[str, list[str]]:
    event = desk.event("c001")
    assert len(event.claims) == len(desk.claims)
    return {dispute.field: sorted(side.value for side in dispute.values) for dispute in event.disputes}


def killed(low: float | None, high: float | None, text: str = "") -> dict[str, Any]:
    return {"figures": [("killed", low, high, text)]}


def test_two_origins_with_two_counts_dispute(desk: Any) -> None:
    tell(desk, "r1", "Ada Brun", **killed(3, 3))
    tell(desk, "r2", "Otto Karl", **killed(5, 5))
    assert fields(desk) == {"figures.killed": ["3", "5"]}


@pytest.mark.parametrize(
    ("one", "other"),
    [((3, None, ""), (5, 5, "")), ((None, 6, ""), (4, 4, "")), ((100, 100, "about 100"), (95, 95, ""))],
)
def test_bounds_and_roundings_that_fit_do_not(desk: Any, one: Any, other: Any) -> None:
    tell(desk, "r1", "Ada Brun", **killed(*one))
    tell(desk, "r2", "Otto Karl", **killed(*other))
    assert fields(desk) == {}


def test_a_later_count_by_the_same_source_is_history(desk: Any) -> None:
    tell(desk, "r1", "Ada Brun", **killed(3, 3))
    tell(desk, "r2", "Ada Brun", "2031-05-04", **killed(5, 5))
    event = desk.event("c001")
    assert event.disputes == ()
    assert [(row.field, row.value, row.claims, row.replaced_by) for row in event.history] == [
        ("figures.killed", "3", ("c001",), "5")
    ]
    assert [(one.low, one.claims) for one in event.figures] == [(5, ("c002",))]


def test_without_dates_nothing_is_replaced(desk: Any) -> None:
    desk.report("r1", "Outlet r1", None)
    desk.report("r2", "Outlet r2", None)
    tell(desk, "r1", "Ada Brun", **killed(3, 3))
    tell(desk, "r2", "Ada Brun", **killed(5, 5))
    assert desk.event("c001").history == ()


def test_named_hands_dispute_and_plain_ones_do_not(desk: Any) -> None:
    tell(desk, "r1", "Ada Brun", actors=["fighters of the Red Column"])
    tell(desk, "r2", "Otto Karl", actors=["masked men"])
    assert fields(desk) == {}
    tell(desk, "r3", "Mira Sand", actors=["the Harvest Guard"])
    assert fields(desk) == {"actors": ["fighters of the Red Column", "the Harvest Guard"]}


def test_a_denial_of_the_hand_disputes_the_actor_not_the_act(desk: Any) -> None:
    tell(desk, "r1", "Ada Brun", actors=["the Red Column"])
    tell(desk, "r2", ("Red Column", "organisation"), actors=["the Red Column"], status="denied",
         words="The Red Column had no part in the shooting at the market in Velm")  # fmt: skip
    assert fields(desk) == {"actors": ["not the Red Column", "the Red Column"]}


def test_towns_and_days_are_disputed(desk: Any) -> None:
    tell(desk, "r1", "Ada Brun", day="2031-05-01")
    tell(desk, "r2", "Otto Karl", place="Ruta", words="Gunmen opened fire on the same market in Ruta, not in Velm")
    tell(desk, "r3", "Mira Sand", day="2031-05-02")
    found = fields(desk)
    assert found["place"] == ["Ruta", "Velm"]
    assert found["time"] == ["2031-05-01", "2031-05-02"]


def test_vote_shares_of_two_candidates_do_not_clash(desk: Any) -> None:
    desk.report("r1", "Outlet r1")
    for who, share in (("Ada Brun", 52.7), ("Otto Karl", 45.1)):
        desk.claim(
            "r1",
            f"{who} won {share} percent of Sunday's vote in Velm",
            "VOTE/result",
            place="Velm",
            day="2031-05-01",
            actors=[who],
            figures=[("vote-share", share, share)],
            chain=[(f"Council {who}", "organisation")],
        )
    assert all(dispute.field != "figures.vote-share" for event in desk.merge().events for dispute in event.disputes)


def grade(desk: Any) -> int:
    event = desk.event("c001")
    assert len(event.claims) == len(desk.claims)
    assert event.credibility.why
    return event.credibility.grade


def test_grade_1_two_named_origins_and_no_dispute(desk: Any) -> None:
    tell(desk, "r1", "Ada Brun")
    tell(desk, "r2", "Otto Karl")
    assert grade(desk) == 1


def test_grade_2_two_origins_and_a_disputed_detail(desk: Any) -> None:
    tell(desk, "r1", "Ada Brun", **killed(3, 3))
    tell(desk, "r2", "Otto Karl", **killed(5, 5))
    assert grade(desk) == 2


def test_grade_3_one_named_origin_whatever_unnamed_ones_add(desk: Any) -> None:
    tell(desk, "r1", "Ada Brun")
    tell(desk, "r2", ("residents", "unnamed"))
    assert grade(desk) == 3


def test_grade_4_asserted_and_denied(desk: Any) -> None:
    tell(desk, "r1", "Ada Brun")
    tell(desk, "r2", "Otto Karl", status="denied", words="No gunmen opened fire on the market in Velm on Friday")
    assert fields(desk) == {"status": ["asserted", "denied"]}
    assert grade(desk) == 4


def test_grade_5_more_deny_than_assert(desk: Any) -> None:
    tell(desk, "r1", "Ada Brun")
    for report, who in (("r2", "Otto Karl"), ("r3", "Mira Sand")):
        tell(desk, report, who, status="denied", words="No gunmen opened fire on the market in Velm on Friday")
    assert grade(desk) == 5


def test_grade_5_taken_back_by_its_own_source(desk: Any) -> None:
    tell(desk, "r1", "Ada Brun")
    tell(
        desk,
        "r2",
        "Ada Brun",
        "2031-05-04",
        status="denied",
        words="No gunmen opened fire on the market in Velm on Friday",
    )
    assert grade(desk) == 5


@pytest.mark.parametrize(
    ("source", "later", "told"), [("Ada Brun", "2031-05-09", 1), ("Ada Brun", None, 0), ("Jo Marn", "2031-05-09", 0)]
)
def test_what_a_source_takes_back_is_history(desk: Any, source: str, later: Any, told: int) -> None:
    tell(desk, "r1", "Ada Brun")
    tell(desk, "r2", source, later, status="denied", words="No gunmen opened fire on the market in Velm on Friday")
    rows = [(row.field, row.value, row.replaced_by, row.claims) for row in desk.event("c001").history]
    assert rows == [("status", "asserted", "denied", ("c001",))] * told


def test_grade_6_only_unnamed_sources(desk: Any) -> None:
    tell(desk, "r1", ("residents", "unnamed"))
    tell(desk, "r2", ("officials", "unnamed"))
    assert grade(desk) == 6


def test_grade_6_only_possible(desk: Any) -> None:
    tell(desk, "r1", "Ada Brun", status="possible")
    assert grade(desk) == 6


def test_a_reason_names_no_private_person(desk: Any) -> None:
    tell(desk, "r1", ("Ada Brun", "person", None, True))
    assert "Ada" not in desk.event("c001").credibility.why
