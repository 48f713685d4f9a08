"""Figures on gold and corpora may rise, never fall quietly: the floors stand in floors.json."""

from __future__ import annotations

import json
from importlib import import_module
from pathlib import Path

import pytest

FLOORS = json.loads((Path(__file__).parent / "floors.json").read_text(encoding="utf-8"))


def figure(result: object, name: str) -> float:
    """The figure at a path such as `claims, type right/F1`."""
    for part in name.split("/"):
        assert isinstance(result, dict)
        result = result[part]
    assert isinstance(result, int | float)
    return float(result)


@pytest.mark.parametrize("case", FLOORS, ids=[f"{c['evaluate']} {c['on']} {c.get('from', '')}" for c in FLOORS])
def test_no_figure_falls_below_its_floor(shared: Path, case: dict[str, object]) -> None:
    module, _, function = str(case["function"]).partition(":")
    run = getattr(import_module(module), function)
    paths = [shared / str(p) for p in case["paths"]]  # type: ignore[attr-defined]
    options = {"from_claims": True} if case.get("from") == "claims" else {}
    result = run(paths if case.get("several") else paths[0], **options)
    floors = dict(case["floors"])  # type: ignore[call-overload]
    fallen = {name: (figure(result, name), floor) for name, floor in floors.items() if figure(result, name) < floor}
    assert not fallen, f"below the floor (measured, floor): {fallen}"


def test_every_span_of_gold_is_to_the_letter(shared: Path) -> None:
    from whence.evaluate.gold import gold

    result = gold(sorted(p.parent for p in (shared / "gold").glob("*/gold.json")))
    assert figure(result, "spans not to the letter") == 0
