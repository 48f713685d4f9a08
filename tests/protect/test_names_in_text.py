"""Names as they are written: found in running text, told from bodies and places, matched in every spelling."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from whence.protect.edits import Edit, apply
from whence.protect.persons import mentions, personal
from whence.protect.pieces import joined, key, pieces
from whence.protect.policy import MASKED
from whence.protect.record import masking
from whence.schema.records import Input, Report


def found(text: str) -> dict[str, str]:
    """Names with what is beside them: public, minor or private."""
    return {text[m.start : m.end]: "minor" if m.minor else "public" if m.public else "private" for m in mentions(text)}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Halyna Dovhan saw it.", {"Halyna Dovhan": "private"}),
        ("Mr Nkulenu wept.", {"Nkulenu": "private"}),
        ("Resident Zuberi Nkulenu wept.", {"Zuberi Nkulenu": "private"}),
        ("Zuberi Nkulenu, 43, wept.", {"Zuberi Nkulenu": "private"}),
        ("Zuberi Nkulenu, a tailor from Arua, wept.", {"Zuberi Nkulenu": "private"}),
        ("“We ran,” said Zuberi. Zuberi Nkulenu said more.", {"Zuberi Nkulenu": "private"}),
        ("Xolani van der Nkulenu, a tailor, wept.", {"Xolani van der Nkulenu": "private"}),
        ("Governor Zuberi Nkulenu wept.", {"Zuberi Nkulenu": "public"}),
        ("Zuberi Nkulenu, the deputy mayor of Arua, wept.", {"Zuberi Nkulenu": "public"}),
        ("Interior Ministry spokesman Zuberi Nkulenu wept.", {"Zuberi Nkulenu": "public"}),
        ("the mayor of Arua, Zuberi Nkulenu, wept.", {"Zuberi Nkulenu": "public"}),
        ("Zuberi Nkulenu, whose house burnt, wept.", {"Zuberi Nkulenu": "private"}),
        ("according to Zuberi Nkulenu of the Red Cross", {"Zuberi Nkulenu": "private"}),
        ("Zuberi Nkulenu, a driver of the governor, wept.", {"Zuberi Nkulenu": "private"}),
        ("Zuberi Nkulenu, 17, wept.", {"Zuberi Nkulenu": "minor"}),
        ("A 9-year-old boy, Zuberi Nkulenu, wept.", {"Zuberi Nkulenu": "minor"}),
        ("the baby Amina wept. Her brother Thierno told us.", {"Amina": "minor", "Thierno": "private"}),
        ("Zuberi Nkulenu, a girl aged nine, wept.", {"Zuberi Nkulenu": "minor"}),
        ("a nurse who gave only her first name, Zuberi, told us", {"Zuberi": "private"}),
        ("the head of the ward, Zuberi Nkulenu, wept.", {}),
        ("Zuberi Nkulenu, 50, wept. Zuberi Nkulenu, head of the clinic, left.", {"Zuberi Nkulenu": "private"}),
        ("Amina, 12, wept.", {"Amina": "minor"}),
        ("On Monday, 12 people wept. Tunisian, 12, x.", {}),
        ("Kim Jong-un, leader of North Korea, spoke.", {"Kim Jong-un": "public"}),
        ("Security Service and the Kyiv Post said so in United Russia Street.", {}),
        ("SEVERAL PEOPLE SAID YESTERDAY THAT MARIA GOMEZ WAS KILLED IN SAN MIGUEL", {"MARIA GOMEZ": "private"}),
        ("Donald Smith Is Like A Lawyer", {"Donald Smith": "private"}),
        ("", {}),
    ],
)
def test_names_in_running_text(text: str, names: dict[str, str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("Halyna Dovhan", True), ("Mr Dovhan", True), ("Omar al-Rashid", True), ("al-Rashid", True),
        ("J. R. Smith", True),
        ("Dovhan's", True), ("three women", False), ("a student", False), ("Riot police", False),
        ("the governor", False),
        ("United Front", False), ("92 people", False), ("", False), ("Governor", False),
    ],
)  # fmt: skip
def test_what_looks_like_a_personal_name(name: str, is_one: bool) -> None:
    assert personal(name) is is_one


@pytest.mark.parametrize(
    "written",
    ["Seydou Koné", "seydou koné", "SEYDOU KONÉ", "Seydou\nKoné", "Seydou-Koné", "Seydou Kone", "Seydou Kone\u0301",
     "seydou_kone", "seydou.kone", "SeydouKoné", "seydoukone"],
)  # fmt: skip
def test_a_full_name_is_masked_however_it_is_written(written: str) -> None:
    mask = masking([Report(report_id="r", input=Input(), text="Seydou Koné, a farmer, wept.")], [], [], MASKED, b"s")
    assert "ydou" not in mask.words(f"there {written} stood", ("r",)).lower()
    assert "kon" not in mask.words(f"there {written} stood").lower()


@pytest.mark.parametrize(
    "address",
    ["https://a.example/2024/seydou-kone-dead.html", "https://a.example/?q=Seydou%20Kon%C3%A9", "in/seydou_kone.txt",
     "https://a.example/kone-funeral"],
)  # fmt: skip
def test_addresses_are_masked_and_stay_addresses(address: str) -> None:
    mask = masking([Report(report_id="r", input=Input(), text="Seydou Koné, a farmer, wept.")], [], [], MASKED, b"s")
    masked = mask.words(address, ("r",))
    assert "kon" not in masked.lower()
    assert " " not in masked
    assert masked.startswith(address.split("seydou")[0].split("Seydou")[0].split("kone")[0])
    assert mask.words("https://a.example/%C3%A9t%C3%A9/", ("r",)) == "https://a.example/%C3%A9t%C3%A9/"


def test_parts_of_a_name_that_are_also_words_are_left_alone() -> None:
    text = "April May, a nurse, left in May. Ms May will be back. A. May wept."
    mask = masking([Report(report_id="r", input=Input(), text=text)], [], [], MASKED, b"s")
    masked = mask.words(text, ("r",))
    assert "left in May. Ms Person" in masked
    assert masked.endswith("wept.")
    assert "A. May" not in masked


def test_a_dateline_is_no_part_of_a_name() -> None:
    text = "ARUA - Zuberi Nkulenu, a tailor, wept. Nkulenu left Arua."
    mask = masking([Report(report_id="r", input=Input(), text=text)], [], [], MASKED, b"s")
    masked = mask.words(text, ("r",))
    assert masked.startswith("ARUA - Person ")
    assert masked.endswith("left Arua.")
    assert masked.count(mask.alias(("zuberi", "nkulenu"))) == 2


def test_pieces_and_keys_fold_case_accents_and_titles() -> None:
    assert key("Mr. José Ángel O’Brien’s") == ("jose", "angel", "o", "brien")
    first, second = pieces("Koné. Samba")
    assert not joined("Koné. Samba", first, second)
    first, second = pieces("K. Samba")
    assert joined("K. Samba", first, second)


def test_edits_that_overlap_become_one() -> None:
    edited = apply("abcdefgh", [Edit(1, 4, "X"), Edit(3, 6, "Y"), Edit(6, 7, "Z")])
    assert edited.text == "aXZh"
    assert edited.span(2, 3) == (1, 2)
    assert edited.span(0, 8) == (0, 4)
    assert edited.span(7, 8) == (3, 4)


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60), st.text(min_size=1, max_size=5)), max_size=6),
    st.integers(0, 60),
    st.integers(0, 60),
)
def test_spans_keep_what_was_not_edited(text: str, wanted: list[tuple[int, int, str]], a: int, b: int) -> None:
    size = len(text)
    edits = [Edit(min(s, e), max(s, e), words) for s, e, words in wanted if min(s, e) < max(s, e) <= size]
    start, end = sorted((min(a, size), min(b, size)))
    edited = apply(text, edits)
    new_start, new_end = edited.span(start, end)
    assert 0 <= new_start <= new_end <= len(edited.text)
    if not any(edit.start < end and start < edit.end for edit in edits):
        assert edited.text[new_start:new_end] == text[start:end] or start == end
    else:
        assert edited.text[new_start:new_end]


@given(st.text(max_size=300))
def test_any_text_can_be_searched_for_names(text: str) -> None:
    for mention in mentions(text):
        assert text[mention.start : mention.end]
    mask = masking([Report(report_id="r", input=Input(), text=text)], [], [], MASKED, b"s")
    assert mask.words(mask.words(text, ("r",)), ("r",)) is not None
