"""The quick look for how a cue begins, before the search for the cue itself."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from whence.schema.records import Span
from whence.stages.extract import contexts as module
from whence.stages.extract.contexts import contexts

WORDS = sorted(
    {word for cue in module._CUES.values() for word in re.findall(r"[a-z-]{2,}", cue)}
    | {
        "Kidnapped",
        "VOTED",
        "by-election",
        "run-off",
        "runoff",
        "al-Qaeda",
        "front line",
        "frontline",
        "“voters”",
        "ſoldiers",
    }
)


def found(text: str) -> list[tuple[str, int, int]]:
    evidence = Span(text=text, start=0, end=len(text), found_by="t")
    grounds = contexts(text, evidence, (0, len(text)), ("MOVE", None), False)
    return [(ground.field, ground.span.start, ground.span.end) for ground in grounds if ground.span]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=6))
def test_the_quick_look_passes_over_no_cue(words: list[str]) -> None:
    text = " ".join(words)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "_BEGINNINGS", dict.fromkeys(module._CUES, ("",)))
        slowly = found(text)
    assert found(text) == slowly


def test_a_cue_is_found_with_its_place() -> None:
    assert found("Gunmen kidnapped a reporter") == [
        ("contexts.human_rights", 19, 27),
        ("contexts.crime", 7, 16),
    ]
