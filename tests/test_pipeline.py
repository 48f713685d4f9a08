"""Reports in, record out: the same whatever the order, the number of workers, or how often it was broken off."""

from __future__ import annotations

import io
import json
import random
import shutil
import signal
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fake_stages import STAGES, Find, Mark, Trip, write_reports
from whence import pipeline
from whence.errors import ConfigurationError, ModelError, RecordError, WhenceError
from whence.pipeline import Settings, check, read, rebuild
from whence.review import decisions
from whence.runners import parts
from whence.store.equality import differences
from whence.store.reader import Reader

SMALL = Settings(shard_size=3)


def load(paths: list[Path] | Path, into: Path, settings: Settings = SMALL, **more: object) -> pipeline.Summary:
    several = paths if isinstance(paths, list) else [paths]
    return read(several, into, settings, chosen=more.pop("chosen", STAGES), **more)


def same(one: Path, other: Path) -> list[str]:
    with Reader(one) as left, Reader(other) as right:
        return differences(left, right)


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_reports(tmp_path_factory.mktemp("in") / "reports", 12)


@pytest.fixture(scope="module")
def whole(reports: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whole") / "r.db"
    load(reports, path)
    return path


def test_a_record_of_reports(reports: Path, tmp_path: Path) -> None:
    seen: list[tuple[str, int, int | None]] = []
    summary = load(reports, tmp_path / "r.db", progress=lambda *what: seen.append(what))
    assert (summary.read, summary.unchanged, summary.reports, summary.claims) == (12, 0, 12, 24)
    assert summary.events > 0
    assert {"ingest", "tag", "extract", "load", "merge"} <= set(summary.seconds)
    assert ("read", 3, None) in seen
    assert seen[-1][0] == "merge"
    assert [path.name for path in tmp_path.iterdir()] == ["r.db"]


def test_the_same_again_changes_nothing(reports: Path, whole: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(whole, tmp_path / "r.db"))
    before = path.read_bytes()
    summary = load(reports, path)
    assert (summary.read, summary.unchanged) == (0, 12)
    assert "merge" not in summary.seconds
    assert path.read_bytes()[100:] == before[100:]  # the header counts openings


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(range(12)), st.lists(st.integers(1, 11), max_size=2), st.integers(1, 7))
def test_any_order_and_any_parts(
    reports: Path, whole: Path, tmp_path: Path, order: list[int], cuts: list[int], size: int
) -> None:
    path = tmp_path / "parts.db"
    path.unlink(missing_ok=True)
    files = sorted(reports.iterdir())
    bounds = [0, *sorted(cuts), 12]
    for start, end in pairwise(bounds):
        load([files[n] for n in order[start:end]], path, Settings(shard_size=size))
    assert same(path, whole) == []


def test_any_number_of_workers(reports: Path, whole: Path, tmp_path: Path) -> None:
    summary = load(reports, tmp_path / "r.db", Settings(workers=3, shard_size=2))
    assert summary.read == 12
    assert same(tmp_path / "r.db", whole) == []


def test_one_report_at_two_paths(tmp_path: Path) -> None:
    text = "Soldiers fired on Monday, Ada said."
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "x.txt").write_text(text)
    (tmp_path / "b" / "x.txt.meta.json").write_text(json.dumps({"published": "2022-09-01", "outlet": "Post"}))
    (tmp_path / "a" / "x.txt.meta.json").write_text(json.dumps({"published": "2022-09-02"}))
    for name, orders in {"ab": ["a", "b"], "ba": ["b", "a"], "both": ["."], "again": ["b", "a", "b", "b"]}.items():
        for one in orders:
            load(tmp_path / one / "x.txt" if one != "." else [tmp_path / "b", tmp_path / "a"], tmp_path / f"{name}.db")
        assert same(tmp_path / f"{name}.db", tmp_path / "ab.db") == []
    with Reader(tmp_path / "ab.db") as reader:
        (report,) = reader.reports()
        assert report.input.path == str(tmp_path / "a" / "x.txt")
        assert (report.published.value, report.outlet) == ("2022-09-02", "Post")


def test_another_date_dates_the_report_anew(reports: Path, tmp_path: Path) -> None:
    one, path = sorted(reports.iterdir())[0], tmp_path / "r.db"
    load(one, path)
    with Reader(path) as reader:
        before = [claim.claim_id for claim in reader.claims()]
        captured = next(reader.originals()).captured
        assert {claim.time.earliest for claim in reader.claims()} == {None}
    for date in ("2022-09-26", "2022-09-27"):
        summary = load(one, path, Settings(published=date))
        assert summary.read == 1
        with Reader(path) as reader:
            assert {claim.time.earliest for claim in reader.claims()} == {date}
            assert [claim.claim_id for claim in reader.claims()] == before
    assert load(one, path).unchanged == 1  # saying nothing takes nothing back
    copy = Path(shutil.copy(one, tmp_path / "zz.txt"))
    load(copy, path, Settings(published="2022-09-28"))  # said expressly, wherever the file lies now
    with Reader(path) as reader:
        assert next(reader.reports()).published.value == "2022-09-28"
        assert next(reader.originals()).captured == captured


def test_other_settings_read_anew(reports: Path, tmp_path: Path) -> None:
    load(reports, tmp_path / "r.db")
    assert load(reports, tmp_path / "r.db", chosen=(Mark(version="2"), Find())).read == 12


def test_reports_in_another_language_are_kept_not_read(tmp_path: Path) -> None:
    text = "Солдати стріляли у місті вночі, повідомив губернатор області. Soldiers fired. " + "Жителі чули вибухи. " * 5
    (tmp_path / "uk.txt").write_text(text)
    summary = load(tmp_path / "uk.txt", tmp_path / "r.db")
    assert (summary.reports, summary.claims) == (1, 0)
    with Reader(tmp_path / "r.db") as reader:
        assert [issue.code for issue in reader.issues()] == ["language"]
        assert next(reader.reports()).language == "uk"


@pytest.mark.parametrize(
    ("how", "code", "claims"),
    [("raise", "failed", 2), ("lose", "failed", 2), ("misquote", "span", 2), ("twice", "same-claim", 4)],
)
def test_a_stage_that_fails_on_one_report(tmp_path: Path, how: str, code: str, claims: int) -> None:
    for name, words in (("a", "One"), ("b", "poison"), ("c", "Three")):
        (tmp_path / f"{name}.txt").write_text(f"{words} was here. Soldiers fired at night.")
    (tmp_path / "b.txt").write_text("The poison was here. Soldiers fired at night. Thousands marched.")
    paths = [tmp_path / f"{name}.txt" for name in "abc"]
    summary = load(paths, tmp_path / "r.db", Settings(), chosen=(*STAGES, Trip(how=how)))
    assert (summary.read, summary.reports, summary.claims) == (3, 3, claims)
    with Reader(tmp_path / "r.db") as reader:
        codes = {issue.code: issue for issue in reader.issues()}
        assert set(codes) == {code}
        issue = codes[code]
        assert issue.input.path == str(tmp_path / "b.txt")
        assert "fault in Whence" in issue.advice
    if how == "raise":
        assert issue.stage == "resolve"
        assert "KeyError" in issue.message


def test_what_is_raised_on_purpose_stops_the_run_and_keeps_what_was_done(tmp_path: Path) -> None:
    paths = [tmp_path / f"{n}.txt" for n in range(4)]
    for n, path in enumerate(paths):
        path.write_text(f"{'poison' if n == 3 else 'Water'} {n}. Soldiers fired.")
    for workers in (1, 2):
        into = tmp_path / f"r{workers}.db"
        with pytest.raises(ModelError, match="altered"):
            load(paths, into, Settings(shard_size=1, workers=workers), chosen=(*STAGES, Trip(how="model")))
        load(paths, into, Settings(shard_size=1, workers=workers))
        with Reader(into) as reader:
            assert reader.counts()["claims"] == 4
    with pytest.raises(ModelError, match="no weights"):
        load(paths, tmp_path / "o.db", Settings(workers=2), chosen=(*STAGES, Trip(how="open")))
    assert not list(tmp_path.glob("*.lock"))


def test_a_worker_that_dies_is_reported(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The poison. Soldiers fired.")
    with pytest.raises(WhenceError, match="worker process died"):
        load(tmp_path / "a.txt", tmp_path / "r.db", Settings(workers=2), chosen=(*STAGES, Trip(how="die")))
    assert load(tmp_path / "a.txt", tmp_path / "r.db").claims == 1


def test_inputs_that_give_no_report(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "empty.txt").touch()
    (tmp_path / "in" / "lines.jsonl").write_text('{"text": "Soldiers fired."}\n{"text": broken\n')
    (tmp_path / "in" / "good.txt").write_text("Thousands marched.")
    summary = load([tmp_path / "in", tmp_path / "none.txt"], tmp_path / "r.db")
    assert (summary.reports, summary.claims) == (2, 2)
    with Reader(tmp_path / "r.db") as reader:
        first = reader.issues()
        assert {Path(issue.input.path).name for issue in first} == {"empty.txt", "lines.jsonl", "none.txt"}
    load([tmp_path / "in", tmp_path / "none.txt"], tmp_path / "r.db")
    (tmp_path / "other.txt").write_text("Residents voted.")
    load(tmp_path / "other.txt", tmp_path / "r.db")
    with Reader(tmp_path / "r.db") as reader:
        assert reader.issues() == first  # once, and kept while others are read
    (tmp_path / "in" / "lines.jsonl").write_text('{"text": "Soldiers fired."}\n')
    (tmp_path / "none.txt").write_text("Residents voted again.")
    load([tmp_path / "in", tmp_path / "none.txt"], tmp_path / "r.db")
    with Reader(tmp_path / "r.db") as reader:
        assert {Path(issue.input.path).name for issue in reader.issues()} == {"empty.txt"}  # mended, and gone


def test_standard_input(tmp_path: Path) -> None:
    for text in ("Soldiers fired.", "Thousands marched."):
        read(["-"], tmp_path / "r.db", SMALL, stdin=io.BytesIO(text.encode()), chosen=STAGES)
    with Reader(tmp_path / "r.db") as reader:
        assert reader.counts()["claims"] == 2


def test_rebuild_makes_all_anew_but_originals_and_decisions(reports: Path, whole: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(whole, tmp_path / "r.db"))
    with Reader(path) as reader:
        first = next(reader.claims())
    decisions.decide(path, "edit", [first.claim_id], who="ada", field="mode", value="beat")
    pipeline.merge_again(path)
    with Reader(path) as reader:
        assert reader.claim(first.claim_id).mode == "beat"
    before = Path(shutil.copy(path, tmp_path / "before.db"))
    assert rebuild(path, SMALL, chosen=STAGES).read == 12
    assert same(path, before) == []
    (made,) = _decisions(path)
    decisions.undo(path, made, who="ada")
    pipeline.merge_again(path)
    with Reader(path) as reader:
        assert reader.claim(first.claim_id) == first
    with pytest.raises(RecordError, match="no record"):
        rebuild(tmp_path / "none.db", chosen=STAGES)


def _decisions(path: Path) -> list[str]:
    with Reader(path) as reader:
        return [decision.decision_id for decision in reader.decisions()]


def test_rebuild_with_another_date(reports: Path, whole: Path, tmp_path: Path) -> None:
    path = Path(shutil.copy(whole, tmp_path / "r.db"))
    rebuild(path, Settings(published="2022-09-26"), chosen=STAGES)
    with Reader(path) as reader:
        assert {report.published.value for report in reader.reports()} == {"2022-09-26"}


def test_stages_are_checked_before_anything_runs(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="stage extract: reads 'reading'"):
        check((Find(),))
    with pytest.raises(ConfigurationError, match="stage tag: stands twice"):
        check((Mark(), Mark()))
    with pytest.raises(ConfigurationError, match="no part"):
        check((type("Odd", (), {"name": "odd", "reads": frozenset({"mood"}), "writes": frozenset()})(),))
    with pytest.raises(ConfigurationError):
        read([], tmp_path / "r.db", chosen=(Find(),))
    assert not list(tmp_path.iterdir())
    check(STAGES)


def test_parts_of_a_broken_run_are_used(reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "r.db"
    with monkeypatch.context() as patch:
        patch.setattr(pipeline.Writer, "load", _interrupted)
        with pytest.raises(KeyboardInterrupt):
            load(reports, path, Settings(shard_size=12))
    (part,) = (tmp_path / "r.db.parts").iterdir()
    (tmp_path / "r.db.parts" / "old.part").write_text("of another run")
    summary = load(reports, path, Settings(shard_size=12))
    assert "extract" not in summary.seconds  # nothing was read twice
    assert summary.claims == 24
    assert not part.parent.exists()


def test_a_part_that_is_not_whole_is_made_anew(reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(pipeline.Writer, "load", _interrupted)
        with pytest.raises(KeyboardInterrupt):
            load(reports, tmp_path / "r.db", Settings(shard_size=12))
    (part,) = (tmp_path / "r.db.parts").iterdir()
    part.write_bytes(part.read_bytes()[:-30])
    assert "extract" in load(reports, tmp_path / "r.db", Settings(shard_size=12)).seconds
    assert parts.load(tmp_path / "none.part", Mark) is None


def _interrupted(*_: object) -> None:
    raise KeyboardInterrupt


KILLED = """
import sys
from pathlib import Path
from fake_stages import Find, Mark
from whence.pipeline import Settings, read
if __name__ == "__main__":
    settings = Settings(shard_size=2, workers=int(sys.argv[3]))
    read([sys.argv[1]], sys.argv[2], settings, chosen=(Mark(pause=0.01), Find()))
"""


@pytest.mark.parametrize("workers", [1, 2])
def test_killed_at_any_moment(tmp_path: Path, workers: int) -> None:
    """20 kills at random moments (10 for each number of workers), then a last run: the record of an unbroken one."""
    reports = write_reports(tmp_path / "in", 30)
    load(reports, tmp_path / "whole.db")
    script, broken = tmp_path / "killed.py", tmp_path / "broken.db"
    script.write_text(KILLED)
    command = [sys.executable, str(script), str(reports), str(broken), str(workers)]
    chance, hits = random.Random(workers), 0
    for n in range(10):
        process = subprocess.Popen(command, env={"PYTHONPATH": str(Path(__file__).parent)}, stderr=subprocess.PIPE)
        if n % 2:
            _wait_for(process, broken)
        time.sleep(chance.uniform(0.0, 0.35 if n % 2 else 0.9))
        process.send_signal(signal.SIGKILL)
        process.communicate()
        hits += process.returncode == -signal.SIGKILL
    assert hits >= 3
    load(reports, broken)
    assert same(broken, tmp_path / "whole.db") == []
    assert {path.name for path in tmp_path.iterdir()} == {"in", "whole.db", "broken.db", "killed.py"}


def _wait_for(process: subprocess.Popen[bytes], record: Path) -> None:
    """Until the run writes its parts, or is over."""
    while not record.with_name(record.name + ".parts").exists() and process.poll() is None:
        time.sleep(0.005)
