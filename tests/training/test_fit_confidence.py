"""Fitting how sure values are: what the calibration error measures, and that facts which tell get weights."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))  # `training` is a folder of the repository, not installed

from training.fit_confidence import Case, calibration_error, fit  # noqa: E402

from whence.stages.weigh.stage import probability  # noqa: E402


def test_beliefs_that_come_true_as_often_as_they_say_have_no_error() -> None:
    right = [True, True, True, False] * 50
    assert calibration_error([0.75] * 200, right) < 0.02
    assert calibration_error([0.25] * 200, right) == pytest.approx(0.5, abs=0.02)


def test_facts_that_tell_get_weights_and_the_rest_little() -> None:
    some = [
        Case("a", {"one": 1.0, "tells": float(i % 2), "idle": float(i % 3 == 0)}, 0.5, i % 2 == 1 or i % 10 == 0)
        for i in range(300)
    ]
    weights = fit(some)
    assert probability({"one": 1.0, "tells": 1.0}, weights) > 0.8
    assert probability({"one": 1.0}, weights) < 0.4
    assert abs(weights.get("idle", 0.0)) < 0.5
