"""What holds of every attribution, whatever the text."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.nlp.attribution import attributions
from whence.nlp.attribution_clusters import cast, clusters
from whence.nlp.attribution_text import shouting
from whence.nlp.quotes import quotes
from whence.nlp.sentences import sentences
from whence.schema.reading import Attribution

TEXT = """said told the a mayor of Kyiv , . “ ” " ' ( ) [ ] : ; – who which that reports claims according to per by
account citing police Reuters He she It they 20 percent put turnout at and but while Anna Kovalenko rockets hit Monday
in statement TEXT WALT: not was is from quoted as saying It's don't — … 🙂 Ж state added wrote on Telegram"""
PIECES = st.sampled_from([*TEXT.split(), "\n", "\n\n"])
HOSTILE = [
    "said ",
    "“a ",
    "that he said, ",
    "according to ",
    "[",
    "A B, ",
    "(",
    "who ",
    "said X, who ",
    "hit, said the ",
    "[A B] ",
]


def read(text: str) -> tuple[Attribution, ...]:
    return attributions(text, sentences(text), quotes(text))


@given(st.lists(PIECES, max_size=60).map(" ".join) | st.text(max_size=200))
@settings(max_examples=150, deadline=None)
def test_never_raises_and_stands_to_the_letter(text: str) -> None:
    found = read(text)
    assert found == read(text)
    for one in found:
        for span in (one.cue, one.source, *one.content):
            if span is not None:
                assert text[span.start : span.end] == span.text
                assert span.start < span.end
    company = cast(text, sentences(text), found, shouting=shouting(text))
    for cluster in clusters(text, company):
        assert cluster.name
        for span in cluster.mentions:
            assert text[span.start : span.end] == span.text


@pytest.mark.parametrize("piece", HOSTILE)
def test_hostile_repetition_stays_linear(piece: str, growth: Callable[[Callable[[int], object], int], float]) -> None:
    def read(size: int) -> None:
        text = piece * (size // len(piece))
        attributions(text, sentences(text), quotes(text))

    assert growth(read, 10_000) < 10


def test_label_turns_of_a_transcript() -> None:
    text = (
        "ANNA FREY, HOST: What did you see?\n\nIVAN MELNYK: They burned the school to the ground.\n\n"
        "FREY: And then?\n\nMELNYK: Then they shot at the bus."
    )
    found = [one for one in read(text) if one.cue.found_by == "attribution.label"]
    assert [one.source.text for one in found if one.source] == ["IVAN MELNYK", "MELNYK"]


def test_bracketed_speakers_of_a_broadcast() -> None:
    text = (
        "LA PAZ, 3 MAY 90 (RADIO SOL) -- [INTERVIEW] [TEXT] [REPORTER] WHAT HAPPENED THERE? "
        "[GOVERNOR JUAN PEREZ] THE REBELS BURNED THE TOWN HALL. [REPORTER] WHEN WAS THAT, SIR?"
    )
    found = [one for one in read(text) if one.cue.found_by == "attribution.label"]
    assert [(one.source.text, one.content[0].text) for one in found if one.source] == [
        ("GOVERNOR JUAN PEREZ", "THE REBELS BURNED THE TOWN HALL.")
    ]


def test_two_speakers_in_one_sentence_keep_their_own_words() -> None:
    found = read("Anna Kovalenko said the depot burned, while Ivan Melnyk said that nobody was hurt.")
    assert [(one.source.text, one.content[0].text) for one in found if one.source] == [
        ("Anna Kovalenko", "the depot burned"),
        ("Ivan Melnyk", "nobody was hurt."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "The United States will act.",
        "The state of the roads is poor.",
        "Five per cent per year was lost.",
        "The report was burned by the crowd.",
        "Nobody could say what had happened to them.",
        "He did not say that.",
        "",
        "   \n\n ",
    ],
)
def test_nobody_says_anything(text: str) -> None:
    assert read(text) == ()
