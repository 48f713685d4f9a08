"""Records for the tests of the pages: the examples as the rules alone read them, once a run."""

from __future__ import annotations

import shutil
from functools import lru_cache
from pathlib import Path
from tempfile import mkdtemp

import whence

ROOT = Path(__file__).resolve().parents[2]


@lru_cache(maxsize=1)
def _made() -> Path:
    path = Path(mkdtemp(prefix="whence-test-")) / "examples.db"
    whence.read([ROOT / "examples"], into=path, engine="lexicon").close()
    return path


def examples(folder: Path) -> Path:
    """A fresh copy of the record of the examples."""
    return Path(shutil.copy(_made(), folder / "examples.db"))
