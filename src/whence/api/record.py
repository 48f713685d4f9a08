"""The library: read reports into a record, open one, look at it, ask why, export.

    import whence
    record = whence.read(["reports/"], into="record.db")
    for event in record.events:
        print(event.type.value, record.show(event.event_id))

Persons without a public role are masked in all that a record gives, unless it was opened with `private=True`.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any

from msgspec import Struct

from whence import pipeline, publish
from whence.api.frames import Claims, Events, Reports
from whence.api.guarded import Guarded
from whence.api.told import Told
from whence.errors import NotFoundError
from whence.linkage.entities import entities
from whence.linkage.entity import Entity, namings
from whence.protect import pair_out
from whence.publish.cells import bare
from whence.publish.site import TITLE, publish_site
from whence.publish.stretch import stretch
from whence.publish.why import Why, why
from whence.schema.records import Claim, Decision, Event, Issue, Pair, Report
from whence.store.place import Server
from whence.store.reader import Reader
from whence.store.scratch import Scratch


class Hit(Struct, frozen=True, kw_only=True):
    """A report or claim that holds the words looked for, with the stretch around them."""

    kind: str
    id: str
    report_id: str
    words: str


class Record(Guarded):
    """An open record; a context manager. Lists come in order of id. Masked, unless `private`."""

    def __init__(self, path: str | Path | Server, *, private: bool = False, now: datetime | None = None) -> None:
        super().__init__(path, private=private, now=now)
        self.summary: pipeline.Summary | None = None
        self._keep: Scratch | None = None

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
            self._keep.close()

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

    @cached_property
    def actors(self) -> tuple[Entity, ...]:
        """Who acts, is acted upon or says so: each person, body, state and outlet once over all reports, and why.

        Names and roles are masked as the claims are. The order is that of ids.
        """
        return entities(namings(self.claims))

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

    def rebuild(self, *, workers: int | None = None, progress: pipeline.Progress | None = None) -> pipeline.Summary:
        """Make everything anew but the raw bytes and people's decisions."""
        self._reader.close()
        self.summary = pipeline.rebuild(self.path, pipeline.Settings(workers=workers), progress)
        self._reader = Reader(self.path)
        for name in ("protected", "_by_id", "_lists", "actors"):
            self.__dict__.pop(name, None)
        return self.summary

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
