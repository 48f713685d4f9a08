"""JSON Lines: one original a line, read as a stream, a broken line harming no other."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from whence.schema import ids
from whence.schema.original import Given, Original
from whence.schema.records import Input, Issue
from whence.stages.ingest.encoding import decode
from whence.stages.ingest.problems import problem
from whence.stages.ingest.streams import CHUNK, Stream

BOM = b"\xef\xbb\xbf"


class Lines:
    """Lines of a stream with their numbers; one longer than the limit comes as null, and its rest is passed over."""

    def __init__(self, stream: Stream, longest: int) -> None:
        self._stream = stream
        self._longest = longest

    def __iter__(self) -> Iterator[tuple[int, bytes | None]]:
        number, rest, too_long = 1, b"", False
        while chunk := self._stream.read(CHUNK):
            first, *more = chunk.split(b"\n")
            rest += first
            for part in more:
                yield number, None if too_long or len(rest) > self._longest else rest
                number, rest, too_long = number + 1, part, False
            if len(rest) > self._longest:
                rest, too_long = b"", True
        if rest or too_long:
            yield number, None if too_long else rest


def originals(
    stream: Stream, path: str, given: Given, captured: str | None, longest: int
) -> Iterator[Original | Issue]:
    """Originals of the objects of a JSONL stream; an issue for each line that is none or has no text."""
    for number, line in Lines(stream, longest):
        if line is None:
            yield problem("too-large", Input(path=path), what=f"line {number}", limit=longest)
        elif line.strip(b" \t\r\n\xef\xbb\xbf"):
            yield from _original(line.removeprefix(BOM) if number == 1 else line, f"{number}", path, given, captured)


def from_object(value: object, line: str, path: str, given: Given, captured: str | None) -> Original | Issue:
    """The original of one decoded object: its bytes are its canonical JSON."""
    if not isinstance(value, dict):
        return problem("broken-line", Input(path=path), line=line, why="not a JSON object")
    about = Input(path=path, id=_id(value.get("id")))
    text = value.get("text")
    if not isinstance(text, str) or not text.strip():
        return problem("line-no-text", about, line=line)
    try:
        data = ids.canonical_json(value)
    except (ValueError, OverflowError, RecursionError) as error:
        return problem("broken-line", about, line=line, why=str(error))
    return Original(
        report_id=ids.report_id(data), format="json", input=about, given=given, captured=captured, data=data
    )


def _original(line: bytes, number: str, path: str, given: Given, captured: str | None) -> Iterator[Original | Issue]:
    about = Input(path=path)
    decoded = decode(line)
    try:
        value = msgspec.json.decode(decoded.text)
    except (msgspec.DecodeError, ValueError, RecursionError) as error:
        yield problem("broken-line", about, line=number, why=f"not JSON ({error})")
        return
    found = from_object(value, number, path, given, captured)
    if decoded.problem and isinstance(found, Original):
        yield problem(decoded.problem, found.input, found.report_id, declared=None, used=decoded.charset)
    yield found


def _id(value: object) -> str | None:
    return str(value) if isinstance(value, str | int) and not isinstance(value, bool) else None
