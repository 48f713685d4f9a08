"""Incident templates out of tagged words and window kinds."""

from __future__ import annotations

import pytest

from fake_finder import heads
from whence.nlp.heads import KINDS, Heads
from whence.nlp.incidents import Incident, Settings, incidents, same
from whence.nlp.sentences import sentences

# PerpInd, PerpOrg, Target, Victim, Weapon
ROWS = [
    "guerrillas armed men of group",
    "front fmln liberation national",
    "bridge school",
    "mayor peasants lopez",
    "bomb",
]
WHOLE = ["attacked", "bomb", "kidnapped", "burned", "robbed", "strike", ""]
PLAIN = Settings()


def reader() -> Heads:
    return heads({"incident": ROWS, "incident_begin": [""] * 5}, {"incident_kind": WHOLE})


def find(text: str, settings: Settings = PLAIN) -> tuple[Incident, ...]:
    return incidents(text, sentences(text), reader(), settings)


def slots(one: Incident) -> dict[str, list[str]]:
    return {slot: [f.best.text for f in fillers] for slot, fillers in one.fillers.items() if fillers}


def test_one_kind_takes_every_filler() -> None:
    (one,) = find("Guerrillas attacked the bridge and hurt the mayor.")
    assert one.kind == "attack"
    assert one.confidence > 0.9
    assert slots(one) == {"PerpInd": ["Guerrillas"], "Target": ["bridge"], "Victim": ["mayor"]}


def test_no_incident_no_template() -> None:
    assert find("The mayor opened the school.") == ()
    assert find("") == ()


def test_mentions_of_one_thing_are_one_filler() -> None:
    text = "Guerrillas attacked the school. The National Liberation Front left the bridge, the front says."
    (one,) = find(text)
    assert [len(f.mentions) for f in one.fillers["PerpOrg"]] == [2]
    assert slots(one)["Target"] == ["school", "bridge"]


def test_two_kinds_share_who_did_it() -> None:
    text = "Guerrillas kidnapped the mayor and attacked the school."
    found = {one.kind: slots(one) for one in find(text)}
    assert set(found) == {"attack", "kidnapping"}
    assert all(one["PerpInd"] == ["Guerrillas"] for one in found.values())
    assert sum("Victim" in one for one in found.values()) == 1


def test_fillers_are_capped_and_need_one_sure_mention() -> None:
    text = "Guerrillas attacked the bridge and the school."
    (one,) = find(text, Settings(most=(1, 1, 1, 1, 1)))
    assert slots(one)["Target"] == ["bridge"]
    (one,) = find(text, Settings(filler=(0.5, 0.5, 0.9999, 0.5, 0.5)))
    assert "Target" not in slots(one)


def test_the_first_kind_and_others_have_thresholds() -> None:
    assert len(PLAIN.lean) == len(KINDS)
    text = "Guerrillas kidnapped the mayor and attacked the school."
    assert find(text, Settings(told=0.9999)) == ()
    (one,) = find(text, Settings(also=0.9999, lean=(0.0, 0.0, 0.5, 0.0, 0.0, 0.0)))
    assert one.kind == "kidnapping"


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("the guerrillas", "Guerrillas", True),
        ("Enrique Lopez Albujar", "Lopez Albujar", True),
        ("Farabundo Marti National Liberation Front", "FMNLF", True),
        ("Farabundo Marti National Liberation Front", "army", False),
        ("two soldiers", "soldiers", True),
        ("two soldiers", "two peasants", False),
        ("", "soldiers", False),
    ],
)
def test_what_names_one_thing(one: str, other: str, *, alike: bool) -> None:
    assert same(one, other) is alike
    assert same(other, one) is alike
