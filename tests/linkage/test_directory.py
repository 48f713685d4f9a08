"""The directory as shipped, its patterns, and what a user may add."""

from __future__ import annotations

import os
from pathlib import Path

import pycountry
import pytest

from whence.errors import ConfigurationError
from whence.linkage.directory import directory, fingerprint
from whence.linkage.directory_load import Body, Outlet, State, read_rows, shipped

HISTORIC = {"SU", "YU", "XK"}


def test_size_and_uniqueness() -> None:
    outlets = read_rows(shipped("outlets.csv"), Outlet)
    assert len(outlets) >= 300
    assert len({outlet.name for outlet in outlets}) == len(outlets)
    bodies = read_rows(shipped("bodies.csv"), Body)
    assert len({body.name for body in bodies}) == len(bodies)
    assert not any(outlet.name in outlet.aliases for outlet in outlets)


def test_country_codes_are_real() -> None:
    rows = [*read_rows(shipped("outlets.csv"), Outlet), *read_rows(shipped("bodies.csv"), Body)]
    codes = {row.country for row in rows if row.country} | {
        state.code for state in read_rows(shipped("states.csv"), State)
    }
    assert not {code for code in codes - HISTORIC if pycountry.countries.get(alpha_2=code) is None}


@pytest.mark.parametrize(
    ("name", "found", "kind"),
    [
        ("The Kyiv Post", "Kyiv Post", "outlet"),
        ("REUTER", "Reuters", "agency"),
        ("AFP", "Agence France-Presse", "agency"),
        ("www.washingtonpost.com", "Washington Post", "outlet"),
        ("Zenith Press Agency", "Zenith Press Agency", "agency"),
        ("The Sumy Ledger", "Sumy Ledger", "outlet"),
        ("Fox 35", "Fox 35", "outlet"),
    ],
)
def test_outlet(name: str, found: str, kind: str) -> None:
    outlet = directory().outlet(name)
    assert outlet is not None
    assert (outlet.name, outlet.kind) == (found, kind)


@pytest.mark.parametrize("name", ["the governor", "Ivan Melnyk", "time", "the State", "United Nations", "", "post"])
def test_no_outlet(name: str) -> None:
    assert directory().outlet(name) is None


def test_family() -> None:
    assert directory().family("The Observer") == directory().family("Guardian") == "Guardian Media Group"
    assert directory().family("Daily Express") == directory().family("The Mirror")
    assert directory().family("Business Insider") == directory().family("Politico")
    assert directory().family("The Sumy Ledger") is None
    assert directory().family("nobody") is None


@pytest.mark.parametrize(
    ("name", "sector", "country"),
    [
        ("Russia's Defence Ministry", "MIL", "RU"),
        ("the Ukrainian army", "MIL", "UA"),
        ("Foreign Ministry of Kazakhstan", "GOV", "KZ"),
        ("police in Kabacan", "COP", None),
        ("the UN", "IGO", None),
        ("FMLN", "REB", "SV"),
        ("two residents", "CVL", None),
        ("United Russia", "PTY", "RU"),
    ],
)
def test_body(name: str, sector: str, country: str | None) -> None:
    body = directory().body(name)
    assert body is not None
    assert (body.sector, body.country) == (sector, country)


@pytest.mark.parametrize("name", ["bridge", "Ivan Melnyk", "", "rockets"])
def test_no_body(name: str) -> None:
    assert directory().body(name) is None


@pytest.mark.parametrize(
    ("name", "code"), [("Moscow", "RU"), ("the Kremlin", "RU"), ("U.S.", "US"), ("Ukrainian", "UA"), ("Kyiv", "UA")]
)
def test_state(name: str, code: str) -> None:
    state = directory().state(name)
    assert state is not None
    assert state.code == code


def test_extended(tmp_path: Path) -> None:
    outlets = tmp_path / "outlets.csv"
    outlets.write_text(
        "name,aliases,kind,country,family\nKyiv Post,KP,outlet,UA,Mine\nOur Paper,,outlet,,\n", encoding="utf-8"
    )
    more = directory().extended(outlets)
    assert more.family("KP") == "Mine"
    assert more.outlet("Our Paper") is not None
    assert directory().family("Kyiv Post") == "Kyiv Post"
    bodies = tmp_path / "bodies.csv"
    bodies.write_text("name,sector\nSilent Reed,REB\n", encoding="utf-8")
    body = more.extended(bodies).body("Silent Reed")
    assert body is not None
    assert body.sector == "REB"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("name,kind\nX,paper\n", "outlet or agency"),
        ("name,sector\nX,ABC\n", "PLOVER"),
        ("name,country\nX,Ukraine\n", "ISO"),
        ("title\nX\n", "columns"),
        ("name,owner\nX,Y\n", "columns"),
        ("name,kind\n,outlet\n", "no name"),
        ("name,kind\nX,outlet,more\n", "as many values"),
    ],
)
def test_bad_rows_are_refused(tmp_path: Path, content: str, says: str) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(ConfigurationError, match=says):
        directory().extended(path)


def test_unreadable_extension(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        directory().extended(tmp_path / "none.csv")
    broken = tmp_path / "broken.csv"
    broken.write_bytes(b"name\n\xff\xfe\xff\n")
    with pytest.raises(ConfigurationError, match="UTF-8"):
        directory().extended(broken)


def test_the_users_own_lists_stand_above_the_shipped_ones(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own, more = tmp_path / "own.csv", tmp_path / "more.csv"
    own.write_text("name,aliases,sector,country\nNorthwind Militia,NWM,UAF,UA\n", encoding="utf-8")
    more.write_text("name,kind,family\nNorthwind Daily,outlet,Northwind Group\n", encoding="utf-8")
    monkeypatch.setenv("WHENCE_DIRECTORY", os.pathsep.join(map(str, (own, more))))
    directory.cache_clear()
    try:
        body = directory().body("NWM")
        assert body is not None
        assert (body.name, body.sector) == ("Northwind Militia", "UAF")
        assert directory().family("Northwind Daily") == "Northwind Group"
        assert directory().family("The Observer") == "Guardian Media Group"
        before = fingerprint()
        more.write_text("name,kind,family\nNorthwind Daily,outlet,\n", encoding="utf-8")
        assert before
        assert fingerprint() != before
        monkeypatch.setenv("WHENCE_DIRECTORY", str(tmp_path / "absent.csv"))
        directory.cache_clear()
        with pytest.raises(ConfigurationError, match="absent"):
            directory()
    finally:
        monkeypatch.undo()
        directory.cache_clear()
    assert fingerprint() == ""
