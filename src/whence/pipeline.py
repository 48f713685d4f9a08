"""The stages in order, checked before anything runs: reports in, record out."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import BinaryIO

from msgspec import Struct, field

from whence.errors import RecordError
from whence.merging import bring_up_to_date, merge_code, version
from whence.nlp.llm import Endpoint
from whence.runners import InProcess, Runner, parts
from whence.runners.garbage import seldom_collected
from whence.runners.intake import Intake, Pairs
from whence.runners.shards import Done, Read, Shard, part_name
from whence.runners.where import LOCAL, reading, runner
from whence.schema.ids import canonical_json, digest
from whence.schema.original import Given, Original
from whence.schema.records import Issue
from whence.schema.stage import Stage, check
from whence.stages.attribute import Attribute
from whence.stages.extract import Extract
from whence.stages.ingest import discover, parse
from whence.stages.resolve import Resolve
from whence.stages.tag import Tag
from whence.stages.weigh import Weigh
from whence.store.originals import Loaded
from whence.store.place import Server, parts_folder
from whence.store.reader import Reader
from whence.store.writer import Writer

Progress = Callable[[str, int, int | None], None]  # what is being done, how many are done, of how many (if known)

STAGES = (Tag, Extract, Attribute, Resolve, Weigh)


class Settings(Struct, frozen=True, kw_only=True):
    """How to read. What is said about reports (`published`, `outlet`, `language`) holds for all of one call."""

    published: str | None = None
    outlet: str | None = None
    language: str | None = None
    on: str = LOCAL  # where to read: here, on `ray` or on `ray://HOST:PORT`; results do not depend on it
    workers: int | None = None  # processes: one if not said, on a cluster one a core; results do not depend on it
    shard_size: int = 64  # reports that are read and loaded together; nor on this
    gazetteer: str | None = None  # path of the place index; null for the one built at first use
    engine: str | None = None  # that reads the sentences; null for the default
    llm: Endpoint | None = None  # a language model that reads instead, the engine where it fails
    triage: bool = True  # pass over reports, and spare the models sentences, that look as if they told no act

    def said(self) -> Given:
        """What was said expressly."""
        return Given(published=self.published, outlet=self.outlet, language=self.language)


class Summary(Struct, kw_only=True):
    """What a call did, and what the record holds now; `seconds` says where the time went."""

    read: int = 0
    unchanged: int = 0
    erased: int = 0  # were erased from the record, and not read again
    reports: int = 0
    claims: int = 0
    events: int = 0
    issues: dict[str, int] = field(default_factory=dict)  # by level
    seconds: dict[str, float] = field(default_factory=dict)  # by stage


def stages(settings: Settings) -> tuple[Stage, ...]:
    """`STAGES`, with their settings."""
    tag = Tag(
        triage=settings.triage, llm=settings.llm, **({} if settings.engine is None else {"engine": settings.engine})
    )
    given: dict[str, Stage] = {"tag": tag, "resolve": Resolve(gazetteer=settings.gazetteer)}
    return tuple(given.get(stage.name) or stage() for stage in STAGES)


def read(
    paths: Sequence[str | Path],
    into: str | Path | Server,
    settings: Settings = Settings(),  # noqa: B008 (frozen)
    *,
    progress: Progress | None = None,
    stdin: BinaryIO | None = None,
    chosen: Sequence[Stage] | None = None,
    found: Iterable[Original | Issue] | None = None,
    about: Iterable[str] = (),
) -> Summary:
    """Read reports into a record, which is made if it is not there.

    What the record holds unchanged is not read again. Safe against a kill at any point: finished work is kept, and a
    later call ends where an unbroken one would have. `chosen` takes the place of the usual stages, `found` (what an
    importer gave) that of what stands under `paths`; what was wrong with the inputs `about` which it is goes where
    nothing is found wrong any more. Raises
    `ConfigurationError`, `RecordError`, `GazetteerError` or `ModelError`; a bad report becomes an issue.
    """
    run = _Run(tuple(chosen) if chosen is not None else stages(settings), settings, progress)
    run.paths.update(about)
    now = datetime.now(UTC).isoformat(timespec="seconds")
    with Writer(into) as writer, run.placed():
        _give_salt(writer, now)
        if found is None:
            found = discover(paths, settings.said(), stdin=stdin, captured=now)
        intake = run.intake(writer)
        run.load(writer, intake, intake.new(run.sorted_out(found)))
        run.summary.unchanged, run.summary.erased = intake.unchanged, intake.erased
        # Standard input is never the same input twice: its issues stay.
        writer.replace_input_issues(sorted(run.paths - {"-"}), run.input_issues)
        return run.finish(writer)


def rebuild(
    record: str | Path | Server,
    settings: Settings = Settings(),  # noqa: B008 (frozen)
    progress: Progress | None = None,
    *,
    chosen: Sequence[Stage] | None = None,
) -> Summary:
    """Make everything anew but the originals and people's decisions; raises as `read` does."""
    run = _Run(tuple(chosen) if chosen is not None else stages(settings), settings, progress)
    with Reader(record) as reader, Writer(record) as writer, run.placed():
        intake = run.intake(writer)
        run.load(writer, intake, intake.every(reader.originals()))
        return run.finish(writer, always=True)


def merge_again(
    record: str | Path | Server, progress: Progress | None = None, *, workers: int | None = None
) -> Summary:
    """Merge what the record holds, as is needed after a decision; raises `RecordError`.

    From 50,000 claims on `workers` processes share the work, as in `read`.
    """
    run = _Run((), Settings(workers=workers), progress)
    with Reader(record), Writer(record) as writer, run.placed():
        return run.finish(writer)


class _Run:
    """One call: its stages, its counts, and what was loaded since it began."""

    def __init__(self, chosen: tuple[Stage, ...], settings: Settings, progress: Progress | None) -> None:
        check(chosen)
        self.stages, self.settings = chosen, settings
        self.say = progress or _silent
        self.runner: Runner = InProcess()
        self.summary = Summary()
        with self.timed("open"):
            self.fingerprint = digest(canonical_json([version(), [stage.fingerprint() for stage in chosen]]))
        self.paths: set[str] = set()
        self.input_issues: list[Issue] = []

    @contextmanager
    def placed(self) -> Iterator[None]:
        """Have the workers that the settings ask for, for as long as this is open."""
        with runner(self.settings.on, self.settings.workers) as self.runner, seldom_collected():
            yield

    def sorted_out(self, found: Iterable[Original | Issue]) -> Iterator[Original]:
        """The originals; issues are kept for later."""
        for one in found:
            if one.input.path is not None:
                self.paths.add(one.input.path)
            if isinstance(one, Issue):
                self.input_issues.append(one)
            else:
                yield one

    def intake(self, writer: Writer) -> Intake:
        """What sorts out the originals of this call."""
        return Intake(self.fingerprint, self.settings.said(), self.settings.shard_size, writer.known)

    def load(self, writer: Writer, intake: Intake, found: Iterable[Pairs]) -> None:
        """Have shards read, and load each as it is done."""
        folder = parts_folder(writer.path)
        waiting: list[Shard] = []
        opener = reading(self.settings.on, parse, self.stages)
        for done in self.runner.run(opener, self._shards(folder, found, waiting)):
            shard = waiting.pop(0)
            self._load_one(writer, shard, done)
            intake.loaded(shard.originals)
        parts.remove_all(folder)

    def _shards(self, folder: Path, found: Iterable[Pairs], waiting: list[Shard]) -> Iterator[Shard]:
        for pairs in found:
            if pairs:
                originals, fingerprints = zip(*pairs, strict=True)
                part = folder / part_name(self.fingerprint, originals, fingerprints)
                waiting.append(Shard(originals=originals, fingerprints=fingerprints, part=str(part)))
                yield waiting[-1]

    def _load_one(self, writer: Writer, shard: Shard, done: Done) -> None:
        read = parts.load(Path(done.part), Read)
        if read is None:
            raise RecordError(f"{done.part}: this part went away while it was being loaded. Run again.")
        with self.timed("load"):
            writer.load([*map(_loaded, shard.originals, shard.fingerprints, read)])
        Path(done.part).unlink(missing_ok=True)
        for stage, seconds in done.seconds.items():
            self._add(stage, seconds)
        self.summary.read += len(read)
        self.say("read", self.summary.read, None)

    def finish(self, writer: Writer, *, always: bool = False) -> Summary:
        """Merge, if anything came in since events were merged last, and count."""
        if always or writer.merged_with() != merge_code():
            self.say("merge", 0, None)
            with self.timed("merge"):
                bring_up_to_date(writer, self.runner, always=always)
        with Reader(writer.path) as reader:
            counts = reader.counts()
            self.summary.issues = dict(Counter(issue.level for issue in reader.issues()))
        self.summary.reports, self.summary.claims = counts["reports"], counts["claims"]
        self.summary.events = counts["events"]
        return self.summary

    @contextmanager
    def timed(self, stage: str) -> Iterator[None]:
        """Add what passes to the time of a stage."""
        began = perf_counter()
        yield
        self._add(stage, perf_counter() - began)

    def _add(self, stage: str, seconds: float) -> None:
        self.summary.seconds[stage] = self.summary.seconds.get(stage, 0.0) + seconds


def _silent(_stage: str, _done: int, _total: int | None) -> None:
    """For callers who want to see no progress."""


def _give_salt(writer: Writer, now: str) -> None:
    """Give the record the secret that pseudonyms are made with, once: they stay the same as reports come in."""
    with Reader(writer.path) as reader:
        if "salt" in reader.configuration():
            return
    writer.configure("salt", secrets.token_hex(16), who="whence", when=now)


def _loaded(original: Original, fingerprint: str, read: Read) -> Loaded:
    return Loaded(
        original=original, fingerprint=fingerprint, report=read.report, claims=read.claims, issues=read.issues
    )
