"""Hostile rows among those of an export that comes back: each is told, and all that was there before is there again."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path

import formats_sample
import msgspec
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from whence.publish import publish
from whence.publish.back import Back, back
from whence.publish.tables import TABLES

ROWS = 250
ALL = int(os.environ.get("WHENCE_HOSTILE_ROWS", "2500"))
NASTY = [
    "=1+1",
    '"',
    "''",
    "\x00",
    "\r",
    "\n",
    "NaN",
    "1e999",
    "9" * 400,
    "null",
    "{}",
    "[]",
    "c-",
    "r-" + "0" * 16,
    "٣",
]
cells = st.one_of(st.sampled_from(NASTY), st.text(st.characters(exclude_categories=["Cs"]), max_size=12))
values = st.recursive(
    cells | st.integers() | st.none() | st.floats(), lambda one: st.lists(one, max_size=3), max_leaves=4
)
hostile = settings(
    max_examples=max(1, ALL // ROWS), deadline=None, derandomize=True, phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.data_too_large, HealthCheck.too_slow],
)  # fmt: skip


@pytest.fixture(scope="module", params=["jsonl", "csv"])
def export(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A whole export, complete."""
    folder = tmp_path_factory.mktemp("back") / "out"
    return publish(formats_sample.record(private=True), request.param, folder, private=True)


@hostile
@given(st.data())
def test_hostile_rows_are_told_and_the_others_come_back(export: Path, tmp_path: Path, data: st.DataObject) -> None:
    before = back(export)
    assert before.wrong == ()
    names = [path.name for path in export.iterdir() if path.suffix in (".csv", ".jsonl") and path.stem != "codebook"]
    folder = tmp_path / "torn"
    folder.mkdir(exist_ok=True)
    for path in export.iterdir():
        (folder / path.name).write_bytes(path.read_bytes())
    drawn = data.draw(st.lists(st.lists(values, min_size=1, max_size=6), min_size=5, max_size=25))
    for number in range(ROWS):
        name = sorted(names)[number % len(names)]
        with (folder / name).open("ab") as file:
            file.write(row(name, drawn[number % len(drawn)], number))
    after = back(folder)
    assert held(after) >= held(before)
    assert len(after.wrong) >= ROWS // 2
    for one in after.wrong:
        assert one.what
        assert one.remedy
        assert one.line or one.value, "a line of a file, or what of the export rests on nothing"
        assert not one.column or one.value is not None


def row(name: str, drawn: list[object], number: int) -> bytes:
    """A row with as many cells as its table's where the number is even, with as many as are drawn where it is odd."""
    if name.endswith(".jsonl"):
        shapes = (drawn, {"claim_id": drawn[0], "report_id": drawn[-1], "event_id": drawn}, drawn[0])
        return msgspec.json.encode(shapes[number % 3], enc_hook=str) + b"\n"
    width = next((len(table.columns) for table in TABLES if f"{table.name}.csv" == name), 3)
    some = [str(drawn[at % len(drawn)]) for at in range(width if number % 2 else width + 1)]
    out = io.StringIO(newline="")
    csv.writer(out).writerow(some)
    return out.getvalue().encode("utf-8", "replace")


def held(found: Back) -> set[str]:
    """Ids of all that came back."""
    ids = {one.report_id for one in found.reports} | {one.claim_id for one in found.claims}
    return ids | {one.event_id for one in found.events} | {one.decision_id for one in found.decisions}
