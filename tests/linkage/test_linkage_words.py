"""Words and names as they are compared; shared passages; declared features."""

from __future__ import annotations

import pytest

from whence.linkage.features import Feature, Scorer
from whence.linkage.normalise import fold, likeness, name_words, same_name, stem, stems
from whence.linkage.shingles import CROWD, nominate, sample, shingles


@pytest.mark.parametrize(("text", "folded"), [("Łódź’s Café", "łodz's cafe"), ("Сергій Гайдай", "sergii gaidai")])
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_stems_bring_forms_together_and_drop_small_words() -> None:
    assert {stem(word) for word in ("shelled", "shelling", "shells")} == {"shel"}
    assert stems("The shelling of the towns") == stems("they shelled a town")
    assert stem("2031") == "2031"


@pytest.mark.parametrize(
    ("left", "right", "alike"),
    [
        ("Serhiy Haidai", "Sergei Gaidai", True),
        ("Haidai", "Governor Serhiy Haidai", True),
        ("Сергій Гайдай", "Serhii Haidai", True),
        ("Interior Ministry", "the Interior Ministry of Velmia", True),
        ("Health Ministry of North", "Militia of North", False),
        ("Ada", "Ada Brun", False),  # one short word is not enough
        ("Brun", "the committee of mothers of Brun street", False),  # nor one of very many
        ("", "Ada Brun", False),
        ("the", "the", True),
        ("Unit 72", "Unit 73", False),
    ],
)
def test_same_name(left: str, right: str, alike: bool) -> None:
    assert same_name(left, right) is same_name(right, left) is alike


def test_likeness_and_name_words() -> None:
    assert likeness("Red Column", "the Red Column") == 1.0
    assert likeness("Red Column", "Lake Herald") < 0.6
    assert name_words("the Red Column") == {"red", "column"}


LONG = (
    "a quick fox ran over an old bridge while nine swans slept below the weir and the miller counted his sacks of rye"
)


def test_a_passage_has_the_shingles_that_it_has_in_its_whole() -> None:
    part, whole = shingles("nine swans slept below the weir"), shingles(LONG)
    assert len(part) == 3
    assert set(part) < set(whole)
    assert shingles("too short") == []


def test_nomination_takes_shared_passages_that_are_not_everybodys() -> None:
    long = sample(shingles(" ".join(f"{word}{turn}" for turn in range(20) for word in LONG.split())))
    other = sample(shingles("nothing of this kind was ever said by anybody in the whole town"))
    assert len(long) < 20 * len(LONG.split())
    assert nominate([long, other, long]) == [(0, 2, len(long))]
    assert nominate([long] * (CROWD + 1)) == []
    assert nominate([]) == []


def test_a_scorer_adds_up_and_says_why() -> None:
    features = (
        Feature[int]("near", lambda a, b: float(abs(a - b) < 3), lambda a, b, _v: f"{a} is near {b}"),
        Feature[int]("odd", lambda a, b: float(a % 2 == b % 2), lambda _a, _b, _v: "both odd or even"),
        Feature[int]("mute", lambda _a, _b: 1.0, lambda _a, _b, _v: "never said"),
    )
    scorer = Scorer(features, {"near": 2.0, "odd": -0.5}, bias=-1.0)
    assert scorer.score(1, 3) == 0.5
    assert [(one.words, one.score) for one in scorer.reasons(1, 3)] == [
        ("1 is near 3", 2.0),
        ("both odd or even", -0.5),
    ]
    assert scorer.reasons(1, 8) == ()
