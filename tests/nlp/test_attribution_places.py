"""A place put in between is nobody's spokesman."""

from __future__ import annotations

import pytest

from whence.nlp.attribution import attributions
from whence.nlp.quotes import quotes
from whence.nlp.sentences import sentences


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("Rockets hit a depot in Alchevsk, Luhansk Oblast, Ostap Veres, a spokesman, said.", "Ostap Veres"),
        ("Ten men were held in Touba, Diourbel Region, on Friday, Awa Ndiaye, the prefect, said.", "Awa Ndiaye"),
        ("Ten men were held in Kyiv, Ukraine, on Friday, Awa Ndiaye, the prefect, told reporters.", "Awa Ndiaye"),
        ("Speaking in Minsk, Pavel Marozau, the mayor, said the vote was fair.", "Pavel Marozau"),
    ],
)
def test_the_person_behind_the_place_is_the_source(text: str, source: str) -> None:
    [found] = attributions(text, sentences(text), quotes(text))
    assert found.source is not None
    assert found.source.text == source
