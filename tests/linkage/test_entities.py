"""Who is one: names, spellings, offices, bodies and abbreviations, inside a report and over reports."""

from __future__ import annotations

import random

import pytest

from whence.linkage.entities import entities
from whence.linkage.entity import Entity, Naming, namings
from whence.linkage.entity_names import core, office
from whence.schema.records import Claim, Link, Party, Span


def said(naming_id: str, report: str, name: str, text: str = "", **more: object) -> Naming:
    return Naming(id=naming_id, report=report, name=name, text=text or name, **more)  # type: ignore[arg-type]


def together(*some: Naming) -> list[set[str]]:
    """The entities of some namings as sets of ids, singletons left out."""
    return [set(one.namings) for one in entities(some) if len(one.namings) > 1]


def only(*some: Naming) -> Entity:
    (one,) = entities(some)
    return one


GOVERNOR = said("1", "a", "Serhii Haidai", role="Governor of Luhansk Oblast", kind="person")


def test_one_governor_under_four_names_in_four_reports() -> None:
    one = only(
        GOVERNOR,
        said("2", "b", "Sergei Gaidai", role="Luhansk governor", kind="person"),
        said("3", "c", "governor of Luhansk", text="the governor of Luhansk", kind="person"),
        said("4", "d", "Hayday", kind="person", country="UA"),
        said("5", "b", "Gaidai", kind="person", country="UA"),
        said("6", "a", "Serhii Haidai", role="Governor of Luhansk Oblast", kind="person"),
    )
    assert one.sector == "GOV"
    assert one.name == "Serhii Haidai"
    assert set(one.names) == {"Serhii Haidai", "Sergei Gaidai", "governor of Luhansk", "Hayday", "Gaidai"}
    assert one.reports == ("a", "b", "c", "d")
    assert {reason.feature for reason in one.reasons} == {"name", "office", "surname"}
    assert any("said to be governor of Luhansk" in reason.words for reason in one.reasons)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (said("1", "a", "Anna Petrova", kind="person"), said("2", "a", "Maria Petrova", kind="person")),
        (GOVERNOR, said("2", "b", "governor of Kherson", kind="person")),
        (GOVERNOR, said("2", "b", "deputy governor of Luhansk", kind="person")),
        (GOVERNOR, said("2", "b", "Haidai", kind="person")),  # another report, and nothing else in common
        (said("1", "a", "Russian Defence Ministry"), said("2", "b", "Ukrainian Defence Ministry")),
        (said("1", "a", "Election Commission", country="KE"), said("2", "b", "Election Commission", country="BD")),
        (said("1", "a", "Ivan Koval", kind="person", private=True, country="UA"),
         said("2", "b", "Ivan Koval", kind="person", private=True, country="CA")),
        (said("1", "a", "residents", kind="unnamed"), said("2", "b", "residents", kind="unnamed")),
        (said("1", "a", "he"), said("2", "b", "he")),
        (said("1", "a", "Nice"), said("2", "a", "Nice Matin", kind="outlet")),
    ],
)  # fmt: skip
def test_what_is_not_one_stays_apart(left: Naming, right: Naming) -> None:
    assert len(entities([left, right])) == 2


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (said("1", "a", "SBU"), said("2", "b", "Security Service of Ukraine")),
        (said("1", "a", "Moscow"), said("2", "b", "Russia")),
        (said("1", "a", "Russia's Defence Ministry"), said("2", "b", "Russian Ministry of Defense")),
        (said("1", "a", "Belnavina"), said("2", "b", "state news agency Belnavina", kind="agency")),
        (said("1", "a", "Northwind"), said("2", "b", "Northwind Holdings Ltd")),
        (said("1", "a", "Election Commission"), said("2", "a", "commission", text="the commission")),
        (said("1", "a", "FDL"), said("2", "a", "Front for Dignity and Labour")),
        (said("1", "a", "Carlos Lemos Simmonds", kind="person"), said("2", "a", "Lemos Simmonds", kind="person")),
        (said("1", "a", "Kim Jong Un", kind="person"), said("2", "a", "Kim", kind="person")),
    ],
)
def test_what_is_one_is_joined(left: Naming, right: Naming) -> None:
    assert together(left, right) == [{"1", "2"}]


def test_an_abbreviation_that_one_report_spells_out_holds_in_all() -> None:
    one = only(
        said("1", "a", "Front for Dignity and Labour", text="the FDL"),
        said("2", "b", "FDL"),
    )
    assert one.name == "Front for Dignity and Labour"


def test_two_holders_of_an_office_leave_the_office_alone() -> None:
    found = together(
        said("1", "a", "Anna Petrova", role="mayor of Dolyna", kind="person"),
        said("2", "b", "Oleh Bondar", role="mayor of Dolyna", kind="person"),
        said("3", "c", "mayor of Dolyna", kind="person"),
        said("4", "d", "Dolyna mayor", kind="person"),
    )
    assert found == [{"3", "4"}]


def test_what_an_entity_is() -> None:
    assert (only(GOVERNOR).kind, only(GOVERNOR).roles) == ("person", ("Governor of Luhansk Oblast",))
    agency = only(said("1", "a", "Reuters", kind="agency"))
    assert (agency.kind, agency.sector, agency.family is not None) == ("outlet", "JRN", True)
    ministry = only(said("1", "a", "Russian Defence Ministry"))
    assert (ministry.kind, ministry.sector, ministry.country) == ("body", "MIL", "RU")
    assert only(said("1", "a", "Algerians")).country == "DZ"
    assert only(said("1", "a", "Ben Bella", text="Algerian President Ben Bella", kind="person")).country == "DZ"
    baker = said("1", "a", "Olena Koval", kind="person", private=True)
    assert only(baker).private
    assert not only(baker, said("2", "a", "Olena Koval", kind="person", role="mayor of Dolyna")).private


def test_the_order_of_namings_changes_nothing() -> None:
    some = [
        GOVERNOR, said("2", "b", "Gaidai", kind="person", country="UA"), said("3", "b", "governor of Luhansk"),
        said("4", "c", "SBU"), said("5", "c", "Security Service of Ukraine"), said("6", "a", "Haidai", kind="person"),
    ]  # fmt: skip
    first = entities(some)
    random.Random(7).shuffle(some)
    assert entities(some) == first
    assert entities(iter(())) == ()


def test_claims_give_their_actors_targets_and_sources() -> None:
    span = {"start": 0, "end": 3, "found_by": "x"}
    claim = Claim(
        claim_id="c1", report_id="r", type="ASSAULT", evidence=Span(text="abc", **span),
        actors=(Party(text="abc", name="Army", private=False, **span),),
        targets=(Party(text="abc", name="Olena Koval", **span),),
        chain=(Link(text="abc", name="Haidai", kind="person", role="governor", **span),),
    )  # fmt: skip
    assert [(one.id, one.name, one.role, one.private) for one in namings([claim])] == [
        ("c1.actors.0", "Army", None, False),
        ("c1.targets.0", "Olena Koval", None, True),
        ("c1.chain.0", "Haidai", "governor", True),
    ]


def test_descriptions_and_brackets_are_no_part_of_a_name() -> None:
    assert core("U.S. automaker Northwind") == "Northwind"
    assert core("Bank of Ukraine") == "Bank of Ukraine"
    assert core("Umma Party (UP") == "Umma Party"
    assert office("former governor of Luhansk") is None
    assert office("minister") is None


def test_work_grows_with_the_namings(growth: object) -> None:
    def made(size: int) -> list[Naming]:
        pick = random.Random(3)
        parts = ["ba", "ko", "ri", "ta", "mu", "lo", "ne", "sha"]
        names = [
            "".join(pick.choices(parts, k=2)).title() + " " + "".join(pick.choices(parts, k=3)).title()
            for _ in range(size)
        ]
        return [said(f"c{at}", f"r{at // 8}", name, kind="person") for at, name in enumerate(names)]

    assert growth(lambda size: entities(made(size)), 400) < 12  # type: ignore[operator]
