"""Suppositions on who was behind it, and parts of a whole."""

from __future__ import annotations

from typing import Any


def told(desk: Any) -> tuple[str, str, str]:
    desk.report("r1", "Lake Herald")
    first = desk.claim("r1", "a rocket strike directed by Marovian scouts", "ASSAULT/heavy-weapons", status="possible",
                       actors=("Marovian scouts",), chain=(("reports", "unnamed"),))  # fmt: skip
    second = desk.claim("r1", "Marovian gunners or deserters were behind the attacks", "ASSAULT", status="possible",
                        actors=("the Marovian gunners",), chain=(("Anna Brun", "person"),))  # fmt: skip
    third = desk.claim("r1", "the Marovian scouts had directed rockets at the base", "ASSAULT/heavy-weapons",
                       actors=("the Marovian scouts",), chain=(("Ivo Kern", "person"),))  # fmt: skip
    return first, second, third


def test_what_sources_suppose_and_say_of_the_same_hands_is_one_event(desk: Any) -> None:
    claims = told(desk)
    event = desk.event(claims[0])
    assert set(event.claims) == set(claims)
    assert event.status == "asserted"
    assert {origin.name for origin in event.origins} == {"reports", "Anna Brun", "Ivo Kern"}
    assert event.credibility.grade == 3


def test_other_hands_and_other_reports_stay_apart(desk: Any) -> None:
    desk.report("r1", "Lake Herald")
    desk.report("r2", "Hill Post")
    one = desk.claim("r1", "a rocket strike directed by Marovian scouts", status="possible",
                     actors=("Marovian scouts",), chain=(("reports", "unnamed"),))  # fmt: skip
    other = desk.claim("r1", "the Veltish army had fired rockets at the base", actors=("the Veltish army",),
                       chain=(("Ivo Kern", "person"),))  # fmt: skip
    far = desk.claim("r2", "Marovian scouts had fired rockets at the base", actors=("the Marovian scouts",),
                     chain=(("Ivo Kern", "person"),))  # fmt: skip
    assert desk.event(one).claims == (one,)
    assert one not in (*desk.event(other).claims, *desk.event(far).claims)


def test_a_part_is_linked_to_its_whole_and_not_merged(desk: Any) -> None:
    desk.report("r1", "Lake Herald")
    whole = desk.claim("r1", "Explosions shook the port of Velm on Friday", "ASSAULT/explosives", place="Velm",
                       day="2031-05-02")  # fmt: skip
    part = desk.claim("r1", "At least one of the explosions in Velm was caused by a mine", "ASSAULT/explosives",
                      place="Velm", day="2031-05-02")  # fmt: skip
    one, other = desk.event(part), desk.event(whole)
    assert one.event_id != other.event_id
    assert [(link.relation, link.event_id) for link in one.links] == [("whole", other.event_id)]
    assert [(link.relation, link.event_id) for link in other.links] == [("part", one.event_id)]


def test_a_demand_and_what_answers_it_are_linked(desk: Any) -> None:
    desk.report("r1", "Lake Herald")
    urged = desk.claim("r1", "The mayor urged the police to arrest the arsonists of Velm", "COERCE/arrest",
                       status="called-for", targets=("the arsonists of Velm",), place="Velm")  # fmt: skip
    done = desk.claim("r1", "Police arrested the arsonists of Velm", "COERCE/arrest",
                      targets=("the arsonists of Velm",), place="Velm")  # fmt: skip
    assert [link.relation for link in desk.event(done).links] == ["demand"]
    assert [link.relation for link in desk.event(urged).links] == ["answer"]
