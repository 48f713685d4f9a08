"""The stages in order, checked before anything runs: reports in, record out."""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from time import perf_counter
from typing import BinaryIO

from msgspec import Struct, field, structs

from whence.errors import ConfigurationError, RecordError
from whence.nlp.llm import Endpoint
from whence.runners import InProcess, Runner, parts
from whence.runners.intake import Intake, Pairs
from whence.runners.shards import Done, Read, Shard, part_name
from whence.runners.where import LOCAL, reading, runner
from whence.schema.ids import canonical_json, digest
from whence.schema.original import Given, Original
from whence.schema.records import Claim, Decision, Issue, Report
from whence.schema.stage import PARTS, Stage
from whence.stages.attribute import Attribute
from whence.stages.extract import Extract
from whence.stages.ingest import discover, parse
from whence.stages.merge import Merged, join, merge
from whence.stages.merge.spread import spread
from whence.stages.resolve import Resolve
from whence.stages.tag import Tag
from whence.stages.weigh import Weigh
from whence.store.originals import Loaded
from whence.store.place import parts_folder
from whence.store.reader import Reader
from whence.store.writer import Writer

Progress = Callable[[str, int, int | None], None]  # what is being done, how many are done, of how many (if known)

Merging = Callable[[Sequence[Report], Sequence[Claim], Sequence[Decision]], Merged]

JOINING = 0.25  # share of new reports in a record up to which they join it; beyond, all of it is merged anew
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


def check(chosen: Sequence[Stage]) -> None:
    """Raise `ConfigurationError` where a stage reads what none before it writes, or two have one name."""
    there = {"report"}
    names: set[str] = set()
    for stage in chosen:
        for part in sorted((stage.reads | stage.writes) - PARTS):
            raise ConfigurationError(f"stage {stage.name}: there is no part {part!r}. Parts are: {sorted(PARTS)}.")
        for part in sorted(stage.reads - there):
            raise ConfigurationError(
                f"stage {stage.name}: reads {part!r}, which no stage before it writes. Put one that does before it."
            )
        if stage.name in names:
            raise ConfigurationError(f"stage {stage.name}: stands twice. Leave one out.")
        names.add(stage.name)
        there |= stage.writes


def read(
    paths: Sequence[str | Path],
    into: str | Path,
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
    record: str | Path,
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


def merge_again(record: str | Path, progress: Progress | None = None) -> Summary:
    """Merge what the record holds, as is needed after a decision; raises `RecordError`."""
    with Reader(record), Writer(record) as writer:
        return _Run((), Settings(), progress).finish(writer)


class _Run:
    """One call: its stages, its counts, and what was loaded since it began."""

    def __init__(self, chosen: tuple[Stage, ...], settings: Settings, progress: Progress | None) -> None:
        check(chosen)
        self.stages, self.settings = chosen, settings
        self.say = progress or _silent
        self.runner: Runner = InProcess()
        self.summary = Summary()
        with self.timed("open"):
            self.fingerprint = digest(canonical_json([_version(), [stage.fingerprint() for stage in chosen]]))
        self.paths: set[str] = set()
        self.input_issues: list[Issue] = []

    @contextmanager
    def placed(self) -> Iterator[None]:
        """Have the workers that the settings ask for, for as long as this is open."""
        with runner(self.settings.on, self.settings.workers) as self.runner:
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
        code = merge_code()
        if always or writer.merged_with() != code:
            self.say("merge", 0, None)
            with self.timed("merge"):
                _merge(writer, code, [] if always else writer.waiting(code), self._merge_all)
        with Reader(writer.path) as reader:
            counts = reader.counts()
            self.summary.issues = dict(Counter(issue.level for issue in reader.issues()))
        self.summary.reports, self.summary.claims = counts["reports"], counts["claims"]
        self.summary.events = counts["events"]
        return self.summary

    def _merge_all(self, reports: Sequence[Report], claims: Sequence[Claim], decisions: Sequence[Decision]) -> Merged:
        """Here or on the cluster: the same comes of it."""
        if self.settings.on == LOCAL:
            return merge(reports, claims, decisions)
        return spread(reports, claims, decisions, self.runner.run)

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


def _merge(writer: Writer, code: str, waiting: Sequence[str], merge_all: Merging) -> None:
    """Merge all that the record holds, or have the reports that wait join it where they are few."""
    with Reader(writer.path) as reader:
        decisions = reader.decisions()
        if waiting and len(waiting) <= JOINING * reader.counts()["reports"] and not _on_claims(decisions):
            change = join(writer.shelf(), waiting, decisions)
        else:
            reports = [structs.replace(report, copy_of=None) for report in reader.reports()]
            claims = sorted(reader.machine_claims(), key=lambda claim: claim.claim_id)
            change = None
    if change is not None:
        writer.put_joined(
            reports=change.reports,
            claims=change.claims,
            gone=change.gone,
            events=change.events,
            linked=change.linked,
            pairs=change.pairs,
            old_keys=change.old_keys,
            keys=change.keys,
            passages=change.shingles,
            marks=change.marks,
        )
        return
    merged = merge_all(reports, claims, decisions)
    writer.replace_merged(
        claims, merged.reports, merged.claims, merged.events, merged.pairs, code,
        keys=merged.keys, passages=merged.shingles,
        marks=merged.marks,
    )  # fmt: skip


def _on_claims(decisions: Sequence[Decision]) -> bool:
    """An edit or a rejection may be of a claim that comes in only now: then all is merged anew."""
    return any(decision.what in ("edit", "reject") for decision in decisions)


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


def merge_code() -> str:
    """Names the code that events are merged by: where it changes they are merged anew."""
    return digest(canonical_json(["merge", 2, _version()]))


def _version() -> str:
    try:
        return metadata.version("whence")
    except metadata.PackageNotFoundError:
        return "0"
