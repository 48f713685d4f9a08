"""Every verb of the command line over a small record: data on standard output, statuses, nobody unmasked."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest

import sample_record
from sample_record import PRIVATE_WORDS
from whence import errors, pipeline
from whence.cli import evaluate as evaluating
from whence.cli import exits, main
from whence.cli.output import clean
from whence.cli.reference import reference
from whence.evaluate import EVALUATORS, Evaluator

ROOT = Path(__file__).resolve().parents[2]
Captured = pytest.CaptureFixture[str]


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return sample_record.write(tmp_path_factory.mktemp("cli") / "record.db")


@pytest.fixture(autouse=True)
def environment(monkeypatch: pytest.MonkeyPatch, path: Path) -> Iterator[None]:
    monkeypatch.setenv("WHENCE_RECORD", str(path))
    monkeypatch.delenv("WHENCE_DEBUG", raising=False)
    return None


def run(capsys: Captured, *arguments: str) -> tuple[int, str, str]:
    capsys.readouterr()
    code = main(arguments)
    out, err = capsys.readouterr()
    return code, out, err


def events(capsys: Captured) -> list[dict[str, object]]:
    return json.loads(run(capsys, "show", "--json")[1])["events"]


def test_show_lists_events_within_a_hundred_columns(capsys: Captured) -> None:
    code, out, err = run(capsys, "show")
    assert code == 0
    assert "ASSAULT, destroy  reported" in out
    assert "said by 2, independently: Petro Lysenko; police · agreed, a detail disputed" in out
    assert "disputed - figures.injured: 2 (1 claim) against 5 (1 claim)" in out
    assert max(len(line) for line in out.splitlines()) <= 100
    assert "occurred" not in out
    assert err == "2 events from 3 reports; 1 held back (troop movements).\n"


def test_show_by_type_and_limit(capsys: Captured) -> None:
    assert "ASSAULT" not in run(capsys, "show", "--type", "accuse")[1]
    assert "--limit 0" in run(capsys, "show", "--limit", "1")[2]


def test_show_an_event_with_claims_chains_disputes_and_reasons(capsys: Captured) -> None:
    event = next(one for one in events(capsys) if len(one["claims"]) == 2)  # type: ignore[arg-type]
    _, out, _ = run(capsys, "show", str(event["event_id"])[:8])
    for words in (
        "Petro Lysenko -> Telegram -> Radio Dnipro",
        "police -> Wire",
        "2 of 6, agreed, a detail disputed",
        "figures.injured: 1, then 5",
        "same place (Vesele)",
        "“A polling station in Vesele was set alight on Friday”",
        "part  ",
    ):
        assert words in out
    plain = json.loads(run(capsys, "show", str(event["event_id"]), "--json")[1])
    assert len(plain["claims"]) == 2
    assert plain["pairs"][0]["verdict"] == "same"


def test_show_a_claim_with_the_words_of_each_field(capsys: Captured) -> None:
    fire, smoke, *_ = sample_record.claims()
    _, out, _ = run(capsys, "show", fire.claim_id)
    assert "2022-09-23 - “on Friday”, more likely than not" in out
    assert "2 injured - “Two people”" in out
    assert "election" in out
    _, out, _ = run(capsys, "show", smoke.claim_id)
    assert "hedged by" in out
    assert "very doubtful" in out
    assert json.loads(run(capsys, "show", fire.claim_id, "--json")[1])["grounds"]


def test_show_a_report_with_its_evidence_marked_and_what_was_cut(capsys: Captured) -> None:
    _, out, _ = run(capsys, "show", "1111")
    assert "[1 A polling station in Vesele was set alight on Friday], Governor" in out
    assert "1 stretches were cut" in out
    assert "READ MORE" not in out
    assert "READ MORE: Ten questions" in run(capsys, "show", "1111", "--cut")[1]
    assert len(json.loads(run(capsys, "show", "1111", "--json")[1])["claims"]) == 2


def test_show_a_decision(capsys: Captured) -> None:
    out = run(capsys, "show", "dddd")[1]
    assert "reviewer" in out
    assert "Dovhan" not in out
    assert json.loads(run(capsys, "show", "dddd", "--json")[1])["decision"]["who"] == "reviewer"


@pytest.mark.parametrize("arguments", [["show"], ["show", "1111", "--cut"], ["search", "smoke"], ["issues"]])
def test_nobody_private_on_the_screen_unless_asked(capsys: Captured, arguments: list[str]) -> None:
    for extra in ([], [] if "--cut" in arguments else ["--json"]):
        out = "".join(run(capsys, *arguments, *extra)[1:])
        assert not any(word in out for word in PRIVATE_WORDS)
    if arguments != ["issues"]:
        assert "Dovhan" in run(capsys, *arguments, "--private")[1]


def test_reports_cannot_command_the_terminal(capsys: Captured) -> None:
    assert "\x1b" not in run(capsys, "show", "1111")[1]
    out = run(capsys, "show", "1111", "--json")[1]
    assert "\x1b" not in out
    assert "\\u001b[31m" in out
    assert json.loads(out)["report"]["text"].endswith("\x1b[31m")
    assert clean("a\u202eb\x07\x9b\r\nc") == "a�b��\nc"


def test_why_draws_the_words_in_their_sentence(capsys: Captured) -> None:
    fire = sample_record.claims()[0].claim_id
    _, out, _ = run(capsys, "why", f"{fire[:8]}.type")
    assert "A polling station in Vesele was «set alight» on Friday" in out
    assert "type = ASSAULT: `set alight` names it" in out
    assert "Petro Lysenko -> Telegram -> Radio Dnipro, 2022-09-25" in out
    assert "found by sample; almost certain" in out
    assert "nothing is known" in run(capsys, "why", f"{fire}.hedge")[1]
    assert run(capsys, "why", fire)[0] == 0
    assert json.loads(run(capsys, "why", f"{fire}.status", "--json")[1])["value"] == "asserted"


def test_search_and_issues(capsys: Captured) -> None:
    assert "claim " in run(capsys, "search", "smoke")[1]
    assert json.loads(run(capsys, "search", "smoke", "--json")[1])["hits"]
    assert "Nothing" in run(capsys, "search", "xylophone")[2]
    out = run(capsys, "issues")[1]
    assert out.index("error") < out.index("info")
    assert "info" not in run(capsys, "issues", "--level", "error")[1]
    assert len(json.loads(run(capsys, "issues", "--json")[1])["issues"]) == 2
    assert run(capsys, "issues", "--level", "warning")[2] == "No issues.\n"


def test_export_says_where_and_what_is_kept_back(capsys: Captured, path: Path, tmp_path: Path) -> None:
    code, out, err = run(capsys, "export", str(path), "--as", "jsonl", str(tmp_path / "out"))
    assert (code, out) == (0, "")
    assert err.startswith(f"{tmp_path / 'out'}/: 3 reports, 3 claims, 2 events; 2 under pseudonyms\n")
    assert "1 claim of troop movements held back" in err
    _, _, err = run(capsys, "export", str(path), str(tmp_path / "out"), "--private")
    assert err == f"{tmp_path / 'out-private'}/: 3 reports, 4 claims, 3 events; unmasked, do not publish\n"


@pytest.mark.parametrize(
    ("arguments", "status", "words"),
    [
        (["shwo"], exits.USAGE, "whence: No such command 'shwo'"),
        (["show", "--colour"], exits.USAGE, "whence: No such option"),
        (["show", "-r", "no/such.db"], exits.RECORD, "whence: no/such.db: no record there"),
        (["show", "zzzz"], exits.MISSING, "whence: zzzz: no event"),
        (["read", "x", "--published", "yesterday"], exits.USAGE, "whence: --published yesterday: not a date"),
        (["export", "{record}", "{record}"], exits.USAGE, "is a file"),
        (["export", "{record}", "out", "--as", "xls"], exits.USAGE, "Known formats: acled"),
        (["evaluate", "tea"], exits.USAGE, "figures, furniture, geoparsing, geoparsing-reader, gold"),
        (["evaluate", "gold"], exits.USAGE, "needs a path"),
        (["evaluate", "furniture", "a", "b"], exits.USAGE, "takes one path"),
        (["evaluate", "furniture", "a", "--from", "claims"], exits.USAGE, "makes no sense"),
        ([], exits.USAGE, "Usage: whence"),
    ],
)
def test_errors_are_one_line_with_a_status(
    capsys: Captured, path: Path, arguments: list[str], status: int, words: str
) -> None:
    code, out, err = run(capsys, *[argument.format(record=path) for argument in arguments])
    assert code == status
    assert out == ""
    assert words in err
    assert "Traceback" not in err
    assert not arguments or err.count("\n") == 1


def test_each_error_has_its_status() -> None:
    assert exits.status(errors.NewerRecordError()) == exits.RECORD
    assert exits.status(errors.GazetteerError()) == exits.OWN
    assert exits.status(errors.InputError()) == exits.NOTHING


@pytest.mark.parametrize(
    ("raised", "status", "words"),
    [
        (KeyboardInterrupt(), exits.INTERRUPTED, "interrupted"),
        (MemoryError(), exits.OWN, "not enough memory"),
        (PermissionError(13, "Permission denied", "in/"), exits.NOTHING, "in/: Permission denied"),
    ],
)
def test_what_can_stop_a_run_ends_calmly(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch, raised: BaseException, status: int, words: str
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise raised

    monkeypatch.setattr(pipeline, "read", stopped)
    code, _, err = run(capsys, "read", "in")
    assert code == status
    assert words in err


def test_debugging_shows_where_an_error_comes_from(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHENCE_DEBUG", "1")
    with pytest.raises(errors.RecordError):
        main(["show", "-r", "no/such.db"])


def test_read_and_rebuild_sum_up(capsys: Captured, monkeypatch: pytest.MonkeyPatch, path: Path) -> None:
    summary = pipeline.Summary(read=2, unchanged=1, reports=3, claims=1, events=1, issues={"error": 1, "info": 4})

    def fake(*_: object, **__: object) -> pipeline.Summary:
        return summary

    monkeypatch.setattr(pipeline, "read", fake)
    monkeypatch.setattr(pipeline, "rebuild", fake)
    code, out, err = run(capsys, "read", "in", "--json", "--published", "2022-09-25")
    assert code == exits.PARTLY
    assert json.loads(out)["read"] == 2
    assert "2 reports read, 1 unchanged; it holds 3 reports, 1 claim, 1 event." in err
    assert "1 error: see whence issues" in err
    assert run(capsys, "rebuild", "--json", "--quiet")[2] == ""
    summary.reports = 0
    assert run(capsys, "read", "in")[0] == exits.NOTHING
    summary.issues = {}
    assert run(capsys, "rebuild")[0] == exits.DONE


def test_doctor_says_what_is_there_and_what_to_do(
    capsys: Captured, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, path: Path
) -> None:
    monkeypatch.setenv("WHENCE_CACHE", str(tmp_path))
    code, out, _ = run(capsys, "doctor")
    assert code == exits.DONE
    assert "note     place index: not built yet" in out
    assert "whence doctor --build" in out
    assert "3 reports, 4 claims" in out
    (tmp_path / "bad.db").write_text("not a record, whatever it says")
    code, out, _ = run(capsys, "doctor", "-r", str(tmp_path / "bad.db"), "--json")
    assert code == exits.OWN
    assert any(check["state"] == "problem" for check in json.loads(out)["checks"])
    assert "none there" in run(capsys, "doctor", "-r", str(tmp_path / "none.db"))[1]


def test_evaluators_are_listed_and_dispatched(capsys: Captured, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "gold" in run(capsys, "evaluate")[1]
    one = Evaluator(module="test_commands", function="measured", about="", several=True, from_claims=True)
    monkeypatch.setattr(evaluating, "EVALUATORS", {"mine": one})
    monkeypatch.setitem(sys.modules, "test_commands", sys.modules[__name__])
    code, out, _ = run(capsys, "evaluate", "mine", "a", "b", "--from", "claims")
    assert code == 0
    assert out.split() == ["claims", "F1", "0.500", "paths", "a,", "b", "none", "-"]
    assert json.loads(run(capsys, "evaluate", "mine", "a", "--json")[1])["claims"] == {"F1": 0.0}


def test_every_evaluator_is_there() -> None:
    for one in EVALUATORS.values():
        assert callable(getattr(import_module(one.module), one.function))


def measured(paths: list[Path], *, from_claims: bool) -> dict[str, object]:
    return {"claims": {"F1": 0.5 if from_claims else 0.0}, "paths": [str(one) for one in paths], "none": None}


def test_version(capsys: Captured) -> None:
    assert run(capsys, "version")[1].startswith("whence 0.")


def test_the_reference_page_is_current() -> None:
    page = ROOT / "docs" / "cli.md"
    assert page.read_text(encoding="utf-8") == reference(), "run: python -m whence.cli.reference > docs/cli.md"


def test_help_tells_the_exit_statuses(capsys: Captured) -> None:
    out = run(capsys, "--help")[1]
    for meaning in exits.MEANINGS.values():
        assert meaning.split(" (")[0][:40] in out


def test_a_pipe_that_closes_early_does_no_harm(path: Path) -> None:
    command = [sys.executable, "-m", "whence", "show", "--json"]
    environment = {**os.environ, "WHENCE_RECORD": str(path), "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    err = process.stderr.read()
    process.wait(timeout=60)
    assert b"Traceback" not in err
    assert process.returncode == 0
