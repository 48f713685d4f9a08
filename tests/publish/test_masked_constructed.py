"""The constructed storylines of gold-train: nobody of an everyday walk of life is left in a masked export."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

import whence
from whence.protect.pieces import key, pieces
from whence.protect.roles import public_role
from whence.publish import FORMATS

STORYLINES = ("bangsamoro", "belarus", "bijeljina", "kenya", "khulna", "kupiansk", "sagaing", "tbilisi", "zulia")
# A lone name that the report itself calls all of a name, or sets off beside a walk of life.
INTRODUCED = re.compile(
    r"(?:first name,? (?:only,? )?|name (?:only )?as |(?:a|the) (?:nurse|farmer|baker|student|teacher),? )"
    r"([A-Z]\w+)(?=[,.]| \w+ed\b)"
)


def everyday_names(folder: Path) -> set[tuple[str, ...]]:
    """Sources by name with a role that is never a public one, in any claim."""
    roles: dict[tuple[str, ...], set[str]] = {}
    for claim in json.loads((folder / "gold.json").read_text(encoding="utf-8"))["claims"]:
        for link in claim["chain"]:
            if link["kind"] == "person" and link["role"]:
                roles.setdefault(key(link["name"]), set()).add(link["role"])
    return {name for name, held in roles.items() if not any(_shown_public(role) for role in held)}


def _shown_public(role: str) -> bool:
    return public_role(role) or "duty officer" in role or "speaking for" in role


@pytest.fixture(scope="module", params=STORYLINES)
def masked(request: pytest.FixtureRequest, shared: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    folder = shared / "gold-train" / request.param
    out = tmp_path_factory.mktemp(request.param)
    with whence.read([folder / "reports.jsonl"], into=out / "record.db", engine="lexicon") as record:
        written = record.export("jsonl", out / "masked")
    text = "\n".join((written / name).read_text(encoding="utf-8") for name in FORMATS["jsonl"].files)
    return folder, f" {' '.join(piece.folded for piece in pieces(text))} "


def test_nobody_of_an_everyday_role_is_named(masked: tuple[Path, str]) -> None:
    folder, text = masked
    assert [name for name in sorted(everyday_names(folder)) if f" {' '.join(name)} " in text] == []


def test_no_lone_name_that_the_report_introduces_is_left(masked: tuple[Path, str]) -> None:
    folder, text = masked
    raw = (folder / "reports.jsonl").read_text(encoding="utf-8")
    lone = {found.group(1) for found in INTRODUCED.finditer(raw)}
    assert [name for name in sorted(lone) if f" {' '.join(key(name))} " in text] == []
