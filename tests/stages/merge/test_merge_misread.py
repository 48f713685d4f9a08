"""What was misread keeps no two tellings of one act apart: reprints, datelines, doubtful places and times."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from whence.linkage.clustering import SAMPLE, agglomerate
from whence.schema.records import Claim
from whence.stages.merge.declared import FEATURES
from whence.stages.merge.profile import INSIDE, OUTSIDE, trust

FIRED = "Gunmen opened fire on the market in Velm on Friday and killed three traders"
TEXT = (
    "Gunmen drove into the old quarter before dawn, witnesses along the harbour road told the paper. "
    "Shopkeepers pulled their shutters down while ambulances waited behind the customs shed for an escort. "
    "The regional hospital asked for blood donors and kept its southern gate closed until noon."
)


def misread(desk: Any, **values: Any) -> None:
    """Make the last claim's values what a reader gave: its evidence is estimated, not annotated."""
    last: Claim = desk.claims[-1]
    desk.claims[-1] = replace(last, evidence=replace(last.evidence, confidence=0.8), **values)


def far_from_its_clause(desk: Any, place: str) -> Any:
    """A place whose words stand outside the clause, as the town in which a source spoke does."""
    claim = desk.claims[-1]
    return replace(claim.place, name=place, start=claim.evidence.end + 5, end=claim.evidence.end + 9, confidence=0.7)


def test_trust_is_highest_for_what_was_given_and_lowest_outside_the_clause(desk: Any) -> None:
    desk.report("r1", "Velm Post", text=TEXT)
    desk.claim("r1", FIRED, place="Velm")
    given = desk.claims[0]
    read = replace(given.place, confidence=0.7)
    inside = replace(read, start=given.evidence.start + 2, end=given.evidence.start + 6)
    assert trust(given, given.place) == 1.0
    assert trust(given, inside) == INSIDE
    assert trust(given, read) == OUTSIDE
    assert trust(given, None) == 1.0


def test_a_reprint_with_a_misread_place_goes_with_its_original(desk: Any) -> None:
    for name, outlet in (("r1", "Velm Post"), ("r2", "Lake Herald")):
        desk.report(name, outlet, text=TEXT, published="2031-05-02" if name == "r1" else "2031-05-03")
        desk.claim(name, FIRED, place="Velm" if name == "r1" else "Dorn", day="2031-05-01")
    misread(desk, place=far_from_its_clause(desk, "Dorn"), mode="heavy-weapons")
    desk.report("r3", "Third Page")
    desk.claim("r3", "Three traders were killed when gunmen opened fire on the market in Velm", place="Velm",
               day="2031-05-01", targets=["three traders"])  # fmt: skip
    event = desk.event("c001")
    assert event.claims == ("c001", "c002", "c003")
    assert not event.disputes
    assert [origin.name for origin in event.origins] == ["Velm Post", "Third Page"]


def test_a_reprint_rests_on_the_informant_of_its_original(desk: Any) -> None:
    for name, outlet, published in (("r1", "Velm Post", "2031-05-02"), ("r2", "Lake Herald", "2031-05-03")):
        desk.report(name, outlet, text=TEXT, published=published)
        source = ("Ada Brun", "person", "mayor of Velm") if name == "r1" else ("aides", "unnamed")
        desk.claim(name, FIRED, place="Velm", day="2031-05-01", chain=[source])
    assert [(origin.name, origin.claims) for origin in desk.event("c001").origins] == [("Ada Brun", ("c001", "c002"))]


def test_a_correction_is_the_informants_whose_number_it_puts_right(desk: Any) -> None:
    desk.report("r1", "Velm Post")
    desk.claim("r1", "turnout in Velm at 65.4 percent", "VOTE/turnout", place="Velm", day="2031-05-01",
               figures=[("turnout", 65.4, 65.4)], chain=[("Ada Brun", "person", "chairwoman")])  # fmt: skip
    desk.report("r2", "Velm Post", "2031-05-03")
    desk.claim("r2", "turnout in Velm was 56.4 percent, not 65.4 percent", "VOTE/turnout", place="Velm",
               day="2031-05-01", figures=[("turnout", 56.4, 56.4)])  # fmt: skip
    event = desk.event("c001")
    assert event.claims == ("c001", "c002")
    assert [origin.name for origin in event.origins] == ["Ada Brun"]
    assert event.history
    assert not event.disputes


@pytest.mark.parametrize(("outlet", "replaced"), [("Velm Post", ["4"]), ("Lake Herald", [])])
def test_an_outlets_own_later_text_may_put_a_number_right(desk: Any, outlet: str, replaced: list[str]) -> None:
    for name, by, published, count in (("r1", "Velm Post", "2031-05-02", 4), ("r2", outlet, "2031-05-03", 6)):
        desk.report(name, by, text=TEXT, published=published)
        desk.claim(name, FIRED, place="Velm", day="2031-05-01", figures=[("killed", count, count)],
                   chain=[("Ada Brun", "person", "mayor of Velm")])  # fmt: skip
    assert [row.value for row in desk.event("c001").history] == replaced


@pytest.mark.parametrize("other", ["Russian Defence Ministry", "Defence Ministry of Russia"])
def test_a_country_and_its_adjective_name_one_body(desk: Any, other: str) -> None:
    for name, outlet, body in (("r1", "Velm Post", "Russia's Defence Ministry"), ("r2", "Lake Herald", other)):
        desk.report(name, outlet)
        desk.claim(name, FIRED, place="Velm", day="2031-05-01", targets=["traders"], chain=[(body, "organisation")])
    assert len(desk.event("c001").origins) == 1


def test_the_two_sides_of_a_vote_are_never_one_event(desk: Any) -> None:
    desk.report("r1", "Velm Post")
    desk.claim("r1", "voters in Velm gave the party 61 percent of the vote", "VOTE/result", place="Velm")
    desk.claim("r1", "61 percent of the voters in Velm gave their vote", "VOTE/turnout", place="Velm")
    assert desk.event("c001").claims == ("c001",)


def test_a_place_named_on_the_way_is_no_dispute(desk: Any) -> None:
    for name, outlet, words, place in (
        ("r1", "Velm Post", "Men in uniform blew up the mast and drove off from Velm towards Dorn", "Dorn"),
        ("r2", "Lake Herald", "Men in uniform blew up the mast at Velm and drove off", "Velm"),
    ):
        desk.report(name, outlet)
        desk.claim(name, words, "ASSAULT/explosives", place=place, day="2031-05-01", targets=["the mast"])
    merged = desk.merge()
    assert not [dispute for event in merged.events for dispute in event.disputes if dispute.field == "place"]


def test_a_doubted_feature_speaks_twice() -> None:
    named = [feature.name for feature in FEATURES]
    assert {"place_apart", "place_apart?", "day_apart", "day_apart?", "mode_other", "mode_other?"} <= set(named)
    assert len(named) == len(set(named))


def test_cannot_links_hold_in_clusters_that_are_only_sampled() -> None:
    big = 3 * SAMPLE
    pairs = [(i, j) for j in range(big + 1) for i in range(j)]
    odd = (1, big)
    found = agglomerate(big + 1, pairs, lambda _i, _j: 2.0, lambda i, j: {i, j} == set(odd),
                        together=[(0, i) for i in range(1, big)])  # fmt: skip
    assert found == [tuple(range(big)), (big,)]
