"""Encodings: detected from the bytes; declarations are believed only where the bytes agree."""

from __future__ import annotations

import pytest

from whence.stages.ingest.encoding import decode

UKRAINIAN = "Вибухи пролунали в місті вночі, повідомив голова області. Мешканці чули постріли біля школи."
FRENCH = "Le préfet a annoncé que la réunion était annulée à cause de la grève générale."


@pytest.mark.parametrize("charset", ["utf-8-sig", "utf-16", "utf-32", "utf-8"])
def test_unicode_with_and_without_a_bom(charset: str) -> None:
    found = decode(UKRAINIAN.encode(charset))
    assert (found.text, found.problem) == (UKRAINIAN, None)


@pytest.mark.parametrize("charset", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_bom_is_told_by_its_zero_bytes(charset: str) -> None:
    assert decode(FRENCH.encode(charset)).text == FRENCH


@pytest.mark.parametrize(("charset", "text"), [("cp1251", UKRAINIAN), ("koi8-u", UKRAINIAN), ("iso-8859-1", FRENCH)])
def test_a_declared_charset_that_fits_is_used(charset: str, text: str) -> None:
    page = f'<meta charset="{charset}"><p>{text}</p>'
    found = decode(page.encode(charset), markup=True)
    assert (found.text, found.problem) == (page, None)


def test_a_charset_declared_outside_counts_for_plain_text() -> None:
    assert decode(UKRAINIAN.encode("cp1251"), charset="windows-1251").text == UKRAINIAN


def test_utf_8_that_says_it_is_latin_1_is_read_as_utf_8_with_a_warning() -> None:
    page = f'<meta charset="iso-8859-1">{FRENCH}'
    found = decode(page.encode(), markup=True)
    assert (found.text, found.charset, found.problem) == (page, "utf-8", "charset")


def test_cyrillic_that_says_it_is_latin_1_is_recognised() -> None:
    page = f"<meta charset=iso-8859-1>{UKRAINIAN * 3}"
    found = decode(page.encode("cp1251"), markup=True)
    assert (found.text, found.problem) == (page, "charset")


def test_undeclared_text_is_guessed_and_said_so() -> None:
    found = decode(UKRAINIAN.encode("cp1251"))
    assert (found.text, found.problem) == (UKRAINIAN, "guessed-encoding")


def test_broken_utf_8_keeps_everything_else() -> None:
    data = UKRAINIAN.encode()
    found = decode(data[:31] + b"\xff\xfe\xfa" + data[32:])
    assert found.problem == "encoding"
    assert found.text.count("\ufffd") >= 1
    assert found.text.endswith("біля школи.")


def test_names_of_codecs_that_are_no_charsets_are_not_believed() -> None:
    for name in ("idna", "unicode_escape", "hex", "undefined", "zzz"):
        assert decode(b"caf\xc3\xa9 \\u0041", charset=name).text == "café \\u0041"


def test_zero_characters_are_replaced_one_for_one() -> None:
    found = decode(b"a\0b and some more words")
    assert (found.text, found.problem) == ("a\ufffdb and some more words", "encoding")
