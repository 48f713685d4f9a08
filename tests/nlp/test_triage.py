"""The first look: what is passed over, what never is, and what happens when its files are amiss."""

from __future__ import annotations

import io
from pathlib import Path

import msgspec
import numpy as np
import pytest

from whence.errors import ModelError
from whence.nlp import triage as module
from whence.nlp.sentences import sentences
from whence.nlp.session import tokenizer
from whence.nlp.triage import BUCKETS, Fitted, Look, Triage, buckets, triage
from whence.nlp.windows import CONTEXT, pieces, windows

SPORT = (
    "Rovers came from behind to win 3-2 at home on Saturday. The winger scored twice after the break and set up the "
    "third goal. It was their fifth win in a row. The goalkeeper made two fine saves near the end. Their manager was "
    "pleased with the young midfielder, who played his first match of the season. Rovers are now second in the table, "
    "two points behind the leaders. They travel to the coast next weekend for a cup tie. Tickets are sold out."
)
ATTACK = (
    "Gunmen opened fire on a polling station in the town of Marvo on Sunday, killing four people, police said. "
    "The opposition accused the government of staging the attack. Soldiers arrested eleven men in the evening."
)


def look(text: str) -> Look:
    return triage().look(text, sentences(text))


def test_sport_is_passed_over_and_an_attack_is_not() -> None:
    assert look(SPORT).passed
    assert not look(ATTACK).passed


def test_one_act_in_a_long_report_on_sport_is_enough() -> None:
    riot = "After the match police arrested forty fans who had attacked a bus and thrown stones at officers."
    mixed = look(f"{SPORT}\n\n{riot}")
    assert not mixed.passed
    assert mixed.worth >= {len(mixed.ratings) - 1}
    assert len(mixed.worth) < len(mixed.ratings), "the models are spared the rest"


def test_less_text_asks_for_a_lower_rating() -> None:
    first = triage()
    asked = [first._asked(count) for count in (1, 2, 3, 6, 12, 400)]
    assert asked == sorted(asked)
    assert asked[0] < asked[-1]


def test_what_holds_no_sentence_is_left_to_the_engine() -> None:
    assert not look("").passed
    assert look("").best is None


def test_ratings_are_one_a_sentence_and_the_same_every_time() -> None:
    one, again = look(ATTACK), look(ATTACK)
    assert one == again
    assert len(one.ratings) == len(sentences(ATTACK))
    assert one.best == max(rating for rating in one.ratings if rating is not None)


def test_features_see_no_case_and_no_difference_between_numbers() -> None:
    assert buckets("Police held 12 men.") == buckets("POLICE HELD 7 MEN")
    assert all(0 <= bucket < BUCKETS for bucket in buckets(ATTACK))
    assert buckets("") == buckets("...")


def test_windows_over_some_sentences_cover_these_and_fill_small_gaps() -> None:
    text = " ".join(f"This is sentence number {i} of a rather dull report on nothing at all." for i in range(30))
    cut = pieces(text, sentences(text), tokenizer())
    counted = {
        piece.sentence
        for window in windows(cut, tokenizer(), {2, 4, 25})
        for piece in window.pieces[window.first :]
        if piece is not None
    }
    assert counted >= {2, 3, 4, 25}, "a gap that is read as context anyway counts too"
    assert not counted & {10, 15, 20}
    assert windows(cut, tokenizer(), set()) == []
    whole = windows(cut, tokenizer(), set(range(30)))
    assert whole == windows(cut, tokenizer())
    assert sum(len(window.ids) - 2 - window.first + 1 for window in whole) == len(cut)
    assert CONTEXT > 15


def shipped(folder: Path, *, hurt: bool) -> Fitted:
    file = io.BytesIO()
    np.save(file, np.zeros((2, BUCKETS), dtype=np.int8), allow_pickle=False)
    (folder / "triage.npy").write_bytes(file.getvalue()[: -1 if hurt else None])
    return msgspec.structs.replace(triage().fitted, version="0")


def test_altered_weights_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "triage.json").write_bytes(msgspec.json.encode(shipped(tmp_path, hurt=True)))
    monkeypatch.setattr(module, "folder", lambda: tmp_path)
    with pytest.raises(ModelError, match="--no-triage"):
        Triage()


def test_missing_files_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "folder", lambda: tmp_path)
    with pytest.raises(ModelError, match=r"triage\.json"):
        Triage()
