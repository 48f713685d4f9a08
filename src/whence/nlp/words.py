"""Wordpieces brought together to words, with what a pair of `inside` and `begin` heads believes of each."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from msgspec import Struct

from whence.nlp.heads import Scores
from whence.nlp.session import Floats, sigmoid
from whence.nlp.windows import Piece


class Words(Struct, frozen=True, kw_only=True):
    """Words of a text in order; `inside` and `begin` are probabilities, (words, columns)."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    sentences: tuple[int, ...]
    windows: tuple[int, ...]
    inside: Floats
    begin: Floats

    def runs(self, column: int, least: float, cut: float, cost: float, *, over: bool = False) -> list[tuple[int, int]]:
        """The likeliest runs of words of a column, (first word, last word + 1).

        A word speaks for a run by the log odds by which it passes `least`; to open a run costs `cost`, so that neither
        one weak word breaks a run nor one strong word makes it. A run is cut where a new one begins with a belief of
        `cut`, and, unless `over`, where a sentence ends.
        """
        within = self._within(column, least, cost, over=over)
        found: list[tuple[int, int]] = []
        at: int | None = None
        for i, live in enumerate(within):
            new = (live and self.begin[i, column] >= cut) or (not over and self._opens(i))
            if at is not None and (new or not live):
                found.append((at, i))
                at = None
            if at is None and live:
                at = i
        return found if at is None else [*found, (at, len(within))]

    def _opens(self, i: int) -> bool:
        return i == 0 or self.sentences[i] != self.sentences[i - 1]

    def _within(self, column: int, least: float, cost: float, *, over: bool) -> list[bool]:
        """Whether each word is within a run, on the path of least cost (Viterbi, two states)."""
        gains = _odds(self.inside[:, column], least).tolist()
        best_in, best_out = -np.inf, 0.0
        stayed: list[bool] = []  # the best path within word i was within word i - 1 too
        left: list[bool] = []  # the best path without word i was within word i - 1
        for i, gain in enumerate(gains):
            entered = best_out - (cost if over or not self._opens(i) else 0.0)
            stayed.append(best_in >= entered)
            left.append(best_in > best_out)
            best_in, best_out = max(best_in, entered) + gain, max(best_in, best_out)
        found = [best_in > best_out] if gains else []
        for i in range(len(gains) - 1, 0, -1):
            found.append(stayed[i] if found[-1] else left[i])
        return found[::-1]


FARTHEST = 4.0  # log odds that one word may speak for or against a run


def _odds(probability: Floats, least: float) -> Floats:
    p = np.clip(probability, 1e-4, 1 - 1e-4)
    return np.asarray(np.clip(np.log(p / (1 - p)) - np.log(least / (1 - least)), -FARTHEST, FARTHEST), dtype=np.float32)


def as_words(text: str, scores: Scores, inside: str, begin: str) -> Words:
    """The words of scores that hold at least one wordpiece: the mean of `inside`, the first wordpiece's `begin`."""
    found = scores.pieces
    firsts = [i for i, piece in enumerate(found) if not i or not _joined(text, found[i - 1], piece)]
    bounds = list(pairwise([*firsts, len(found)]))
    sizes = np.diff([*firsts, len(found)])[:, None]
    summed = np.add.reduceat(sigmoid(scores.rows[inside]), firsts, axis=0)
    return Words(
        starts=tuple(found[a].start for a, _ in bounds),
        ends=tuple(found[b - 1].end for _, b in bounds),
        sentences=tuple(found[a].sentence for a, _ in bounds),
        windows=tuple(scores.window[a] for a, _ in bounds),
        inside=np.asarray(summed / sizes, dtype=np.float32),
        begin=sigmoid(scores.rows[begin])[firsts],
    )


def _joined(text: str, before: Piece, piece: Piece) -> bool:
    return before.end == piece.start and text[piece.start].isalnum() and text[before.end - 1].isalnum()
