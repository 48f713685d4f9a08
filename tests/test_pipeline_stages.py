"""The real stages, in order: whatever they read, what they say stands in the report to the letter."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from whence import pipeline
from whence.pipeline import STAGES, Settings, check, read, rebuild, stages
from whence.runners import batch
from whence.runners.letter import spans, verify
from whence.schema.ids import claim_id
from whence.schema.original import Original
from whence.schema.records import Input, Report
from whence.schema.stage import Step, Work
from whence.stages.ingest import parse
from whence.store.equality import differences
from whence.store.reader import Reader

PIECES = [
    "Two blasts shook the polling station in Melitopol on Friday, Mayor Ivan Fedorov wrote on Telegram.",
    "“Nobody came to vote,” a resident of Kherson told the Daily Ledger.",
    "Soldiers went from door to door and forced people to vote at gunpoint, said Olena Marchenko, a teacher.",
    "According to the election commission, turnout reached 70-80% by noon.",
    "The ministry denied that its troops had shelled the town hall.",
    "More than 2,000 people fled the city last week; dozens were injured.",
    "Kazakhstan’s foreign minister said his country would not recognise the results.",
    "‘They beat him,’ she said. It was not clear who “they” were.",
    "Protesters plan to march through Lyman next Sunday, the Interfax agency reports.",
    "Police arrested at least 17 demonstrators overnight 🚓 — including two children.",
    "READ MORE: What we know about the vote",
    "— Хто це? — спитав він.",
    "e\u0301lections cafe\u0301 \u200bof \u202eOdesa\u202c (!!!)…",
    "He said that she said that they said that nobody had fired on the crowd.",
    "\"\"\"'''“”‘’«»",
]
TEXTS = st.lists(st.sampled_from(PIECES) | st.text(st.characters(exclude_categories=("Cs",)), max_size=40), max_size=8)
JOINS = st.sampled_from([" ", "\n\n", "\n", "\r\n", "\u00a0", ""])


@pytest.fixture(scope="module")
def steps() -> list[tuple[str, Step]]:
    return [(stage.name, stage.open()) for stage in stages(Settings())]


def through(steps: Sequence[tuple[str, Step]], report: Report) -> Work:
    works = [Work(report=report)]
    for name, step in steps:
        works, failed = batch.apply(name, step, works)
        assert [issue.message for work in failed for issue in work.issues] == []
    return works[0]


def test_the_stages_fit_together() -> None:
    check(stages(Settings()))
    assert [stage.name for stage in STAGES] == ["tag", "extract", "attribute", "resolve", "weigh"]
    prints = [stage.fingerprint() for stage in stages(Settings())]
    assert prints == [stage.fingerprint() for stage in stages(Settings())]
    assert len({*prints}) == len(STAGES)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(TEXTS, JOINS, st.sampled_from([None, "2022-09-26"]))
def test_every_span_stands_to_the_letter(
    steps: list[tuple[str, Step]], pieces: list[str], join: str, published: str | None
) -> None:
    line = json.dumps({"text": join.join(pieces), "published": published}).encode()
    parsed = parse(Original(report_id="r" * 16, format="json", input=Input(path="x"), data=line))
    if parsed.report is None:
        assert parsed.issues
        return
    work = through(steps, parsed.report)
    for claim in work.claims:
        for span in spans(claim):
            assert parsed.report.text[span.start : span.end] == span.text
        assert claim.claim_id == claim_id(claim)
    assert [issue for issue in verify(work).issues if issue.code in ("span", "report")] == []


def write(folder: Path) -> list[Path]:
    folder.mkdir()
    for n in range(6):
        words = "\n\n".join(PIECES[m] for m in (n, n + 1, 0, 3))
        (folder / f"{n}.txt").write_text(f"The vote, day {n}\n\n{words}\n")
    return sorted(folder.iterdir())


def test_any_order_twice_or_in_parts_with_any_workers(tmp_path: Path) -> None:
    paths = write(tmp_path / "in")
    given = Settings(published="2022-09-26")
    summary = read(paths, tmp_path / "whole.db", given)
    assert summary.claims >= 10
    assert summary.events >= 3
    assert summary.issues.get("error", 0) == 0
    for n, some in enumerate(([*reversed(paths)], [*paths[3:], *paths[:3], *paths])):
        for path in some:
            read([path], tmp_path / f"{n}.db", given)
    read(paths, tmp_path / "workers.db", Settings(published="2022-09-26", workers=2, shard_size=1))
    rebuild(tmp_path / "0.db", Settings())
    with Reader(tmp_path / "whole.db") as whole:
        for name in ("0.db", "1.db", "workers.db"):
            with Reader(tmp_path / name) as other:
                assert differences(whole, other) == []


def test_an_engine_may_be_named() -> None:
    assert stages(Settings(engine="lexicon"))[0] == pipeline.Tag(engine="lexicon")


def test_a_gazetteer_may_be_named() -> None:
    assert stages(Settings(gazetteer="places.db"))[-2] == pipeline.Resolve(gazetteer="places.db")
