"""The notebook of the examples runs from its first cell to its last, and frames say no more than the record."""

from __future__ import annotations

import ast
import json
import os
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

import sample_record
from sample_record import PRIVATE_WORDS
from whence.api import Record
from whence.errors import ConfigurationError, NotFoundError

NOTEBOOK = Path(__file__).resolve().parent.parent / "examples" / "notebook.ipynb"


def needs(name: str) -> object:
    if not os.environ.get("CI"):
        return pytest.importorskip(name)
    return __import__(name)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Record]:
    path = sample_record.write(tmp_path_factory.mktemp("notebook") / "record.db")
    with Record(path, now=datetime(2026, 1, 1, tzinfo=UTC)) as opened:
        yield opened


def run(source: str, names: dict[str, object]) -> object:
    """What a cell shows: the value of its last line, as a notebook does."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "notebook", "exec"), names)
    return eval(compile(ast.Expression(last.value), "notebook", "eval"), names) if last else None


def test_every_cell_runs_and_shows_something(monkeypatch: pytest.MonkeyPatch) -> None:
    needs("pandas")
    monkeypatch.chdir(NOTEBOOK.parent)
    notebook = json.loads(NOTEBOOK.read_text(encoding="utf-8"))
    names: dict[str, object] = {}
    shown = []
    for cell in notebook["cells"]:
        assert cell.get("outputs", []) == [], "outputs stay out of the repository"
        if cell["cell_type"] == "code":
            shown.append(run("".join(cell["source"]), names))
    html = [one._repr_html_() for one in shown if hasattr(one, "_repr_html_")]
    assert len(html) >= 5
    assert any("<mark>" in one for one in html)


def test_events_claims_and_reports_as_pandas(record: Record) -> None:
    pandas = needs("pandas")
    events = record.events.to_pandas()
    assert len(events) == len(record.events)
    assert str(events["earliest"].dtype).startswith("datetime64")
    fire = events[events["type"] == "ASSAULT"].iloc[0]
    assert (fire["injured_low"], fire["injured_high"]) == (2, 2)
    assert pandas.isna(fire["killed_low"]), "unknown is missing, never 0"
    assert events["event_id"].str.startswith("e-").all()
    claims = record.claims.to_pandas()
    assert list(claims["claim_id"]) == [f"c-{one.claim_id}" for one in record.claims]
    assert len(record.reports.to_pandas()) == 3
    text = events.to_csv() + claims.to_csv() + record.reports.to_pandas().to_csv()
    assert [name for name in PRIVATE_WORDS if name.lower() in text.lower()] == []


def test_polars_gives_the_same(record: Record) -> None:
    polars = needs("polars")
    events = record.events.to_polars()
    assert events.schema["earliest"] == polars.Date
    assert events["injured_low"].to_list() == [None if value != value else value for value in _floats(record)]
    assert record.claims.to_polars().height == len(record.claims)


def _floats(record: Record) -> list[float]:
    return [float("nan") if value is None else value for value in _injured(record)]


def _injured(record: Record) -> list[float | None]:
    return [next((one.low for one in event.figures if one.what == "injured"), None) for event in record.events]


def test_lists_narrow_down_and_stay_lists(record: Record) -> None:
    (fire,) = record.events.where(type="ASSAULT", mode="destroy", status="asserted", country="UA", disputed=True)
    assert record.events.where(since="2022-09-25") == ()
    assert record.events.where(until="2022-09-22", type="ASSAULT") == ()
    assert record.events.where(credibility=2) == (fire,)
    assert len(record.claims.where(type="ASSAULT", source="police")) == 1
    assert len(record.claims.where(mode="destroy", status="asserted", report="1" * 16)) == 1
    assert [one.outlet for one in record.reports.where(outlet="Wire", language="en")] == ["Wire", "Wire"]
    assert len(record.events.where(type="ASSAULT").to_pandas()) == 1
    assert record.events[0] in record.protected.events


def test_an_event_is_asked_why(record: Record) -> None:
    fire = record.event(record.events.where(type="ASSAULT")[0].event_id[:8])
    assert fire.credibility.grade == 2
    reasons = fire.why("figures.injured")
    assert {words.text for one in reasons for words in one.words} == {"Two people", "Five people"}, "both sides"
    html = reasons._repr_html_()
    assert "<mark>Two people</mark>" in html
    assert "Petro Lysenko" in html
    assert "“Five people”" in str(reasons)
    assert len(fire.why("status")) == 2
    assert fire.why("place")[0].words[0].text == "Vesele"
    assert fire.why("targets.polling station")[0].words[0].text == "A polling station in Vesele"
    assert fire.why("actors") == ()
    assert "no words" in str(fire.why("actors"))
    assert "agree on the act" in fire._repr_html_()
    assert "ASSAULT" in repr(fire)
    with pytest.raises(NotFoundError, match="events have no such field"):
        fire.why("weather")
    with pytest.raises(NotFoundError, match="is no event"):
        record.event(record.claims[0].claim_id)


def test_ids_of_exports_are_understood(record: Record) -> None:
    event = record.events[0]
    assert record.show(f"e-{event.event_id}") == event
    assert record.event(f"e-{event.event_id}").event_id == event.event_id


def test_html_of_others_words_is_escaped_and_long_lists_are_cut(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    why = record.why(record.claims[0].claim_id, "evidence")
    assert "<script" not in why._repr_html_()
    monkeypatch.setattr("whence.api.frames.SHOWN", 1)
    assert "2 in all, 1 shown" in record.events._repr_html_()


def test_a_missing_library_is_named(record: Record, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("whence.api.frames.find_spec", lambda name: None)
    with pytest.raises(ConfigurationError, match="pip install pandas"):
        record.events.to_pandas()
