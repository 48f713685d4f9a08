"""The side lessons of the reader: attributions (PolNeAR), factuality (UDS), incidents (MUC-4), stories (NGEC, PLOVER).

Each lesson is a list of `Lesson`s: wordpieces with what one group of heads should say of them. Batches hold one kind
of lesson each, of like length, up to a number of wordpieces.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from tokenizers import Tokenizer

from training.reader.data import GoldReport, windows
from training.reader.find import coded, stories
from whence.evaluate import uds
from whence.evaluate.ngec import held_out
from whence.evaluate.polnear import PARTS, annotated

SLOTS = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
KINDS = ("attack", "bombing", "kidnapping", "arson", "robbery", "forced work stoppage")
SKIP = -100.0  # a label that takes no part in the loss
PIECES = 1800  # wordpieces of a batch, padding included


@dataclass
class Lesson:
    """Wordpieces and their labels: `inside` and `begin` hold one row a wordpiece; `kinds` and `whole` one a text."""

    kind: str
    ids: list[int]
    inside: list[list[float]] = field(default_factory=list)
    begin: list[list[float]] = field(default_factory=list)
    value: list[float] = field(default_factory=list)
    kinds: list[float] = field(default_factory=list)
    whole: int = -1
    document: str = ""


def learned(held: bool, title: str, text: str) -> bool:
    """Whether a story is to be learned (neither text nor title held out), or looked at (text held out)."""
    return held_out(text) if held else not (held_out(text) or held_out(title))


Labels = list[list[float]]


def rows(
    offsets: Sequence[tuple[int, int]], counts: Sequence[bool], spans: Sequence[Sequence[tuple[int, int]]]
) -> tuple[Labels, Labels]:
    """Labels (wordpieces, columns) of the spans of every column, SKIP where a wordpiece does not count."""
    inside, begin = [], []
    for (a, b), live in zip(offsets, counts, strict=True):
        real = live and b > a
        inside.append([float(any(a >= s and b <= e for s, e in column)) if real else SKIP for column in spans])
        begin.append([float(any(a <= s < b for s, _ in column)) if real else SKIP for column in spans])
    return inside, begin


def attributions(folder: Path, tokenizer: Tokenizer) -> Iterator[Lesson]:
    """Every window of the texts of a PolNeAR split, with the spans of sources, cues and contents."""
    for name, text, noted in annotated(folder):
        spans = [sorted({piece for one in noted for piece in getattr(one, part)}) for part in PARTS]
        for window in windows(GoldReport("polnear", name, text, ""), tokenizer):
            inside, begin = rows(window.offsets, window.counts, spans)
            yield Lesson("attribution", window.ids, inside, begin, document=name)


def factuality(folder: Path, split: str, tokenizer: Tokenizer) -> Iterator[Lesson]:
    """Sentences of UDS with the factuality of their predicates at the predicate's first wordpiece."""
    cls, sep = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    for given in uds.load(folder, split):
        ids, value = [cls], [SKIP]
        for number, word in enumerate(given.words, 1):
            pieces = tokenizer.encode(word, add_special_tokens=False).ids
            value += [given.normalized.get(number, SKIP) if not i else SKIP for i in range(len(pieces))]
            ids += pieces
        yield Lesson("factuality", [*ids[:200], sep], value=[*value[:200], SKIP])


def incidents(path: Path, tokenizer: Tokenizer) -> Iterator[Lesson]:
    """Windows of MUC-4 messages: fillers of the five slots where they are listed, and the kinds told in the message.

    Other occurrences of a listed filler take no part in the loss: nobody said whether they fill a slot.
    """
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text = row["doctext"]
        spans: list[list[tuple[int, int]]] = [[] for _ in SLOTS]
        again: list[list[tuple[int, int]]] = [[] for _ in SLOTS]
        for template in row["templates"]:
            for column, slot in enumerate(SLOTS):
                for words, start in (m for entity in template[slot] for m in entity):
                    spans[column].append((start, start + len(words)))
                    again[column] += [(i, i + len(words)) for i in occurrences(text, words)]
        told = {t["incident_type"] for t in row["templates"]}
        kinds = [*(float(kind in told) for kind in KINDS), float(not told)]
        for window in windows(GoldReport("muc", row["docid"], text, ""), tokenizer):
            inside, begin = rows(window.offsets, window.counts, spans)
            for i, (a, b) in enumerate(window.offsets):
                for column in range(len(SLOTS)):
                    if inside[i][column] == 0.0 and any(a >= s and b <= e for s, e in again[column]):
                        inside[i][column] = begin[i][column] = SKIP
            yield Lesson("incident", window.ids, inside, begin, kinds=kinds, document=row["docid"])


def occurrences(text: str, words: str) -> Iterator[int]:
    """Where some words stand in a text."""
    at = text.find(words)
    while words and at >= 0:
        yield at
        at = text.find(words, at + 1)


def told(ngec: Path | None, gsr: Path | None, tokenizer: Tokenizer, held: bool = False) -> list[Lesson]:
    """Stories of NGEC (all but the held-out fifth, or that fifth alone) and, for training, sentences of PLOVER."""
    rows = stories(ngec, tokenizer, wanted=partial(learned, held)) if ngec else []
    rows += coded(gsr, tokenizer) if gsr else []
    return [Lesson("story", ids, whole=kind) for ids, kind in rows]


def batches(lessons: Sequence[Lesson], rng: random.Random) -> list[list[Lesson]]:
    """Lessons of like length together, up to PIECES wordpieces; the windows of one MUC-4 message stay together."""
    groups: dict[tuple[str, str], list[Lesson]] = {}
    for number, lesson in enumerate(lessons):
        key = lesson.document if lesson.kind == "incident" else str(number)
        groups.setdefault((lesson.kind, key), []).append(lesson)
    order = list(groups.values())
    rng.shuffle(order)
    order.sort(key=lambda g: (g[0].kind, max(len(one.ids) for one in g) // 16))
    found: list[list[Lesson]] = []
    batch: list[Lesson] = []
    for group in order:
        width = max(len(one.ids) for one in [*batch, *group])
        if batch and (batch[0].kind != group[0].kind or width * (len(batch) + len(group)) > PIECES):
            found.append(batch)
            batch = []
        batch = batch + group
    if batch:
        found.append(batch)
    rng.shuffle(found)
    return found
