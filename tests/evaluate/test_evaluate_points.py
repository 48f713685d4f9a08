"""Place words of coded rows against their points, places of gold claims, and the comparison with other libraries."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from whence.errors import InputError
from whence.evaluate import compared
from whence.evaluate.bellingcat import bellingcat
from whence.evaluate.compared import dateparser_times, overlap, place_finder
from whence.evaluate.places import GoldPlace, places, same
from whence.evaluate.ucdp import ucdp
from whence.schema.records import Place

HEADER = "where_prec,where_coordinates,where_description,latitude,longitude\n"
INCIDENTS = """[
  {
    id: "CIV0001",
    date: "02/24/2022",
    latitude: "49.8375",
    longitude: "36.6863",
    location: "Chuhuiv, south of Kharkiv",
    description:
      "Apartment block hit.",
  },
  {
    id: "CIV0002",
    latitude: "50.0",
    longitude: "36.2",
    location: "Qzxwv",
  },
  {
    id: "CIV0003",
    location: "",
  },
]
"""


def test_rows_of_precision_one_and_two_are_located(tmp_path: Path) -> None:
    table = tmp_path / "rows.csv"
    table.write_text(
        HEADER
        + "1,Kyiv city,Kyiv city,50.45,30.52\n"
        + "2,Sloviansk town,,48.87,37.61\n"
        + '2,x,"Qzxwv village",48.0,37.6\n'
        + "4,Donetsk oblast,Donetsk oblast,48.0,37.8\n",
        encoding="utf-8",
    )
    found = ucdp(table)
    assert found.rows == 3
    assert found.within_25km == pytest.approx(2 / 3)
    assert found.by_precision == {"1": 1.0, "2": 0.5}
    assert [miss.words for miss in found.misses] == ["Qzxwv village"]
    assert ucdp(tmp_path).rows == 3


@pytest.mark.parametrize(
    ("text", "words"), [("a,b\n1,2\n", "has no column"), (HEADER + "1,Kyiv,Kyiv,x,y\n", "cannot be read")]
)
def test_another_table_is_refused(tmp_path: Path, text: str, words: str) -> None:
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=words):
        ucdp(tmp_path / "t.csv")


def test_incidents_are_located(tmp_path: Path) -> None:
    (tmp_path / "ukraine.js").write_text(INCIDENTS, encoding="utf-8")
    found = bellingcat(tmp_path)
    assert (found.rows, found.within_25km) == (2, 0.5)
    (tmp_path / "ukraine.js").write_text("[]", encoding="utf-8")
    with pytest.raises(InputError, match="no incidents"):
        bellingcat(tmp_path)
    with pytest.raises(InputError, match="cannot be read"):
        bellingcat(tmp_path / "none.js")


def place(**values: object) -> Place:
    plain = {"text": "x", "start": 0, "end": 1, "found_by": "test", "name": "x"} | values
    return Place(**plain)  # type: ignore[arg-type]


def test_places_are_the_same_by_kind() -> None:
    town = GoldPlace("Tokmak", "settlement", "UA", "Zaporizhzhia Oblast", 47.25, 35.7)
    near = place(lat=47.26, lon=35.71, precision="settlement", country="UA")
    assert same(near, town)
    assert not same(place(lat=48.26, lon=35.71, precision="settlement"), town)
    assert not same(place(lat=47.26, lon=35.71, precision="region"), town)
    assert same(None, None)
    assert not same(None, town)
    region = GoldPlace("Luhansk Oblast", "region", "UA", "Luhansk Oblast")
    assert same(place(country="UA", admin1="Luhansk", precision="region"), region)
    lost = GoldPlace("Mankivka", "settlement", "UA", "Luhansk Oblast", in_gazetteer=False)
    assert same(place(fallback=True, admin1="Luhansk Oblast"), lost)
    assert same(place(name="Qzx"), GoldPlace("Qzx", "settlement"))


def test_places_of_gold_claims_are_scored(tmp_path: Path) -> None:
    claim = {
        "id": "c1", "report": "r1", "evidence": "Shells hit a barn in Tokmak", "type": "ASSAULT", "status": "asserted",
        "place": {"name": "Tokmak", "precision": "settlement", "country": "UA", "lat": 47.2512, "lon": 35.7058},
    }  # fmt: skip
    (tmp_path / "gold.json").write_text(json.dumps({"claims": [claim]}), encoding="utf-8")
    (tmp_path / "reports.jsonl").write_text(
        json.dumps({"id": "r1", "text": "Shells hit a barn in Tokmak, Zaporizhzhia Oblast."}), encoding="utf-8"
    )
    assert places(tmp_path) == {"accuracy": 1.0, "accuracy_where_placed": 1.0, "claims": 1.0}


@pytest.mark.parametrize("name", compared.PLACES)
def test_other_libraries_give_spans(name: str) -> None:
    finder = place_finder(name)
    if finder is None:
        pytest.skip(f"{name} is not installed")
    text = "Shells hit Berlin and Madrid. Berlin is in Germany."
    assert [text[a:b] for a, b in finder(text)] == ["Berlin", "Madrid", "Berlin", "Germany"]


def test_a_library_that_is_not_there_scores_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_: str) -> None:
        raise ImportError

    monkeypatch.setattr(compared, "import_module", gone)
    assert place_finder.__wrapped__("geotext") is None
    assert compared._search.__wrapped__() is None


def test_dateparser_gives_days() -> None:
    found = dateparser_times("They met on 3 May 2022 in Kyiv.", date(2022, 6, 1))
    assert found is None or [t.value for t in found] == ["2022-05-03"]


def test_each_true_span_is_used_once() -> None:
    assert overlap([(0, 5), (2, 6), (9, 10)], [(1, 4), (9, 12)]) == 2


def test_shares_within_25_km_do_not_fall_below_their_floors(shared: Path) -> None:
    assert ucdp(shared / "data" / "ucdp_ged_ukraine").within_25km >= 0.71
    assert bellingcat(shared / "data" / "bellingcat_civharm_ua").within_25km >= 0.86
