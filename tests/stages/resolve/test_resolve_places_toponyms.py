"""All names of places in a text, scenes or not: what geoparsing corpora count."""

from __future__ import annotations

from itertools import pairwise

import pytest

from whence.stages.resolve.places import Gazetteer
from whence.stages.resolve.places.readings import read
from whence.stages.resolve.places.toponyms import sites, toponyms


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return Gazetteer.open()


def named(text: str, places: Gazetteer) -> list[str]:
    return [text[start:end] for start, end in toponyms(text, read(text, places))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A march in Kyiv was broken up.", ["Kyiv"]),
        ("The Kenya Airways crew were held.", ["Kenya"]),
        ("He reads The New York Times at breakfast.", ["New York"]),
        ("Mr Washington said nothing.", []),
        ("Shells hit Peremohy Avenue and the Blue Heron River.", ["Peremohy Avenue", "Blue Heron River"]),
        ("The Gulf of Sidra was closed, and Lake Kariba was not.", ["Gulf of Sidra", "Lake Kariba"]),
        ("Opel and Honda cut prices.", []),
        ("A plant in Honda, Colombia, was shut. Honda was calm.", ["Honda", "Colombia", "Honda"]),
    ],
)
def test_names(text: str, expected: list[str], places: Gazetteer) -> None:
    assert named(text, places) == expected


def test_a_sentence_opening_is_no_part_of_a_road() -> None:
    text = "The Royal Road was shut. At Mill Lane nobody stood. The Street was quiet."
    assert [text[a:b] for a, b in sites(text)] == ["Royal Road", "Mill Lane"]


def test_text_in_capitals_has_no_roads_by_letter_case() -> None:
    assert list(sites("SHELLS HIT PEREMOHY AVENUE AND THE BLACK VOLTA RIVER LAST NIGHT, THE MAYOR SAID.")) == []


def test_spans_are_in_order_and_do_not_overlap(places: Gazetteer) -> None:
    text = "From Kyiv to Lodi: Kyiv Avenue, Odesa Street, Lake Chad, Dakar, the Dakar Road and Kharkiv." * 3
    found = toponyms(text, read(text, places))
    assert found == sorted(found)
    assert all(left[1] <= right[0] for left, right in pairwise(found))
