"""The stretch of a report or claim around the words that somebody looked for, out of what may be shown."""

from __future__ import annotations

import re

from msgspec import Struct

from whence.schema.records import Claim, Report

AROUND = 90  # characters on either side
STEM = 5  # letters by which a word is found again that the index stemmed


def stretch(found: Struct, words: str) -> str:
    """The words in their surroundings; a claim's evidence, a report's beginning where they stand elsewhere."""
    if isinstance(found, Claim):
        return found.evidence.text
    text = found.text if isinstance(found, Report) else ""
    at = _first(text, words)
    start, end = max(0, at - AROUND), min(len(text), at + AROUND)
    shown = " ".join(text[start:end].split())
    return f"{'…' if start else ''}{shown}{'…' if end < len(text) else ''}"


def _first(text: str, words: str) -> int:
    stems = [re.escape(word[:STEM]) for word in re.findall(r"\w+", words)[:32]]
    found = re.search(rf"\b(?:{'|'.join(stems)})", text, re.IGNORECASE) if stems else None
    return found.start() if found else 0
