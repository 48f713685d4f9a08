"""End to end on the storylines: nobody private in any byte of the masked export, all offsets to the letter."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import whence
from whence.protect.persons import personal, public_figures
from whence.protect.pieces import key, pieces
from whence.protect.words import PERSON_NOUNS, PUBLIC_ROLES
from whence.publish import FORMATS
from whence.store.reader import Reader

STORYLINES = ("seeds", "referendum", "senegal")


@pytest.fixture(scope="module")
def exported(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("gold")
    paths = [shared / "gold" / name / "reports.jsonl" for name in STORYLINES]
    with whence.read(paths, into=folder / "record.db") as record:
        return folder / "record.db", record.export("jsonl", folder / "out")


def words(folder: Path) -> str:
    """All letters of all files, folded, a space between pieces."""
    text = "\n".join((folder / name).read_text(encoding="utf-8") for name in FORMATS["jsonl"].files)
    return " ".join(piece.folded for piece in pieces(text))


def test_nobody_flagged_private_stands_in_any_byte(exported: tuple[Path, Path]) -> None:
    path, out = exported
    private, public = set(), set()
    with Reader(path) as reader:
        for claim in reader.claims():
            people = [*claim.actors, *claim.targets, *(link for link in claim.chain if link.kind == "person")]
            for person in people:
                if personal(person.name) and len(key(person.name)) > 1:
                    (private if person.private else public).add(key(person.name))
    text = words(out)
    assert private - public, "the storylines name private persons"
    private -= public | public_figures()
    assert [name for name in sorted(private) if f" {' '.join(name)} " in text] == []


def test_nobody_of_a_private_walk_of_life_stands_in_any_byte(exported: tuple[Path, Path], shared: Path) -> None:
    text = words(exported[1])
    names = set()
    for story in STORYLINES:
        gold = json.loads((shared / "gold" / story / "gold.json").read_text(encoding="utf-8"))
        for link in (link for claim in gold["claims"] for link in claim["chain"] if link["kind"] == "person"):
            role = {piece.folded for piece in pieces(link["role"] or "")}
            if role & PERSON_NOUNS and not role & PUBLIC_ROLES and len(key(link["name"])) > 1:
                names.add(key(link["name"]))
    assert len(names) > 5
    assert [name for name in sorted(names) if f" {' '.join(name)} " in text] == []


def test_masked_spans_fit_to_the_letter(exported: tuple[Path, Path]) -> None:
    _, out = exported
    reports = {r["report_id"]: r["text"] for r in map(json.loads, (out / "reports.jsonl").open(encoding="utf-8"))}
    seen = 0
    for claim in map(json.loads, (out / "claims.jsonl").open(encoding="utf-8")):
        for span in found_spans(claim):
            assert reports[claim["report_id"]][span["start"] : span["end"]] == span["text"]
            seen += 1
    assert seen > 500


def found_spans(value: object) -> list[dict[str, int]]:
    """Everything with a start, wherever it stands."""
    if isinstance(value, list):
        return [span for item in value for span in found_spans(item)]
    if not isinstance(value, dict):
        return []
    inside = [span for item in value.values() for span in found_spans(item)]
    return [value, *inside] if "start" in value else inside
