"""The finder's side heads: who says what, how factual a predicate is, incidents and their slots, a text's type.

A finder of a version before these heads has none of their outputs: asking for one raises `ModelError` with its name.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Protocol

import msgspec
import numpy as np
import onnxruntime
from msgspec import Struct
from tokenizers import Tokenizer

from whence.errors import ModelError
from whence.nlp import session
from whence.nlp.session import Card, Floats, Ints
from whence.nlp.windows import Piece, Window, framed, pieces, windows
from whence.schema.reading import Sentence

PARTS = ("source", "cue", "content")  # columns of `attribution` and `attribution_begin`
SLOTS = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")  # columns of `incident` and `incident_begin`
KINDS = ("attack", "bombing", "kidnapping", "arson", "robbery", "forced work stoppage")  # of `incident_kind`; then none
ON_CLS = ("incident_kind", "story")  # outputs for a window as a whole
WHOLE = 90  # wordpieces of a text that is typed as a whole, [CLS] included
MOST = 400  # wordpieces of one sentence; what comes after is not scored


class Finder(Protocol):
    """What gives the outputs: the finder that ships, another one, or a stand-in."""

    card: Card

    def __call__(self, **inputs: Ints) -> dict[str, Floats]:
        """Outputs by name for `ids` and `mask` of shape (1, length)."""
        ...


class Scores(Struct, frozen=True, kw_only=True):
    """Outputs over one text: `rows[name]` has a row a wordpiece, `heads[name]` a row a window (its [CLS])."""

    pieces: tuple[Piece, ...]
    window: tuple[int, ...]  # the window in which each wordpiece counts
    rows: Mapping[str, Floats]
    heads: Mapping[str, Floats]


class FolderModel:
    """A finder out of a folder with `manifest.json` beside it: a candidate that does not ship yet."""

    def __init__(self, folder: Path) -> None:
        manifest, options = folder / "manifest.json", onnxruntime.SessionOptions()
        try:
            self.card = msgspec.json.decode(manifest.read_bytes(), type=dict[str, Card])["find"]
            data = (folder / self.card.file).read_bytes()
        except (OSError, KeyError, msgspec.DecodeError) as error:
            raise ModelError(f"{folder}: no finder ({error}). It needs manifest.json and its model.") from error
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(data, options, providers=["CPUExecutionProvider"])
        self._outputs = [output.name for output in self._session.get_outputs()]

    def __call__(self, **inputs: Ints) -> dict[str, Floats]:
        return dict(zip(self._outputs, self._session.run(self._outputs, inputs), strict=True))


class Heads:
    """The side heads of one finder, with its tokenizer."""

    def __init__(self, finder: Finder | None = None, tokenizer: Tokenizer | None = None) -> None:
        self.finder: Finder = finder or session.model("lessons")
        self.tokenizer = tokenizer or session.tokenizer()

    @property
    def name(self) -> str:
        """Who found it: goes into `found_by`."""
        return f"reader/{self.finder.card.version}"

    def scores(
        self, text: str, sentences: Sequence[Sentence], rows: Sequence[str], heads: Sequence[str] = ()
    ) -> Scores:
        """The named outputs over a text, each wordpiece once; raises `ModelError` where the finder lacks one."""
        cut = windows(pieces(text, sentences, self.tokenizer), self.tokenizer)
        outs = [self._run(window, (*rows, *heads)) for window in cut]
        kept = [(i, p) for i, w in enumerate(cut) for p in w.pieces[w.first :] if p is not None]
        return Scores(
            pieces=tuple(p for _, p in kept),
            window=tuple(i for i, _ in kept),
            rows={name: _stacked([out[name][w.first : -1] for out, w in zip(outs, cut, strict=True)]) for name in rows},
            heads={name: _stacked([out[name] for out in outs]) for name in heads},
        )

    def whole(self, text: str, head: str) -> Floats:
        """One output on [CLS] of a text that is read as one window (cut after WHOLE wordpieces)."""
        ids = self.tokenizer.encode(text).ids[:WHOLE]
        whole = self._run(Window(ids=ids, pieces=[None] * len(ids), first=1), (head,))[head]
        return np.asarray(whole[0], dtype=np.float32)

    def words(self, words: Sequence[str], row: str) -> Floats:
        """One output at the first wordpiece of every word of a sentence: (words, columns), nan where none is left."""
        cut = [self.tokenizer.encode(word, add_special_tokens=False).ids for word in words]
        part = [Piece(i, 0, 0, number) for number, ids in enumerate(cut) for i in ids][:MOST]
        out = self._run(framed(part, 0, self.tokenizer), (row,))[row]
        found = np.full((len(words), out.shape[1]), np.nan, dtype=np.float32)
        for at in range(len(part) - 1, -1, -1):
            found[part[at].sentence] = out[at + 1]
        return found

    def _run(self, window: Window, names: Sequence[str]) -> dict[str, Floats]:
        out = self.finder(ids=session.row(window.ids), mask=session.row([1] * len(window.ids)))
        missing = [name for name in names if name not in out]
        if missing:
            raise ModelError(
                f"model find {self.finder.card.version}: no output {', '.join(missing)}; it was trained without. "
                "Install a version of Whence whose models have it, or give another model's folder."
            )
        return {name: _shaped(name, out[name][0]) for name in names}


def at(folder: Path | None, tokenizer: Tokenizer | None = None, *, name: str = "lessons") -> Heads:
    """The heads of a model that ships (`lessons`, `attribution`), or of a finder in a folder."""
    return Heads(FolderModel(folder) if folder else session.model(name), tokenizer)


def _shaped(name: str, out: Floats) -> Floats:
    """One text's output as (length, columns); as (1, columns) where it stands on [CLS] alone."""
    if name in ON_CLS:
        return out.reshape(1, -1) if out.ndim == 1 else out[:1]
    return out.reshape(len(out), -1)


def _stacked(parts: Sequence[Floats]) -> Floats:
    return np.concatenate(parts) if parts else np.zeros((0, 0), dtype=np.float32)
