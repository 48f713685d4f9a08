# ruff: noqa: E501 (one line a field of the filters)
"""Events: filters in the address, facets that add up, pages that hold every event once, files of the same."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from html import escape, unescape
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages_of import pages
from web_record import examples

from whence.api import Record
from whence.schema.ontology import type_names
from whence.web import wording
from whence.web.filters import LONG, SHAPES, SORTS, STATUSES, Filters, parse


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return examples(tmp_path_factory.mktemp("events"))


@pytest.fixture(scope="module")
def client(record: Path) -> Iterator[Any]:
    with pages(record) as found:
        yield found


@pytest.fixture(scope="module")
def shown(record: Path) -> Any:
    with Record(record) as opened:
        return opened.protected


def every(client: Any, query: str = "") -> list[dict[str, Any]]:
    found, address = [], f"/events.json?size=7{query}"
    while address:
        answer = client.get(address).json()
        found += answer["events"]
        address = answer["next"]
    return found


day = st.dates().map(str)
name = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=20).map(str.strip).filter(bool)
filters = st.builds(
    Filters,
    type=st.lists(st.sampled_from(type_names()), unique=True, min_size=0, max_size=3).map(lambda found: tuple(t for t in type_names() if t in found)),
    status=st.lists(st.sampled_from(STATUSES), unique=True, max_size=2).map(lambda found: tuple(s for s in STATUSES if s in found)),
    country=st.sampled_from([(), ("UA",), ("UA", "SN")]), place=st.none() | st.integers(1, 99999),
    box=st.none() | st.just((1.5, -2.0, 30.25, 4.0)), since=st.none() | day, until=st.none() | day, actor=st.none() | name, source=st.none() | name,
    outlet=st.none() | name, origins=st.integers(0, 99), disputed=st.booleans(), reviewed=st.sampled_from([None, True, False]), words=st.none() | name,
    view=st.sampled_from(SHAPES), sort=st.sampled_from(SORTS), size=st.integers(1, 200),
    more=st.lists(st.sampled_from(LONG), unique=True).map(lambda found: tuple(one for one in LONG if one in found)),
)  # fmt: skip


@given(filters)
def test_every_state_stands_in_the_address(held: Filters) -> None:
    assert parse(parse_qsl(held.query()[1:])) == held
    carried = [*held.hidden("words"), *([("words", held.words)] if held.words else [])]
    assert parse(carried) == held


@pytest.mark.parametrize("sort", SORTS)
def test_pages_hold_every_event_once(client: Any, shown: Any, sort: str) -> None:
    found = every(client, f"&sort={sort}")
    assert sorted(one["event_id"] for one in found) == sorted(one.event_id for one in shown.events)
    days = [one["earliest"] for one in found if one["earliest"]]
    if sort in ("newest", "oldest"):
        assert days == sorted(days, reverse=sort == "newest")
    else:
        key = {"origins": "independent_origins", "claims": "claims"}[sort]
        assert [one[key] for one in found] == sorted((one[key] for one in found), reverse=True)


def test_filters_agree_with_the_record(client: Any, shown: Any) -> None:
    events = shown.events

    def ids(query: str) -> set[str]:
        return {one["event_id"] for one in every(client, query)}

    assert ids("&type=VOTE") == {one.event_id for one in events if one.type.value == "VOTE"}
    assert ids("&type=VOTE&status=denied&status=planned") == {
        one.event_id for one in events if one.type.value == "VOTE" and one.status in ("denied", "planned")
    }
    assert ids("&country=UA") == {one.event_id for one in events if one.place and one.place.country == "UA"}
    assert ids("&origins=2") == {one.event_id for one in events if len(one.origins) >= 2}
    assert ids("&disputed=yes") == {one.event_id for one in events if one.disputes}
    who = next(party.name for one in events for party in one.actors)
    of = {one.event_id for one in events if who.lower() in [p.name.lower() for p in (*one.actors, *one.targets)]}
    assert ids(f"&actor={who}") == ids(f"&actor={who.upper()}") == of
    said = next(origin.name for one in events for origin in one.origins)
    assert ids(f"&source={said}") == {one.event_id for one in events if said in [o.name for o in one.origins]}
    dated = [one for one in events if one.time and one.time.earliest]
    within = {
        one.event_id
        for one in dated
        if (one.time.latest or one.time.earliest) >= "2022-09" and one.time.earliest <= "2022-09-31"
    }
    assert ids("&since=2022-09&until=2022-09") == within
    assert ids("&words=nosuchwordanywhere") == ids("&words=...") == set()
    assert ids("&words=polling") == ids("&words=POLLING") != set()
    assert ids("&reviewed=yes") == set()


def test_facets_say_what_each_filter_would_leave(client: Any) -> None:
    for base in ("", "&status=asserted", "&type=VOTE&status=asserted", "&words=election", "&since=2022"):
        facets = client.get(f"/events.json?size=1{base}").json()["facets"]
        for value, k in facets["type"].items():
            asked = re.sub(r"&type=\w+", "", base) + f"&type={value}"
            assert client.get(f"/events.json?size=1{asked}").json()["total"] == k
        assert sum(facets["origins"].values()) == client.get(f"/events.json?size=1{base}").json()["total"]


FURTHER = (
    "",
    "&status=asserted",
    "&type=VOTE",
    "&words=election",
    "&since=2022&country=UA",
    "&disputed=yes",
    "&origins=2",
)


@pytest.mark.parametrize("part", ["actor", "source"])
def test_parties_and_origins_are_counted_under_any_filter(client: Any, shown: Any, part: str) -> None:
    of = {one.event_id: names_of(one, part) for one in shown.events}
    for base in FURTHER:
        counted = Counter(name for one in every(client, base) for name in of[one["event_id"]])
        facets = client.get(f"/events.json?size=1{base}").json()["facets"][part]
        assert {name.casefold(): k for name, k in facets.items()} == dict(counted.most_common(len(facets)))
        assert len(facets) == min(60, len(counted))
        assert [*facets.values()] == sorted(facets.values(), reverse=True)
        for name in [*facets][:3]:
            total = client.get("/events.json", params={"size": 1, part: name, **dict(parse_qsl(base))}).json()["total"]
            assert total == facets[name]


def names_of(event: Any, part: str) -> set[str]:
    held = event.origins if part == "source" else (*event.actors, *event.targets)
    return {one.name.casefold() for one in held}


def test_a_chosen_name_stands_among_the_counts(client: Any) -> None:
    facets = client.get("/events.json?size=1").json()["facets"]["actor"]
    chosen = [*facets][-1]
    page = client.get("/events", params={"actor": chosen.upper()}).text
    assert f'data-keep="actor={escape(chosen)}" aria-current="true"' in page


def test_long_facets_open_without_scripts(client: Any) -> None:
    def parties(page: str) -> int:
        return len(re.findall(r'data-keep="actor=', page))

    short = client.get("/events").text
    longer = re.search(r'class="longer" href="([^"]+)" data-keep="more=actor"', short)
    assert longer
    long = client.get(unescape(longer[1])).text
    assert parties(short) == 8 < parties(long)
    assert "more=actor" in longer[1]
    fewer = re.search(r'class="longer" href="([^"]+)" data-keep="more=actor"', long)
    assert fewer
    assert parties(client.get(unescape(fewer[1])).text) == 8


def test_choices_of_the_form_carry_their_counts(client: Any) -> None:
    page = client.get("/events?type=VOTE").text
    for query, told in (("&origins=2", "2 or more"), ("&reviewed=no", "not yet"), ("", "any number")):
        total = client.get(f"/events.json?size=1&type=VOTE{query}").json()["total"]
        assert f">{told} ({total})<" in page
    for mode, k in re.findall(r'<option value="([\w-]+)">[\w-]+ \((\d+)\)', page):
        if mode not in ("yes", "no") and not mode.isdecimal():
            assert client.get(f"/events.json?size=1&type=VOTE&mode={mode}").json()["total"] == int(k)


def test_files_hold_the_same_events(client: Any) -> None:
    asked = "?type=VOTE&type=ASSAULT"
    found = {one["event_id"] for one in every(client, asked.replace("?", "&"))}
    rows = list(csv.DictReader(io.StringIO(client.get(f"/events.csv{asked}").text)))
    assert {row["event_id"] for row in rows} == found
    features = client.get(f"/events.geojson{asked}").json()["features"]
    assert {one["id"] for one in features} == found
    for one in features:
        pinned = one["properties"]["precision"] in ("exact", "facility", "settlement", "district")
        assert (one["geometry"] is not None) == (pinned and one["properties"]["lat"] is not None)
    assert client.get("/events.xml").status_code == 404


@pytest.mark.parametrize("view", SHAPES)
def test_all_shapes_lead_to_the_same_events(client: Any, view: str) -> None:
    text = client.get(f"/events?view={view}&type=VOTE").text
    table = client.get("/events?type=VOTE").text
    link = r"/events/([0-9a-f]{16})"
    assert set(re.findall(link, text)) == set(re.findall(link, table)) != set()
    assert "occurred" not in text


def test_an_empty_record_says_what_to_do(tmp_path: Path) -> None:
    from whence.store.writer import Writer

    Writer(tmp_path / "empty.db").close()
    with pages(tmp_path / "empty.db") as client:
        for path in (
            "/events",
            "/events?view=map",
            "/reports",
            "/places",
            "/actors",
            "/sources",
            "/disputes",
            "/history",
            "/issues",
        ):
            assert client.get(path).status_code == 200
        assert "whence read" in client.get("/events").text
        assert "Nothing waits" in client.get("/review").text
        assert client.get("/events.json").json()["total"] == 0


def test_dates_as_people_read_them() -> None:
    assert wording.days("2022-09-23", "2022-09-23") == "23 September 2022"
    assert wording.days("2022-09-23", "2022-09-27") == "23 to 27 September 2022"
    assert wording.days("2022-09-23", "2022-10-01") == "23 September 2022 to 1 October 2022"
    assert wording.day("2022-09") == "September 2022"
    assert wording.day("soon") == "soon"
    assert wording.day("2022-99") == "2022-99"
    assert wording.moment("2026-01-02T03:04:05Z") == "2 January 2026, 03:04 UTC"
    assert wording.field("figures.vote-share") == "number vote share"
    assert wording.field("actors.0") == "who did it (0)"
