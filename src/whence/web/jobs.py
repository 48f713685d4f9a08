"""Imports: files dropped on a page, tried out first, read into the record when somebody says so."""

from __future__ import annotations

import csv
import secrets
import shutil
import threading
from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from whence import pipeline
from whence.api import read
from whence.errors import WhenceError
from whence.store.place import Place, inbox
from whence.store.scratch import Scratch
from whence.web.mapping import Sheet, sheets, written
from whence.web.spoken import spoken
from whence.web.view.views import Views

State = Literal["staged", "trying", "tried", "reading", "done", "failed"]
MOST = 20  # imports remembered
SAMPLE = 500  # rows of a report on a dry run


class Said(Struct, frozen=True, kw_only=True):
    """What is said about the reports of an import, where they do not say so themselves."""

    published: str | None = None
    outlet: str | None = None
    language: str | None = None


class Tried(Struct, frozen=True, kw_only=True):
    """One row of the report: an input, and what came of it; masked like all that is shown."""

    name: str
    title: str | None
    outlet: str | None
    published: str | None
    claims: int
    level: str  # read, warning, error
    message: str
    advice: str


class Job:
    """One import on its way."""

    def __init__(self, kept: Scratch, names: Sequence[str]) -> None:
        self.id = secrets.token_hex(8)
        self.kept, self.names = kept, tuple(names)
        self.folder = kept.path
        self.state: State = "staged"
        self.told = ""
        self.rows: tuple[Tried, ...] = ()
        self.counts: dict[str, int] = {}
        self.said = Said()
        self.sheets: tuple[Sheet, ...] = sheets(kept.path)
        self.worker: threading.Thread | None = None

    @property
    def busy(self) -> bool:
        """Whether it is at work."""
        return self.state in ("trying", "reading")


class Jobs:
    """The imports of a server; one works at a time."""

    def __init__(self, record: Place, views: Views) -> None:
        self.record, self.views = record, views
        self._jobs: dict[str, Job] = {}
        self._lock = threading.Lock()

    def stage(self, files: Sequence[tuple[str, bytes]]) -> Job:
        """Keep files aside under plain names."""
        kept = Scratch("import-")
        folder = kept.path
        names = []
        for number, (name, data) in enumerate(files, 1):
            plain = plain_name(name, number)
            while (folder / plain).exists():
                plain = f"{number}-{plain}"
            (folder / plain).write_bytes(data)
            names.append(plain)
        job = Job(kept, names)
        with self._lock:
            self._jobs[job.id] = job
            idle = [one for one in self._jobs.values() if not one.busy and one is not job]
            for old in idle[: max(0, len(self._jobs) - MOST)]:
                self._drop(old)
        return job

    def get(self, id_: str) -> Job | None:
        """An import by its id."""
        return self._jobs.get(id_)

    def all(self) -> list[Job]:
        """The newest first."""
        return [*reversed(self._jobs.values())]

    def start(self, job: Job, said: Said, columns: dict[str, dict[str, str]], *, into_record: bool) -> None:
        """Try an import out, or read it into the record; in the background."""
        if job.busy:
            return
        job.said, job.state = said, "reading" if into_record else "trying"
        job.worker = threading.Thread(target=self._work, args=(job, columns, into_record), daemon=True)
        job.worker.start()

    def close(self) -> None:
        """Remove what was kept aside."""
        for job in [*self._jobs.values()]:
            if job.worker is not None:
                job.worker.join(timeout=30)
            self._drop(job)

    def _drop(self, job: Job) -> None:
        self._jobs.pop(job.id, None)
        job.kept.close()

    def _work(self, job: Job, columns: dict[str, dict[str, str]], into_record: bool) -> None:
        with self._lock:
            try:
                if into_record:
                    self._read(job)
                else:
                    written(job.folder, job.sheets, columns)
                    self._try(job)
            except (WhenceError, OSError, csv.Error) as error:
                job.state, job.told = "failed", spoken(error, self.record).replace(str(job.folder), "the files")

    def _try(self, job: Job) -> None:
        said = job.said
        with read([job.folder / "in"], published=said.published, outlet=said.outlet, language=said.language) as record:
            claims = record.claims
            per = {one.report_id: 0 for one in record.reports}
            for claim in claims:
                per[claim.report_id] = per.get(claim.report_id, 0) + 1
            rows = [
                Tried(
                    name=_input(one.input.path, one.input.id), title=one.title, outlet=one.outlet,
                    published=one.published.value if one.published else None, claims=per[one.report_id],
                    level="read", message="", advice="",
                )
                for one in record.reports
            ]  # fmt: skip
            rows += [
                Tried(
                    name=_input(one.input.path, one.input.id), title=None, outlet=None, published=None, claims=0,
                    level=one.level, message=one.message.replace(str(job.folder / "in"), "").lstrip("/"),
                    advice=one.advice,
                )
                for one in record.issues
            ]  # fmt: skip
            job.counts = {"reports": len(record.reports), "claims": len(claims), "events": len(record.events)}
        rows.sort(key=lambda row: ("error", "warning", "info", "read").index(row.level))
        job.rows, job.state = tuple(rows[:SAMPLE]), "tried"

    def _read(self, job: Job) -> None:
        box = inbox(self.record) / job.id
        shutil.copytree(job.folder / "in", box, dirs_exist_ok=True)
        said = job.said
        settings = pipeline.Settings(published=said.published, outlet=said.outlet, language=said.language)
        summary = pipeline.read([box], self.record, settings)
        job.counts = {"reports": summary.read, "unchanged": summary.unchanged}
        self.views.refresh(wait=True)
        job.state = "done"


def plain_name(name: str, number: int) -> str:
    """A file's own name without folders, control signs or anything that a system could mistake."""
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    kept = "".join(sign if sign.isalnum() or sign in "-_. " else "_" for sign in last).strip(" .")
    return kept[-100:] or f"file-{number}.txt"


def _input(path: str | None, id_: str | None) -> str:
    name = (path or "?").rsplit("/", 1)[-1]
    return f"{name}, {id_}" if id_ else name
