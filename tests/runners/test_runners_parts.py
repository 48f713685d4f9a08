"""A part is whole or not there; a disk that is full or may not be written is said to be so."""

from __future__ import annotations

import errno
from pathlib import Path

import pytest
from msgspec import Struct

from whence.errors import ReadOnlyRecordError, RecordFullError
from whence.runners import parts


class Line(Struct, frozen=True):
    words: str


LINES = [Line("one\ntwo"), Line("drei\u2028vier\r"), Line("")]


def test_what_is_written_is_loaded(tmp_path: Path) -> None:
    path = tmp_path / "new" / "a.part"
    parts.write(path, LINES)
    assert parts.load(path, Line) == LINES
    assert [one.name for one in path.parent.iterdir()] == ["a.part"]


def test_a_cut_part_is_no_part(tmp_path: Path) -> None:
    path = tmp_path / "a.part"
    parts.write(path, LINES)
    data = path.read_bytes()
    for end in range(len(data) - 1):  # the last line break alone may be missing
        path.write_bytes(data[:end])
        assert parts.load(path, Line) is None


@pytest.mark.parametrize(
    ("number", "error", "words"),
    [
        (errno.ENOSPC, RecordFullError, "full"),
        (errno.EDQUOT, RecordFullError, "full"),
        (errno.EROFS, ReadOnlyRecordError, "cannot be written"),
    ],
)
def test_errors_of_the_disk(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, error: type[Exception], words: str
) -> None:
    def fail(_: int) -> None:
        raise OSError(number, "no")

    monkeypatch.setattr("os.fsync", fail)
    with pytest.raises(error, match=words):
        parts.write(tmp_path / "a.part", LINES)
    assert not list(tmp_path.iterdir())


def test_only_parts_are_removed(tmp_path: Path) -> None:
    parts.write(tmp_path / "a.part", LINES)
    (tmp_path / "a.part.123.tmp").touch()
    (tmp_path / "notes.txt").touch()
    parts.remove_all(tmp_path)
    assert [one.name for one in tmp_path.iterdir()] == ["notes.txt"]
    (tmp_path / "notes.txt").unlink()
    parts.remove_all(tmp_path)
    assert not tmp_path.exists()
    parts.remove_all(tmp_path)
