"""From a claim's words to its place: containment, namesakes, lists, what is carried on and what is no place at all."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whence.schema.reading import Reading, Sentence
from whence.schema.records import Claim, Input, Place, Report, Span
from whence.schema.stage import Work
from whence.stages.resolve.places import Gazetteer, resolve_places
from whence.stages.resolve.places.readings import read
from whence.stages.resolve.places.tokens import in_capitals


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return Gazetteer.open()


def work_of(text: str, *evidence: str, kind: str = "ASSAULT", hint: str | None = None) -> Work:
    claims = []
    for words in evidence:
        start = text.index(words)
        place = None
        if hint:
            at = text.index(hint)
            place = Place(text=hint, start=at, end=at + len(hint), found_by="test", name=hint)
        span = Span(text=words, start=start, end=start + len(words), found_by="test")
        claims.append(Claim(report_id="r", evidence=span, type=kind, place=place))
    return Work(report=Report(report_id="r", input=Input(), text=text), claims=tuple(claims))


def place_in(places: Gazetteer, text: str, evidence: str, **more: str) -> Place | None:
    claim = resolve_places(work_of(text, evidence, **more), places).claims[0]
    if claim.place:
        assert text[claim.place.start : claim.place.end] == claim.place.text
    return claim.place


def found(places: Gazetteer, text: str, evidence: str, **more: str) -> Place:
    place = place_in(places, text, evidence, **more)
    assert place is not None
    return place


def test_a_village_the_gazetteer_lacks_falls_back_to_its_oblast(places: Gazetteer) -> None:
    text = "Blasts shook a depot in Alchevsk and a garage in Mankivka, both in Luhansk Oblast, officials said."
    claim = resolve_places(work_of(text, "a garage in Mankivka"), places).claims[0]
    place = claim.place
    assert place is not None
    assert (place.name, place.fallback, place.geonameid) == ("Mankivka", True, None)
    assert (place.admin1, place.country, place.precision) == ("Luhansk Oblast", "UA", "settlement")
    assert place.lat == pytest.approx(48.9, abs=0.5)
    assert "Cherkasy Oblast" in claim.grounds[-1].why


def test_its_neighbour_in_the_same_sentence_stays_where_it_is(places: Gazetteer) -> None:
    text = "Blasts shook a depot in Alchevsk and a garage in Mankivka, both in Luhansk Oblast, officials said."
    place = found(places, text, "Blasts shook a depot in Alchevsk")
    assert (place.name, place.fallback, place.admin1) == ("Alchevsk", False, "Luhansk Oblast")


@pytest.mark.parametrize(
    ("region", "admin1"), [("Kherson Oblast", "Kherson Oblast"), ("the Zaporizhzhia region", "Zaporizhzhia Oblast")]
)
def test_what_the_text_names_as_holding_it_beats_namesakes(places: Gazetteer, region: str, admin1: str) -> None:
    place = found(places, f"A shell hit a barn in Mykhailivka, {region}, at dawn.", "A shell hit a barn in Mykhailivka")
    assert place.admin1 == admin1


def test_a_namesake_follows_the_rest_of_the_report(places: Gazetteer) -> None:
    spain = "Police in Madrid and Seville stood by. Two shops in Córdoba burned. Granada stayed calm."
    argentina = "Police in Rosario and Mendoza stood by. Two shops in Córdoba burned. Buenos Aires stayed calm."
    assert found(places, spain, "Two shops in Córdoba burned").country == "ES"
    assert found(places, argentina, "Two shops in Córdoba burned").country == "AR"


def test_rivals_are_named_in_the_ground(places: Gazetteer) -> None:
    text = "Police in Rosario and Mendoza stood by. Two shops in Córdoba burned. Buenos Aires stayed calm."
    claim = resolve_places(work_of(text, "Two shops in Córdoba burned"), places).claims[0]
    ground = claim.grounds[-1]
    assert ground.field == "place.geonameid"
    assert ground.why.startswith("chosen over ")
    assert "ES" in ground.why


def test_places_over_several_regions_become_their_country(places: Gazetteer) -> None:
    text = "Soldiers held a vote in four regions: Zaporizhzhia, Kherson, Donetsk and Luhansk."
    place = found(
        places, text, "Soldiers held a vote in four regions: Zaporizhzhia, Kherson, Donetsk and Luhansk", kind="VOTE"
    )
    assert (place.country, place.precision) == ("UA", "country")


def test_two_towns_of_one_region_become_the_region(places: Gazetteer) -> None:
    text = "Shells fell on houses in Tokmak and Melitopol overnight."
    place = found(places, text, "Shells fell on houses in Tokmak and Melitopol")
    assert (place.name, place.precision) == ("Zaporizhzhia Oblast", "region")


def test_a_town_and_its_region_share_a_name(places: Gazetteer) -> None:
    assert found(places, "A mine went off in Kherson.", "A mine went off in Kherson").precision == "settlement"
    assert (
        found(places, "A mine went off in the Kherson region.", "A mine went off in the Kherson region").precision
        == "region"
    )
    assert (
        found(places, "A mine went off in Kherson Oblast.", "A mine went off in Kherson Oblast").precision == "region"
    )


def test_a_town_lies_in_the_region_that_shares_its_chief_towns_name(places: Gazetteer) -> None:
    place = found(
        places, "A school was set alight in Shchastia city in Luhansk.", "A school was set alight in Shchastia city"
    )
    assert (place.geonameid, place.fallback) == (692350, False) or (place.name, place.fallback) == ("Shchastya", False)


def test_a_district_without_an_entry_stands_around_its_town(places: Gazetteer) -> None:
    text = "Rockets struck a farm in the Starobilsk district of Luhansk Oblast."
    place = found(places, text, "Rockets struck a farm in the Starobilsk district")
    assert (place.precision, place.admin1) == ("district", "Luhansk Oblast")


def test_a_site_called_after_a_town_is_a_facility(places: Gazetteer) -> None:
    place = found(places, "Gunmen stormed Mariupol airport at noon.", "Gunmen stormed Mariupol airport at noon")
    assert (place.precision, place.country) == ("facility", "UA")


def test_upper_case_newswire_is_read(places: Gazetteer) -> None:
    text = "BOGOTA, 12 DEC 89 (AGENCY) -- [TEXT] A BOMB WENT OFF TODAY IN THE TOWN OF SEGOVIA IN ANTIOQUIA DEPARTMENT."
    place = found(places, text, "A BOMB WENT OFF TODAY IN THE TOWN OF SEGOVIA")
    assert (place.country, place.admin1) == ("CO", "Antioquia")


def test_the_governor_of_a_region_is_not_where_it_happened(places: Gazetteer) -> None:
    text = "The governor of Luhansk Oblast said that a clerk had been beaten in Tokmak."
    assert found(places, text, "a clerk had been beaten in Tokmak").name == "Tokmak"


@pytest.mark.parametrize(
    "text",
    [
        "The Kyiv Post praised the choir.",
        "Mr Haidai thanked the choir.",
        "Reading the list took an hour.",
        "Police thanked the choir in May.",
    ],
)
def test_papers_people_and_words_are_no_places(places: Gazetteer, text: str) -> None:
    assert place_in(places, text, text.rstrip("."), kind="SUPPORT") is None


def test_the_city_points_back_to_the_last_town(places: Gazetteer) -> None:
    text = "Two shells hit Tokmak on Monday. In the city a market stall burned."
    place = found(places, text, "In the city a market stall burned")
    assert (place.name, place.text) == ("Tokmak", "the city")


def test_the_country_and_the_capital_follow_the_report(places: Gazetteer) -> None:
    text = "Voters queued in Thiès, Kaolack and Ziguinchor. Across the country two clerks were beaten. "
    text += "Tyres burned in the capital."
    country = found(places, text, "Across the country two clerks were beaten", hint="the country")
    assert (country.country, country.precision) == ("SN", "country")
    assert found(places, text, "Tyres burned in the capital", hint="the capital").name == "Dakar"


def test_a_country_by_its_adjective(places: Gazetteer) -> None:
    text = "Marches were broken up in 34 Russian cities on Saturday."
    place = found(places, text, "Marches were broken up in 34 Russian cities", kind="PROTEST", hint="34 Russian cities")
    assert (place.country, place.precision) == ("RU", "country")


def test_a_hint_is_taken_before_other_names(places: Gazetteer) -> None:
    text = "In Melitopol a man from Tokmak was shot at a checkpoint."
    assert found(places, text, "a man from Tokmak was shot at a checkpoint", hint="Melitopol").name == "Melitopol"
    cellar = "Two shells hit Tokmak. A charge lay in the cellar."
    assert found(places, cellar, "A charge lay in the cellar", hint="the cellar").name == "Tokmak"


def test_another_spelling_is_found_where_the_text_puts_it(places: Gazetteer) -> None:
    text = "Troops raided houses in the West Bank village of Nebi Saleh."
    place = found(places, text, "Troops raided houses in the West Bank village of Nebi Saleh")
    assert (place.country, place.fallback) == ("PS", False)


def test_crimea_is_placed_in_ukraine(places: Gazetteer) -> None:
    assert (
        found(places, "A drone struck a depot in Simferopol.", "A drone struck a depot in Simferopol").country == "UA"
    )


def test_sentences_of_a_reading_are_used(places: Gazetteer) -> None:
    text = "Two shells hit Tokmak. Nobody was arrested."
    sentences = tuple(Sentence(start=a, end=b, paragraph=0) for a, b in ((0, 22), (23, len(text))))
    work = work_of(text, "Two shells hit Tokmak")
    again = Work(report=work.report, reading=Reading(engine="test", sentences=sentences), claims=work.claims)
    assert resolve_places(again, places).claims[0].place == resolve_places(work, places).claims[0].place


def test_an_empty_report_or_no_claims_come_back_unchanged(places: Gazetteer) -> None:
    work = Work(report=Report(report_id="r", input=Input(), text=""), claims=())
    assert resolve_places(work, places) is work


def test_a_long_report_with_many_claims_takes_as_long_as_it_is(
    places: Gazetteer, growth: Callable[[Callable[[int], object], int], float]
) -> None:
    def resolved(count: int) -> int:
        text = (
            "Two shells hit a barn in Tokmak, Zaporizhzhia Oblast, and a mill near Melitopol, officials in Kyiv said. "
            * count
        )
        claims = []
        for at in range(0, len(text) - 60, 270):
            span = Span(text=text[at : at + 60], start=at, end=at + 60, found_by="test")
            claims.append(Claim(report_id="r", evidence=span, type="ASSAULT"))
        work = Work(report=Report(report_id="r", input=Input(), text=text), claims=tuple(claims))
        return sum(c.place is not None for c in resolve_places(work, places).claims)

    assert resolved(40) > 10
    # Each claim is held against all others of its type: more than in proportion, far from its square for long reports.
    assert growth(resolved, 40) < 16


def test_capitals_are_told_from_mixed_case() -> None:
    assert in_capitals("THE ARMY SHELLED THE HILLS AROUND THE TOWN LAST NIGHT, OFFICIALS SAID")
    assert not in_capitals("The army shelled the hills around the town last night, officials said")


WORDS = st.sampled_from(
    [
        "in",
        "Kyiv",
        "Luhansk Oblast",
        ",",
        "and",
        "the",
        "city",
        "of",
        "Kherson",
        "near",
        "’s",
        "U.S.",
        "there",
        ".",
        "\n\n",
        "Mr",
        "Reading",
        "both in",
        "Mankivka",
        "village",
        "SAN SALVADOR",
        "34",
        "Russian cities",
        "(",
        "—",
        "é",
        "\u00a0",
        "🇺🇦",
    ]
)


@settings(max_examples=120, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(WORDS, min_size=1, max_size=60), st.integers(0, 200), st.integers(1, 200))
def test_any_text_keeps_its_spans_to_the_letter(places: Gazetteer, parts: list[str], start: int, length: int) -> None:
    text = " ".join(parts)
    start = min(start, len(text) - 1)
    end = min(start + length, len(text))
    span = Span(text=text[start:end], start=start, end=end, found_by="test")
    hint = Place(text=span.text, start=start, end=end, found_by="test", name=span.text)
    report = Report(report_id="r", input=Input(), text=text)
    for place in (None, hint):
        claim = Claim(report_id="r", evidence=span, type="MOVE", place=place)
        out = resolve_places(Work(report=report, claims=(claim,)), places).claims[0]
        spans = [out.place, *(g.span for g in out.grounds)]
        assert all(text[s.start : s.end] == s.text for s in spans if s)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=300))
def test_reading_never_fails(places: Gazetteer, text: str) -> None:
    for settled in read(text, places).settled:
        assert text[settled.mention.start : settled.mention.end]


@pytest.mark.parametrize("part", ["A, ", "in Kyiv, ", "the the the ", "Kyiv and ", "’s Kyiv", "(((", "St. "])
def test_long_repetition_takes_as_long_as_it_is(
    places: Gazetteer, part: str, growth: Callable[[Callable[[int], object], int], float]
) -> None:
    assert growth(lambda count: read(part * count, places), 400) < 13
