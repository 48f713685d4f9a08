"""Ten thousand claims merge in seconds; run by `make measure`."""

from __future__ import annotations

import random
import time
from datetime import date, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from whence.schema.records import Place

NOUNS = ("market", "school", "bridge", "depot", "station", "barracks", "harbour", "hospital", "office", "convoy")
ACTS = {
    "ASSAULT/firearms": "Gunmen opened fire on the {noun} of {town} on {day}",
    "ASSAULT/heavy-weapons": "Shells hit the {noun} in {town} on {day}",
    "COERCE/arrest": "Police detained workers of the {noun} in {town} on {day}",
    "PROTEST/demo": "People rallied in front of the {noun} in {town} on {day}",
    "REQUEST/change": "The mayor of {town} asked for a new {noun} on {day}",
    "MOVE/flee": "Families fled from the {noun} quarter of {town} on {day}",
}
TOWNS = 120


def write(desk: Any, count: int) -> None:
    """Events in three tellings on average, ten claims a report, ten reports a day."""
    dice = random.Random(7)
    for number in range(count // 10):
        when = date(2031, 1, 1) + timedelta(days=number // 10)
        desk.report(f"r{number:06d}", f"Outlet {number % 40}", when.isoformat())
        for line in range(10):
            told = random.Random((when.toordinal() // 2) * 1000 + dice.randrange(35))
            town, noun, kind = told.randrange(TOWNS), told.choice(NOUNS), told.choice(sorted(ACTS))
            place = Place(text="", start=0, end=0, found_by="t", name=f"Town {town}", geonameid=town, country="XA",
                          lat=40 + town / 10, lon=20 + town % 7, precision="settlement")  # fmt: skip
            words = ACTS[kind].format(noun=noun, town=place.name, day=when.isoformat())
            desk.claim(f"r{number:06d}", words, kind, claim_id=f"c{number:06d}{line}", day=when.isoformat())
            desk.claims[-1] = replace(desk.claims[-1], place=place)


@pytest.mark.slow
@pytest.mark.parametrize("count", [2_500, 10_000])
def test_time_for_many_claims(desk: Any, count: int) -> None:
    write(desk, count)
    start = time.perf_counter()
    merged = desk.merge()
    took = time.perf_counter() - start
    print(f"{count} claims: {took:.1f} s, {len(merged.events)} events, {len(merged.pairs)} pairs")
    assert sum(len(event.claims) for event in merged.events) == count
    assert took < 20
