"""`whence actors` over a small record that is read from three reports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import whence
from whence.cli import main

REPORTS = [
    "Shelling killed three people in Lysychansk on Sunday, Luhansk Governor Serhii Haidai said. Haidai accused Russia.",
    "Russian troops killed Olena Koval, a baker, in Popasna on Monday, Luhansk Governor Sergei Gaidai said.",
]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("actors")
    lines = [
        json.dumps({"id": str(at), "outlet": outlet, "published": "2022-09-26", "language": "en", "text": text})
        for at, (outlet, text) in enumerate(zip(("Northern Ledger", "Bay Wire"), REPORTS, strict=True))
    ]
    (folder / "reports.jsonl").write_text("\n".join(lines), encoding="utf-8")
    whence.read([folder / "reports.jsonl"], into=folder / "record.db", engine="lexicon").close()
    return folder / "record.db"


def run(capsys: pytest.CaptureFixture[str], path: Path, *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main(["actors", *arguments, "--record", str(path)])
    return code, *capsys.readouterr()


def test_two_spellings_are_one_person_and_the_reason_is_shown(capsys: pytest.CaptureFixture[str], path: Path) -> None:
    code, out, err = run(capsys, path, "gaidai")
    assert (code, err) == (0, "1 actor.\n")
    assert out.startswith("Serhii Haidai  person, GOV")
    assert "in 2 reports" in out
    assert "also called Sergei Gaidai" in out
    assert "are one name" in out


def test_private_persons_are_masked_unless_asked(capsys: pytest.CaptureFixture[str], path: Path) -> None:
    assert "Koval" not in run(capsys, path, "--groups")[1]
    out = run(capsys, path, "--groups", "--private")[1]
    assert "Olena Koval  person" in out
    assert "private" in next(line for line in out.splitlines() if line.startswith("Olena Koval"))


def test_json_holds_the_whole_entity(capsys: pytest.CaptureFixture[str], path: Path) -> None:
    code, out, _ = run(capsys, path, "--json", "--limit", "1")
    (first,) = json.loads(out)["actors"]
    assert code == 0
    assert {"entity_id", "kind", "names", "roles", "sector", "country", "namings", "reasons"} <= set(first)
    assert all(naming.split(".")[1] in ("actors", "targets", "chain") for naming in first["namings"])
