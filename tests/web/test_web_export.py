"""Exports from the pages: the same folder as from the command line, masked as the pages are, for those who may."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from pages_of import pages

import sample_record
from sample_record import PRIVATE_WORDS, SEALED_WORDS
from whence.api import Record
from whence.publish import FORMATS


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_record.write(tmp_path_factory.mktemp("export") / "record.db")


def unpacked(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def test_the_same_as_from_the_command_line(path: Path, tmp_path: Path) -> None:
    with Record(path) as record:
        folder = record.export("csv", tmp_path / "whence-csv")
    with pages(path) as client:
        text = client.get("/export").text
        assert all(f'<option value="{kind}">' in text for kind in FORMATS)
        answer = client.get("/export.zip?as=csv")
    assert answer.headers["content-type"] == "application/zip"
    found = unpacked(answer.content)
    assert found == {f"whence-csv/{one.name}": one.read_bytes() for one in folder.iterdir()}
    words = b"\n".join(found.values()).lower()
    assert [one for one in PRIVATE_WORDS if one.lower().encode() in words] == []


def test_a_private_one_says_so_in_its_name(path: Path) -> None:
    with pages(path, private=True) as client:
        answer = client.get("/export.zip?as=jsonl")
    assert "whence-jsonl-private.zip" in answer.headers["content-disposition"]
    words = b"\n".join(unpacked(answer.content).values())
    assert b"Halyna" in words
    assert [one for one in SEALED_WORDS if one.encode() in words] == []


def test_nothing_is_left_behind_and_readers_make_none(
    path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    with pages(path) as client:
        assert client.get("/export.zip?as=ris").status_code == 200
        assert client.get("/export.zip?as=doc").status_code == 400
        assert list(tmp_path.glob("whence-export-*")) == []
    with pages(path, public=True) as client:
        assert client.get("/export").status_code == 403
        assert client.get("/export.zip?as=ris").status_code == 403
        assert "/export" not in client.get("/events").text
