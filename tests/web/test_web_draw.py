"""Drawings: bars that add up, a map that pins nothing it does not know, shapes prepared as documented."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from datetime import date
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from msgspec import structs
from web_record import examples

from training import build_shapes as prepare
from whence.web.draw import geography, timeline
from whence.web.draw.geography import HEIGHT, WIDTH, WORDS
from whence.web.filters import Filters, parse
from whence.web.view import spots
from whence.web.view.events import counts
from whence.web.view.views import Views


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Any]:
    views = Views(examples(tmp_path_factory.mktemp("draw")))
    with views.open() as found:
        yield found
    views.close()


@pytest.mark.parametrize(
    "query", [{}, {"type": "VOTE"}, {"since": "2022-09", "until": "2022-09"}, {"words": "election"}]
)
def test_bars_add_up(view: Any, query: dict[str, str]) -> None:
    filters = parse(query.items())
    bars = timeline.drawn(view, filters)
    assert bars
    around = counts(view, structs.replace(filters, since=None, until=None))
    assert sum(bar.events for bar in bars.bars) + bars.outside + bars.undated == around.total
    for bar in bars.bars:
        assert 0 <= bar.x <= bar.x + bar.width <= timeline.WIDTH + 1
        assert 0 <= bar.y <= bar.y + bar.height <= timeline.HEIGHT + 0.1
        assert date.fromisoformat(bar.since) <= date.fromisoformat(bar.until)
    assert timeline.drawn(view, parse([("words", "nosuchword")])) is None


def test_a_bar_leads_to_its_events(view: Any) -> None:
    bars = timeline.drawn(view, parse([("since", "2022-09-20"), ("until", "2022-09-30")]))
    assert bars
    assert bars.unit == "day"
    assert all(bar.chosen for bar in bars.bars)


def test_months_and_years_end_where_they_end() -> None:
    assert timeline._last("2024-02") == date(2024, 2, 29)
    assert timeline._last("2023-12") == date(2023, 12, 31)
    assert timeline._last("2023") == date(2023, 12, 31)
    assert timeline._first("nonsense") is None
    assert len(timeline._steps("year", date(1990, 1, 1), date(2020, 1, 1))) == 31


def test_regions_are_shaded_not_pinned(view: Any) -> None:
    drawn = geography.drawn(view, Filters(view="map"))
    found = {spot.place_id: spot for spot in spots.spots(view, Filters())}
    assert drawn.marks
    for mark in drawn.marks:
        place = next(
            spot for spot in found.values() if f"place={spot.place_id}" in mark.href.replace("&", "?").split("?")
        )
        assert mark.area == (place.precision in ("district", "region"))
        assert place.precision != "country"
        assert 0 <= mark.x <= WIDTH
        assert 0 <= mark.y <= HEIGHT
    assert any(country.shade for country in drawn.countries) == any(
        spot.precision == "country" for spot in found.values()
    )
    assert "Crimea" in WORDS
    assert "say nothing" in WORDS


def test_any_part_of_the_world_can_be_drawn(view: Any) -> None:
    for box in ("-180,-90,180,90", "170,60,180,70", "30,44,37,47", "0,0,0,0"):
        drawn = geography.drawn(view, parse([("view", "map"), ("box", box)]))
        west, south, east, north = drawn.box
        assert -180 <= west < east <= 180
        assert -90 <= south < north <= 90
        squeeze = math.cos(math.radians((south + north) / 2))
        if east - west < 359:
            assert (east - west) * squeeze / (north - south) == pytest.approx(WIDTH / HEIGHT, rel=0.35)


def test_shapes_are_small_and_crimea_is_drawn_as_ukraine() -> None:
    data = resources.files("whence.web").joinpath("data", "shapes.json").read_bytes()
    assert len(data) < 1_000_000
    shapes = {code: [geography._ring(ring) for ring in rings] for code, rings in json.loads(data).items()}
    assert len(shapes) > 190
    inside = [code for code, rings in shapes.items() if any(_inside((34.1, 45.0), ring) for ring in rings)]
    assert inside == ["UA"]
    for code, ring in ((code, ring) for code, rings in shapes.items() for ring in rings):
        assert max(abs(a[0] - b[0]) for a, b in pairwise(ring)) < 180, code


def _inside(point: tuple[float, float], ring: list[tuple[float, float]]) -> bool:
    x, y = point
    found = False
    for (ax, ay), (bx, by) in zip(ring, [*ring[1:], ring[0]], strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            found = not found
    return found


def test_preparing(tmp_path: Path) -> None:
    """Two neighbours that share an arc, and a peninsula that changes hands."""
    scale = {"scale": [0.01, 0.01], "translate": [0, 0]}
    arcs = [
        [[3300, 4640], [0, 200], [-800, 0], [0, -200]],  # mainland, but for its shore
        [[2500, 4640], [400, 0], [400, 0]],
        [[3300, 4620], [300, 0], [0, -100], [-300, 0], [0, 100]],  # the peninsula
        [[5000, 5000], [1000, 0], [0, 1000], [-1000, 0], [0, -1000]],
    ]
    countries = [
        {"type": "Polygon", "id": "804", "arcs": [[0, 1]], "properties": {"name": "Ukraine"}},
        {"type": "MultiPolygon", "id": "643", "arcs": [[[2]], [[3]]], "properties": {"name": "Russia"}},
        {"type": "Polygon", "arcs": [[~3]], "properties": {"name": "Nowhere"}},
    ]
    source = tmp_path / "c.json"
    source.write_text(
        json.dumps({"transform": scale, "arcs": arcs, "objects": {"countries": {"geometries": countries}}})
    )
    prepare.prepare(source, tmp_path)
    shapes = json.loads((tmp_path / "shapes.json").read_text())
    assert set(shapes) == {"RU", "UA"}
    assert len(shapes["RU"]) == 1
    assert json.loads((tmp_path / "countries.json").read_text())["KR"] == "South Korea"


def test_parts_of_preparing() -> None:
    line = [(0.0, 0.0), (1.0, 0.01), (2.0, 0.0), (3.0, 1.0), (4.0, 0.0)]
    assert prepare.thinned(line, 0.05) == [(0.0, 0.0), (2.0, 0.0), (3.0, 1.0), (4.0, 0.0)]
    left = [(0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0)]
    right = [(1.0, 0.0), (2.0, 0.0), (2.0, 1.0), (1.0, 1.0), (1.0, 0.0)]
    whole = prepare.joined(left, right)
    assert set(whole) == {*left, *right}
    assert len(whole) == 7
    over = prepare.unwrapped([(179.0, 0.0), (-179.0, 0.0), (-179.0, 1.0), (179.0, 1.0), (179.0, 0.0)])
    assert over[0] == [(179.0, 0.0), (181.0, 0.0), (181.0, 1.0), (179.0, 1.0), (179.0, 0.0)]
    assert over[1][0] == (-181.0, 0.0)
