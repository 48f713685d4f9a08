"""An original: the bytes as they came in, with what was said about them; everything else can be made anew from it."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from whence.schema.records import Input, Issue, Report

Format = Literal["text", "html", "json", "feed-item"]


class Given(Struct, frozen=True, kw_only=True):
    """What the person who reads it in says about a report; null where nothing was said."""

    published: str | None = None
    outlet: str | None = None
    language: str | None = None
    url: str | None = None
    title: str | None = None


class Original(Struct, frozen=True, kw_only=True):
    """One report's bytes: a file's (unpacked), a JSONL line's canonical JSON, a feed item's canonical JSON."""

    report_id: str  # ids.report_id(data)
    format: Format
    input: Input
    given: Given = Given()
    captured: str | None = None
    charset: str | None = None  # as declared outside the bytes (HTTP header), if at all
    data: bytes


class Parsed(Struct, frozen=True, kw_only=True):
    """What ingest made of an original: a report to be read, or none, with issues that say why."""

    original: Original
    report: Report | None
    issues: tuple[Issue, ...] = ()
