"""Bodies that share their name with small towns are no places."""

from __future__ import annotations

import pytest

from whence.stages.resolve.places import Gazetteer
from whence.stages.resolve.places.readings import read


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.open()


@pytest.mark.parametrize("body", ["Congress", "the White House", "the Pentagon", "the Senate"])
def test_a_body_is_no_town(gazetteer: Gazetteer, body: str) -> None:
    found = read(f"The bill was voted down in {body} on Friday.", gazetteer)
    named = {one.mention.name for one in found.settled if one.entry}
    assert not any(body.removeprefix("the ") in name for name in named)


def test_a_town_is_one_still(gazetteer: Gazetteer) -> None:
    found = read("The bill was voted down in Dakar on Friday.", gazetteer)
    assert any(one.mention.name == "Dakar" for one in found.settled)
