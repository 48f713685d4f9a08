"""Evaluators that map the record's claims to another corpus' classes, over texts of our own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from whence.errors import InputError
from whence.evaluate import case2021, police
from whence.evaluate.classes import by_class, macro, of_sets, weighted
from whence.evaluate.correlation import pearson, sign_figures
from whence.evaluate.published import PUBLISHED
from whence.schema.records import Claim, Party, Span


def span(text: str) -> Span:
    return Span(text=text, start=0, end=len(text), found_by="test", confidence=1.0)


def claim(kind: str, mode: str | None, words: str, actor: str = "", status: str = "asserted") -> Claim:
    actors = (Party(text=actor, start=0, end=len(actor), found_by="test", confidence=1.0, name=actor),) if actor else ()
    return Claim(report_id="r", evidence=span(words), type=kind, mode=mode, actors=actors, status=status)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "classes"),
    [
        (claim("COERCE", "arrest", "ten men were held"), {"ARREST", "ANY_ACTION"}),
        (claim("COERCE", "arrest", "the army held ten men", "the army"), set()),
        (claim("ASSAULT", "firearms", "police fired, killing two", "police"), {"KILL", "FORCE", "ANY_ACTION"}),
        (claim("ASSAULT", "beat", "constables beat him", "constables"), {"FORCE", "ANY_ACTION"}),
        (claim("ASSAULT", "beat", "the crowd beat him", "the crowd"), set()),
        (claim("ASSAULT", None, "police did not fire", "police", "denied"), {"FAIL"}),
        (claim("CONSULT", None, "police may meet them", "police", "possible"), set()),
        (claim("RETREAT", "withdraw", "police left", "police"), {"ANY_ACTION", "FAIL"}),
    ],
)
def test_classes_of_a_claim(one: Claim, classes: set[str]) -> None:
    assert police.of_claim(one) == classes


def test_police(tmp_path: Path) -> None:
    rows = [
        (1, "Police fired on the crowd and killed two men.", ["KILL", "FORCE", "ANY_ACTION"]),
        (1, "Police arrested twenty people in the old town.", ["ARREST", "ANY_ACTION"]),
        (1, "It rained all day in the old town and nobody came.", []),
        (2, "The market was open.", []),
    ]
    sents = [
        {"doc_id": doc, "sent_id": i, "sent_text": text, "sent_labels": labels}
        for i, (doc, text, labels) in enumerate(rows)
    ]
    (tmp_path / "sents.jsonl").write_text("\n".join(map(json.dumps, sents)), encoding="utf-8")
    result = police.police(tmp_path)
    assert (result["documents"], result["sentences"]) == (2.0, 4.0)
    assert result["ARREST f1"] == 1.0
    assert result["KILL f1"] == 1.0
    assert result["FAIL f1"] == 0.0


def test_police_of_another_make(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="not IndiaPoliceEvents"):
        police.load(tmp_path)
    (tmp_path / "sents.jsonl").write_text("", encoding="utf-8")
    with pytest.raises(InputError, match="no sentences"):
        police.load(tmp_path)


@pytest.mark.parametrize(
    ("text", "claims", "code"),
    [
        ("Jets bombed the town.", [claim("ASSAULT", "aerial", "x")], "AIR_STRIKE"),
        ("A grenade was thrown.", [claim("ASSAULT", "explosives", "x")], "GRENADE"),
        ("Villagers lynched him.", [claim("ASSAULT", None, "x", "Villagers")], "MOB_VIOL"),
        ("Troops clashed with rebels.", [claim("ASSAULT", "firearms", "x", "Troops")], "ARMED_CLASH"),
        ("Police fired at protesters.", [claim("ASSAULT", "firearms", "x", "Police")], "FORCE_AGAINST_PROTEST"),
        (
            "They marched and were held.",
            [claim("PROTEST", "demo", "x"), claim("COERCE", "arrest", "x")],
            "PEACE_PROTEST",
        ),
        ("Rebels took the town.", [claim("COERCE", "seize", "x", "Rebels")], "NON_STATE_ACTOR_OVERTAKES_TER"),
        ("They signed a truce.", [claim("AGREE", None, "x")], "AGREEMENT"),
        ("No shot was fired.", [claim("ASSAULT", "firearms", "x", status="denied")], "OTHER"),
        ("Nothing.", [], "OTHER"),
    ],
)
def test_codes_of_a_snippet(text: str, claims: list[Claim], code: str) -> None:
    assert case2021.code_of(text, claims) == code


SNIPPETS = [
    ("1", "Police arrested ten men in Harlow on Monday.", "ARREST"),
    ("2", "Protesters marched in Harlow.", "PEACE_PROTEST"),
]


def test_case2021_in_one_file_or_two(tmp_path: Path) -> None:
    one = tmp_path / "one.tsv"
    one.write_text("id\ttext\tlabel\n" + "\n".join("\t".join(row) for row in SNIPPETS), encoding="utf-8")
    two = tmp_path / "two"
    two.mkdir()
    (two / "sample_input.txt").write_text("\n".join(f"{i}\t{text}" for i, text, _ in SNIPPETS), encoding="utf-8")
    (two / "sample_output.txt").write_text("\n".join(f"{i}\t{code}" for i, _, code in SNIPPETS), encoding="utf-8")
    assert case2021.load(one) == case2021.load(two)
    result = case2021.case2021(one)
    assert (result["snippets"], result["weighted f1"], result["ARREST f1"]) == (2.0, 1.0, 1.0)


def test_case2021_of_another_make(tmp_path: Path) -> None:
    (tmp_path / "x.tsv").write_text("1\tNo code here\tNOTHING\n", encoding="utf-8")
    with pytest.raises(InputError, match="no snippets"):
        case2021.load(tmp_path)
    with pytest.raises(InputError, match="cannot be read"):
        case2021.load(tmp_path / "none.tsv")


def test_every_rule_gives_a_code_of_the_task() -> None:
    assert {rule.code for rule in case2021.RULES} < set(case2021.ORDER)
    assert len(case2021.ORDER) == 28


def test_f1_of_classes() -> None:
    truth, mine = ["a", "a", "a", "b"], ["a", "a", "c", "a"]
    assert by_class(truth, mine) == {"a": pytest.approx(2 / 3), "b": 0.0}
    assert macro(truth, mine) == pytest.approx(1 / 3)
    assert weighted(truth, mine) == pytest.approx(0.5)
    assert of_sets([{"a"}, set()], [{"a"}, {"a"}], "a") == {"precision": 0.5, "recall": 1.0, "f1": pytest.approx(2 / 3)}


def test_correlation_of_what_does_not_vary_is_nought() -> None:
    assert pearson([1.0, 1.0], [0.0, 1.0]) == 0.0
    assert sign_figures([0.0], [1.0]) == {"sign f1": 0.0}


def test_published_figures_stand_between_nought_and_one() -> None:
    assert all(0 < one.figure < 1 and one.where for held in PUBLISHED.values() for one in held.values())
