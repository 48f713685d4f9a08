"""What the reports of two claims, and the names and counts in them, tell about the pair."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from whence.schema.records import Figure
from whence.stages.merge import setting, signs
from whence.stages.merge.decisions import in_force
from whence.stages.merge.merge import see
from whence.stages.merge.profile import Profile
from whence.stages.merge.quick_setting import far, near, undated

SHOT = "Gunmen shot at the market."
Value = Callable[[Profile, Profile], float]


def profiles(desk: Any) -> dict[str, Profile]:
    seen = see(list(desk.reports.values()), desk.claims, in_force(()))
    return {one.claim.claim_id: one for one in seen.profiles}


@pytest.fixture
def pair(desk: Any) -> Callable[..., tuple[Profile, Profile]]:
    """Two claims of two reports, or of one."""

    def make(first: dict[str, Any], second: dict[str, Any], *, published: tuple[str | None, str | None] = (None, None),
             one_report: bool = False) -> tuple[Profile, Profile]:  # fmt: skip
        texts = [some.pop("text", SHOT) for some in (first, second)]
        names = ("r1", "r1" if one_report else "r2")
        if one_report:
            desk.report("r1", "Velm Post", published=published[0])
        else:
            for name, outlet, day in zip(names, ("Velm Post", "Lake Herald"), published, strict=True):
                desk.report(name, outlet, published=day)
        for name, text, some in zip(names, texts, (first, second), strict=True):
            desk.claim(name, text, **some)
        found = profiles(desk)
        return found["c001"], found["c002"]

    return make


@pytest.mark.parametrize(
    ("published", "day", "told"),
    [("2031-05-01", "2031-05-09", 1.0), ("2031-05-01", "2031-05-02", 0.0), (None, "2031-05-09", 0.0)],
)
def test_a_report_does_not_tell_of_a_day_to_come(pair: Any, published: str | None, day: str, told: float) -> None:
    a, b = pair({}, {"day": day}, published=(published, "2031-05-10"))
    assert setting.not_yet(a, b) == setting.not_yet(b, a) == told


def test_a_plan_may_speak_of_a_day_to_come(pair: Any) -> None:
    a, b = pair({"status": "planned"}, {"day": "2031-05-09"}, published=("2031-05-01", "2031-05-10"))
    assert setting.not_yet(a, b) == 0


@pytest.mark.parametrize(("later", "far_off"), [("2031-09-01", 1.0), ("2031-05-20", 0.0)])
def test_reports_that_lie_months_apart(pair: Any, later: str, far_off: float) -> None:
    a, b = pair({}, {"day": later}, published=("2031-05-01", later))
    assert setting.months_apart(a, b) == far_off


def test_dated_claims_may_lie_in_reports_months_apart(pair: Any) -> None:
    a, b = pair({"day": "2031-05-01"}, {"day": "2031-05-01"}, published=("2031-05-01", "2031-12-01"))
    assert setting.months_apart(a, b) == 0


def test_reports_that_tell_of_other_days(pair: Any) -> None:
    a, b = pair({"day": "2031-05-01"}, {"day": "2031-05-03"})
    assert setting.other_days(a, b) == 1
    assert setting.other_days(a, a) == 0


def test_also_and_a_new_day_set_out_another_act(pair: Any) -> None:
    a, b = pair({"text": SHOT}, {"text": "They also beat a guard on Friday.", "day": "2031-05-02"}, one_report=True)
    weights = {"adds": 1.0, "new_day": 2.0, "own_voice": 4.0, "other_source": 0.0}
    assert near(weights, a, b) == setting.adds(a, b) + 2 * setting.new_day(a, b) + 4 * setting.own_voice(a, b) == 7


@pytest.mark.parametrize(
    ("left", "right", "other"),
    [("two reporters of Radio Velm", "three reporters", 0.0), ("two reporters of Radio Velm", "the mayor", 1.0)],
)
def test_targets_are_told_apart_by_what_they_are(pair: Any, left: str, right: str, other: float) -> None:
    a, b = pair({"targets": [left]}, {"targets": [right]})
    assert signs.other_things(a, b) == other


def test_targets_are_told_apart_by_name(pair: Any) -> None:
    a, b = pair({"targets": ["Ada Brun"]}, {"targets": ["Leo Marn, a teacher"]})
    assert signs.other_people(a, b) == 1
    assert signs.other_people(a, a) == 0


def test_a_clause_may_name_the_others_actor(pair: Any) -> None:
    a, b = pair({"actors": ["the Zorin militia"]}, {"text": "The market was shot at by the Zorin militia."})
    assert signs.actor_named(a, b) == 1
    assert signs.actor_named(a, a) == 0


@pytest.mark.parametrize(("left", "right", "apart"), [(3, 3, 0.0), (1, 100, 1.0), (10, 20, 0.231), (0, 5, 0.0)])
def test_counts_far_apart(pair: Any, left: int, right: int, apart: float) -> None:
    a, b = pair({"figures": [("arrested", left, left)]}, {"figures": [("arrested", right, right)]})
    assert signs.figure_gap(a, b) == pytest.approx(apart, abs=1e-3)


def test_counts_of_other_things_tell_nothing(pair: Any) -> None:
    a, b = pair({"figures": [("arrested", 1, 1)]}, {"figures": [("killed", 90, 90)]})
    assert signs.figure_gap(a, b) == 0
    assert all(isinstance(figure, Figure) for figure in a.figures)


def test_the_quick_parts_are_the_declared_ones(pair: Any) -> None:
    a, b = pair({}, {"day": "2031-05-09"}, published=("2031-01-01", "2031-05-10"))
    assert far({"lead_and_body": 8.0, "not_yet": 1.0}, a, b) == setting.not_yet(a, b) == 1
    assert undated({"carried_far": 8.0, "months_apart": 1.0}, a, b, None) == setting.months_apart(a, b) == 1
