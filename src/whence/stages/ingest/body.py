"""What the steps of cutting furniture share: where the body stands, and what furniture said about the report."""

from __future__ import annotations

from msgspec import Struct

from whence.stages.ingest import bullets
from whence.stages.ingest.lines import Line


class Found(Struct):
    """What furniture lines say about the report; the first of each counts."""

    byline: str | None = None
    published: str | None = None
    title: str | None = None


def body_lines(lines: list[Line]) -> tuple[int, int]:
    """Indices of the first and last line of the body: lines of prose that are not cut and are no bullets."""
    prose = [index for index, line in enumerate(lines) if line.prose and line.reason is None]
    first = [index for index in prose if not bullets.is_bullet(lines[index])] or prose
    return (first[0], prose[-1]) if prose else (len(lines), len(lines))
