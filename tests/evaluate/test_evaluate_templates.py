"""GTT's scoring of templates and CEAF of fillers, on small cases worked out by hand."""

from __future__ import annotations

import pytest

from whence.evaluate.muc4 import paired
from whence.evaluate.templates import Template, filler, plain, score, total


def template(kind: str, **roles: list[list[str]]) -> Template:
    return Template(type=kind, roles={role: tuple(map(filler, fillers)) for role, fillers in roles.items()})


GOLD = [
    template("attack", PerpInd=[["guerrillas", "rebels"]], Target=[["bridge"]]),
    template("bombing / attack", Weapon=[["the bomb"]]),
]


def test_words_are_compared_plain() -> None:
    assert plain('The "Santo Tomas" presidential farm') == "santo tomas presidential farm"


def test_the_gold_itself_is_right() -> None:
    summed = total([score(GOLD, GOLD)])
    assert (summed["all"].precision, summed["all"].recall) == (1.0, 1.0)
    assert summed["all"].gold == 5  # two types, three fillers


def test_the_best_mapping_is_taken() -> None:
    mine = [template("attack", Weapon=[["bomb"]]), template("attack", PerpInd=[["Rebels"]], Target=[["school"]])]
    summed = total([score(mine, GOLD)])
    assert summed["type"].right == 2
    assert summed["Weapon"].f1 == 1.0
    assert summed["PerpInd"].f1 == 1.0
    assert summed["Target"].right == 0
    assert summed["all"].precision == pytest.approx(4 / 5)


def test_another_type_maps_to_nothing() -> None:
    summed = total([score([template("arson", PerpInd=[["rebels"]])], GOLD[:1])])
    assert (summed["all"].right, summed["all"].predicted, summed["all"].gold) == (0, 2, 3)


def test_a_filler_with_a_strange_mention_is_wrong() -> None:
    summed = total([score([template("attack", PerpInd=[["rebels", "soldiers"]])], GOLD[:1])])
    assert summed["PerpInd"].right == 0


def test_two_predicted_for_one_gold_count_as_gtt_counts_them() -> None:
    summed = total([score([template("attack", PerpInd=[["rebels"], ["guerrillas"]])], GOLD[:1])])
    assert (summed["PerpInd"].right, summed["PerpInd"].found) == (2, 1)


def test_templates_for_an_empty_message_cost_precision() -> None:
    summed = total([score([template("attack")], []), score([], GOLD)])
    assert (summed["all"].precision, summed["all"].recall) == (0.0, 0.0)


def test_very_many_templates_end_in_a_greedy_mapping() -> None:
    many = [template("attack", Target=[[f"house {i}"]]) for i in range(12)]
    summed = total([score(many, many[::-1])])
    assert summed["Target"].f1 == 1.0


def test_fillers_are_paired_one_to_one() -> None:
    gold = [filler(["a", "rebels"]), filler(["rebels"])]
    assert paired([filler(["rebels"]), filler(["rebels"])], gold) == 2
    assert paired([filler(["rebels"]), filler(["soldiers"])], gold) == 1
    assert paired([], gold) == 0
