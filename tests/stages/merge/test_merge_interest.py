"""Who speaks against the interest of the own side, and how the reason says so."""

from __future__ import annotations

from typing import Any

import pytest

KYIV = [("Ukraine's General Staff", "organisation")]
MOSCOW = [("Russian Defence Ministry", "organisation")]
POLICE = [("Ann Brun", "person", "police spokeswoman")]


def reason(desk: Any, *claims: tuple[list[Any], str, dict[str, Any]]) -> str:
    """Why the one event of these claims, each in an outlet of its own, has its grade."""
    ids = []
    for number, (chain, words, more) in enumerate(claims):
        report = desk.report(f"r{number}", f"Outlet {number}")
        ids.append(desk.claim(report, words, place="Velm", day="2031-05-01", chain=chain, **more))
    event = desk.event(ids[0])
    assert set(event.claims) == set(ids)
    return str(event.credibility.why)


SHELLED = "Russian artillery shelled a school in Velm on Thursday and killed nine pupils"
HIT = {"actors": ["Russian artillery"], "targets": ["a school", "nine pupils"], "figures": [("killed", 9, 9)]}


def test_a_side_that_owns_up_is_named(desk: Any) -> None:
    assert reason(desk, (MOSCOW, SHELLED, HIT)).endswith(
        "; Russian Defence Ministry against the interest of the own side"
    )


def test_both_belligerents_agree(desk: Any) -> None:
    soldiers = "Russian forces killed nine Ukrainian soldiers in Velm on Thursday"
    lost = {"actors": ["Russian forces"], "targets": ["Ukrainian soldiers"], "figures": [("killed", 9, 9)]}
    said = reason(desk, (KYIV, soldiers, lost), (MOSCOW, f"{soldiers}, by mortar fire", lost))
    assert said.startswith("confirmed: 2 independent origins agree")
    assert said.endswith("; both sides say so, Ukraine's General Staff against the interest of the own side")


@pytest.mark.parametrize(
    ("chain", "status"),
    [
        (KYIV, "asserted"),
        (MOSCOW, "denied"),
        ([("residents", "unnamed")], "asserted"),
        ([("Jo Marn", "person")], "asserted"),
    ],
)
def test_an_enemy_a_denier_and_a_stranger_admit_nothing(desk: Any, chain: Any, status: str) -> None:
    assert "against the interest" not in reason(desk, (chain, SHELLED, HIT | {"status": status}))


def test_a_boast_is_no_admission(desk: Any) -> None:
    words = "Russian forces destroyed a Ukrainian arms depot in Velm on Thursday"
    assert "against" not in reason(desk, (MOSCOW, words, {"actors": ["Russian forces"], "targets": ["arms depot"]}))


def test_a_police_force_that_beat_teachers_says_so(desk: Any) -> None:
    words = "Police officers beat three teachers in Velm on Thursday"
    more = {"kind": "ASSAULT/beat", "actors": ["Police officers"], "targets": ["three teachers"]}
    assert "against" not in reason(desk, (POLICE, words, more | {"actors": []}))
    desk.reports.clear()
    desk.claims.clear()
    assert reason(desk, (POLICE, words, more)).endswith("Ann Brun against the interest of the own side")


def test_who_withdraws_admits_it(desk: Any) -> None:
    words = "Russian forces withdrew from Velm on Thursday"
    assert "against" in reason(desk, (MOSCOW, words, {"kind": "RETREAT/withdraw", "actors": ["Russian forces"]}))
