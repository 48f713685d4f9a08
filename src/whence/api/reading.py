"""Reading reports into a record, and opening one that is there."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from whence import pipeline
from whence.api.record import Record
from whence.nlp.llm import Endpoint, leaving, load
from whence.store.scratch import Scratch


def read(
    paths: Sequence[str | Path] | str | Path,
    into: str | Path | None = None,
    *,
    published: str | None = None,
    outlet: str | None = None,
    language: str | None = None,
    engine: str | None = None,
    llm: str | Path | None = None,
    workers: int | None = None,
    private: bool = False,
    progress: pipeline.Progress | None = None,
    stdin: BinaryIO | None = None,
) -> Record:
    """Read files, folders, feeds or `-` (standard input) into a record and open it; `record.summary` says what came in.

    Without `into` the record lasts until it is closed. What cannot be read becomes an issue in the record. `llm` names
    a file that tells of a language model to read with (docs/llm.md): warns where texts leave this machine.
    """
    several = [paths] if isinstance(paths, str | Path) else list(paths)
    keep = Scratch("record-") if into is None else None
    target = keep.path / "record.db" if keep is not None else Path(into or "record.db")
    settings = pipeline.Settings(
        published=published, outlet=outlet, language=language, engine=engine, llm=_endpoint(llm), workers=workers
    )
    summary = pipeline.read(several, target, settings, progress=progress, stdin=stdin)
    record = Record(target, private=private)
    record.summary, record._keep = summary, keep
    return record


def _endpoint(path: str | Path | None) -> Endpoint | None:
    endpoint = None if path is None else load(path)
    if endpoint is not None and leaving(endpoint):
        warnings.warn(str(leaving(endpoint)), stacklevel=3)
    return endpoint


def open_record(path: str | Path, *, private: bool = False) -> Record:
    """Open a record that is there; raises `RecordError` where none is or it cannot be used."""
    return Record(path, private=private)
