"""The quick look that spares most strings a search never spares one in which somebody has to be hidden."""

from __future__ import annotations

from hypothesis import example, given, settings
from hypothesis import strategies as st

from whence.protect import MASKED
from whence.protect.mask import Mask, _Search
from whence.protect.record import masking
from whence.schema.records import Input, Report

TEXTS = {
    "r1": "Idrissou Kanouté, a 22-year-old student, was shot on Friday. Governor Tidiane Oumarou denied it.",
    "r2": "A girl called Amina, 9, was hurt. Her brother Sambo Kanouté, a baker, said so. Bintou, a nurse, agreed.",
    "r3": "Oleksandra Dovhan, a teacher, told Radio Lac that the market burned.",
}
PARTS = [
    "Idrissou", "Kanouté", "Kanoute", "KANOUTÉ", "Tidiane", "Oumarou", "Amina", "amina", "Sambo", "Bintou",
    "Oleksandra", "Dovhan", "Radio", "Lac", "market", "Mr", "A.", "https://x.example/", "@", "-", "'s", "sambokanoute",
]  # fmt: skip


def mask() -> Mask:
    reports = [Report(report_id=one, input=Input(path=one), text=text) for one, text in TEXTS.items()]
    return masking(reports, [], [], MASKED, b"salt")


MASK = mask()


@settings(max_examples=400, deadline=None, derandomize=True)
@given(
    st.lists(st.sampled_from(PARTS), min_size=1, max_size=6), st.sampled_from([" ", "", "-", "_", "/", "%20"]),
    st.lists(st.sampled_from(sorted(TEXTS)), max_size=2),
)  # fmt: skip
@example(["Amina"], " ", ["r2"])
def test_what_is_passed_over_holds_nobody(parts: list[str], between: str, within: list[str]) -> None:
    text = between.join(parts)
    if MASK.clean(text, within):
        assert _Search(MASK, text, tuple(within)).edits() == []
        assert _Search(MASK, text, tuple(within), anycase=True).edits() == []


def test_most_strings_are_passed_over() -> None:
    assert MASK.clean("Shells hit the market on Friday", ("r1", "r2", "r3"))
    assert MASK.clean("Kanouté", ("r3",)), "nobody is called so there"
    assert not MASK.clean("Kanouté", ("r1",))
    assert not MASK.clean("idrissou kanoute", ())
