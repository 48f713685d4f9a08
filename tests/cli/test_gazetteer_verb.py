"""`whence gazetteer`: an index from a dump of GeoNames' form, and names looked up in it with both kinds of codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from whence.cli import main

LINES = (
    (702657, "Luhans'ka Oblast'", "Luhanska oblast,Луганская область", 48.9, 39.0, "A", "ADM1", "14", "", 2100000),
    (11, "Tykha Balka", "Tihaya Balka,Тихая Балка", 48.5, 39.1, "P", "PPL", "14", "1414", 120),
    (12, "Tykha Balka Airfield", "", 48.51, 39.11, "S", "AIRF", "14", "", 0),
    (13, "Tykhyi Raion", "", 48.5, 39.2, "A", "ADM2", "14", "1414", 9000),
    (14, "Tykhyi Ostriv", "", 46.1, 31.5, "T", "ISL", "16", "", 0),
    (15, "Some Creek", "", 48.5, 39.3, "H", "STM", "14", "", 0),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dump")
    rows = [
        [i, name, name, others, lat, lon, kind, code, "UA", "", one, two, "", "", people, "", "", "Europe/Kyiv", "2026"]
        for i, name, others, lat, lon, kind, code, one, two, people in LINES
    ]
    dump = folder / "allCountries.txt"
    dump.write_text("".join("\t".join(map(str, row)) + "\n" for row in rows), encoding="utf-8")
    built = folder / "places.sqlite"
    assert main(["gazetteer", "build", str(dump), "--into", str(built)]) == 0
    return built


def shown(name: str, index: Path, capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    capsys.readouterr()
    assert main(["gazetteer", "show", name, "--gazetteer", str(index), "--json"]) == 0
    found: list[dict[str, object]] = json.loads(capsys.readouterr().out)
    return found


def test_places_of_a_dump_have_both_kinds_of_codes(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (place,) = shown("Tihaya Balka", index, capsys)
    assert (place["geonameid"], place["kind"], place["admin1"], place["iso"]) == (11, "settlement", "14", "UA-09")
    assert place["region"] == "Luhansk Oblast"
    assert [p["kind"] for p in shown("Tykha Balka Airfield", index, capsys)] == ["facility"]
    assert [p["kind"] for p in shown("Tykhyi Raion", index, capsys)] == ["district"]
    assert [p["kind"] for p in shown("Tykhyi Ostriv", index, capsys)] == ["area"]


def test_a_division_keeps_our_name_and_takes_the_dumps(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("Луганская область", "Luhansk Oblast", "LNR"):
        (region,) = shown(name, index, capsys)
        assert (region["name"], region["geonameid"], region["iso"]) == ("Luhansk Oblast", 702657, "UA-09")


def test_lines_tell_codes_and_place(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gazetteer", "show", "Tykha Balka", "--gazetteer", str(index)]) == 0
    assert capsys.readouterr().out == (
        "Tykha Balka  settlement  Luhansk Oblast, UA  UA-09  48.5000 39.1000  120 people  GeoNames 11\n"
    )


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["show"], 2, "needs a name"),
        (["build", "allCountries.txt"], 2, "--into"),
        (["build", "nowhere.txt", "--into", "x.sqlite"], 6, "no such file"),
    ],
)
def test_what_makes_no_sense_is_told(
    arguments: list[str], status: int, words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["gazetteer", *arguments]) == status
    assert words in capsys.readouterr().err


def test_an_unknown_name_is_told(index: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["gazetteer", "show", "Some Creek", "--gazetteer", str(index)]) == 4
    assert "no place of that name" in capsys.readouterr().err
