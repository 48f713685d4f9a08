"""From files to a record and a comparison, by the commands that people type."""

from __future__ import annotations

import json
import logging
import warnings
from pathlib import Path
from typing import Any

import pytest

import whence
from fake_llm import FakeLlm, Move, claim, claims, says
from whence import pipeline
from whence.cli.app import main
from whence.evaluate.readers import OUTCOMES, VALUES, compare
from whence.nlp.llm import load
from whence.runners.letter import spans
from whence.store.reader import Reader

TEXTS = {
    "arrest.txt": "Police arrested forty protesters in Kharkiv on Monday, the mayor’s office said. "
    "They were taken away.",
    "shelling.txt": "Rebels shelled the village of Dovhe on Tuesday. Two women were killed there, residents said.",
    "quiet.txt": "Heat the oil in a pan and fry the onions until they are soft. Add the tomatoes and a pinch of sugar. "
    "Simmer for twenty minutes and stir now and then. Grate some cheese over it and serve it hot.",
}
ARREST = claim(
    act="COERCE/arrest", evidence="Police arrested forty protesters in Kharkiv on Monday", trigger="arrested",
    roles=[{"role": "actor", "sentence": 1, "quote": "Police"}, {"role": "place", "sentence": 1, "quote": "Kharkiv"}],
    chain=[{"sentence": 1, "source": "the mayor's office", "cue": "said"}],
)  # fmt: skip
ESCAPE = claim(act="MOVE/evacuate", evidence="They were taken away", trigger="taken away", sentence=2)
ANSWERS = {"Police": claims(ARREST, ESCAPE), "Rebels": says("I would rather not.")}
KEY = "sk-never-to-be-seen"


@pytest.fixture
def room(tmp_path: Path) -> Path:
    (tmp_path / "reports").mkdir()
    for name, text in TEXTS.items():
        (tmp_path / "reports" / name).write_text(text, encoding="utf-8")
    return tmp_path


def written(room: Path, url: str, **more: Any) -> str:
    lines = {"url": url, "model": "test", "pause": 0, "tries": 2, **more}
    (room / "llm.toml").write_text("".join(f"{key} = {value!r}\n" for key, value in lines.items()), encoding="utf-8")
    return str(room / "llm.toml")


def read(room: Path, name: str, *more: str) -> Path:
    into = room / name
    assert main(["read", str(room / "reports"), "--into", str(into), "--published", "2022-09-27", "-q", *more]) == 0
    return into


def test_the_record_says_which_reader_found_what(
    room: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setenv("TEST_LLM_KEY", KEY)
    caplog.set_level(logging.DEBUG)
    with FakeLlm([Move(status=500)], ANSWERS) as server:
        file = written(room, server.url, key_env="TEST_LLM_KEY")
        record = read(room, "record.db", "--llm", file, "--engine", "lexicon")
        asked = len(server.asked)
        assert "onions" not in json.dumps(server.asked)  # a report without claims costs nothing
        assert main(["rebuild", "--record", str(record), "--llm", file, "--engine", "lexicon", "-q"]) == 0
        assert len(server.asked) == asked + 2  # only what got no answer is asked again
    with Reader(record) as reader:
        reports = {one.report_id: one for one in reader.reports()}
        held = list(reader.claims())
        issues = {issue.code: issue for issue in reader.issues()}
    for one in held:
        text = reports[one.report_id].text
        assert all(text[span.start : span.end] == span.text for span in spans(one))
        by_model = text.startswith("Police")
        assert one.evidence.found_by.startswith("llm/1:test" if by_model else "lexicon/")
    assert {(one.type, one.mode) for one in held if "llm" in one.evidence.found_by} == {
        ("COERCE", "arrest"),
        ("MOVE", "evacuate"),
    }
    (arrest,) = [one for one in held if one.mode == "arrest" and "llm" in one.evidence.found_by]
    assert arrest.place is not None
    assert (arrest.place.country, arrest.time and arrest.time.earliest) == ("UA", "2022-09-26")
    assert [(figure.low, figure.what) for figure in arrest.figures] == [(40, "arrested")]
    assert [link.text for link in arrest.chain] == ["the mayor’s office"]
    assert issues["llm-fallback"].report_id in reports
    assert "passed-over" in issues
    shown = capsys.readouterr()
    everything = b"".join(path.read_bytes() for path in room.rglob("*") if path.is_file())
    assert KEY not in shown.out + shown.err + caplog.text
    assert KEY.encode() not in everything


def test_workers_and_their_number_change_nothing(room: Path) -> None:
    with FakeLlm([claims(ARREST)], ANSWERS) as server:
        settings = pipeline.Settings(engine="lexicon", llm=load(written(room, server.url)), shard_size=1)
        one, two = room / "one.db", room / "two.db"
        pipeline.read([room / "reports"], one, settings)
        (room / "llm-cache.sqlite").unlink()
        pipeline.read([room / "reports"], two, pipeline.Settings(engine="lexicon", llm=settings.llm, workers=2))
    with Reader(one) as left, Reader(two) as right:
        assert list(left.claims()) == list(right.claims())
        assert [(i.code, i.message) for i in left.issues()] == [(i.code, i.message) for i in right.issues()]


def test_texts_do_not_leave_the_machine_without_a_word(room: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = written(room, "https://llm.invalid/v1", minutes=0.0001)
    read(room, "far.db", "--llm", file, "--engine", "lexicon")
    assert "sent to llm.invalid" in capsys.readouterr().err
    with pytest.warns(UserWarning, match=r"sent to llm\.invalid"):
        whence.read(room / "reports" / "quiet.txt", engine="lexicon", llm=file).close()
    with FakeLlm([claims()], ANSWERS) as server, warnings.catch_warnings():
        warnings.simplefilter("error")
        near = written(room, server.url)
        read(room, "near.db", "--llm", near, "--engine", "lexicon")
        whence.read(room / "reports" / "quiet.txt", engine="lexicon", llm=near).close()
    assert "sent to" not in capsys.readouterr().err


def test_nothing_is_sent_unless_asked_for(room: Path) -> None:
    with FakeLlm([claims()]) as server:
        written(room, server.url)
        read(room, "plain.db", "--engine", "lexicon")
        assert server.asked == []


def test_compare_shows_what_both_found_and_what_differs(room: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with FakeLlm([Move(status=500)], ANSWERS) as server:
        file = written(room, server.url)
        record = read(room, "record.db", "--llm", file, "--engine", "lexicon")
        before = record.read_bytes()
        assert main(["compare", str(record), "--engine", "lexicon", "--json", "-q"]) == 0
        of_record = json.loads(capsys.readouterr().out)
        assert record.read_bytes() == before
        assert main(["compare", str(room / "reports"), "--engine", "lexicon", "--llm", file, "--json", "-q"]) == 0
        of_folder = json.loads(capsys.readouterr().out)
        assert main(["compare", str(record), "--engine", "lexicon", "--values", "-q"]) == 0
        table = capsys.readouterr().out
    assert (of_record["reports"], of_record["fell_back"]) == (of_folder["reports"], of_folder["fell_back"]) == (2, 1)
    assert of_record["left"] == of_folder["left"] == {"llm/1:test": 2}
    assert [name.split("/")[0] for name in of_record["right"]] == ["lexicon"]
    assert [one["act"] for one in of_record["only_left"]] == ["MOVE, evacuate"]
    (both,) = of_record["both"]
    assert both["evidence"].startswith("Police arrested forty protesters")
    assert {"field": "targets", "left": None, "right": "forty protesters"} in both["differences"]
    fields = of_record["fields"]
    assert fields["type"] == {"same": 1, "differ": 0, "only left": 0, "only right": 0}
    assert fields["targets"] == {"same": 0, "differ": 0, "only left": 0, "only right": 1}
    assert list(fields) == list(VALUES)
    assert all(list(counts) == list(OUTCOMES) for counts in fields.values())
    assert "claims                 1           1           0" in table
    assert "targets: - | forty protesters" in table


def test_a_record_is_compared_with_what_a_model_reads_of_it(room: Path) -> None:
    record = read(room, "record.db", "--engine", "lexicon")
    with FakeLlm([Move(status=500)], ANSWERS) as server:
        found = compare(record, pipeline.Settings(engine="lexicon", llm=load(written(room, server.url))))
    assert (found.right, found.fell_back) == ({"llm/1:test": 2}, 1)
    assert [one.act for one in found.only_right] == ["MOVE, evacuate"]


def test_a_record_is_like_itself(room: Path) -> None:
    record = read(room, "record.db", "--engine", "lexicon")
    found = compare(record, pipeline.Settings(), against=record)
    assert (found.only_left, found.only_right, found.left) == ((), (), found.right)
    assert all(not one.differences and one.left == one.right for one in found.both)
    assert len(found.both) == sum(found.left.values()) > 0


def test_a_comparison_masks_private_persons(room: Path) -> None:
    text = "Soldiers arrested the baker Ivan Petrenko in Kharkiv on Monday, residents said. They beat him there."
    (room / "reports" / "arrest.txt").write_text(text, encoding="utf-8")
    record = read(room, "record.db", "--engine", "lexicon")
    settings = pipeline.Settings(engine="hybrid")
    shown, whole = (str(compare(record, settings, private=private)) for private in (False, True))
    assert "Petrenko" in whole
    assert "Petrenko" not in shown


def test_a_folder_needs_a_model(room: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["compare", str(room / "reports")]) == 2
    assert "--llm" in capsys.readouterr().err
