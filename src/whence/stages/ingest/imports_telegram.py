"""Telegram's own export as JSON (`result.json`): one report a message."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path

import msgspec

from whence.schema.original import Original
from whence.stages.ingest.imports_row import Bad, Source, cut, original

LARGEST = 1_000_000_000  # bytes of an export
_COLUMNS = {"text": "text", "published": "date", "id": "id", "outlet": "name"}


class Chat(msgspec.Struct, frozen=True):
    """A channel, group or chat; its messages stay packed, so that a broken one harms no other."""

    messages: tuple[msgspec.Raw, ...] = ()
    name: str | None = None
    id: int | str | None = None


class Chats(msgspec.Struct, frozen=True):
    list: tuple[Chat, ...] = ()


class Export(msgspec.Struct, frozen=True):
    """One chat, or all of an account."""

    messages: tuple[msgspec.Raw, ...] = ()
    name: str | None = None
    id: int | str | None = None
    chats: Chats | None = None


def read(source: Source) -> Iterator[Original | Bad]:
    """Originals of the messages that hold words; `line` counts messages from 1. Service notes are passed over."""
    path = Path(source.path)
    if path.stat().st_size > LARGEST:
        yield Bad(what=f"the export is larger than {LARGEST:,} bytes", remedy="Export a shorter time.")
        return
    try:
        export = msgspec.json.decode(path.read_bytes().removeprefix(b"\xef\xbb\xbf"), type=Export)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        remedy = "Export the chat anew as `Machine-readable JSON`."
        yield Bad(what=f"is no export of Telegram ({error})", remedy=remedy)
        return
    line = 0
    for chat in (Chat(export.messages, export.name, export.id), *(export.chats.list if export.chats else ())):
        for message in chat.messages:
            line += 1
            yield from _message(message, line, chat, source)


def _message(packed: msgspec.Raw, line: int, chat: Chat, source: Source) -> Iterator[Original | Bad]:
    try:
        value = msgspec.json.decode(packed)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        yield Bad(line=line, what=f"is no message ({error})", remedy="Export the chat anew.")
        return
    if not isinstance(value, dict):
        yield Bad(line=line, value=cut(str(value)), what="is no message", remedy="Export the chat anew.")
        return
    if value.get("type", "message") != "message":
        return
    text = _text(value.get("text"))
    if text is None:
        yield Bad(line=line, column="text", value=cut(str(value.get("text"))), what="is no text of a message",
                  remedy="Export the chat anew, or take the message out.")  # fmt: skip
        return
    if not text.strip():
        if value.get("photo") or value.get("file") or value.get("media_type"):
            yield Bad(line=line, column="text", what="is empty: the message is a picture or file",
                      remedy="Describe it in a report of its own, if it matters.", lost=True)  # fmt: skip
        return
    fields = {"text": text, "outlet": chat.name, "published": _when(value), "id": _id(chat.id, value.get("id"))}
    made, bad = original(fields, line, source, _COLUMNS)
    yield from bad
    if made is not None:
        yield made


def _text(value: object) -> str | None:
    """A message's words: a string, or a list of strings and of entities with `text`; null for anything else."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if not isinstance(value, list):
        return None
    parts = [part.get("text") if isinstance(part, dict) else part for part in value]
    return "".join(part for part in parts if isinstance(part, str))


def _when(value: Mapping[str, object]) -> str | None:
    """The moment in UTC where the export has it; `date` alone is the clock of whoever exported, without a zone."""
    stamp = value.get("date_unixtime")
    if isinstance(stamp, str | int) and str(stamp).isdecimal() and len(str(stamp)) < 12:
        return datetime.fromtimestamp(int(stamp), UTC).isoformat()
    told = value.get("date")
    return told if isinstance(told, str) else None


def _id(chat: object, message: object) -> str | None:
    return f"{chat}/{message}" if isinstance(message, int | str) and chat is not None else None
