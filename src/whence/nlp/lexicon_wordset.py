"""Sets of words written as running text."""

from __future__ import annotations


def wordset(text: str) -> frozenset[str]:
    """The words of a text, parted by white space, as a set."""
    return frozenset(text.split())
