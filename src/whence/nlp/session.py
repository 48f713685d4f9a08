"""The one door to onnxruntime: models that ship with the package, checked by hash, one session a process."""

from __future__ import annotations

import hashlib
import lzma
from collections.abc import Mapping, Sequence
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import msgspec
import numpy as np
import onnxruntime
from msgspec import Struct
from numpy.typing import NDArray
from tokenizers import Tokenizer

from whence.errors import ModelError

Ints = NDArray[np.int64]
Floats = NDArray[np.float32]


class Labels(Struct, frozen=True, kw_only=True):
    """What the columns of a model's outputs stand for."""

    types: tuple[str, ...]
    modes: tuple[str, ...]
    status: tuple[str, ...]
    roles: tuple[str, ...]


class Card(Struct, frozen=True, kw_only=True):
    """A model's entry in `models/manifest.json`."""

    version: str
    file: str
    sha256: str
    labels: Labels


def folder() -> Traversable:
    """Where the models lie inside the installed package."""
    return resources.files("whence").joinpath("models")


@lru_cache(maxsize=1)
def cards() -> Mapping[str, Card]:
    """Every model that ships, by name; empty where none does. Raises ModelError on a broken manifest."""
    path = folder().joinpath("manifest.json")
    if not path.is_file():
        return {}
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, Card])
    except msgspec.DecodeError as error:
        raise ModelError(f"models/manifest.json: {error}. Install the package again.") from error


def weights(name: str) -> bytes:
    """The bytes of a model, unpacked; refused unless the SHA-256 of its file is the one in the manifest."""
    card = cards().get(name)
    if card is None:
        raise ModelError(f"model {name}: not installed. Install the package again, or read with the lexicon engine.")
    data = folder().joinpath(card.file).read_bytes()
    found = hashlib.sha256(data).hexdigest()
    if found != card.sha256:
        raise ModelError(
            f"model {name}: {card.file} has SHA-256 {found[:16]}..., not {card.sha256[:16]}...: "
            "the file was altered or cut short. Install the package again."
        )
    return lzma.decompress(data) if card.file.endswith(".xz") else data


# Adding and norming in one operator takes eight times as long as in two.
SLOW = ["SkipLayerNormFusion"]


class Model:
    """One loaded model: int64 arrays in, float arrays out, by name."""

    def __init__(self, name: str) -> None:
        self.card = cards()[name] if name in cards() else Card(version="", file="", sha256="", labels=NO_LABELS)
        options = onnxruntime.SessionOptions()
        # Two to four threads gain little, and one thread gives the same sums in the same order every time.
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.log_severity_level = 3
        self._session: Any = onnxruntime.InferenceSession(
            weights(name), options, providers=["CPUExecutionProvider"], disabled_optimizers=SLOW
        )
        self._outputs = tuple(output.name for output in self._session.get_outputs())
        self._partly = onnxruntime.RunOptions()
        self._partly.only_execute_path_to_fetches = True

    def __call__(self, **inputs: Ints) -> dict[str, Floats]:
        return dict(zip(self._outputs, self._session.run(self._outputs, inputs), strict=True))

    def only(self, names: Sequence[str], **inputs: Ints) -> dict[str, Floats]:
        """Some of the outputs, the same to the bit as with all; heads that nobody asked for are not computed."""
        return dict(zip(names, self._session.run(names, inputs, self._partly), strict=True))


NO_LABELS = Labels(types=(), modes=(), status=(), roles=())


@lru_cache(maxsize=4)
def model(name: str) -> Model:
    """The model of that name, loaded once a process."""
    return Model(name)


@lru_cache(maxsize=1)
def tokenizer() -> Tokenizer:
    """The wordpiece tokenizer that the models were trained with."""
    path = folder().joinpath("tokenizer.json")
    if not path.is_file():
        raise ModelError("models/tokenizer.json: not installed. Install the package again.")
    loaded = Tokenizer.from_str(path.read_text(encoding="utf-8"))
    loaded.no_truncation()
    loaded.no_padding()
    return loaded


def row(values: Sequence[int]) -> Ints:
    """One sequence as a batch of one."""
    return np.asarray([values], dtype=np.int64)


def sigmoid(x: Floats) -> Floats:
    """Logistic function, elementwise."""
    return np.asarray(1.0 / (1.0 + np.exp(-np.minimum(np.maximum(x, -30), 30))), dtype=np.float32)


def softmax(x: Floats) -> Floats:
    """Softmax over the last axis."""
    e = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(e / e.sum(-1, keepdims=True), dtype=np.float32)
