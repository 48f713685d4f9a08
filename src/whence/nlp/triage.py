"""A cheap first look at a report: may any sentence of it tell an act, and which are worth a look by the models?

Two linear models over hashed words, pairs of words and beginnings of words rate each sentence: does it tell an act,
and does it come from news that tells acts at all? A sentence's rating joins the first with the mean of the second over
the report; a report is rated as its best sentence. `training/fit_triage.py` fits weights and thresholds and says what
they lose.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Sequence
from functools import lru_cache
from zlib import crc32

import msgspec
import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from whence.errors import ModelError
from whence.nlp.session import folder
from whence.schema.reading import Sentence

BUCKETS = 1 << 16
KINDS = frozenset({"body", "caption", "bullet"})  # of sentences that may give claims
_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*|\d+")
_MOST_WORDS = 120  # of a sentence
_STEM = 5  # letters


class Fitted(Struct, frozen=True, kw_only=True):
    """`models/triage.json`: what goes with the int8 weights in `models/triage.npy` (row 0 `tells`, row 1 `about`)."""

    version: str
    sha256: str
    scales: tuple[float, float]
    biases: tuple[float, float]
    tells: float
    about: float
    intercept: float
    sentence: float  # below this rating the models do not look at a sentence
    report: tuple[
        tuple[int, float], ...
    ]  # (number of sentences, rating below which a report of so many is passed over)


class Look(Struct, frozen=True, kw_only=True):
    """What triage makes of one report: a rating for each sentence, `None` for those that are not read."""

    ratings: tuple[float | None, ...]
    worth: frozenset[int]  # numbers of the sentences that the models should look at
    passed: bool  # no sentence of it may tell an act

    @property
    def best(self) -> float | None:
        """The highest rating; None where no sentence is read."""
        return max((rating for rating in self.ratings if rating is not None), default=None)


class Triage:
    """The fitted model; raises `ModelError` where its files are missing, broken or altered."""

    def __init__(self) -> None:
        self.fitted, self._weights = _load()
        self._scores = lru_cache(maxsize=4096)(self._scored)  # a shard is looked at twice: reports, then sentences
        self.name = f"triage/{self.fitted.version}-{self.fitted.sha256[:8]}"

    def look(self, text: str, sentences: Sequence[Sentence]) -> Look:
        """Rate a report by its sentences."""
        read = [i for i, sentence in enumerate(sentences) if sentence.kind in KINDS]
        if not read:
            return Look(ratings=(None,) * len(sentences), worth=frozenset(), passed=False)
        rated = self.rate([text[sentences[i].start : sentences[i].end] for i in read])
        ratings = dict(zip(read, rated, strict=True))
        return Look(
            ratings=tuple(ratings.get(i) for i in range(len(sentences))),
            worth=frozenset(i for i, rating in ratings.items() if rating >= self.fitted.sentence),
            passed=max(rated) < self._asked(len(read)),
        )

    def rate(self, sentences: Sequence[str]) -> list[float]:
        """Log odds, as fitted, that each of these sentences of one report tells an act."""
        scores = np.array([self._scores(sentence) for sentence in sentences])
        about = float(scores[:, 1].mean())
        fitted = self.fitted
        return [
            round(fitted.tells * float(tells) + fitted.about * about + fitted.intercept, 6) for tells in scores[:, 0]
        ]

    def _scored(self, sentence: str) -> tuple[float, float]:
        found = buckets(sentence)
        # Whole numbers add up the same in any order.
        total = self._weights[:, found].sum(axis=1, dtype=np.int64) if found else np.zeros(2, dtype=np.int64)
        per = max(1, len(found)) ** 0.5
        tells, about = (float(total[i]) * self.fitted.scales[i] / per + self.fitted.biases[i] for i in (0, 1))
        return tells, about

    def _asked(self, count: int) -> float:
        """A short report is passed over only where its rating is lower: there is less to judge it by."""
        return [least for size, least in self.fitted.report if size <= count][-1]


def buckets(sentence: str) -> list[int]:
    """Numbers of a sentence's features: words, pairs of words, beginnings of longer words; all numbers are one."""
    words = ["0" if word[0].isdigit() else word for word in _WORD.findall(sentence.lower())[:_MOST_WORDS]]
    found = {f"w {word}" for word in words}
    found.update(f"p {word[:_STEM]}" for word in words if len(word) > _STEM)
    found.update(f"{one} {two}" for one, two in zip(["<", *words], [*words, ">"], strict=True))
    return sorted({crc32(feature.encode()) % BUCKETS for feature in found})


@lru_cache(maxsize=1)
def triage() -> Triage:
    """The model that ships, loaded once a process."""
    return Triage()


def _load() -> tuple[Fitted, NDArray[np.int8]]:
    try:
        fitted = msgspec.json.decode(folder().joinpath("triage.json").read_bytes(), type=Fitted)
        data = folder().joinpath("triage.npy").read_bytes()
    except (OSError, msgspec.DecodeError) as error:
        raise ModelError(
            f"models/triage.json: {error}. Install the package again, or read with --no-triage."
        ) from error
    found = hashlib.sha256(data).hexdigest()
    if found != fitted.sha256:
        raise ModelError(
            f"model triage: triage.npy has SHA-256 {found[:16]}..., not {fitted.sha256[:16]}...: "
            "the file was altered or cut short. Install the package again, or read with --no-triage."
        )
    return fitted, np.load(io.BytesIO(data), allow_pickle=False)
