"""Who is who within one report."""

from __future__ import annotations

import pytest

from whence.nlp.attribution import attributions
from whence.nlp.attribution_clusters import cast
from whence.nlp.attribution_entities import Entity
from whence.nlp.attribution_roles import role_beside
from whence.nlp.attribution_text import shouting
from whence.nlp.quotes import quotes
from whence.nlp.sentences import sentences


def who(text: str, words: str) -> Entity | None:
    """The entity that the last occurrence of some words means."""
    found = attributions(text, sentences(text), quotes(text))
    company = cast(text, sentences(text), found, shouting=shouting(text))
    start = text.rindex(words)
    return company.who(start, start + len(words))


@pytest.mark.parametrize(
    ("text", "words", "name"),
    [
        ("Luhansk Governor Serhiy Haidai came. Mr Haidai said it burned.", "Mr Haidai", "Serhiy Haidai"),
        ("Serhiy Haidai came. Haidai said it burned.", "Haidai", "Serhiy Haidai"),
        ("Serhiy Haidai said it burned. He added that it was late.", "He", "Serhiy Haidai"),
        ("Olena Bondar said it burned. Ivan Melnyk said it did not. She added that it did.", "She", "Olena Bondar"),
        ("Ivan Melnyk, a farmer, woke. The farmer said it burned.", "The farmer", "Ivan Melnyk"),
        ("The mayor of Kherson said it burned. Ivan Melnyk said he saw it.", "The mayor of Kherson", "Ivan Melnyk"),
        ("The FMLN said it would vote. It added that it would win.", "It", "FMLN"),
        ("A teacher in Svatove said it burned. The teacher said so twice.", "The teacher", "teacher in Svatove"),
        ("JUAN PEREZ, MAYOR OF LEON, SAID IT BURNED. PEREZ SAID THAT NOBODY HAD DIED THERE.", "PEREZ", "Juan Perez"),
    ],
)  # fmt: skip
def test_mention_means(text: str, words: str, name: str) -> None:
    found = who(text, words)
    assert found is not None
    assert found.name == name


def test_a_new_individual_is_not_the_last_one() -> None:
    found = who("A nurse in Kherson said it burned. A farmer said it did not.", "A farmer")
    assert found is not None
    assert found.name == "farmer"


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("The exiled mayor of Melitopol, Ivan Melnyk, spoke.", "exiled mayor of Melitopol"),
        ("Ivan Melnyk, a spokesman for the southern command, spoke.", "spokesman for the southern command"),
        ("Ivan Melnyk, who heads the commission, spoke.", "head of the commission"),
        ("Police lieutenant Ivan Melnyk spoke.", "Police lieutenant"),
        ("Ivan Melnyk spoke.", None),
    ],
)
def test_role_beside_a_name(text: str, role: str | None) -> None:
    start = text.index("Ivan Melnyk")
    found = role_beside(text, start, start + len("Ivan Melnyk"))
    assert found == role or (found or "").replace("the ", "") == (role or "").replace("the ", "")
