"""What some bytes are: their kind by name and by content."""

from __future__ import annotations

import codecs
import re
from pathlib import PurePath
from typing import Literal

from whence.stages.ingest.encoding import BOMS, wide

Kind = Literal["text", "html", "jsonl", "json", "feed", "xml"]

SUFFIXES: dict[str, Kind] = {
    ".txt": "text",
    ".text": "text",
    ".html": "html",
    ".htm": "html",
    ".xhtml": "html",
    ".jsonl": "jsonl",
    ".ndjson": "jsonl",
    ".xml": "xml",
    ".rss": "xml",
    ".atom": "xml",
    ".rdf": "xml",
}
GZIP = b"\x1f\x8b"
MAGIC = (
    (b"%PDF-", "a PDF document"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF8", "a GIF image"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"PK\x05\x06", "an empty zip archive"),
    (GZIP, "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard archive"),
    (b"Rar!", "a RAR archive"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"{\\rtf", "an RTF document"),
    (b"SQLite format 3", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"RIFF", "a media file"),
    (b"ID3", "an audio file"),
    (b"OggS", "a media file"),
    (b"wOF", "a font"),
)
HEAD = 65_536
CONTROLS = re.compile(rb"[\x01-\x08\x0e-\x1a\x1c-\x1f\x7f]")
PAGE = re.compile(r"<(?:!doctype\s+html|html|head|body)\b", re.I)
MARKUP = re.compile(r"</?(?:p|div|br|h[1-6]|article|section|a|span|ul|li|meta|title)\b[^<>]{0,500}>", re.I)
FEED = re.compile(r"<(?:rss|feed|rdf:RDF|channel)\b", re.I)


def by_name(path: str) -> Kind | None:
    """Kind that the name promises (`.gz` looked through), or null."""
    name = PurePath(path.lower())
    suffix = PurePath(name.stem).suffix if name.suffix == ".gz" else name.suffix
    return SUFFIXES.get(suffix)


def by_content(head: bytes, promised: Kind | None = None) -> Kind:
    """Kind of a text by its first bytes; what the name promised holds unless the bytes plainly say otherwise."""
    text = _peek(head).lstrip()
    if promised in ("jsonl", "html"):
        return promised
    if FEED.search(text[:2000]) and text.startswith("<"):
        return "feed" if promised != "text" else "text"
    if PAGE.match(text) or (text.startswith(("<?xml", "<!--")) and PAGE.search(text[:4000])):
        return "html"
    if promised:
        return promised
    return _unpromised(text)


def binary(head: bytes) -> str | None:
    """What binary thing the bytes look like, or null for text in any encoding."""
    for magic, kind in MAGIC:
        if head.startswith(magic):
            return kind
    if any(head.startswith(mark) for mark, _ in BOMS) or wide(head):
        return None
    if b"\0" in head[:HEAD]:
        return "binary data (it has zero bytes)"
    controls = len(CONTROLS.findall(head[:HEAD]))
    return "binary data (control codes)" if controls * 20 > len(head[:HEAD]) else None


def _unpromised(text: str) -> Kind:
    if text.startswith("{"):
        first = text.split("\n", 1)[0].rstrip()
        return "jsonl" if first.endswith("}") else "json"
    if text.startswith("[") and re.match(r"\[\s*(?:\{|\])", text):
        return "json"
    if text.startswith("<?xml"):
        return "xml"
    return "html" if text.startswith("<") and len(MARKUP.findall(text[:HEAD])) >= 2 else "text"


def _peek(head: bytes) -> str:
    for mark, charset in BOMS:
        if head.startswith(mark):
            return head[len(mark) :].decode(charset, "ignore")
    found = wide(head)
    return head.decode(found, "ignore") if found else head.removeprefix(codecs.BOM_UTF8).decode("latin-1")
