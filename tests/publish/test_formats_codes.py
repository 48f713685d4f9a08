"""Other people's codes: what each kind of event becomes, and what stays empty because nobody says it."""

from __future__ import annotations

import pytest

from whence.publish import acled, gdelt, polecat, ucdp
from whence.publish.cells import bare, day, guarded, ident, moment, unguarded
from whence.publish.codes import country, days
from whence.publish.delimited import Out
from whence.publish.view import Bundle
from whence.schema.records import (
    Claim,
    Credibility,
    Event,
    EventFigure,
    EventParty,
    EventPlace,
    EventTime,
    Figure,
    Span,
    Supported,
)

SPAN = {"text": "x", "start": 0, "end": 1, "found_by": "t"}


def event(kind: str, mode: str | None = None, **more: object) -> Event:
    given = {"status": "asserted", "claims": (), "reports": (), "credibility": Credibility(grade=3, why="One.")} | more
    made = Supported(value=mode, claims=()) if mode else None
    return Event(event_id="ab" * 8, type=Supported(value=kind, claims=()), mode=made, **given)


def alone(one: Event, *claims: Claim) -> Bundle:
    return Bundle(event=one, claims=claims, reports={})


def parties(*sectors: str | None) -> tuple[EventParty, ...]:
    return tuple(EventParty(name=f"P{number}", sector=sector) for number, sector in enumerate(sectors))


def acled_row(one: Event) -> dict[str, object] | Out:
    row = acled.row(alone(one))
    return row if isinstance(row, Out) else dict(zip(acled.COLUMNS, row, strict=True))


@pytest.mark.parametrize(
    ("actors", "targets", "found"),
    [
        (("MIL",), ("CVL",), "Attack"), (("MIL",), ("REB",), "Armed clash"), (("MIL",), (None,), ""),
        ((None,), (None,), ""),
    ],
)  # fmt: skip
def test_acled_tells_an_attack_from_a_clash_by_sectors_alone(
    actors: tuple[str, ...], targets: tuple[str, ...], found: str
) -> None:
    row = acled_row(event("ASSAULT", "firearms", actors=parties(*actors), targets=parties(*targets)))
    assert row["sub_event_type"] == found
    assert row["disorder_type"] == "Political violence"


def test_acled_leaves_out_what_it_does_not_code_and_says_why() -> None:
    assert acled_row(event("CONSULT")) == Out("of a kind that ACLED does not code")
    assert "not asserted" in acled_row(event("PROTEST", "demo", status="planned")).why


def test_acled_actors_places_and_crowds() -> None:
    time = EventTime(earliest="2022-09-01", latest="2022-09-30", precision="month")
    row = acled_row(
        event(
            "PROTEST", "riot", actors=parties(None, "CVL"), targets=parties("COP"), time=time,
            place=EventPlace(name="Kherson Oblast", country="UA", lat=46.6, lon=33.0, precision="region"),
            figures=(EventFigure(what="crowd", low=200, unit="people"),),
        )
    )  # fmt: skip
    assert (row["inter1"], row["inter2"], row["interaction"]) == ("Rioters", "State forces", "Rioters-State forces")
    assert row["assoc_actor_1"] == "P1"
    assert (row["time_precision"], row["geo_precision"], row["iso"]) == (3, 3, 804)
    assert row["tags"] == "crowd size=at least 200"
    assert row["fatalities"] is None
    bare_row = acled_row(event("COERCE", "arrest", actors=parties("REB"), place=EventPlace(name="x", country="UA")))
    assert (bare_row["latitude"], bare_row["event_date"], bare_row["inter1"]) == (None, None, "Rebel group")
    year = EventTime(earliest="2022-01-01", latest="2022-12-31", precision="year")
    assert acled_row(event("COERCE", "arrest", time=year))["event_date"] is None, "no date is finer than it is known"
    exact = EventFigure(what="crowd", low=50, high=80, unit="people")
    assert acled_row(event("PROTEST", "demo", figures=(exact,)))["tags"] == "crowd size=50 to 80"


def ged_row(one: Event, *claims: Claim) -> dict[str, object] | Out:
    row = ucdp.row(alone(one, *claims))
    return row if isinstance(row, Out) else dict(zip(ucdp.COLUMNS, row, strict=True))


def test_ged_bounds_come_from_all_claims_that_assert() -> None:
    def claim(low: int, high: int | None, status: str = "asserted") -> Claim:
        figure = Figure(**SPAN, what="killed", low=low, high=high, unit="people")
        return Claim(report_id="r", evidence=Span(**SPAN), type="ASSAULT", status=status, figures=(figure,))

    killed = EventFigure(what="killed", low=5, high=5, unit="people")
    one = event("ASSAULT", figures=(killed,), actors=parties("MIL"), targets=parties("REB"))
    row = ged_row(one, claim(3, 3), claim(9, None), claim(90, 90, "denied"))
    assert (row["low"], row["best"], row["high"]) == (3, 5, 9)
    assert row["type_of_violence"] == 1
    assert (row["year"], row["priogrid_gid"], row["where_prec"], row["date_prec"]) == (None, None, None, None)


@pytest.mark.parametrize(
    ("actors", "targets", "found"),
    [(("REB",), ("UAF",), 2), (("COP",), ("CVL",), 3), (("CVL",), ("CVL",), None), ((None,), ("CVL",), None)],
)
def test_ged_kinds_of_violence(actors: tuple[str, ...], targets: tuple[str, ...], found: int | None) -> None:
    killed = EventFigure(what="killed", low=1, high=1, unit="people")
    row = ged_row(event("ASSAULT", figures=(killed,), actors=parties(*actors), targets=parties(*targets)))
    assert row["type_of_violence"] == found


@pytest.mark.parametrize(
    ("code", "region"), [("SY", "Middle East"), ("GE", "Europe"), ("MX", "Americas"), ("JP", "Asia")]
)
def test_ged_regions(code: str, region: str) -> None:
    killed = EventFigure(what="killed", low=1, high=1, unit="people")
    time = EventTime(earliest="2022-09-01", latest="2022-09-05", precision="range")
    place = EventPlace(name="x", country=code, lat=89.99, lon=179.99, precision="district")
    row = ged_row(event("ASSAULT", figures=(killed,), place=place, time=time))
    assert (row["region"], row["where_prec"], row["date_prec"]) == (region, 3, 2)
    assert row["priogrid_gid"] == 360 * 720


def test_ged_leaves_out_what_nobody_died_in() -> None:
    assert "nobody says" in ged_row(event("ASSAULT")).why
    assert "no asserted attack" in ged_row(event("PROTEST")).why


def test_polecat_and_gdelt_leave_out_our_own_types_and_what_is_only_planned() -> None:
    for module, words in ((polecat, "PLOVER"), (gdelt, "CAMEO")):
        assert words in module.row(alone(event("VOTE", "hold"))).why
        assert "not asserted" in module.row(alone(event("ASSAULT", status="denied"))).why


def test_polecat_gives_no_mode_of_our_own() -> None:
    row = dict(zip(polecat.COLUMNS, polecat.row(alone(event("COERCE", "vote"))), strict=True))
    assert row["Event Mode"] is None
    assert row["Event Type"] == "COERCE"


def test_gdelt_codes_and_places() -> None:
    time = EventTime(earliest="2022-09-24", latest="2022-09-24", precision="day")
    place = EventPlace(name="Ukraine", country="UA", lat=49.0, lon=32.0, precision="country")
    one = event("ASSAULT", time=time, place=place, actors=parties("MIL"))
    row = dict(zip(gdelt.COLUMNS, gdelt.row(alone(one)), strict=True))
    assert (row["EventCode"], row["EventBaseCode"], row["EventRootCode"], row["QuadClass"]) == ("180", "180", "18", 4)
    assert (row["SQLDATE"], row["MonthYear"], row["Year"]) == (20220924, 202209, 2022)
    assert (row["ActionGeo_Type"], row["ActionGeo_FullName"]) == (1, "Ukraine")
    assert row["NumSources"] is None, "no outlet is known, which is not none"
    assert row["Actor1Type1Code"] == "MIL"


def test_cells() -> None:
    for words in ("=1", "'", "''=x", "-", " =1", "\u00a0@x", "plain", "", "＝1"):
        assert unguarded(guarded(words)) == words
        assert guarded(words)[:1] not in set("=+-@")
    assert bare(ident("claim", "ab")) == "ab"
    assert bare("abcd") == "abcd"
    assert ident("claim", None) is None
    assert day("2022-13-45") is None
    assert day("2022-09-24T18:20:00Z") == "2022-09-24"
    assert moment("yesterday") is None
    assert moment(None) is None
    assert country("ZZ") is None
    assert days(EventTime(earliest="2022-09-24", latest=None)) is None
