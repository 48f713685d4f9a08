"""The stage: a frozen value that opens into a function; its fingerprint follows the place index."""

from __future__ import annotations

from pathlib import Path

import pytest

from whence.errors import GazetteerError
from whence.schema.records import Input, Report
from whence.schema.stage import PARTS, Stage, Work
from whence.stages.resolve import Resolve
from whence.stages.resolve.places import Gazetteer


def test_it_is_a_stage_that_declares_known_parts() -> None:
    stage = Resolve()
    assert isinstance(stage, Stage)
    assert stage.name == "resolve"
    assert stage.reads | stage.writes <= PARTS


def test_its_fingerprint_follows_the_places() -> None:
    default = Gazetteer.open()
    assert Resolve().fingerprint() == Resolve().fingerprint()
    assert default.version in Resolve().fingerprint()
    assert default.version in Resolve(gazetteer=str(default.path)).fingerprint()


def test_it_gives_back_as_many_as_it_got() -> None:
    work = Work(report=Report(report_id="r", input=Input(), text="Nothing happened in Kyiv."))
    assert Resolve().open()([work, work]) == [work, work]


def test_a_missing_index_is_an_error_at_opening(tmp_path: Path) -> None:
    with pytest.raises(GazetteerError):
        Resolve(gazetteer=str(tmp_path / "none.sqlite")).open()
