"""Mentions of events in tokenised documents: what is linked across documents."""

from __future__ import annotations

from msgspec import Struct


class Document(Struct, frozen=True, kw_only=True):
    """One text in sentences of tokens; `published` is its ISO 8601 date where it is known."""

    document_id: str
    sentences: tuple[tuple[str, ...], ...]
    published: str | None = None


class Mention(Struct, frozen=True, kw_only=True):
    """The tokens, by their numbers in one sentence, that name an event."""

    mention_id: str
    document_id: str
    sentence: int  # its place in the document's sentences
    tokens: tuple[int, ...]  # ascending, never empty
