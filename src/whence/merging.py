"""Bringing a record's events up to date: what is new joins, or all of it is merged, at once or piece by piece."""

from __future__ import annotations

from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

from msgspec import structs

from whence.runners import InProcess, Runner
from whence.schema.ids import canonical_json, digest
from whence.schema.records import Decision, Report
from whence.stages.merge import join, merge
from whence.stages.merge.decisions import in_force
from whence.stages.merge.flow import flow
from whence.stages.merge.slices import even
from whence.store.index import Found
from whence.store.reader import Reader
from whence.store.writer import Waiting, Writer

LARGE = 100_000  # claims from which on one process merges piece by piece, so that memory holds them
SENT = 50_000  # claims from which on merging is handed to workers where there are any: the clock gains from three on
JOINING = 0.25  # share of new reports in a record up to which they join it; beyond, all of it is merged anew


def bring_up_to_date(writer: Writer, runner: Runner, *, always: bool = False) -> None:
    """Merge what came in or was decided since the record was merged last, or `always` all of it.

    `runner` is for large records.
    """
    waiting = None if always else writer.waiting(merge_code())
    with Reader(writer.path) as reader:
        decisions = reader.decisions()
        counts = reader.counts()
        if waiting is not None and len(waiting.reports) <= JOINING * counts["reports"]:
            _join(writer, waiting, decisions)
        elif counts["claims"] < (LARGE if isinstance(runner, InProcess) else SENT):
            _merge(writer, reader, decisions)
        else:
            _merge_piece_by_piece(writer, reader, decisions, runner)


def _join(writer: Writer, waiting: Waiting, decisions: Sequence[Decision]) -> None:
    older = len(decisions) if waiting.decided is None else waiting.decided
    change = join(writer.shelf(), waiting.reports, decisions, older)
    writer.put_joined(
        reports=change.reports,
        edited=change.edited,
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


def _merge(writer: Writer, reader: Reader, decisions: Sequence[Decision]) -> None:
    claims = sorted(reader.machine_claims(), key=lambda claim: claim.claim_id)
    merged = merge(_reports(reader), claims, decisions)
    writer.replace_merged(
        claims, merged.reports, merged.claims, merged.events, merged.pairs, merge_code(),
        keys=merged.keys, passages=merged.shingles,
        marks=merged.marks,
    )  # fmt: skip


def _merge_piece_by_piece(writer: Writer, reader: Reader, decisions: Sequence[Decision], runner: Runner) -> None:
    folder = writer.path.parent if isinstance(writer.path, Path) else None
    size = even(reader.counts()["claims"], runner.size())
    found = flow(_reports(reader), writer.shelf().claims, in_force(decisions), runner.run, size, folder)
    index = Found(
        claims=found.names, sizes=found.keys.sizes, keys=found.keys.values, marks=found.marks, passages=found.passages
    )
    writer.replace_many(found.reports, found.edited, found.events(), found.pairs(), merge_code(), index)
    found.close()


def _reports(reader: Reader) -> list[Report]:
    return [structs.replace(report, copy_of=None) for report in reader.reports()]


def merge_code() -> str:
    """Names the code that events are merged by: where it changes they are merged anew."""
    return digest(canonical_json(["merge", 2, version()]))


def version() -> str:
    """Of Whence as installed."""
    try:
        return metadata.version("whence")
    except metadata.PackageNotFoundError:
        return "0"
