"""An answer opened: what the model said, taken apart into claims of the right shape; nothing of it is trusted."""

from __future__ import annotations

from typing import Annotated, TypeVar

import msgspec
from msgspec import Meta, Struct

from whence.nlp.llm.fault import NoAnswerError
from whence.nlp.llm.shape import MOST_CLAIMS, SaidClaim, acts

_BAD = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)  # of JSON; a wrong shape is a `DecodeError`, too
_Count = Annotated[int, Meta(ge=0, le=100_000_000)]
S = TypeVar("S")


class Usage(Struct, frozen=True):
    """Tokens spent, as the server counts them."""

    prompt_tokens: _Count
    completion_tokens: _Count


class _Message(Struct, frozen=True):
    content: str | None = None
    refusal: str | None = None


class _Choice(Struct, frozen=True):
    message: _Message
    finish_reason: str | None = None


class _Envelope(Struct, frozen=True):
    choices: tuple[_Choice, ...]
    usage: msgspec.Raw = msgspec.Raw(b"null")


class _Claims(Struct, frozen=True, forbid_unknown_fields=True):
    claims: Annotated[list[msgspec.Raw], Meta(max_length=MOST_CLAIMS)]


class Said(Struct, frozen=True):
    """Claims of the right shape, and how many others there were."""

    claims: tuple[SaidClaim, ...]
    misshapen: int


def usage(body: bytes) -> Usage | None:
    """What an answer says it cost; None where it does not say so plainly."""
    envelope = _decoded(body, _Envelope)
    return None if envelope is None else _decoded(bytes(envelope.usage), Usage)


def content(body: bytes) -> str:
    """What the model said; raises `NoAnswerError` where it refused, was cut off, or said nothing."""
    envelope = _decoded(body, _Envelope)
    if envelope is None:
        raise NoAnswerError("malformed", repeats=1)
    if not envelope.choices:
        raise NoAnswerError("nothing", repeats=1)
    choice = envelope.choices[0]
    if choice.message.refusal or choice.finish_reason == "content_filter":
        raise NoAnswerError("refused")
    if choice.finish_reason == "length":
        raise NoAnswerError("truncated")
    said = (choice.message.content or "").strip()
    if not said:
        raise NoAnswerError("nothing", repeats=1)
    return said


def said(words: str) -> Said:
    """The claims in what a model said, plain JSON or in one code fence; raises `NoAnswerError` where it is neither."""
    plain = _unfenced(words).encode("utf-8", "replace")
    if _decoded(plain, object) is None:
        raise NoAnswerError("malformed", repeats=1)
    whole = _decoded(plain, _Claims)
    if whole is None:
        raise NoAnswerError("shape", repeats=1)
    shaped = [_decoded(bytes(raw), SaidClaim) for raw in whole.claims]
    good = tuple(claim for claim in shaped if claim is not None and claim.act in acts())
    if shaped and not good:
        raise NoAnswerError("shape", repeats=1)
    return Said(good, len(shaped) - len(good))


def _unfenced(words: str) -> str:
    lines = words.strip().splitlines()
    fenced = len(lines) > 2 and lines[0].strip() in ("```", "```json") and lines[-1].strip() == "```"
    return "\n".join(lines[1:-1]) if fenced else words


def _decoded(data: bytes, kind: type[S]) -> S | None:
    try:
        return msgspec.json.decode(data, type=kind)
    except _BAD:
        return None
