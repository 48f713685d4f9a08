"""What a report reprints is the same whether reports join or all are marked at once, whatever comes in late."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from training.generate_claims import loads

from few_examples import FEW
from whence import merging, pipeline
from whence.linkage import shingles
from whence.schema.ids import digest
from whence.schema.records import Claim, Published, Report, to_json
from whence.stages.merge import reprints
from whence.store.equality import STREAMS
from whence.store.originals import Loaded
from whence.store.reader import Reader
from whence.store.shelf import StoredShelf
from whence.store.writer import Writer

REPORTS = 24


@pytest.fixture(autouse=True)
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even a large share of new reports joins."""
    monkeypatch.setattr(merging, "JOINING", 99.0)


def copies(seed: int) -> list[Loaded]:
    """Reports of which most are the opening of another, under another date: copies of copies, versions, excerpts."""
    dice = random.Random(seed)
    made = list(loads(60, seed))
    while len(made) < REPORTS:
        made.append(excerpt(dice, dice.choice(made), f"{seed}/{len(made)}"))
    return made


def excerpt(dice: random.Random, of: Loaded, name: str) -> Loaded:
    assert of.report is not None
    report_id = digest(name.encode())
    ends = [at + 1 for at, letter in enumerate(of.report.text) if letter == "."]
    end = dice.choice(ends[len(ends) // 2 :])
    day = date(2031, 1, 1) + timedelta(days=dice.randrange(4))
    text = of.report.text[:end] + dice.choice([" Readers wrote to us.", " More in a moment, says the desk.", ""])
    published = dice.choice([None, Published(value=day.isoformat(), basis="given")])
    outlet = f"Outlet {dice.randrange(5)}"
    report = replace(of.report, report_id=report_id, text=text, outlet=outlet, published=published)
    told = [one for one in of.claims if max(one.evidence.end, *(link.end for link in one.chain), 0) <= end]
    claims = [replace(one, claim_id=digest(f"{name}/{one.claim_id}".encode()), report_id=report_id) for one in told]
    original = replace(of.original, report_id=report_id, data=f"{name} {text}".encode())
    return replace(of, original=original, report=report, claims=tuple(claims))


def built(path: Path, parts: Sequence[Sequence[Loaded]]) -> Iterator[bytes]:
    """The record after each part."""
    path.unlink(missing_ok=True)
    for part in parts:
        with Writer(path) as writer:
            writer.load(part)
        pipeline.merge_again(path)
        with Reader(path) as reader:
            yield b"\n".join(to_json(value, sort=True) for stream in STREAMS.values() for value in stream(reader))


@FEW
@given(
    st.integers(1, 1000),
    st.permutations(range(REPORTS)),
    st.lists(st.integers(1, REPORTS - 1), min_size=1, max_size=4, unique=True),
    st.sampled_from([2, 4, 7, 400]),
    st.sampled_from([1, 2, 12]),
)
def test_any_order_and_any_parts(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    seed: int,
    order: list[int],
    cuts: list[int],
    crowd: int,
    likely: int,
) -> None:
    monkeypatch.setattr(shingles, "CROWD", crowd)  # passages that become nobody's as reports come in
    monkeypatch.setattr(reprints, "LIKELY", likely)  # likely ones that others push out
    made = copies(seed)
    mixed = [made[at] for at in order]
    *_, whole = built(tmp_path / "whole.db", [made])
    *_, joined = built(tmp_path / "joined.db", [mixed[a:b] for a, b in pairwise([0, *sorted(cuts), REPORTS])])
    assert joined == whole


def test_an_original_of_many_becomes_a_reprint(tmp_path: Path) -> None:
    """Whatever reprinted the old one reprints the new one, though no other report has changed for it."""
    first, *others = loads(200, 4)
    late = replace(first, report=dated(first.report, 0))
    chain = [first_copy(first, day) for day in range(2, 6)]
    *_, whole = built(tmp_path / "whole.db", [[late, *chain, *others]])
    *_, joined = built(tmp_path / "joined.db", [[*chain, *others], [late]])
    assert joined == whole
    with Reader(tmp_path / "joined.db") as reader:
        assert {reader.report(one.original.report_id).copy_of for one in chain} == {first.original.report_id}


def first_copy(of: Loaded, day: int) -> Loaded:
    made = excerpt(random.Random(0), of, f"copy {day}")
    return replace(made, report=dated(made.report, day))


def dated(report: Report | None, day: int) -> Report:
    assert report is not None
    return replace(report, published=Published(value=f"2031-01-{day + 1:02d}", basis="given"))


def test_few_reports_are_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report that comes in has passages in common with nearly all of them, by chance or through others."""
    made = list(loads(1500, 6))
    looked: set[str] = set()
    plain = StoredShelf.claims

    def counted(shelf: StoredShelf, reports: Iterable[str]) -> list[Claim]:
        looked.update(some := {*reports})
        return plain(shelf, some)

    *_, _first = built(tmp_path / "r.db", [made[:-1]])
    monkeypatch.setattr(StoredShelf, "claims", counted)
    with Writer(tmp_path / "r.db") as writer:
        writer.load(made[-1:])
    pipeline.merge_again(tmp_path / "r.db")
    assert 1 < len(looked) < len(made) / 2
