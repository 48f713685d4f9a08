"""Reports that join a record give what merging all of it anew gives, whatever the order and the parts."""

from __future__ import annotations

import random
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from training.generate_claims import loads

from whence import merging, pipeline
from whence.linkage import blocking
from whence.review import decisions
from whence.schema.records import to_json
from whence.store.equality import STREAMS, differences
from whence.store.originals import Loaded
from whence.store.reader import Reader
from whence.store.writer import Writer

REPORTS = 14


@pytest.fixture(autouse=True)
def always(monkeypatch: pytest.MonkeyPatch) -> None:
    """Even a large share of new reports joins."""
    monkeypatch.setattr(merging, "JOINING", 9.0)


def some(seed: int) -> list[Loaded]:
    return [undated(one) if at % 7 == 3 else one for at, one in enumerate(loads(REPORTS * 10, seed))]


def undated(loaded: Loaded) -> Loaded:
    """The same with no date: claims of it have neither day nor place."""
    assert loaded.report is not None
    claims = tuple(replace(claim, time=None, place=None) for claim in loaded.claims)
    return replace(loaded, report=replace(loaded.report, published=None), claims=claims)


def build(path: Path, parts: Sequence[Sequence[Loaded]]) -> Path:
    path.unlink(missing_ok=True)
    for part in parts:
        with Writer(path) as writer:
            writer.load(part)
        pipeline.merge_again(path)
    return path


def as_bytes(path: Path) -> bytes:
    with Reader(path) as reader:
        return b"\n".join(to_json(value, sort=True) for stream in STREAMS.values() for value in stream(reader))


FEW = settings(
    max_examples=4,
    deadline=None,
    phases=(Phase.explicit, Phase.reuse, Phase.generate),
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@FEW
@given(
    st.integers(1, 40),
    st.permutations(range(REPORTS)),
    st.lists(st.integers(1, REPORTS - 1), min_size=1, max_size=3, unique=True),
    st.sampled_from([4, 9, 128]),
)
def test_any_order_and_any_parts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, order: list[int], cuts: list[int], crowd: int
) -> None:
    monkeypatch.setattr(blocking, "CROWD", crowd)  # blocks that fill up as reports come in
    reports = some(seed)
    mixed = [reports[at] for at in order]
    whole = build(tmp_path / "whole.db", [reports])
    joined = build(tmp_path / "joined.db", [mixed[a:b] for a, b in pairwise([0, *sorted(cuts), REPORTS])])
    assert as_bytes(joined) == as_bytes(whole)


def test_an_earlier_original_comes_in_after_its_reprints(tmp_path: Path) -> None:
    reports = list(loads(160, 3))
    whole = build(tmp_path / "whole.db", [reports])
    with Reader(whole) as reader:
        copies = {report.report_id: report.copy_of for report in reader.reports() if report.copy_of}
    originals = set(copies.values())
    late = [one for one in reports if one.original.report_id in originals]
    assert late
    joined = build(tmp_path / "joined.db", [[one for one in reports if one not in late], late[:1], late[1:]])
    with Reader(whole) as left, Reader(joined) as right:
        assert differences(left, right) == []


def test_what_people_decided_stands(tmp_path: Path) -> None:
    reports = some(5)
    parts = [reports[:9], reports[9:12], reports[12:]]
    joined = build(tmp_path / "joined.db", parts[:1])
    with Reader(joined) as reader:
        events = [event.event_id for event in reader.events()]
    dice = random.Random(1)
    decisions.decide(joined, "merge", dice.sample(events, 2), who="editor")
    with Reader(joined) as reader:
        first = next(event for event in reader.events() if len(event.claims) > 1)
    decisions.decide(joined, "split", [first.claims[0]], who="editor")
    pipeline.merge_again(joined)
    for part in parts[1:]:
        with Writer(joined) as writer:
            writer.load(part)
        pipeline.merge_again(joined)
    kept = as_bytes(joined)
    with Writer(joined) as writer:
        writer.load([reports[0]])  # read again: all is merged anew
    pipeline.merge_again(joined)
    assert as_bytes(joined) == kept


def test_only_new_reports_join(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A report that is read again, and a record that was never merged, are merged as a whole."""
    seen: list[int] = []
    plain = merging.join
    monkeypatch.setattr(merging, "join", lambda *given: seen.append(len(given[1])) or plain(*given))
    reports = some(2)
    path = build(tmp_path / "r.db", [reports[:8], reports[8:10]])
    assert seen == [2]
    with Writer(path) as writer:
        writer.load([reports[0]])
        writer.load([reports[10]])
    pipeline.merge_again(path)
    assert seen == [2]
    with Writer(path) as writer:
        writer.load([reports[11]])
        assert writer.merged_with() is None
    with Writer(path) as writer:
        writer.load([reports[12]])
    pipeline.merge_again(path)
    assert seen == [2, 2]
    with Writer(path) as writer:
        assert writer.merged_with() == merging.merge_code()
    assert as_bytes(path) == as_bytes(build(tmp_path / "whole.db", [reports[:13]]))
