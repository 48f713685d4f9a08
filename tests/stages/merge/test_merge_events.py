"""Which claims become one event, and that nothing depends on the order of the input."""

from __future__ import annotations

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from whence.evaluate.gold_build import as_claim, as_report
from whence.evaluate.gold_load import load
from whence.schema.ids import event_id
from whence.stages.merge import merge

KILLED = "Gunmen opened fire on the market in Velm on Friday, killing"


def together(desk: Any, *claims: str) -> bool:
    return set(claims) <= set(desk.event(claims[0]).claims)


def test_two_reports_of_one_attack_are_one_event(desk: Any) -> None:
    for name, outlet, dead in (("r1", "Velm Post", 3), ("r2", "Lake Herald", 4)):
        desk.report(name, outlet)
        desk.claim(name, f"{KILLED} {dead} traders", place="Velm", day="2031-05-01", targets=["market traders"],
                   figures=[("killed", dead, dead)])  # fmt: skip
    event = desk.event("c001")
    assert event.claims == ("c001", "c002")
    assert event.event_id == event_id(["c001", "c002"]) == event_id(["c001"])
    assert event.reports == ("r1", "r2")


def test_two_towns_on_one_day_are_two_events(desk: Any) -> None:
    desk.report("r1", "Velm Post")
    desk.report("r2", "Lake Herald")
    desk.claim("r1", "Gunmen opened fire on the market in Velm on Friday", place="Velm", day="2031-05-01")
    desk.claim("r2", "Gunmen opened fire on the market in Dorn on Friday", place="Dorn", day="2031-05-01")
    assert not together(desk, "c001", "c002")


def test_the_same_town_on_other_days_makes_two_events(desk: Any) -> None:
    desk.report("r1", "Velm Post")
    desk.report("r2", "Lake Herald")
    desk.claim("r1", "Gunmen opened fire on the market in Velm", place="Velm", day="2031-05-01")
    desk.claim("r2", "Gunmen opened fire on the market in Velm again", place="Velm", day="2031-05-09")
    assert not together(desk, "c001", "c002")


def test_another_attack_in_the_next_sentence_stays_apart(desk: Any) -> None:
    desk.report("r1", "Velm Post")
    desk.claim(
        "r1", "A grenade was thrown at the town hall of Velm", "ASSAULT/explosives", place="Velm", day="2031-05-01"
    )
    desk.claim(
        "r1", "Another grenade was thrown at the station of Velm", "ASSAULT/explosives", place="Velm", day="2031-05-01"
    )
    assert not together(desk, "c001", "c002")


@pytest.mark.parametrize(
    ("status", "relation"), [("called-for", "demand"), ("predicted", "prediction"), ("possible", "prediction")]
)
def test_what_is_not_real_yet_is_its_own_event_and_linked(desk: Any, status: str, relation: str) -> None:
    desk.report("r1", "Velm Post")
    desk.claim("r1", "The court in Velm annuls the vote of the council", "REJECT/change", place="Velm", status=status)
    desk.claim("r1", "The court in Velm annulled the vote of the council", "REJECT/change", place="Velm")
    unreal, deed = desk.event("c001"), desk.event("c002")
    assert unreal.event_id != deed.event_id
    assert [(one.relation, one.event_id) for one in deed.links] == [(relation, unreal.event_id)]
    assert [(one.relation, one.event_id) for one in unreal.links] == [("answer", deed.event_id)]


def test_a_threat_is_linked_to_its_deed(desk: Any) -> None:
    desk.report("r1", "Velm Post")
    desk.claim("r1", "The sheriff threatened to jail the teachers of Velm", "THREATEN/arrest", actors=["the sheriff"],
               targets=["the teachers of Velm"])  # fmt: skip
    desk.claim("r1", "The sheriff arrested the teachers of Velm", "COERCE/arrest", actors=["the sheriff"],
               targets=["the teachers of Velm"])  # fmt: skip
    assert [one.relation for one in desk.event("c002").links] == ["threat"]


def test_what_is_urged_is_linked_to_the_request(desk: Any) -> None:
    desk.report("r1", "Velm Post")
    desk.claim("r1", "The union urged drivers to stop work on Monday", "REQUEST/change")
    claim = desk.claims[0]
    words = replace(claim.evidence, text=claim.evidence.text[15:], start=claim.evidence.start + 15)
    desk.claims.append(
        replace(claim, claim_id="c009", type="PROTEST", mode="strike", status="called-for", evidence=words)
    )
    assert [one.relation for one in desk.event("c009").links] == ["demand"]


def test_a_part_is_linked_to_its_whole(desk: Any) -> None:
    desk.report("r1", "Velm Post")
    desk.claim("r1", "Three explosions shook the port of Velm", "ASSAULT/explosives", place="Velm", day="2031-05-01")
    desk.claim("r1", "At least one of the explosions came from a drone", "ASSAULT/drone", day="2031-05-05")
    if not together(desk, "c001", "c002"):
        assert [one.relation for one in desk.event("c001").links] == ["part"]
        assert [one.relation for one in desk.event("c002").links] == ["whole"]


def test_a_plan_and_its_deed_are_one_and_the_plan_is_history(desk: Any) -> None:
    desk.report("r1", "Velm Post")
    desk.report("r2", "Velm Post", "2031-05-06")
    words = "Harvest Union rally outside the parliament in Velm on Monday"
    desk.claim(
        "r1",
        f"{words} is planned",
        "PROTEST/demo",
        place="Velm",
        day="2031-05-05",
        actors=["Harvest Union"],
        status="planned",
    )
    desk.claim("r2", f"{words} took place", "PROTEST/demo", place="Velm", day="2031-05-05", actors=["Harvest Union"])
    event = desk.event("c001")
    assert event.status == "asserted"
    assert event.claims == ("c001", "c002")
    assert [(row.field, row.value, row.replaced_by) for row in event.history] == [("status", "planned", "asserted")]
    assert event.disputes == ()


def test_an_event_that_is_only_denied_says_so(desk: Any) -> None:
    desk.report("r1", "Velm Post")
    desk.claim(
        "r1", "The army did not fire in Velm", place="Velm", status="denied", chain=[("Army of Velm", "organisation")]
    )
    event = desk.event("c001")
    assert event.status == "denied"


def test_the_best_supported_values_carry_their_claims(desk: Any) -> None:
    desk.report("r1", "Velm Post")
    desk.report("r2", "Lake Herald")
    desk.report("r3", "North Wire")
    for name, dead, who in (("r1", 3, "Ada Brun"), ("r2", 4, "Otto Karl"), ("r3", 3, "Mira Sand")):
        desk.claim(name, f"{KILLED} {dead} traders", place="Velm", day="2031-05-01", actors=["gunmen"],
                   targets=["market traders"], figures=[("killed", dead, dead)], chain=[(who,)])  # fmt: skip
    event = desk.event("c001")
    assert event.claims == ("c001", "c002", "c003")
    assert event.place is not None
    assert (event.place.name, event.place.claims) == ("Velm", ("c001", "c002", "c003"))
    assert event.time is not None
    assert (event.time.earliest, event.time.latest) == ("2031-05-01", "2031-05-01")
    assert [(one.low, one.claims) for one in event.figures] == [(3, ("c001", "c003"))]
    assert event.mode is not None
    assert (event.type.value, event.mode.value) == ("ASSAULT", "firearms")
    assert [one.name for one in event.actors] == ["gunmen"]


def test_pairs_say_why(desk: Any) -> None:
    desk.report("r1", "Velm Post")
    desk.report("r2", "Lake Herald")
    for name in ("r1", "r2"):
        desk.claim(name, f"{KILLED} three traders", place="Velm", day="2031-05-01", targets=["market traders"])
    pair = desk.merge().pairs[0]
    assert (pair.left, pair.right, pair.verdict) == ("c001", "c002", "same")
    assert "same place: Velm" in [reason.words for reason in pair.reasons]
    assert pair.score == pytest.approx(3.0)


def test_claims_of_an_unknown_report_are_left_out_and_nothing_gives_nothing(desk: Any) -> None:
    desk.report("r1", "Velm Post")
    desk.claim("r1", "Gunmen fired in Velm")
    assert merge((), desk.claims).events == ()
    empty = merge((), ())
    assert (empty.reports, empty.claims, empty.events, empty.pairs) == ((), (), (), ())


@given(seed=st.integers(0, 10_000))
@settings(max_examples=4, deadline=None)
def test_the_order_of_the_input_changes_nothing(shared: Any, seed: int) -> None:
    story = load(shared / "gold-train" / "kenya")
    reports = [as_report(report) for report in story.reports.values()]
    claims = [as_claim(claim, story.reports[claim.report].text) for claim in story.gold.claims]
    first = merge(reports, claims)
    shuffle = random.Random(seed)
    shuffle.shuffle(reports)
    shuffle.shuffle(claims)
    assert merge(reports, claims) == first
    assert merge(first.reports, first.claims) == first  # merging again what was merged changes nothing
