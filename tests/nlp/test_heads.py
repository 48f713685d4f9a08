"""The finder's side heads, over a finder that answers by a table of words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from fake_finder import heads
from whence.errors import ModelError
from whence.nlp import heads as side
from whence.nlp import session
from whence.nlp.sentences import sentences

LONG = " ".join(f"Word{i} burned the depot near the river." for i in range(60))


def test_every_wordpiece_counts_once_in_a_long_text() -> None:
    scores = heads({"factuality": ["burned"]}).scores(LONG, sentences(LONG), ("factuality",))
    starts = [piece.start for piece in scores.pieces]
    assert starts == sorted(set(starts))
    assert len(scores.rows["factuality"]) == len(starts) == len(scores.window)
    assert scores.window[-1] > 1
    assert int((scores.rows["factuality"] > 0).sum()) == 60


def test_an_empty_text_has_no_rows() -> None:
    scores = heads({"factuality": ["burned"]}, {"incident_kind": [""]}).scores(
        "", (), ("factuality",), ("incident_kind",)
    )
    assert not scores.pieces
    assert not scores.rows["factuality"].size
    assert not scores.heads["incident_kind"].size


def test_words_are_read_at_their_first_wordpiece() -> None:
    found = heads({"factuality": ["burned"]}).words(["Xyzzyqwv", "burned", "it"], "factuality")
    assert found.shape == (3, 1)
    assert (found[:, 0] > 0).tolist() == [False, True, False]


def test_words_behind_the_end_have_no_figure() -> None:
    found = heads({"factuality": ["burned"]}).words(["burned"] * (side.MOST + 5), "factuality")
    assert np.isnan(found[side.MOST :]).all()
    assert not np.isnan(found[: side.MOST]).any()


def test_a_text_as_a_whole_is_one_window() -> None:
    finder = heads({}, {"story": ["accused", "bombed", "marched"]})
    assert finder.whole("They marched. " * 300, "story").argmax() == 2
    assert finder.finder.calls == 1  # type: ignore[attr-defined]


def test_a_finder_without_the_head_is_named() -> None:
    with pytest.raises(ModelError, match=r"find fake: no output attribution, attribution_begin"):
        heads({"factuality": [""]}).scores("One.", sentences("One."), ("attribution", "attribution_begin"))


def test_a_folder_without_a_finder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no finder"):
        side.at(tmp_path)
    (tmp_path / "manifest.json").write_text("{}")
    with pytest.raises(ModelError, match="needs manifest"):
        side.at(tmp_path)


def test_a_folder_with_a_finder_gives_what_the_installed_one_gives() -> None:
    given, shipped = side.at(Path(str(session.folder()))), session.model("find")
    inputs = {"ids": session.row([101, 2009, 11022, 102]), "mask": session.row([1] * 4)}
    one, other = given.finder(**inputs), shipped(**inputs)
    assert set(one) == set(other)
    assert all(np.array_equal(one[name], other[name]) for name in other)


def test_the_model_that_ships_has_every_head() -> None:
    shipped = side.at(None)
    out = shipped.finder(ids=session.row([101, 102]), mask=session.row([1, 1]))
    assert {"attribution", "factuality", "incident", "incident_kind", "story"} <= set(out)
    assert len(shipped.words(["It", "burned"], "factuality")) == 2
    with pytest.raises(ModelError, match="no output factuality"):
        side.at(Path(str(session.folder()))).words(["It", "burned"], "factuality")
