"""The sample record with what breaks formats in it, and the text of whatever an export wrote."""

from __future__ import annotations

import importlib
import os
import sqlite3
import zipfile
from contextlib import closing
from pathlib import Path
from types import ModuleType

import msgspec
import pytest

import sample_record
from sample_record import at, named, report
from whence.protect import MASKED, PRIVATE, Protected, protect
from whence.schema import ids
from whence.schema.records import (
    Claim,
    Credibility,
    Decision,
    Event,
    EventFigure,
    EventParty,
    EventPlace,
    EventTime,
    Figure,
    Input,
    Issue,
    Link,
    Origin,
    Party,
    Place,
    Published,
    Span,
    Supported,
    Time,
)

HOSTILE = "=cmd|' /C calc'!A0 shelled {Vesele} at dawn & killed 3 <people>; \"12\" wounded, said @Office_Spox."
FORMULA = "=cmd|' /C calc'!A0"
FIELDS = Input(path="in/2.txt", url="https://example.org/a b?x=1&y={2}", id="=1+1")
FOURTH = report(
    4, HOSTILE, outlet='=HYPERLINK("http://x","y")',
    title="+3 killed & <b>more</b>, 100% of $5 \\ ~x_y^2 #1\tok\r\nend",
    byline="By -Ann O'Neil and {Bo} Li", published=Published(value="2022-09-24T18:20:00+00:00", basis="metadata"),
    url="https://example.org/a?b=c&d=e", captured="2022-09-25T10:00:00+00:00", copy_of="2" * 16,
)  # fmt: skip


def hostile_claim() -> Claim:
    """A claim all of whose names break something."""
    where = {**sample_record.VESELE, "lat": -47.25, "lon": -0.5, "fallback": True}
    return named(
        Claim(
            report_id=FOURTH.report_id, evidence=Span(**at(HOSTILE, HOSTILE[:-1])),
            type="ASSAULT", mode="heavy-weapons",
            actors=(Party(**at(HOSTILE, FORMULA), name=FORMULA, sector="MIL", private=False),),
            targets=(Party(**at(HOSTILE, "<people>"), name="<people> & \"co\"", sector="CVL", private=False),),
            hedge=Span(**at(HOSTILE, "at dawn", confidence=0.25)),
            instrument=Span(**at(HOSTILE, "shelled")),
            place=Place(**at(HOSTILE, "{Vesele}"), **where),
            time=Time(
                **at(HOSTILE, "at dawn"), earliest="2022-09-24", latest="2022-09-24", precision="day", basis="text"
            ),
            figures=(
                Figure(
                    **at(HOSTILE, "3"), low=3, high=3, unit="people", what="killed", of=Span(**at(HOSTILE, "<people>"))
                ),
                Figure(**at(HOSTILE, "12"), low=12.5, high=None, unit="people", what="injured"),
            ),
            chain=(
                Link(**at(HOSTILE, "@Office_Spox"), name="@Office_Spox", kind="social-post", role="+spokesman",
                     via="Telegram", private=False),
                Link(**at(HOSTILE, "Office"), name="The \"Office\"", kind="organisation", private=False),
            ),
            contexts=("military", "election"),
        )
    )  # fmt: skip


def hostile_event(claim: Claim) -> Event:
    """What that claim is about."""
    one = (claim.claim_id,)
    return Event(
        event_id=ids.event_id(one), status="asserted", type=Supported(value="ASSAULT", claims=one),
        mode=Supported(value="heavy-weapons", claims=one),
        actors=(EventParty(name=FORMULA, sector="MIL", private=False, claims=one),),
        targets=(EventParty(name="<people> & \"co\"", sector="CVL", private=False, claims=one),),
        place=EventPlace(**{**sample_record.VESELE, "lat": -47.25, "lon": -0.5, "fallback": True}, claims=one),
        time=EventTime(earliest="2022-09-24", latest="2022-09-24", precision="day", basis="text", claims=one),
        figures=(
            EventFigure(what="killed", low=3, high=3, unit="people", claims=one),
            EventFigure(what="injured", low=12.5, unit="people", claims=one),
        ),
        claims=one, reports=(FOURTH.report_id,),
        origins=(Origin(name="The \"Office\"", kind="organisation", claims=one),),
        credibility=Credibility(grade=3, why="One named origin: -The Office."),
    )  # fmt: skip


def record(*, private: bool = False) -> Protected:
    """Four reports, five claims, four events, a decision, an issue."""
    claims = (*sample_record.claims(), hostile_claim())
    events = (*sample_record.events(claims[:4]), hostile_event(claims[4]))
    decision = Decision(
        decision_id="d" * 16, who="reviewer", when="2026-01-02T03:04:05+00:00", what="accept",
        ids=(claims[0].claim_id,), note="=Dovhan confirmed it",
    )  # fmt: skip
    issue = Issue(
        report_id="9" * 16,
        input=FIELDS,
        stage="ingest",
        level="error",
        code="binary",
        message="-bad",
        advice="Mend it.",
    )
    reports = [sample_record.FIRST, sample_record.SECOND, sample_record.THIRD, FOURTH]
    policy = PRIVATE if private else MASKED
    return protect(reports, claims, events, [decision], [issue], policy=policy, salt=b"s")


def nothing() -> Protected:
    """A record with nothing in it."""
    return msgspec.structs.replace(record(), reports=(), claims=(), events=(), decisions=(), issues=())


def words_of(folder: Path) -> str:
    """All that a folder's files say, unpacked as far as their formats pack it."""
    return "\n".join(_words(path) for path in sorted(folder.rglob("*")) if path.is_file())


def _words(path: Path) -> str:
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as archive:
            return "\n".join(archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    if path.suffix == ".parquet":
        return str(tool("pyarrow.parquet").read_table(path).to_pylist())
    if path.suffix in (".gpkg", ".db"):
        with closing(sqlite3.connect(path)) as base:
            return "\n".join(base.iterdump()) + path.read_bytes().decode("utf-8", "replace")
    return path.read_bytes().decode("utf-8", "replace")


def tool(name: str) -> ModuleType:
    """Somebody else's reader; skips where it is not installed, fails in CI."""
    try:
        return importlib.import_module(name)
    except ImportError:
        message = f"{name} is not installed: pip install -e '.[dev]'"
        if os.environ.get("CI"):
            pytest.fail(message)
        pytest.skip(message)
