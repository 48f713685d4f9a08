"""The map that moves: served from here, worker and all; without WebGL2 or without the package the drawing stays."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from browser import CHROMIUM, axe, chromium
from pages_of import pages
from serving import served
from web_record import examples

from whence.web import maplibre
from whence.web.draw.geography import AREA
from whence.web.pages import maps
from whence.web.settings import Serving


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return examples(tmp_path_factory.mktemp("map"))


@pytest.fixture(scope="module")
def client(record: Path) -> Iterator[Any]:
    with pages(record) as found:
        yield found


def test_places_are_those_of_the_events(client: Any) -> None:
    for query in ("", "?type=VOTE", "?status=planned"):
        found = client.get(f"/places.geojson{query}").json()["features"]
        events = client.get(f"/events.json{query or '?'}&size=200").json()["events"]
        assert sum(one["properties"]["events"] for one in found) == sum(one["place"] is not None for one in events)
        for one in found:
            known = one["properties"]["known"]
            kind = one["geometry"]["type"] if one["geometry"] else None
            assert kind in ({"Polygon"} if known in AREA else {None} if known == "country" else {"Point", None})
            assert client.get(one["properties"]["href"]).status_code == 200


def test_a_worker_is_cut_out_of_the_bundle() -> None:
    parts = (
        "head",
        "define('shared',['exports'],(1));",
        'define("worker",["./shared"],(2));',
        "define('index',[],(3));",
    )
    bundle = "\n".join((*parts, "tail\n"))
    found = maplibre.parted(bundle + "//# sourceMappingURL=x.map")
    assert found
    assert found.page == bundle
    assert [word in found.worker for word in ("head", "(1)", "(2)", "(3)", "tail")] == [False, True, True, False, False]
    assert maplibre.parted(bundle.replace("worker", "other")) is None
    assert maplibre.parted("") is None


def test_without_the_package_the_drawing_stays(client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "data-maplibre" in client.get("/events?view=map&type=VOTE").text
    monkeypatch.setattr(maps, "maplibre", lambda: None)
    maps.held.cache_clear()
    try:
        text = client.get("/events?view=map&type=ASSAULT").text
        assert '<svg class="map"' in text
        assert "maplibre" not in text
        assert client.get("/map/worker.js").status_code == 404
        assert client.get("/map/nothing.js").status_code == 404
    finally:
        maps.held.cache_clear()


def test_the_map_moves_where_the_browser_can(record: Path) -> None:
    if not CHROMIUM.exists():
        if os.environ.get("CI"):
            pytest.fail(f"{CHROMIUM} is not here: apt-get install chromium, or set WHENCE_CHROMIUM")
        pytest.skip("no Chromium")
    with served(Serving(record=record)) as base, chromium(graphics=True) as browser:
        page = browser.new_page(viewport={"width": 1200, "height": 900})
        wrong: list[str] = []
        asked: list[str] = []
        page.on("console", lambda one: wrong.append(one.text) if one.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda one: asked.append(one.url))
        page.goto(f"{base}/events?view=map")
        page.wait_for_selector("figure[data-live]")
        assert page.locator(".live canvas").is_visible()
        assert not page.locator("svg.map").is_visible()
        assert any("/map/worker.js" in one for one in asked)
        assert [one for one in asked if not one.startswith(base)] == []  # not even a `blob:`
        before = page.locator(".zoom a").first.get_attribute("href")
        page.click("[aria-label=Closer]")
        page.wait_for_function("was => document.querySelector('.zoom a').getAttribute('href') !== was", arg=before)
        page.evaluate("() => { window.stayed = document.querySelector('.live canvas'); }")
        page.locator(".zoom a").first.click()
        page.wait_for_url("**box=**")
        page.wait_for_selector("figure[data-live]")
        page.locator("svg.bars a").first.click()
        page.wait_for_url("**since=**")
        page.wait_for_selector("figure[data-live]")
        # The same map took in the places of the new state.
        assert page.evaluate("window.stayed === document.querySelector('.live canvas')")
        state = [one for one in asked if "/places.geojson" in one][-1].partition("?")[2]
        assert sorted(state.split("&")) == sorted(page.url.partition("?")[2].split("&"))
        assert not page.locator("svg.map").is_visible()
        # Graphics on a processor warn of slow reads: nothing that a page can mend.
        assert [one for one in wrong if "GPU stall" not in one] == []
        barriers = browser.new_page(bypass_csp=True)  # axe is put in past the policy, which would not let it in
        barriers.goto(f"{base}/events?view=map")
        barriers.wait_for_selector("figure[data-live]")
        barriers.evaluate(axe())
        assert barriers.evaluate("() => axe.run().then(r => r.violations.map(v => [v.id, v.nodes[0].html]))") == []
