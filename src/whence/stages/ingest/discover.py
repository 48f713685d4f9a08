"""Paths become originals: what is read, of which kind it is, and an issue for everything that is not."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

import msgspec
from msgspec import Struct

from whence.schema import ids
from whence.schema.original import Format, Given, Original
from whence.schema.records import Input, Issue
from whence.stages.ingest import feeds, jsonl, sniff
from whence.stages.ingest.limits import Limits
from whence.stages.ingest.problems import problem
from whence.stages.ingest.sidecar import with_sidecar
from whence.stages.ingest.streams import DAMAGED, BombError, Stream
from whence.stages.ingest.walk import File, files


class Coming(Struct, frozen=True, kw_only=True):
    """One input being read: its stream and what was said about it."""

    stream: Stream
    path: str  # as given; "-" for standard input
    kind: sniff.Kind | None  # that its name promises
    given: Given
    captured: str | None
    limits: Limits

    @property
    def about(self) -> Input:
        return Input(path=self.path)


def discover(
    paths: Sequence[str | Path],
    given: Given,
    *,
    stdin: BinaryIO | None = None,
    captured: str | None = None,
    limits: Limits = Limits(),  # noqa: B008 (frozen)
) -> Iterator[Original | Issue]:
    """Originals behind some paths in the order given, with an issue for each thing that cannot be read.

    A path is a file, a folder or `-` for `stdin`. `given` holds for every report; a sidecar or the fields of a JSONL
    line, which speak of one report, come before it. `captured` is kept as it is. Raises nothing for bad content.
    """
    for path in paths:
        if str(path) == "-":
            yield from _stream(stdin or sys.stdin.buffer, "-", None, given, captured, limits)
            continue
        for found in files(path):
            if isinstance(found, Issue):
                yield found
            else:
                yield from _file(found, given, captured, limits)


def _file(file: File, given: Given, captured: str | None, limits: Limits) -> Iterator[Original | Issue]:
    given, issues = with_sidecar(file.path, given)
    yield from (msgspec.structs.replace(one, input=Input(path=file.shown)) for one in issues)
    try:
        raw = Path(file.path).open("rb")  # noqa: SIM115 (closed below)
    except OSError as error:
        yield problem("unreadable", Input(path=file.shown), why=error.strerror or str(error))
        return
    with raw:
        yield from _stream(raw, file.shown, sniff.by_name(file.path), given, captured, limits)


def _stream(
    raw: BinaryIO, path: str, kind: sniff.Kind | None, given: Given, captured: str | None, limits: Limits
) -> Iterator[Original | Issue]:
    about = Input(path=path)
    try:
        stream = Stream(raw, limits)
        coming = Coming(stream=stream, path=path, kind=kind, given=given, captured=captured, limits=limits)
        yield from _coming(coming)
    except BombError:
        yield problem("gzip-bomb", about, ratio=limits.max_ratio)
    except DAMAGED as error:
        yield problem("broken-gzip", about, why=str(error))
    except OSError as error:
        yield problem("unreadable", about, why=error.strerror or str(error))


def _coming(coming: Coming) -> Iterator[Original | Issue]:
    head = coming.stream.peek(sniff.HEAD)
    if found := sniff.binary(head):
        yield problem("binary", coming.about, kind=found)
        return
    kind = sniff.by_content(head, coming.kind)
    if kind == "jsonl":
        yield from jsonl.originals(coming.stream, coming.path, coming.given, coming.captured, coming.limits.max_bytes)
        return
    data = coming.stream.read(coming.limits.max_bytes + 1)
    if len(data) > coming.limits.max_bytes:
        yield problem("too-large", coming.about, what="it", limit=coming.limits.max_bytes)
    elif kind == "text" or kind == "html":
        yield _original(coming, kind, data)
    elif kind == "json":
        yield from _json(coming, data)
    else:
        yield from _xml(coming, data)


def _original(coming: Coming, kind: Format, data: bytes) -> Original:
    return Original(
        report_id=ids.report_id(data),
        format=kind,
        input=coming.about,
        given=coming.given,
        captured=coming.captured,
        data=data,
    )


def _json(coming: Coming, data: bytes) -> Iterator[Original | Issue]:
    """One JSON object, or a list of them; what begins like JSON and is none is a text."""
    try:
        value = msgspec.json.decode(data.removeprefix(jsonl.BOM))
    except (msgspec.DecodeError, ValueError, RecursionError):
        yield _original(coming, "text", data)
        return
    for number, one in enumerate(value if isinstance(value, list) else [value], start=1):
        yield jsonl.from_object(one, f"object {number}", coming.path, coming.given, coming.captured)


def _xml(coming: Coming, data: bytes) -> Iterator[Original | Issue]:
    if not data.strip():
        yield _original(coming, "text", data)
        return
    if not feeds.is_feed(data):
        yield problem("no-feed", coming.about)
        return
    feed = feeds.read_feed(data)
    if feed.broken:
        yield problem("broken-feed", coming.about, why=feed.broken)
    if not feed.items:
        yield problem("no-items", coming.about)
    given = msgspec.structs.replace(
        coming.given,
        outlet=coming.given.outlet or feed.title,
        language=coming.given.language,
    )
    for item in feed.items:
        bytes_ = ids.canonical_json(item)
        about = Input(path=coming.path, url=item.link, id=item.id or item.link)
        yield Original(
            report_id=ids.report_id(bytes_),
            format="feed-item",
            input=about,
            given=given,
            captured=coming.captured,
            data=bytes_,
        )
