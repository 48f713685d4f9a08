"""The PolNeAR scorer, on a corpus of two sentences."""

from __future__ import annotations

from pathlib import Path

import pytest

from whence.errors import InputError
from whence.evaluate.polnear import polnear

TEXT = "Anna Kovalenko said that the depot burned. Rain fell.\n"
LABELS = """T1\tSource 0 14\tAnna Kovalenko
T2\tCue 15 19\tsaid
T3\tContent 20 41\tthat the depot burned
T4\tAttribution 15 19\tsaid
E1\tAttribution:T4 Content:T3 Cue:T2 Source:T1
"""


def write(folder: Path, labels: str) -> Path:
    (folder / "text").mkdir()
    (folder / "attributions").mkdir()
    (folder / "text" / "one.txt").write_text(TEXT, encoding="utf-8")
    (folder / "attributions" / "one_4e07.ann").write_text(labels, encoding="utf-8")
    return folder


def test_all_right(tmp_path: Path) -> None:
    result = polnear(write(tmp_path, LABELS))
    assert result.pop("texts") == 1
    assert set(result.values()) == {1.0}


def test_half_a_source_is_no_exact_one(tmp_path: Path) -> None:
    result = polnear(write(tmp_path, LABELS.replace("T1\tSource 0 14", "T1\tSource 5 14")))
    assert result["source exact"] == 0.0
    assert result["source overlap"] == pytest.approx(2 * 0.5 * 1 / 1.5)
    assert result["cue exact"] == 1.0


def test_a_content_counts_alone_where_its_cue_is_another(tmp_path: Path) -> None:
    result = polnear(write(tmp_path, LABELS.replace("T2\tCue 15 19", "T2\tCue 48 52")))
    assert result["content overlap"] == 0.0
    assert (result["content alone"], result["cue alone"]) == (1.0, 0.0)


def test_an_attribution_without_source_counts(tmp_path: Path) -> None:
    labels = LABELS.replace("Attribution", "Attribution-no-source").replace(" Source:T1", "")
    result = polnear(write(tmp_path, labels))
    assert result["cue exact"] == 1.0
    assert result["source exact"] == 0.0  # ours names one


def test_missed_attribution_costs_recall(tmp_path: Path) -> None:
    more = "T5\tSource 43 47\tRain\nT6\tCue 48 52\tfell\nT7\tAttribution 48 52\tfell\n"
    more += "E2\tAttribution:T7 Cue:T6 Source:T5\n"
    result = polnear(write(tmp_path, LABELS + more))
    assert result["cue exact"] == pytest.approx(2 / 3)


def test_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no PolNeAR texts"):
        polnear(tmp_path)


def test_floor(shared: Path) -> None:
    result = polnear(shared / "data/polnear/data/dev")
    assert result["source overlap"] >= 0.53
    assert result["cue overlap"] >= 0.55
    assert result["content overlap"] >= 0.52
