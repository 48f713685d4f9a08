"""Actors and targets: names, sectors, and who is a private person."""

from __future__ import annotations

import pytest

from whence.nlp.quotes import quotes
from whence.nlp.sentences import sentences
from whence.schema.reading import Reading
from whence.schema.records import Claim, Input, Party, Report, Span
from whence.schema.stage import Work
from whence.stages.attribute.stage import attribute
from whence.stages.resolve.parties import resolve_parties


def party(text: str, words: str) -> Party:
    """The party that the last occurrence of some words becomes."""
    start = text.rindex(words)
    actor = Party(text=words, start=start, end=start + len(words), found_by="test", name=words)
    evidence = Span(text=text, start=0, end=len(text), found_by="test")
    claim = Claim(report_id="r", evidence=evidence, type="ASSAULT", actors=(actor,))
    report = Report(report_id="r", input=Input(), text=text)
    reading = Reading(engine="test", sentences=sentences(text), quotes=quotes(text))
    work = attribute(Work(report=report, reading=reading, claims=(claim,)))
    return resolve_parties(work).claims[0].actors[0]


@pytest.mark.parametrize(
    ("text", "words", "name", "sector", "private"),
    [
        ("Russian troops burned a house.", "Russian troops", "Russian troops", "MIL", False),
        (
            "The Russian Defence Ministry was hit.",
            "The Russian Defence Ministry",
            "Russian Defence Ministry",
            "MIL",
            False,
        ),
        ("Governor Serhiy Haidai came. Haidai was shot.", "Haidai", "Serhiy Haidai", "GOV", False),
        ("A night watchman, Modou Cissé, fell.", "A night watchman, Modou Cissé", "Modou Cissé", None, True),
        ("The minister, Oleh Bondar, was shot.", "The minister, Oleh Bondar", "Oleh Bondar", "GOV", False),
        ("The driver of the president, Ivan Petrov, fled.", "Ivan Petrov", "Ivan Petrov", None, True),
        ("Oksana Hrytsai was beaten.", "Oksana Hrytsai", "Oksana Hrytsai", None, True),
        (
            "Police detained a 41-year-old electrician.",
            "a 41-year-old electrician",
            "41-year-old electrician",
            None,
            True,
        ),
        ("Two residents were beaten.", "Two residents", "Two residents", "CVL", False),
        ("A barracks was hit.", "A barracks", "barracks", None, False),
        ("Russia burned a house.", "Russia", "Russia", "GOV", False),
        ("Ivan Melnyk, a candidate, was shot.", "Ivan Melnyk", "Ivan Melnyk", "PTY", False),
        ("Reuters was raided.", "Reuters", "Reuters", "JRN", False),
        ("A farmer was beaten.", "A farmer", "farmer", "AGR", True),
        ("It burned.", "It", "It", None, False),
    ],
)
def test_party(text: str, words: str, name: str, sector: str | None, private: bool) -> None:
    found = party(text, words)
    assert (found.name, found.sector, found.private) == (name, sector, private)
    assert text[found.start : found.end] == found.text == words


def test_pronoun_takes_the_last_named_person() -> None:
    assert party("Mayor Ivan Melnyk came home. He was shot.", "He").name == "Ivan Melnyk"


def test_sector_is_explained() -> None:
    text = "Police fired."
    span = Span(text=text, start=0, end=len(text), found_by="test")
    actor = Party(text="Police", start=0, end=6, found_by="test", name="Police")
    claim = Claim(report_id="r", evidence=span, type="ASSAULT", actors=(actor,))
    done = resolve_parties(Work(report=Report(report_id="r", input=Input(), text=text), claims=(claim,)))
    assert [(ground.field, ground.value) for ground in done.claims[0].grounds] == [("actors.0.sector", "COP")]
