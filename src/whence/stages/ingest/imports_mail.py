"""EML: a newsletter or statement that came by mail, one report a file."""

from __future__ import annotations

import email
import email.policy
from collections.abc import Iterator
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path

from whence.schema.original import Original
from whence.stages.ingest.imports_row import Bad, Source, cut, original
from whence.stages.ingest.page import fragment_text

LARGEST = 50_000_000  # bytes of a message with what is attached
_COLUMNS = {"text": "body", "title": "Subject", "outlet": "From", "published": "Date", "id": "Message-ID"}
_BROKEN = (LookupError, ValueError, TypeError, AttributeError, RecursionError)  # what the standard library raises


def read(source: Source) -> Iterator[Original | Bad]:
    """The message as a report: subject, sender's name, date, and the body as text (of HTML its text)."""
    path = Path(source.path)
    if path.stat().st_size > LARGEST:
        yield Bad(what=f"the message is larger than {LARGEST:,} bytes", remedy="Save it without attachments.")
        return
    yield from parsed(path.read_bytes(), source)


def parsed(data: bytes, source: Source) -> Iterator[Original | Bad]:
    """The same of a message's bytes."""
    try:
        message = email.message_from_bytes(data, policy=email.policy.default)
        fields = _fields(message)
    except _BROKEN as error:
        yield Bad(what=f"is no mail ({cut(str(error))})", remedy="Save the message anew, as EML.")
        return
    if not any(fields[name] for name in ("title", "outlet", "published", "id")):
        yield Bad(
            what="is no mail: it has no Subject, From, Date or Message-ID", remedy="Save the message anew, as EML."
        )
        return
    made, bad = original(fields, 1, source, _COLUMNS)
    yield from bad
    if made is not None:
        yield made


def _fields(message: EmailMessage) -> dict[str, str | None]:
    name, address = parseaddr(_header(message, "From") or "")
    return {
        "text": _body(message),
        "title": _header(message, "Subject"),
        "outlet": name or address or None,
        "published": _header(message, "Date"),
        "id": _header(message, "Message-ID"),
    }


def _header(message: EmailMessage, name: str) -> str | None:
    try:
        value = message.get(name)
    except _BROKEN:
        return None
    return " ".join(str(value).split()) or None if value is not None else None


def _body(message: EmailMessage) -> str:
    part = message.get_body(preferencelist=("plain", "html"))
    if part is None:
        return ""
    content = part.get_content()
    if not isinstance(content, str):
        return ""
    return fragment_text(content) if part.get_content_type() == "text/html" else content
