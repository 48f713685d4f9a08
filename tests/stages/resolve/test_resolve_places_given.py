"""Given spans and place words: each gets a place, an unknown name what stands near it."""

from __future__ import annotations

import pytest

from whence.stages.resolve.places import Gazetteer
from whence.stages.resolve.places.given import read_given
from whence.stages.resolve.places.locate import locate, named
from whence.stages.resolve.places.readings import Settled, read


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return Gazetteer.open()


def given(text: str, *names: str) -> tuple[tuple[int, int], ...]:
    spans, at = [], 0
    for name in names:
        at = text.index(name, at)
        spans.append((at, at + len(name)))
    return tuple(spans)


def settled(places: Gazetteer, text: str, *names: str) -> tuple[Settled, ...]:
    return read_given(text, given(text, *names), places).settled


def where(one: Settled) -> tuple[str, str | None, str | None] | None:
    return (one.entry.kind, one.entry.country, one.entry.admin1) if one.entry else None


@pytest.mark.parametrize(
    ("text", "name", "kind", "country", "admin1"),
    [
        ("Turkish troops and European envoys met.", "Turkish", "country", "TR", None),
        ("Turkish troops and European envoys met.", "European", "area", None, None),
        ("The EU-backed loan was paid to Kyiv.", "EU", "area", None, None),
        ("Trade between Armenia and Georgia, and with Azerbaijan.", "Georgia", "country", "GE", None),
        ("Floods in Atlanta, Georgia, and in Macon.", "Georgia", "region", "US", "GA"),
        ("A fire in Metcalfe County, Kentucky, killed two.", "Metcalfe County", "district", "US", "KY"),
        ("Voters in California, Maryland and Ohio went to the polls.", "California", "region", "US", "CA"),
        ("NEW YORK (AP) -- Two men were held in Albany, New York, on Friday.", "NEW YORK", "settlement", "US", "NY"),
        ("The Los Angeles-based broker is called Wedbush.", "Los Angeles", "settlement", "US", "CA"),
        ("Russia's ambassador to Turkey was shot in Ankara.", "Turkey", "country", "TR", None),
        ("The Embassy of Ukraine in Nigeria was closed.", "Ukraine", "country", "UA", None),
        ("The Rhine rose in Cologne.", "Rhine", "area", None, None),
        ("Planes were held at Heathrow, near London.", "Heathrow", "facility", "GB", "ENG"),
    ],
)
def test_given_names_get_their_place(
    places: Gazetteer, text: str, name: str, kind: str, country: str | None, admin1: str | None
) -> None:
    assert where(settled(places, text, name)[0]) == (kind, country, admin1)


def test_towns_in_a_list_of_pairs_keep_their_own_states(places: Gazetteer) -> None:
    text = "Offices are in Fort Lauderdale and Orlando, Florida, Indianapolis, Indiana and Atlanta, Georgia."
    found = settled(places, text, "Fort Lauderdale", "Orlando", "Indianapolis", "Atlanta")
    assert [s.entry.admin1 for s in found if s.entry] == ["FL", "FL", "IN", "GA"]
    assert not any(s.fallback for s in found)


def test_a_name_means_one_place_throughout_a_report(places: Gazetteer) -> None:
    text = "Fire broke out in London, Ontario, on Friday. The mayor of London said no one was hurt. London is shaken."
    found = settled(places, text, "London", "London", "London")
    assert {(s.entry.country, s.entry.admin1) for s in found if s.entry} == {("CA", "08")}


def test_a_street_is_where_the_town_is(places: Gazetteer) -> None:
    text = "A car burned in Seaton Street in Ipswich, police said."
    street, town = settled(places, text, "Seaton Street", "Ipswich")
    assert town.entry is not None
    assert street.entry == town.entry
    assert (street.fallback, town.fallback) == (True, False)


def test_a_body_is_in_the_place_of_its_name(places: Gazetteer) -> None:
    (one,) = settled(places, "Rates were cut by the Bank of Japan.", "Bank of Japan")
    assert (where(one), one.fallback) == (("country", "JP", None), True)


def test_spans_that_cut_words_and_hold_none_do_no_harm(places: Gazetteer) -> None:
    text = "Kyiv and …. Odesa"
    found = read_given(text, [(1, 3), (9, 11), (12, 17)], places).settled
    assert found[0].entry is not None
    assert (found[0].entry.name, len(found)) == ("Kyiv", 3)
    assert read_given("", [(0, 0)], places).settled[0].entry is None


def test_a_region_is_told_from_the_city_it_rings(places: Gazetteer) -> None:
    (one,) = (s for s in read("Shells hit a village in the Kyiv region on Friday.", places).settled if s.entry)
    assert one.entry is not None
    assert one.entry.name == "Kyiv Oblast"


@pytest.mark.parametrize(
    ("words", "name", "fallback"),
    [
        ("Chuhuiv, south of Kharkiv", "Chuhuyiv", False),
        ("near Novokaterynivka village, Starobeshivskiy district, Donetsk region", "Starobesheve", True),
        ("Town/City Slavyansk Donetsk region", "Slovyansk", False),
        ("in the village of Pisky (Yasynuvata district) near Donetsk", "Pisky", False),
        ("Kyiv region", "Kyiv Oblast", True),
        ("Bila Tserkva, Kyiv Region", "Bila Tserkva", False),
        ("Lugansk", "Luhansk", False),
    ],
)
def test_words_for_a_place_lead_to_it(places: Gazetteer, words: str, name: str, fallback: bool) -> None:
    found = locate(words, places, "UA")
    assert found is not None
    assert found.entry.name == name or fallback
    assert found.entry.country == "UA"


@pytest.mark.parametrize("words", ["", "in the fields", "12", "the village"])
def test_words_without_a_name_lead_nowhere(places: Gazetteer, words: str) -> None:
    assert locate(words, places, "UA") is None


def test_names_are_cut_at_their_kind_words() -> None:
    found = named("near Slavyansk Donetsk region, south of Kharkiv")
    assert [(one.name, one.hint, one.beside) for one in found] == [
        ("Slavyansk", None, False), ("Donetsk", "region", False), ("Kharkiv", None, True)
    ]  # fmt: skip
