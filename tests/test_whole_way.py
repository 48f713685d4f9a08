"""Reports in, record out, over the examples: the same record however they are read, and every span to the letter."""

from __future__ import annotations

import gzip
import json
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whence import pipeline
from whence.api import Record
from whence.store.equality import differences
from whence.store.reader import Reader

EXAMPLES = Path(__file__).resolve().parent.parent / "examples"
FILES = sorted(p for p in EXAMPLES.iterdir() if p.suffix in {".txt", ".html", ".jsonl", ".rss"})


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of all examples read at once."""
    path = tmp_path_factory.mktemp("whole") / "record.db"
    pipeline.read(FILES, path)
    return path


def test_the_examples_are_twelve_dispatches_with_claims(whole: Path) -> None:
    with Reader(whole) as reader:
        counts = reader.counts()
        assert counts["reports"] == 12
        assert counts["claims"] >= 25
        assert [i for i in reader.issues() if i.level == "error"] == []


def test_the_reprint_is_known_and_shares_its_origin(whole: Path) -> None:
    with Record(whole, private=True) as record:
        [reprint] = [r for r in record.reports if r.copy_of]
        assert reprint.outlet == "The Harbour Dispatch"
        shared = [e for e in record.events if reprint.report_id in e.reports and len(e.reports) > 1]
        assert shared


@settings(max_examples=6, deadline=None, suppress_health_check=list(HealthCheck))
@given(order=st.permutations(FILES), cuts=st.sets(st.integers(1, len(FILES) - 1), max_size=3))
def test_any_order_in_parts_or_twice_gives_the_same_record(
    whole: Path, tmp_path_factory: pytest.TempPathFactory, order: list[Path], cuts: set[int]
) -> None:
    path = tmp_path_factory.mktemp("parts") / "record.db"
    bounds = [0, *sorted(cuts), len(order)]
    for a, b in pairwise(bounds):
        pipeline.read(order[a:b], path)
    pipeline.read(order[:2], path)
    with Reader(path) as mine, Reader(whole) as theirs:
        assert differences(mine, theirs) == []


def spans(value: object) -> Iterator[dict[str, object]]:
    if isinstance(value, dict):
        if {"text", "start", "end", "found_by"} <= value.keys():
            yield value
        for inner in value.values():
            yield from spans(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from spans(inner)


@pytest.mark.parametrize("private", [True, False])
def test_every_exported_span_stands_in_its_report_to_the_letter(whole: Path, tmp_path: Path, private: bool) -> None:
    with Record(whole, private=private) as record:
        out = record.export("jsonl", tmp_path / "out", private=private)
    texts = {
        r["report_id"]: r["text"] for r in map(json.loads, (out / "reports.jsonl").read_text("utf-8").splitlines())
    }
    count = 0
    for line in (out / "claims.jsonl").read_text("utf-8").splitlines():
        claim = json.loads(line)
        for span in spans(claim):
            assert texts[claim["report_id"]][span["start"] : span["end"]] == span["text"]
            count += 1
    assert count > 60


def test_hostile_input_harms_nothing_beside_it(tmp_path: Path) -> None:
    room = tmp_path / "in"
    room.mkdir()
    (room / "empty.txt").write_bytes(b"")
    (room / "binary.txt").write_bytes(bytes(range(256)) * 40)
    (room / "long.txt").write_bytes(b"word " * 10_500_000)
    (room / "broken.txt").write_bytes(
        b"Police arrested ten men in Tokmak on Friday, said \xff\xfe the mayor of the town.\n" * 4
    )
    (room / "charset.html").write_bytes(
        '<html><head><meta charset="utf-8"></head><body><p>Des hommes armés, Wagner à Bangui: '
        "police arrested ten protesters in Bangui on Friday.</p></body></html>".encode("latin-1")
    )
    (room / "nested.html").write_bytes(b"<div>" * 60_000 + b"Rebels shelled the town." + b"</div>" * 60_000)
    (room / "bomb.txt.gz").write_bytes(gzip.compress(b"0" * 60_000_000))
    (room / "lines.jsonl").write_text(
        json.dumps({"id": "a", "text": "Police arrested ten protesters in Dakar on Friday."})
        + "\n{broken\n"
        + json.dumps({"id": "b", "text": "Rebels shelled the town of Tokmak on Monday, the mayor said."})
        + "\n"
    )
    (room / "none.rss").write_text('<?xml version="1.0"?><rss version="2.0"><channel><title>x</title></channel></rss>')
    (room / "russian.txt").write_text(
        "Полиция задержала десять человек на митинге в Москве, сообщил представитель. " * 3, "utf-8"
    )
    (room / "good.txt").write_text(
        "Militants attacked a police station in the city of Maiduguri on Sunday, killing four officers, police said.\n"
    )
    path = tmp_path / "record.db"
    pipeline.read([room, tmp_path / "missing.txt"], path)
    with Reader(path) as reader:
        issues = list(reader.issues())
        texts = [r.text for r in reader.reports()]
        assert any(c.evidence.text.startswith("Militants attacked") for c in reader.claims())
        assert sum("ten protesters in Dakar" in t or "Tokmak on Monday" in t for t in texts) == 2
        assert any("Полиция" in t for t in texts)
    named = {Path(i.input.path or "").name: i for i in issues}
    for name in (
        "empty.txt",
        "binary.txt",
        "long.txt",
        "bomb.txt.gz",
        "lines.jsonl",
        "none.rss",
        "russian.txt",
        "missing.txt",
    ):
        assert name in named, f"no issue for {name}"
        assert named[name].message
        assert named[name].advice
