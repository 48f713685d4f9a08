"""The ontology's files: complete, checked, and the same as the page in docs/."""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from whence.errors import ConfigurationError
from whence.schema import ontology as onto

ROOT = Path(__file__).resolve().parents[2]
_TYPES = """
ACCUSE AGREE AID ASSAULT CAMPAIGN COERCE CONCEDE CONSULT COOPERATE MOBILIZE MOVE PROTEST REJECT REQUEST
RETREAT SANCTION SUPPORT THREATEN VOTE
"""
TYPES = _TYPES.split()
GOOD = """
type: AID
title: Aid
meaning: Help.
modes:
  food: Food is given.
  cash: {meaning: Money is given., own: true}
triggers:
  - verb: hand out, give .. away
    mode: food
    object: ["@goods", soup]
    not_near: [handout]
"""
WORDS = "goods: bread rice\n"


def test_nineteen_types_of_which_three_are_our_own() -> None:
    assert list(onto.type_names()) == TYPES
    assert [kind.name for kind in onto.ontology().types if kind.own] == ["CAMPAIGN", "MOVE", "VOTE"]


def test_own_modes_inside_plover_types_are_marked() -> None:
    marked = {
        (kind.name, mode.name) for kind in onto.ontology().types if not kind.own for mode in kind.modes if mode.own
    }
    assert marked == {("SANCTION", "economic"), ("COERCE", "vote")}


def test_every_type_says_what_it_means_and_has_triggers() -> None:
    for kind in onto.ontology().types:
        assert len(kind.meaning) > 20
        assert kind.boundaries
        assert kind.triggers
        assert all(mode.meaning for mode in kind.modes)


def test_every_mode_can_be_reached_by_some_trigger_or_word() -> None:
    for kind in onto.ontology().types:
        reached = {trigger.mode for trigger in kind.triggers} | {mode for mode, _ in kind.mode_words}
        assert {mode.name for mode in kind.modes} <= reached, kind.name


def test_a_mode_belongs_to_its_type() -> None:
    assert onto.is_mode("COERCE", "vote")
    assert onto.is_mode("AGREE", None)
    assert not onto.is_mode("AGREE", "vote")
    assert not onto.is_mode("NOTHING", None)
    assert onto.modes("VOTE") == ("hold", "result", "turnout", "observe", "postpone")
    with pytest.raises(ConfigurationError, match="NOTHING"):
        onto.modes("NOTHING")


def test_contexts_hold_the_vote() -> None:
    assert "election" in onto.CONTEXTS
    assert len(set(onto.CONTEXTS)) == len(onto.CONTEXTS)


def test_pairs_are_those_of_the_record(shared: Path) -> None:
    sys.path.insert(0, str(shared / "scoring"))
    try:
        import gold
    finally:
        sys.path.pop(0)
    assert {name: " ".join(onto.modes(name)) for name in onto.type_names()} == gold.TYPES


def test_the_version_follows_from_the_files() -> None:
    one = onto.parse({"aid.yml": GOOD, "_words.yml": WORDS})
    assert onto.parse({"_words.yml": WORDS, "aid.yml": GOOD}) == one
    assert onto.parse({"aid.yml": GOOD + "# more\n", "_words.yml": WORDS}).version != one.version


def test_an_entry_is_read_whole() -> None:
    (kind,) = onto.parse({"aid.yml": GOOD, "_words.yml": WORDS}).types
    first, second = kind.triggers
    assert (first.words, second.words) == (("hand", "out"), ("give", "..", "away"))
    assert dict(first.needs) == {"object": frozenset({"bread", "rice", "soup"})}
    assert dict(first.bars) == {"near": frozenset({"handout"})}
    assert [(mode.name, mode.own) for mode in kind.modes] == [("food", False), ("cash", True)]


@pytest.mark.parametrize(
    ("broken", "says"),
    [
        (GOOD.replace("title: Aid\n", ""), "'title' is missing"),
        (GOOD.replace("    mode: food", "    mode: drink"), "'drink' is none of cash, food"),
        (GOOD.replace("@goods", "@bads"), "'@bads'"),
        (GOOD.replace("soup", "hot soup"), "'hot soup' must be one word"),
        (GOOD.replace("verb:", "adverb:"), "unknown field"),
        (GOOD.replace("    mode: food", "    noun: gift"), "one of 'verb' or 'noun'"),
        (GOOD + "    voice: middle\n", "'middle'"),
        (GOOD.replace("[handout]", "handout"), "must be a list"),
        ("- a list", "must be a mapping"),
        ("type: [", "not valid YAML"),
        ("type: X\ntitle: X\nmeaning: X\ntriggers: [verb]\n", "must be a mapping"),
    ],
)
def test_a_wrong_file_is_named_with_what_is_wrong(broken: str, says: str) -> None:
    with pytest.raises(ConfigurationError, match=re.escape(says)) as raised:
        onto.parse({"aid.yml": broken, "_words.yml": WORDS})
    assert "aid.yml" in str(raised.value)


def test_a_type_is_defined_once() -> None:
    with pytest.raises(ConfigurationError, match="twice"):
        onto.parse({"aid.yml": GOOD, "help.yml": GOOD, "_words.yml": WORDS})


def test_the_page_in_docs_is_the_generated_one() -> None:
    page = ROOT / "docs" / "ontology.md"
    assert page.read_text(encoding="utf-8") == onto.as_markdown()
