"""One test for each rule on who is an independent origin."""

from __future__ import annotations

import sys
from typing import Any

import pytest

WORDS = "Gunmen opened fire on the market in Velm on Friday and killed three traders"


def tell(
    desk: Any,
    report: str,
    outlet: str | None,
    *chains: list[tuple[Any, ...]],
    status: str = "asserted",
    words: str = WORDS,
) -> None:
    if report not in desk.reports:
        desk.report(report, outlet)
    for chain in chains:
        desk.claim(
            report,
            f"{words}, page {report}",
            place="Velm",
            day="2031-05-01",
            targets=["market traders"],
            chain=chain,
            status=status,
        )


def names(desk: Any) -> list[str]:
    event = desk.event("c001")
    assert len(event.claims) == len(desk.claims)
    assert sorted(one for origin in event.origins for one in origin.claims) == list(event.claims)
    return sorted(origin.name for origin in event.origins)


def test_a_chain_ends_in_its_origin(desk: Any) -> None:
    tell(desk, "r1", "Velm Post", [("Lake Herald", "outlet"), ("Ada Brun",)])
    assert names(desk) == ["Ada Brun"]


def test_own_voice_is_an_origin_where_the_report_cites_nobody(desk: Any) -> None:
    tell(desk, "r1", "Velm Post", [])
    tell(desk, "r2", "Lake Herald", [("Ada Brun",)])
    assert names(desk) == ["Ada Brun", "Velm Post"]


def test_own_voice_takes_the_origin_that_its_report_cites(desk: Any) -> None:
    tell(desk, "r1", "Velm Post", [], [("Ada Brun",)])
    assert names(desk) == ["Ada Brun"]


def test_own_voice_stands_where_the_reporter_saw_it(desk: Any) -> None:
    tell(desk, "r1", "Velm Post", [("Ada Brun",)])
    tell(desk, "r1", "Velm Post", [], words=WORDS + ", a reporter for the paper saw")
    assert names(desk) == ["Ada Brun", "Velm Post"]


def test_own_voice_is_not_the_deniers(desk: Any) -> None:
    tell(desk, "r1", "Velm Post", [])
    tell(desk, "r1", "Velm Post", [("Army of Velm", "organisation")], status="denied")
    assert names(desk) == ["Army of Velm", "Velm Post"]


def test_reprints_share_one_origin(desk: Any) -> None:
    desk.report("r1", "Meridian Wire", "2031-05-02")
    desk.report("r2", "Lake Herald", "2031-05-03")
    more = (
        "The harbour master closed the basin. Schools stay shut until Monday, the council decided late at night. "
        "Buses run to the hospital every half hour. Volunteers collected blankets, soup and candles in the theatre."
    )
    for name in ("r1", "r2"):
        tell(desk, name, None, [])
        report = desk.reports[name]
        desk.reports[name] = type(report)(**{one: getattr(report, one) for one in report.__struct_fields__}
                                          | {"text": report.text + " " + more})  # fmt: skip
    assert names(desk) == ["Meridian Wire"]


def test_one_person_over_two_outlets_and_spellings_is_one(desk: Any) -> None:
    tell(desk, "r1", "Velm Post", [("Serhiy Haidenko", "person", "Governor of North")])
    tell(desk, "r2", "Lake Herald", [("North Wire", "agency"), ("Sergii Gaidenko",)])
    assert len(names(desk)) == 1


def test_a_spokesman_and_his_body_are_one(desk: Any) -> None:
    tell(desk, "r1", "Velm Post", [("Otto Karl", "person", "spokesman of the Interior Ministry")])
    tell(desk, "r2", "Lake Herald", [("Interior Ministry of Velmia", "organisation")])
    assert len(names(desk)) == 1


def test_a_resident_does_not_speak_for_his_town_council(desk: Any) -> None:
    tell(desk, "r1", "Velm Post", [("Otto Karl", "person", "baker in Velm")])
    tell(desk, "r2", "Lake Herald", [("Velm council", "organisation")])
    assert len(names(desk)) == 2


def test_a_role_alone_is_the_person_who_holds_it(desk: Any) -> None:
    tell(desk, "r1", "Velm Post", [("Ada Brun", "person", "mayor of Velm")])
    tell(desk, "r2", "Lake Herald", [("mayor of Velm", "person")])
    assert names(desk) == ["Ada Brun"]


def test_unnamed_sources_of_two_outlets_are_two_and_of_one_are_one(desk: Any) -> None:
    tell(desk, "r1", "Velm Post", [("residents", "unnamed")])
    tell(desk, "r2", "Lake Herald", [("residents of the quarter", "unnamed")])
    assert len(names(desk)) == 2
    tell(desk, "r3", "Dorn Daily", [("Velm Post", "outlet"), ("residents", "unnamed")])
    assert len(names(desk)) == 2


def test_unnamed_sources_of_one_family_are_one(desk: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    class Family:
        def family(self, _name: str) -> str:
            return "one owner"

    monkeypatch.setattr(sys.modules["whence.stages.merge.merge"], "directory", Family)
    tell(desk, "r1", "Velm Post", [("residents", "unnamed")])
    tell(desk, "r2", "Lake Herald", [("residents of the quarter", "unnamed")])
    assert len(names(desk)) == 1


def test_different_bodies_are_two_and_unknown_outlets_never_add_up(desk: Any) -> None:
    tell(desk, "r1", None, [])
    tell(desk, "r2", None, [])
    assert names(desk) == ["unknown outlet"]
    tell(desk, "r3", "Lake Herald", [("Health Ministry of North", "organisation")])
    tell(desk, "r4", "Lake Herald", [("Militia of North", "organisation")])
    assert len(names(desk)) == 3


@pytest.mark.parametrize(
    "words",
    ["this newspaper counted nineteen holes", "I was in the yard when they came", "the Chronicle counted nine dead"],
)
def test_an_outlets_own_people_on_the_spot_are_an_origin(desk: Any, words: str) -> None:
    tell(desk, "r1", "Oleni Chronicle", [("Jo Marn", "person")])
    tell(desk, "r1", "Oleni Chronicle", [], words=f"{WORDS}: {words}")
    assert names(desk) == ["Jo Marn", "Oleni Chronicle"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (("Lea Sand", "person", "deputy justice minister"), ("justice ministry", "organisation")),
        (("police spokesman", "unnamed"), ("police", "organisation")),
        (("Ann Brun", "person", "spokeswoman of the Police Office"), ("Police Office", "outlet")),
    ],
)
def test_an_office_its_holder_and_who_speaks_for_it_are_one(desk: Any, one: Any, other: Any) -> None:
    tell(desk, "r1", "Oleni Chronicle", [one])
    tell(desk, "r2", "Dorn Post", [other])
    assert len(names(desk)) == 1


def test_another_bodys_spokesman_is_another(desk: Any) -> None:
    tell(desk, "r1", "Oleni Chronicle", [("army spokesman", "unnamed")])
    tell(desk, "r2", "Dorn Post", [("police", "organisation")])
    assert names(desk) == ["army spokesman", "police"]
