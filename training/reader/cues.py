"""PolNeAR as lessons of `training.reader.attribute`: windows with all their spans, and cues marked one by one."""

from __future__ import annotations

import random
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch
from msgspec import Struct
from numpy.typing import NDArray
from tokenizers import Tokenizer
from torch import Tensor

from whence.evaluate.polnear import PARTS, Noted, annotated
from whence.nlp.sentences import sentences
from whence.nlp.windows import Piece, pieces, windows

SKIP = -1.0  # a label that takes no part in the loss
AROUND, SCENE = 1, 170  # sentences on either side of a marked cue, and wordpieces in all
CHUNK = 400  # lessons among which those of like length are sought
Labels = NDArray[np.float32]


class Lesson(Struct, frozen=True):
    """Wordpieces, the marked ones by segment, a row of labels each, and whether what is marked is a cue."""

    ids: list[int]
    segment: list[int]
    labels: Labels
    told: float = 1.0


Batch = tuple[str, list[Lesson]]


class Text:
    """The wordpieces of one annotated text."""

    def __init__(self, text: str, noted: Sequence[Noted], tokenizer: Tokenizer) -> None:
        self.text, self.noted, self.tokenizer = text, noted, tokenizer
        self.pieces = pieces(text, sentences(text), tokenizer)
        self.starts = [piece.start for piece in self.pieces]

    def within(self, spans: Sequence[tuple[int, int]]) -> list[int]:
        """The wordpieces inside some spans, span by span."""
        return [i for start, end in spans for i in self._inside(start, end)]

    def _inside(self, start: int, end: int) -> Iterator[int]:
        for i in range(bisect_left(self.starts, start), bisect_left(self.starts, end)):
            if self.pieces[i].start < self.pieces[i].end <= end:
                yield i

    def label(self, labels: Labels, spans: Sequence[tuple[int, int]], column: int, low: int = 0) -> None:
        """Set the column of all wordpieces of some spans that `labels` has rows for, from the `low`-th wordpiece on.

        The first wordpiece of each goes into the column of beginnings, half a row further on.
        """
        for span in spans:
            found = [i - low for i in self.within([span]) if low <= i < low + len(labels)]
            labels[found, column] = 1
            labels[found[:1], labels.shape[1] // 2 + column] = 1

    def tags(self) -> Iterator[Lesson]:
        """Every window with the spans of all sources, cues and contents."""
        labels = np.zeros((len(self.pieces), 6), np.float32)
        for column, part in enumerate(PARTS):
            spans = sorted({span for one in self.noted for span in getattr(one, part)})
            self.label(labels, spans, column)
        at = {id(piece): i for i, piece in enumerate(self.pieces)}
        for window in windows(self.pieces, self.tokenizer):
            rows = np.full((len(window.ids), 6), SKIP, np.float32)
            for k, piece in enumerate(window.pieces):
                if piece and k >= window.first:
                    rows[k] = labels[at[id(piece)]]
            yield Lesson(window.ids, [0] * len(window.ids), rows)

    def fills(self, rng: random.Random) -> Iterator[Lesson]:
        """Every cue marked, and some words that are none: the words of the text's cues elsewhere, and any others."""
        cues: set[int] = set()
        for one in self.noted:
            marked = self.within(one.cue)
            if marked:
                cues.update(marked)
                yield self._fill(marked, one)
        words = {self._word(self.pieces[i]) for i in cues if self._long(self.pieces[i])}
        free = [i for i in range(len(self.pieces)) if i not in cues]
        alike = [i for i in free if self._word(self.pieces[i]) in words]
        others = [i for i in free if self._long(self.pieces[i])]
        picked = rng.sample(alike, min(len(alike), len(self.noted) // 2))
        for i in picked + rng.sample(others, min(len(others), len(self.noted) // 3)):
            yield self._fill([i], None)

    def _word(self, piece: Piece) -> str:
        return self.text[piece.start : piece.end].lower()

    def _long(self, piece: Piece) -> bool:
        return piece.end - piece.start > 3

    def _fill(self, marked: Sequence[int], one: Noted | None) -> Lesson:
        low, high = self._scene(marked)
        labels = np.zeros((high - low, 4), np.float32)
        for column, part in enumerate(("source", "content") if one else ()):
            self.label(labels, getattr(one, part), column, low)
        edge = np.zeros((1, 4), np.float32)
        cls, sep = (self.tokenizer.token_to_id(name) for name in ("[CLS]", "[SEP]"))
        ids = [cls, *(piece.id for piece in self.pieces[low:high]), sep]
        segment = [0, *(int(i in marked) for i in range(low, high)), 0]
        return Lesson(ids, segment, np.concatenate([edge, labels, edge]), float(one is not None))

    def _scene(self, marked: Sequence[int]) -> tuple[int, int]:
        first, last = (self.pieces[i].sentence for i in (marked[0], marked[-1]))
        low, high = marked[0], marked[-1] + 1
        while low > 0 and self.pieces[low - 1].sentence >= first - AROUND:
            low -= 1
        while high < len(self.pieces) and self.pieces[high].sentence <= last + AROUND:
            high += 1
        if high - low > SCENE:
            low = max(low, min(marked[0] - SCENE // 2, high - SCENE))
            high = min(high, low + SCENE)
        return low, high


def load(folder: Path, tokenizer: Tokenizer, rng: random.Random) -> dict[str, list[Lesson]]:
    """Both lessons over the texts of a PolNeAR split."""
    found: dict[str, list[Lesson]] = {"tag": [], "fill": []}
    for _, words, noted in annotated(folder):
        text = Text(words, noted, tokenizer)
        found["tag"] += text.tags()
        found["fill"] += text.fills(rng)
    return found


def batches(lessons: dict[str, list[Lesson]], kind: str, most: int, rng: random.Random) -> list[Batch]:
    """Lessons of like length together, up to `most` wordpieces."""
    order = list(lessons[kind])
    rng.shuffle(order)
    found: list[Batch] = []
    for at in range(0, len(order), CHUNK):
        batch: list[Lesson] = []
        for one in sorted(order[at : at + CHUNK], key=lambda lesson: len(lesson.ids)):
            if batch and len(one.ids) * (len(batch) + 1) > most:
                found.append((kind, batch))
                batch = []
            batch.append(one)
        found.append((kind, batch))
    return found


def stacked(batch: Sequence[Lesson]) -> Tensor:
    """Labels of a batch, padded with SKIP."""
    width = max(len(one.ids) for one in batch)
    found = torch.full((len(batch), width, batch[0].labels.shape[1]), SKIP)
    for i, one in enumerate(batch):
        found[i, : len(one.ids)] = torch.from_numpy(one.labels)
    return found
