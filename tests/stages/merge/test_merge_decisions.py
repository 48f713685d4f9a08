"""What people decided stands above the machine, is replayed, and can be undone."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

SAME = "Gunmen opened fire on the market in Velm on Friday"


@pytest.fixture
def town(desk: Any) -> Any:
    """c001 and c002 are one event for the machine, c003 another, c004 a third."""
    for name in ("r1", "r2", "r3"):
        desk.report(name, f"Outlet {name}")
    desk.claim("r1", SAME, place="Velm", day="2031-05-01", figures=[("killed", 3, 3, "three")])
    desk.claim("r2", SAME, place="Velm", day="2031-05-01")
    desk.claim("r3", "Shots were fired at a ferry off Dorn", place="Dorn", day="2031-05-20")
    desk.claim("r3", "Police detained a fisherman in Dorn", "COERCE/arrest", place="Dorn", day="2031-05-21")
    return desk


def shape(desk: Any, *decisions: Any) -> list[tuple[str, ...]]:
    return sorted(event.claims for event in desk.merge(*decisions).events)


def ids(desk: Any) -> dict[str, str]:
    return {event.claims[0]: event.event_id for event in desk.merge().events}


def test_the_machine_alone(town: Any) -> None:
    assert shape(town) == [("c001", "c002"), ("c003",), ("c004",)]


def test_merge_joins_events_whatever_their_types(town: Any, decision: Any) -> None:
    known = ids(town)
    ruling = decision("merge", known["c003"], known["c004"])
    assert shape(town, ruling) == [("c001", "c002"), ("c003", "c004")]
    assert town.event("c003", ruling).event_id == known["c003"]


def test_same_and_not_same_on_claims(town: Any, decision: Any) -> None:
    assert shape(town, decision("same", "c002", "c003")) == [("c001", "c002", "c003"), ("c004",)]
    apart = decision("not-same", "c001", "c002")
    assert shape(town, apart) == [("c001",), ("c002",), ("c003",), ("c004",)]
    assert {pair.verdict for pair in town.merge(apart).pairs} == {"cannot"}


def test_the_later_of_two_decisions_wins(town: Any, decision: Any) -> None:
    apart, again = decision("not-same", "c001", "c002", at=1), decision("same", "c001", "c002", at=2)
    assert shape(town, apart, again)[0] == ("c001", "c002")
    assert shape(town, again, apart)[0] == ("c001", "c002")  # their times count, not their order here


def test_split_takes_claims_out_together(town: Any, decision: Any) -> None:
    join = decision("same", "c001", "c003", "c004", at=1)
    split = decision("split", ids(town)["c001"], "c003", "c004", at=2)
    assert shape(town, join, split) == [("c001", "c002"), ("c003", "c004")]


def test_reject_leaves_a_claim_or_an_event_out(town: Any, decision: Any) -> None:
    merged = town.merge(decision("reject", "c002"))
    assert sorted(event.claims for event in merged.events) == [("c001",), ("c003",), ("c004",)]
    assert [claim.claim_id for claim in merged.claims] == ["c001", "c002", "c003", "c004"]
    assert shape(town, decision("reject", ids(town)["c001"])) == [("c003",), ("c004",)]


def test_edit_sets_a_field_and_may_move_the_claim(town: Any, decision: Any) -> None:
    found = {claim.claim_id: claim for claim in town.merge(
        decision("edit", "c001", field="figures.0.low", value="4", at=1),
        decision("edit", "c001", field="mode", value="", at=2),
        decision("edit", "c002", field="place.name", value="Velm-on-Sea", at=3),
        decision("edit", "c003", field="status", value="denied", at=4),
    ).claims}  # fmt: skip
    assert found["c001"].figures[0].low == 4
    assert found["c001"].mode is None
    assert found["c002"].place.name == "Velm-on-Sea"
    assert found["c003"].status == "denied"


@pytest.mark.parametrize(
    ("field", "value"),
    [("status", "wrong"), ("claim_id", "c9"), ("evidence.text", "x"), ("place.start", "7"), ("place.colour", "red"),
     ("figures.7.low", "4"), ("figures.x.low", "4"), ("place", "Velm"), ("hedge.text", "x"), ("figures.0.low", "many")],
)  # fmt: skip
def test_an_edit_that_does_not_fit_changes_nothing(town: Any, decision: Any, field: str, value: str) -> None:
    assert town.merge(decision("edit", "c001", field=field, value=value)) == town.merge()


def test_undo_and_undo_of_the_undo(town: Any, decision: Any) -> None:
    join = decision("same", "c001", "c003", at=1)
    undo = decision("undo", join.decision_id, at=2)
    redo = decision("undo", undo.decision_id, at=3)
    assert shape(town, join, undo) == shape(town)
    assert shape(town, join, undo, redo) == shape(town, join)
    marked = replace(join, undone_by=undo.decision_id)
    assert shape(town, marked) == shape(town)
    assert shape(town, marked, undo, redo) == shape(town, join)


def test_a_decision_on_what_is_gone_changes_nothing(town: Any, decision: Any) -> None:
    assert shape(town, decision("merge", "0" * 16, "f" * 16), decision("accept", "c001", at=2)) == shape(town)
