"""Fixtures that every test may use."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def find_shared() -> Path | None:
    """The folder of gold and corpora: at the project's root or beside it; absent in a public clone."""
    for candidate in (ROOT / "shared", ROOT.parent / "shared"):
        if (candidate / "record.md").is_file():
            return candidate
    return None


@pytest.fixture(scope="session")
def shared() -> Path:
    """Path of `shared/`; skips with a message where it is absent, fails in CI."""
    found = find_shared()
    if found is None:
        message = "shared/ (gold storylines and corpora) is not here; this test needs it"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
    return found
