"""Where texts name events: each token by weighted features of itself and its neighbours, then runs of them."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from importlib import resources

import msgspec
from msgspec import Struct

from whence.linkage.mention_words import base
from whence.linkage.mentions import Document, Mention
from whence.linkage.normalise import fold

LONGEST_SUFFIX = 4
Weights = Mapping[str, float]


class FindingModel(Struct, frozen=True, kw_only=True):
    """Weights of two questions: is this token of an event's name; does it go on what the one before began."""

    token: Weights
    join: Weights
    threshold: float  # least probability of a token


@lru_cache(maxsize=1)
def finding_model() -> FindingModel:
    """The weights that ship; made by `training/fit_mention_finding.py`."""
    file = resources.files("whence.linkage").joinpath("data/mention_finding.json")
    return msgspec.json.decode(file.read_bytes(), type=FindingModel)


def find(
    document: Document, sentences: Sequence[int] | None = None, model: FindingModel | None = None
) -> list[Mention]:
    """Mentions of events in a document (in some sentences of it, where given), in order."""
    held = model or finding_model()
    found = []
    for number in range(len(document.sentences)) if sentences is None else sorted(sentences):
        for tokens in _runs(document.sentences[number], held):
            name = f"{document.document_id}/{number}/{tokens[0]}-{tokens[-1]}"
            found.append(Mention(mention_id=name, document_id=document.document_id, sentence=number, tokens=tokens))
    return found


def _runs(tokens: Sequence[str], model: FindingModel) -> list[tuple[int, ...]]:
    runs: list[list[int]] = []
    for at in range(len(tokens)):
        if probability(token_features(tokens, at), model.token) < model.threshold:
            continue
        before = bool(runs) and runs[-1][-1] == at - 1
        if before and probability(join_features(tokens, at), model.join) >= 0.5:
            runs[-1].append(at)
        else:
            runs.append([at])
    return [tuple(run) for run in runs]


def probability(features: Iterator[str], weights: Weights) -> float:
    """The logistic of the features' weights; features without one say nothing."""
    total = sum(weights.get(feature, 0.0) for feature in features)
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))


def token_features(tokens: Sequence[str], at: int) -> Iterator[str]:
    """What a token is judged by: its base form and endings, the words beside it, how it is written."""
    token = tokens[at]
    plain = fold(token)
    yield "bias"
    yield f"base={base(token)}"
    yield f"form={plain}"
    for length in range(1, LONGEST_SUFFIX + 1):
        yield f"end={plain[-length:]}"
    yield f"shape={_shape(token, at)}"
    for step in (-2, -1, 1, 2):
        yield f"{step}={_word(tokens, at + step)}"
    yield f"-1end={_word(tokens, at - 1)[-2:]}"
    yield f"+1end={_word(tokens, at + 1)[-2:]}"
    yield f"-1&end={_word(tokens, at - 1)}&{plain[-2:]}"
    yield f"+1&end={_word(tokens, at + 1)}&{plain[-2:]}"
    yield f"shapes={_shape(token, at)}{_shape_at(tokens, at - 1)}{_shape_at(tokens, at + 1)}"


def join_features(tokens: Sequence[str], at: int) -> Iterator[str]:
    """What tells whether two tokens side by side name one event."""
    left, right = tokens[at - 1], tokens[at]
    yield "bias"
    yield f"left={base(left)}"
    yield f"right={base(right)}"
    yield f"both={base(left)} {base(right)}"
    yield f"ends={fold(left)[-2:]} {fold(right)[-2:]}"
    yield f"shapes={_shape(left, at - 1)}{_shape(right, at)}"


def _word(tokens: Sequence[str], at: int) -> str:
    return fold(tokens[at]) if 0 <= at < len(tokens) else "#"


def _shape_at(tokens: Sequence[str], at: int) -> str:
    return _shape(tokens[at], at) if 0 <= at < len(tokens) else "#"


def _shape(token: str, at: int) -> str:
    if token[:1].isdigit():
        return "9"
    if not token[:1].isalpha():
        return "."
    if token[:1].isupper():
        return "F" if at == 0 else "A" if token.isupper() else "X"
    return "x"
