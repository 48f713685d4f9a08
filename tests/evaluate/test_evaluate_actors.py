"""Figures on who is who: a storyline, a report as in MEANTIME, actors as PLOVER codes them; floors on the real ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from whence.errors import InputError
from whence.evaluate.actors import actors, grouped

TEXT = (
    "Luhansk Governor Serhii Haidai said a school was shelled on Sunday. Haidai said nobody was hurt. "
    "The Security Service of Ukraine said two men were arrested. The SBU said they were armed."
)
WORDS = ["Anna", "Petrova", "left", "Petrova", ",", "of", "Northwind", "."]
TOKENS = "".join(f'<token t_id="{n}" sentence="{n > 3:d}">{word}</token>' for n, word in enumerate(WORDS, start=1))
XML = f"""<?xml version="1.0"?><Document doc_id="1">{TOKENS}<Markables>
<ENTITY_MENTION m_id="11" syntactic_type="NAM"><token_anchor t_id="1"/><token_anchor t_id="2"/></ENTITY_MENTION>
<ENTITY_MENTION m_id="12" syntactic_type="NAM"><token_anchor t_id="4"/></ENTITY_MENTION>
<ENTITY_MENTION m_id="13" syntactic_type="NAM"><token_anchor t_id="7"/></ENTITY_MENTION>
<ENTITY_MENTION m_id="14" syntactic_type="NOM"><token_anchor t_id="6"/></ENTITY_MENTION>
<ENTITY m_id="21" ent_type="PER" instance_id="PER1"/><ENTITY m_id="22" ent_type="ORG" instance_id="ORG1"/>
<ENTITY m_id="23" ent_type="LOC" instance_id="LOC1"/></Markables>
<Relations><REFERS_TO><source m_id="11"/><source m_id="12"/><source m_id="14"/><target m_id="21"/></REFERS_TO>
<REFERS_TO><source m_id="13"/><target m_id="22"/></REFERS_TO></Relations></Document>"""
CODED = """[{"source": [{"actorText": "Algerian police", "code": "DZA", "sector": "COP"}],
"target": [{"actorText": "Kofi Annan", "code": "IGO", "sector": "GOV"}], "text": "Algerian police met Kofi Annan."},
{"source": "none", "target": [{"actorText": "Atlantis", "code": "XYZ"}], "text": "Atlantis sank.",}]"""


def link(name: str, text: str, role: str | None = None, kind: str = "person") -> dict[str, object]:
    return {"name": name, "kind": kind, "role": role, "via": None, "text": text}


def storyline(folder: Path) -> None:
    folder.mkdir()
    role, body = "Luhansk Governor", "Security Service of Ukraine"
    said = [
        ("a school was shelled on Sunday", link("Serhii Haidai", "Luhansk Governor Serhii Haidai", role)),
        ("nobody was hurt", link("Serhii Haidai", "Haidai", role)),
        ("two men were arrested", link(body, "The Security Service of Ukraine", kind="organisation")),
        ("they were armed", link(body, "The SBU", kind="organisation")),
        ("nobody was hurt", link("residents", "residents", kind="unnamed")),
    ]
    claims = [
        {"id": f"c{at}", "report": "r", "evidence": words, "type": "ASSAULT", "status": "asserted", "chain": [who]}
        for at, (words, who) in enumerate(said)
    ]
    (folder / "gold.json").write_text(json.dumps({"claims": claims, "events": []}), encoding="utf-8")
    (folder / "reports.jsonl").write_text(json.dumps({"id": "r", "text": TEXT}) + "\n", encoding="utf-8")


def test_a_storyline_is_grouped_and_judged(tmp_path: Path) -> None:
    storyline(tmp_path / "one")
    found = actors(tmp_path)
    assert found["mentions"] == 4.0
    assert found["b3"] == found["within pairs f1"] == 1.0
    assert found["across pairs f1"] == 0.0  # there is but one report
    assert found["name right"] == 0.75  # nothing in the report says what SBU is; the directory joins it all the same
    assert found["role right"] == 1.0


def test_meantime_gives_its_named_persons_and_bodies(tmp_path: Path) -> None:
    topic = tmp_path / "intra_cross-doc_annotation" / "corpus_one"
    topic.mkdir(parents=True)
    (topic / "1.xml").write_text(XML, encoding="utf-8")
    found = actors(tmp_path)
    assert found["meantime mentions"] == 3.0
    assert found["meantime within pairs f1"] == 1.0
    (topic / "2.xml").write_text("<Document>", encoding="utf-8")
    with pytest.raises(InputError, match=r"2\.xml"):
        actors(tmp_path)


def test_sectors_and_countries_of_coded_actors(tmp_path: Path) -> None:
    (tmp_path / "PLOVER_GSR_CAMEO.txt").write_text(CODED, encoding="utf-8")
    found = actors(tmp_path)
    assert (found["plover country asked"], found["plover sector asked"]) == (1.0, 2.0)
    assert (found["plover country right"], found["plover sector right"]) == (1.0, 0.5)


def test_a_folder_without_gold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no gold"):
        actors(tmp_path)


def test_pairs_are_counted_apart_inside_and_over_reports() -> None:
    true = {"a": 1, "b": 1, "c": 1, "d": 2}
    mine = {"a": 1, "b": 1, "c": 2, "d": 2}
    found = grouped(mine, true, {"a": "x", "b": "x", "c": "y", "d": "y"})
    assert found["within pairs precision"] == 0.5
    assert found["within pairs recall"] == 1.0
    assert (found["across pairs precision"], found["across pairs recall"]) == (0.0, 0.0)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("folder", "floors"),
    [
        ("gold", {"b3": 0.91, "within pairs f1": 0.79, "across pairs f1": 0.88}),
        ("gold-train", {"b3": 0.9, "within pairs f1": 0.9, "across pairs f1": 0.74}),
        ("data/meantime", {"meantime b3": 0.79, "meantime across pairs f1": 0.72}),
        ("data/plover_gsr", {"plover country right": 0.78, "plover sector right": 0.66}),
    ],
)
def test_floors(shared: Path, folder: str, floors: dict[str, float]) -> None:
    found = actors(shared / folder)
    for name, value in found.items():
        print(f"{folder:16s}{name:32s}{value:8.3f}")
    assert {name: found[name] for name, floor in floors.items() if found[name] < floor} == {}
