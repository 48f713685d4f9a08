"""Every case of the table in docs/watch.md, against a real server on loopback."""

from __future__ import annotations

import pytest
from feed_cases import CASES, PAGE, row, rows_in
from feed_server import Case, Scene


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__ if case.__name__ != "case" else case.__doc__)
def test_a_case_ends_as_the_page_says(case: Case, scene: Scene) -> None:
    assert row(case, scene) in rows_in(PAGE.read_text(encoding="utf-8")), "run: python tests/watch/feed_cases.py"


def test_the_page_has_no_case_that_is_not_run() -> None:
    rows = rows_in(PAGE.read_text(encoding="utf-8"))
    assert len(rows) == len(CASES) == len(set(rows))
