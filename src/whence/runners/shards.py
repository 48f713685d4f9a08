"""A shard: some reports that one worker takes through the per-report stages into one part file."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from time import perf_counter

from msgspec import Struct, structs

from whence.runners import batch, parts
from whence.runners.letter import verify
from whence.schema.ids import canonical_json, digest
from whence.schema.original import Original, Parsed
from whence.schema.records import Claim, Issue, Report
from whence.schema.stage import Stage, Step, Work

WINDOW = 16  # shards' worth of originals that are sorted together
MOST = 128_000_000  # bytes of originals held at once, save that one original is always taken


class Shard(Struct, frozen=True, kw_only=True):
    """Originals with the fingerprints of their reading, and the part that they will be in."""

    originals: tuple[Original, ...]
    fingerprints: tuple[str, ...]
    part: str  # path


class Read(Struct, frozen=True, kw_only=True):
    """What the stages made of one original: one line of a part."""

    report_id: str
    report: Report | None
    claims: tuple[Claim, ...]
    issues: tuple[Issue, ...]


class Done(Struct, frozen=True, kw_only=True):
    """A part is there; `seconds` by stage, empty where an earlier run had made it."""

    part: str
    seconds: dict[str, float]
    lines: tuple[bytes, ...] = ()  # of a part that was made elsewhere and is still to be written here


class ReadShard(Struct, frozen=True, kw_only=True):
    """Opens the stages, once a process, into the function that reads a shard."""

    parse: Callable[[Original], Parsed]
    stages: tuple[Stage, ...]

    def __call__(self) -> Callable[[Shard], Done]:
        """Load what the stages need; the first shard tells how long it took."""
        began = perf_counter()
        steps = [(stage.name, stage.open()) for stage in self.stages]
        opening = {"open": perf_counter() - began}

        def read(shard: Shard) -> Done:
            done = self.one(steps, shard)
            seconds = {**opening, **done.seconds}
            opening.clear()
            return structs.replace(done, seconds=seconds)

        return read

    def one(self, steps: Sequence[tuple[str, Step]], shard: Shard) -> Done:
        """Read a shard into its part."""
        return _read_shard(self.parse, steps, shard)


def windows(originals: Iterable[Original], size: int) -> Iterator[list[Original]]:
    """Originals in stretches that fit into memory and do not depend on what the record holds."""
    window: list[Original] = []
    held = 0
    for original in originals:
        window.append(original)
        held += len(original.data)
        if len(window) == size * WINDOW or held > MOST:
            yield window
            window, held = [], 0
    if window:
        yield window


def cut(originals: Iterable[Original], size: int) -> Iterator[list[Original]]:
    """Stretches of `size`."""
    rest = iter(originals)
    while some := list(islice(rest, size)):
        yield some


def part_name(fingerprint: str, originals: Sequence[Original], fingerprints: Sequence[str]) -> str:
    """Follows from what is read and with what it is read: equal names, equal parts."""
    names = [original.report_id for original in originals]
    return f"{fingerprint}-{digest(canonical_json([names, fingerprints]))}.part"


def _read_shard(parse: Callable[[Original], Parsed], steps: Sequence[tuple[str, Step]], shard: Shard) -> Done:
    path = Path(shard.part)
    if parts.load(path, Read) is not None:
        return Done(part=shard.part, seconds={})
    reads, seconds = made(parse, steps, shard.originals)
    parts.write(path, reads)
    return Done(part=shard.part, seconds=seconds)


def made(
    parse: Callable[[Original], Parsed], steps: Sequence[tuple[str, Step]], originals: Sequence[Original]
) -> tuple[list[Read], dict[str, float]]:
    """What a part holds, and the seconds it took by stage."""
    seconds: dict[str, float] = {}
    began = perf_counter()
    parsed = [batch.parsed(parse, original) for original in originals]
    seconds["ingest"] = perf_counter() - began
    works = _through(steps, [Work(report=one.report) for one in parsed if one.report and _is_read(one)], seconds)
    return [_read(one, works) for one in parsed], seconds


def _is_read(parsed: Parsed) -> bool:
    """Reports in a language that is not supported are kept and marked, not read."""
    return all(issue.code != "language" for issue in parsed.issues)


def _through(steps: Sequence[tuple[str, Step]], works: list[Work], seconds: dict[str, float]) -> dict[str, Work]:
    out: list[Work] = []
    for name, step in steps:
        began = perf_counter()
        works, failed = batch.apply(name, step, works) if works else ([], [])
        out += failed
        seconds[name] = seconds.get(name, 0.0) + perf_counter() - began
    return {work.report.report_id: verify(work) for work in (*out, *works)}


def _read(parsed: Parsed, works: dict[str, Work]) -> Read:
    original = parsed.original
    work = works.get(original.report_id)
    if work is None:
        return Read(report_id=original.report_id, report=parsed.report, claims=(), issues=parsed.issues)
    issues = (*parsed.issues, *work.issues)
    return Read(report_id=original.report_id, report=work.report, claims=work.claims, issues=issues)
