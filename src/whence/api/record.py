"""The library: read reports into a record, open one, look at it, ask why, export.

    import whence
    record = whence.read(["reports/"], into="record.db")
    for event in record.events:
        print(event.type.value, record.show(event.event_id))

Persons without a public role are masked in all that a record gives, unless it was opened with `private=True`.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from msgspec import Struct

from whence import pipeline, publish
from whence.api.frames import Claims, Events, Reports
from whence.api.told import Told
from whence.errors import NotFoundError
from whence.protect import MASKED, PRIVATE, Policy, Protected, configured, decided, pair_out, protect
from whence.publish.cells import bare
from whence.publish.site import TITLE, publish_site
from whence.publish.streamed import Shown, streamed
from whence.publish.stretch import stretch
from whence.publish.why import Why, why
from whence.schema.records import Claim, Decision, Event, Issue, Pair, Report
from whence.store.reader import Reader


class Hit(Struct, frozen=True, kw_only=True):
    """A report or claim that holds the words looked for, with the stretch around them."""

    kind: str
    id: str
    report_id: str
    words: str


class Record:
    """An open record; a context manager. Lists come in order of id. Masked, unless `private`."""

    def __init__(self, path: str | Path, *, private: bool = False, now: datetime | None = None) -> None:
        self.path = Path(path)
        self.private = private
        self.summary: pipeline.Summary | None = None
        self._now = now
        self._reader = Reader(self.path)
        self._keep: tempfile.TemporaryDirectory[str] | None = None

    def __enter__(self) -> Record:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Let go of the file; a record that was read without `into` is gone with it."""
        self._reader.close()
        if self._keep is not None:
            self._keep.cleanup()

    @property
    def reports(self) -> Reports:
        """All reports: a tuple with `where`, `to_pandas` and `to_polars`."""
        found: Reports = self._lists["reports"]
        return found

    @property
    def claims(self) -> Claims:
        """All claims, likewise."""
        found: Claims = self._lists["claims"]
        return found

    @property
    def events(self) -> Events:
        """All events, likewise."""
        found: Events = self._lists["events"]
        return found

    @property
    def decisions(self) -> tuple[Decision, ...]:
        """What people decided, in that order."""
        return self.protected.decisions

    @property
    def issues(self) -> tuple[Issue, ...]:
        """What could not be read, and why."""
        return self.protected.issues

    def show(self, id_: str) -> Event | Claim | Report | Decision:
        """The event, claim, report or decision with that id, or with the one that begins so.

        Raises `NotFoundError` where there is none or it is held back, `UsageError` where several begin so.
        """
        found = self._reader.find(bare(id_))
        if found.id in self._by_id:
            return self._by_id[found.id]
        raise NotFoundError(
            f"{found.kind} {found.id}: tells of troop movements and is held back. It can be shown 72 hours after them, "
            "or now with --private (in Python: private=True)."
        )

    def why(self, claim_id: str, field: str = "evidence") -> Why:
        """The reasons for one field of a claim: words, sentence, rule or model, confidence, chain.

        Raises `NotFoundError` for an id that is no claim's or a field that claims do not have.
        """
        claim = self.show(claim_id)
        if not isinstance(claim, Claim):
            raise NotFoundError(f"{claim_id}: is no claim. `whence show {claim_id}` lists claims to ask about.")
        report = self._by_id[claim.report_id]
        if not isinstance(report, Report):
            raise NotFoundError(f"report {claim.report_id}: not in {self.path}. Make the record anew: whence rebuild")
        return why(claim, report, field)

    def event(self, id_: str) -> Told:
        """The event with that id, or with the one that begins so, to be asked `why("figures.killed")`.

        Raises as `show` does, and `NotFoundError` where the id is something else's.
        """
        found = self.show(id_)
        if not isinstance(found, Event):
            raise NotFoundError(f"{id_}: is no event. `record.events` lists them.")
        return Told(self, found)

    def search(self, words: str, limit: int = 50) -> list[Hit]:
        """Reports and claims that hold all the words (or "quoted phrases"), best first."""
        found = [(hit, self._by_id[hit.id]) for hit in self._reader.search(words, limit) if hit.id in self._by_id]
        return [
            Hit(kind=hit.kind, id=hit.id, report_id=hit.report_id, words=stretch(shown, words)) for hit, shown in found
        ]

    def counts(self) -> dict[str, int]:
        """How many of each the record holds, held back or not."""
        return self._reader.counts()

    def pairs(self, claims: Sequence[str]) -> list[Pair]:
        """Why these claims were, or were not, taken for one event with each other; masked as the claims are."""
        known = {one for one in claims if isinstance(self._by_id.get(one), Claim)}
        found = {(p.left, p.right): p for one in claims for p in self._reader.pairs(one) if {p.left, p.right} <= known}
        within = sorted({self._by_id[one].report_id for one in known})  # type: ignore[union-attr]
        return [pair_out(found[key], self.protected.mask, within) for key in sorted(found)]

    def export(self, format: str, out: str | Path, *, private: bool = False, force: bool = False) -> Path:  # noqa: A002
        """Write the record to a folder in one of `publish.FORMATS` and say where; `private` shows in its name.

        Raises `UsageError` for an unknown format or a folder with other files, `InputError` where it cannot be
        written, `ConfigurationError` where the format needs a package that is not installed.
        """
        publish.known(format)
        with self.streamed(private=private) as shown:
            return publish.publish(shown.view, format, Path(out), private=private, force=force)

    def publish(self, out: str | Path, *, title: str = TITLE, private: bool = False, force: bool = False) -> Path:
        """Write the record as a static site and say where; raises as `export` does."""
        with self.streamed(private=private) as shown:
            return publish_site(shown.view, Path(out), title=title, private=private, force=force)

    @contextmanager
    def streamed(self, *, private: bool) -> Iterator[Shown]:
        """The record as it may be shown, on disk instead of in memory, for as long as the block lasts."""
        salt = self._reader.configuration().get("salt")
        shown = streamed(
            self._reader,
            self.policy(private=private),
            salt.encode() if salt else None,
            self._now or datetime.now(UTC),
            private=private,
        )
        try:
            yield shown
        finally:
            shown.view.close()

    def rebuild(self, *, workers: int = 1, progress: pipeline.Progress | None = None) -> pipeline.Summary:
        """Make everything anew but the raw bytes and people's decisions."""
        self._reader.close()
        self.summary = pipeline.rebuild(self.path, pipeline.Settings(workers=workers), progress)
        self._reader = Reader(self.path)
        for name in ("protected", "_by_id", "_lists"):
            self.__dict__.pop(name, None)
        return self.summary

    @cached_property
    def protected(self) -> Protected:
        """The whole record under its protection policy."""
        return self._protect(private=self.private)

    def view(self, *, private: bool) -> Protected:
        """The whole record as it may be shown, or as it stands (but for minors and victims of sexual violence)."""
        return self.protected if private == self.private else self._protect(private=private)

    def policy(self, *, private: bool | None = None) -> Policy:
        """The policy that holds: the record's own configuration and decisions over the default."""
        base = PRIVATE if (self.private if private is None else private) else MASKED
        return configured([*self._settings(), *decided(self._reader.decisions())], base)

    def _settings(self) -> list[tuple[str, str]]:
        prefix = "protect."
        log = self._reader.configuration()
        return [(name.removeprefix(prefix), value) for name, value in log.items() if name.startswith(prefix) and value]

    def _protect(self, *, private: bool) -> Protected:
        salt = self._reader.configuration().get("salt")
        return protect(
            self._reader.reports(),
            self._reader.claims(),
            self._reader.events(),
            self._reader.decisions(),
            self._reader.issues(),
            self.policy(private=private),
            salt=salt.encode() if salt else None,
            now=self._now or datetime.now(UTC),
        )

    @cached_property
    def _lists(self) -> dict[str, Any]:
        shown = self.protected
        return {
            "reports": Reports.of(self, shown.reports),
            "claims": Claims.of(self, shown.claims),
            "events": Events.of(self, shown.events),
        }

    @cached_property
    def _by_id(self) -> Mapping[str, Event | Claim | Report | Decision]:
        shown = self.protected
        found: dict[str, Event | Claim | Report | Decision] = {one.report_id: one for one in shown.reports}
        found |= {one.claim_id: one for one in shown.claims}
        found |= {one.event_id: one for one in shown.events}
        return found | {one.decision_id: one for one in shown.decisions}


def read(
    paths: Sequence[str | Path] | str | Path,
    into: str | Path | None = None,
    *,
    published: str | None = None,
    outlet: str | None = None,
    language: str | None = None,
    engine: str | None = None,
    workers: int = 1,
    private: bool = False,
    progress: pipeline.Progress | None = None,
    stdin: BinaryIO | None = None,
) -> Record:
    """Read files, folders, feeds or `-` (standard input) into a record and open it; `record.summary` says what came in.

    Without `into` the record lasts until it is closed. What cannot be read becomes an issue in the record.
    """
    several = [paths] if isinstance(paths, str | Path) else list(paths)
    keep = tempfile.TemporaryDirectory(prefix="whence-") if into is None else None
    target = Path(keep.name, "record.db") if keep is not None else Path(into or "record.db")
    settings = pipeline.Settings(published=published, outlet=outlet, language=language, engine=engine, workers=workers)
    summary = pipeline.read(several, target, settings, progress=progress, stdin=stdin)
    record = Record(target, private=private)
    record.summary, record._keep = summary, keep
    return record


def open_record(path: str | Path, *, private: bool = False) -> Record:
    """Open a record that is there; raises `RecordError` where none is or it cannot be used."""
    return Record(path, private=private)
