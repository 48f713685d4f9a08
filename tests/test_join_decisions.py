"""What people decide merges only what it touches, and leaves what merging all of it anew would leave."""

from __future__ import annotations

import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.generate_claims import loads

from few_examples import FEW
from whence import merging, pipeline
from whence.linkage import blocking
from whence.review import decisions
from whence.store.originals import Loaded
from whence.store.reader import Reader
from whence.store.writer import Writer

SHAPES = ("merge", "split", "same", "not-same", "reject", "edit", "accept", "undo", "load")


def held(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """All rows of all tables, those of search and redirects included."""
    with closing(sqlite3.connect(path)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        kept = [name for name in names if not name.startswith("search_words_")]
        return {name: sorted(connection.execute(f"SELECT * FROM {name}"), key=repr) for name in kept}


def decide(path: Path, what: str, dice: random.Random, turn: int) -> None:
    """One decision of that kind about something in the record."""
    with Reader(path) as reader:
        events = [event.event_id for event in reader.events()]
        claims = [claim.claim_id for claim in reader.claims()]
        standing = [one.decision_id for one in reader.decisions() if one.undone_by is None]
    when = f"2031-02-01T00:00:{turn:02d}+00:00"
    mixed = dice.sample([*events, *claims], 3)
    if what == "undo":
        if standing:
            decisions.undo(path, dice.choice(standing), who="ada", when=when)
    elif what == "split":
        decisions.decide(path, "split", dice.sample(claims, 2), who="ada", when=when)
    elif what == "edit":
        field, value = dice.choice([("status", "denied"), ("place.name", "Velm"), ("place.lat", "1.5"), ("mode", "")])
        decisions.decide(path, "edit", mixed[:1] if mixed[0] in claims else dice.sample(claims, 1), who="ada",
                         field=field, value=value, when=when)  # fmt: skip
    elif what == "accept":
        decisions.decide(path, "accept", mixed[:1], who="ada", when=when)
    else:
        decisions.decide(path, what, mixed[: dice.choice([2, 3])], who="ada", when=when)  # type: ignore[arg-type]


def history(path: Path, parts: list[list[Loaded]], turns: list[list[str]], seed: int) -> Iterator[object]:
    """The record after each merge of the same reports and decisions."""
    path.unlink(missing_ok=True)
    dice, left, turn = random.Random(seed), [*parts], 0
    for some in [["load"], *turns]:
        for what in some:
            turn += 1
            if what != "load":
                decide(path, what, dice, turn)
            elif left:
                with Writer(path) as writer:
                    writer.load(left.pop(0))
        pipeline.merge_again(path)
        yield held(path)


def anew(writer: Writer, runner: object, *, always: bool = False) -> None:
    PLAIN(writer, runner, always=True)  # type: ignore[arg-type]


PLAIN = merging.bring_up_to_date


@FEW
@given(
    st.integers(1, 1000),
    st.lists(st.lists(st.sampled_from(SHAPES), min_size=1, max_size=3), min_size=2, max_size=5),
    st.sampled_from([4, 9, 128]),
)
def test_any_decisions_and_reports(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, turns: list[list[str]], crowd: int
) -> None:
    reports = list(loads(100, seed))
    parts = [reports[:6], reports[6:8], reports[8:9], reports[9:]]
    with monkeypatch.context() as patch:
        patch.setattr(blocking, "CROWD", crowd)
        patch.setattr(merging, "JOINING", 9.0)
        joined = list(history(tmp_path / "joined.db", parts, turns, seed))
        patch.setattr(pipeline, "bring_up_to_date", anew)
        assert joined == list(history(tmp_path / "anew.db", parts, turns, seed))
