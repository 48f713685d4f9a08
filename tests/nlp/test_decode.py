"""From model figures to acts, on figures made by hand."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from whence.nlp.decode import (
    Found,
    Settings,
    act_of,
    best_mode,
    role_spans,
    roles_of,
    runs,
    stretches,
    whole_words,
    without_rivals,
)
from whence.nlp.session import Labels, sigmoid
from whence.nlp.windows import Piece, Window

TEXT = "Rebels shelled the town. Police arrested ten men."
WORDS = [(0, 6), (7, 14), (15, 18), (19, 23), (23, 24), (25, 31), (32, 40), (41, 44), (45, 48), (48, 49)]
WINDOW = Window(
    ids=list(range(12)),
    pieces=[None, *(Piece(1, a, b, 0 if b <= 24 else 1) for a, b in WORDS), None],
    first=1,
)
LABELS = Labels(
    types=("ASSAULT", "COERCE"),
    modes=("none", "arrest", "drone"),
    status=("asserted", "denied"),
    roles=("actor", "source"),
)
NOTHING = np.zeros(12, dtype=np.float32)


def row(*live: int, high: float = 0.9) -> np.ndarray:
    out = np.full(12, 0.05, dtype=np.float32)
    out[list(live)] = high
    return out


def test_a_run_ends_with_its_sentence() -> None:
    assert runs(row(*range(1, 11)), NOTHING, WINDOW, Settings()) == [[1, 2, 3, 4, 5], [6, 7, 8, 9, 10]]


def test_one_weaker_wordpiece_does_not_break_a_run() -> None:
    weak = row(1, 2, 4, 5)
    weak[3] = 0.3
    assert runs(weak, NOTHING, WINDOW, Settings()) == [[1, 2, 3, 4, 5]]


def test_short_runs_are_noise() -> None:
    assert runs(row(2, 3), NOTHING, WINDOW, Settings()) == []


def test_context_does_not_count() -> None:
    late = Window(ids=WINDOW.ids, pieces=WINDOW.pieces, first=6)
    assert runs(row(*range(1, 11)), NOTHING, late, Settings()) == [[6, 7, 8, 9, 10]]


def test_stretches_carry_type_and_confidence() -> None:
    inside = np.stack([row(1, 2, 3, 4), row(6, 7, 8, 9)], axis=1)
    found = stretches(inside, NOTHING, WINDOW, LABELS.types, Settings())
    assert [(f.type, TEXT[f.start : f.end]) for f in found] == [
        ("ASSAULT", "Rebels shelled the town"),
        ("COERCE", "Police arrested ten men"),
    ]
    assert all(abs(f.confidence - 0.9) < 1e-5 for f in found)


def test_of_rival_types_the_surer_stays_unless_both_are_sure() -> None:
    sure = Found(start=0, end=20, type="ASSAULT", confidence=0.8)
    weak = Found(start=2, end=20, type="COERCE", confidence=0.6)
    also = Found(start=2, end=20, type="COERCE", confidence=0.78)
    assert without_rivals([weak, sure], Settings()) == [sure]
    assert without_rivals([also, sure], Settings()) == [sure, also]


def test_modes_are_those_of_the_type() -> None:
    assert best_mode(np.array([0.1, 0.2, 0.7], dtype=np.float32), "COERCE", LABELS) == "arrest"
    assert best_mode(np.array([0.6, 0.2, 0.2], dtype=np.float32), "COERCE", LABELS) is None


def test_two_actors_in_a_row_are_parted_where_the_second_begins() -> None:
    inside, begin = np.full(12, -5.0, dtype=np.float32), np.full(12, -5.0, dtype=np.float32)
    inside[[1, 2, 3]] = 5.0
    begin[[1, 3]] = 5.0
    assert [(a, b) for a, b, _ in role_spans(inside, begin, WINDOW, Settings())] == [(0, 14), (15, 18)]


def test_whole_words_are_kept_and_stray_punctuation_is_not() -> None:
    assert whole_words("the bombing, then", 6, 12) == (4, 11)


def act(none: float, links: int = 1):  # type: ignore[no-untyped-def]
    roles = np.full((12, 2), -5.0, dtype=np.float32)
    roles[1, 0] = 5.0
    out = {
        "inside": roles,
        "begin": np.full((12, 2), -5.0, dtype=np.float32),
        "type": np.array([2.0, 0.0, none], dtype=np.float32),
        "mode": np.array([0.0, 0.0, 3.0], dtype=np.float32),
        "status": np.array([0.0, 4.0], dtype=np.float32),
        "links": np.eye(4, dtype=np.float32)[links],
    }
    found = Found(start=0, end=23, type="ASSAULT", confidence=0.9)
    return act_of(out, WINDOW, found, TEXT, LABELS, "neural/test", Settings())


def test_an_act_has_type_mode_status_roles_and_links() -> None:
    told = act(none=-5.0)
    assert told is not None
    assert (told.type, told.mode, told.status, told.links) == ("ASSAULT", "drone", "denied", 1)
    assert [(r.role, r.span.text) for r in told.roles] == [("actor", "Rebels")]
    assert told.evidence.text == "Rebels shelled the town"


def test_the_filler_may_turn_a_stretch_down() -> None:
    assert act(none=9.0) is None


@given(hnp.arrays(np.float32, (12, 2), elements=st.floats(-4, 4, width=32)))
def test_columns_are_passed_over_only_where_nothing_can_be_found(inside: np.ndarray) -> None:
    begin = np.zeros_like(inside)
    seen = roles_of({"inside": inside, "begin": begin}, WINDOW, TEXT, LABELS, "test", Settings())
    spans = [role_spans(inside[:, column], begin[:, column], WINDOW, Settings()) for column in range(2)]
    assert [role.role for role in seen] == ["actor"] * len(spans[0]) + ["source"] * len(spans[1])
    likely = sigmoid(inside)
    found = sum(len(runs(likely[:, column], NOTHING, WINDOW, Settings())) for column in range(2))
    assert len(stretches(likely, NOTHING, WINDOW, LABELS.types, Settings(sure=-1.0))) == found
