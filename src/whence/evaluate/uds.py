"""Factuality on the dev part of UDS (Universal Decompositional Semantics 2.0, on the English Web Treebank).

A predicate's figure is read at the first wordpiece of the word that heads it. It is compared with two published
figures: the *normalized* one (a mixed model over annotators, White et al. 2020), and the *raw* one, as UDS-IH2 is
used (Rudinger, White and Van Durme 2018): each answer counts +1 or -1 times its confidence (0 to 4) times 3/4, and
the mean is taken.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from statistics import mean

import msgspec
from msgspec import Struct

from whence.errors import InputError
from whence.evaluate.correlation import pearson, sign_figures
from whence.nlp.heads import Heads, at

ANNOTATIONS = "sentence/annotations/factuality.zip"
STEP = 0.75  # four steps of confidence on a scale to 3


class Factual(Struct, frozen=True):
    """A predicate's answers: a number, or a 0 or 1 by annotator."""

    value: float | dict[str, int]
    confidence: float | dict[str, int]


class Held(Struct, frozen=True):
    factual: Factual


class Predicate(Struct, frozen=True):
    factuality: Held


class Annotations(Struct, frozen=True):
    """Predicates by sentence."""

    data: dict[str, dict[str, Predicate]]


class Name(Struct, frozen=True):
    sentence_id: str


class Given(Struct, frozen=True, kw_only=True):
    """A sentence's words, and the figures of its predicates by the number of the word (from 1)."""

    words: tuple[str, ...]
    normalized: Mapping[int, float]
    raw: Mapping[int, float]


def uds(path: Path, model: Path | None = None) -> dict[str, float]:
    """`pearson` with the normalized figures of the dev part, `raw pearson`, F1 of the sign, and `predicates`.

    Raises `InputError` on a folder of another make and `ModelError` where the finder lacks the head.
    """
    heads = at(model)
    truth: list[float] = []
    raw: list[tuple[float, float]] = []
    mine: list[float] = []
    for sentence in load(path, "dev"):
        found = factuality(sentence.words, heads)
        for number, value in sentence.normalized.items():
            truth.append(value)
            mine.append(found[number - 1])
            if number in sentence.raw:
                raw.append((sentence.raw[number], found[number - 1]))
    figures = {"predicates": float(len(truth)), "pearson": pearson(truth, mine)}
    figures["raw pearson"] = pearson([a for a, _ in raw], [b for _, b in raw])
    return figures | sign_figures(truth, mine)


def factuality(words: tuple[str, ...], heads: Heads) -> list[float]:
    """The head's figure for every word; 0 where a sentence is too long to hold it."""
    return [0.0 if value != value else float(value) for value in heads.words(words, "factuality")[:, 0]]


def load(path: Path, part: str) -> Iterator[Given]:
    """The annotated sentences of one part, in the order of their ids."""
    try:
        normalized, raw = (_annotations(path / "2.0" / kind / ANNOTATIONS) for kind in ("normalized", "raw"))
        names = msgspec.json.decode((path / "ud_ids.json").read_bytes(), type=dict[str, Name])
        words = dict(treebank(path / "ud_english_ewt"))
    except (OSError, KeyError, zipfile.BadZipFile, msgspec.DecodeError) as error:
        raise InputError(f"{path}: not a UDS 2.0 folder ({error}); give the one with 2.0/ and ud_ids.json") from error
    keys = sorted(key for key in normalized if key.split("-")[1:2] == [part])
    for key in keys:
        sentence = words.get(names[key].sentence_id) if key in names else None
        if sentence:
            held = {_number(p): plain(one.factuality.factual) for p, one in normalized[key].items()}
            beside = {_number(p): plain(one.factuality.factual) for p, one in raw.get(key, {}).items()}
            yield Given(words=sentence, normalized={n: v for n, v in held.items() if n <= len(sentence)}, raw=beside)


def plain(one: Factual) -> float:
    """The figure itself, or the mean of the answers weighted by how sure each annotator is, on a scale to 3."""
    if not isinstance(one.value, dict) or not isinstance(one.confidence, dict):
        return one.value if isinstance(one.value, float) else 0.0
    sure = one.confidence
    return mean((1 if answer else -1) * sure.get(who, 0) * STEP for who, answer in one.value.items())


def treebank(folder: Path) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(sentence id, words) of the CoNLL-U files of a folder."""
    for file in sorted(folder.glob("*.conllu")):
        name, words = "", []
        for line in [*file.read_text(encoding="utf-8").splitlines(), ""]:
            first, *rest = line.split("\t")
            if line.startswith("# sent_id = "):
                name = line.removeprefix("# sent_id = ")
            elif first.isdigit() and rest:
                words.append(rest[0])
            elif not line and words:
                yield name, tuple(words)
                words = []


def _annotations(file: Path) -> dict[str, dict[str, Predicate]]:
    with zipfile.ZipFile(file) as archive:
        return msgspec.json.decode(archive.read("factuality.json"), type=Annotations).data


def _number(predicate: str) -> int:
    return int(predicate.rsplit("-", 1)[1])
