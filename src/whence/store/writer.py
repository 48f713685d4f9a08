"""The only code that writes a record; one writer at a time, every call all or nothing."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from pathlib import Path
from types import TracebackType

from msgspec import Struct
from msgspec.structs import asdict
from sqlalchemy import Connection, delete, func, insert, select

from whence.errors import ReadOnlyRecordError, RecordError
from whence.schema.records import Claim, Decision, Event, Issue, Pair, Report
from whence.store import clearing, database, erasure, index, joined, merged, migrate, originals, search
from whence.store import tables as t
from whence.store.families import CLAIMS, DECISIONS, ISSUES, REPORTS
from whence.store.originals import Known, Loaded
from whence.store.place import Server, place
from whence.store.shelf import StoredShelf
from whence.store.statements import chunks, put, put_or_change, upsert, words

MERGED = "merged_with"  # the state that says by which code events were merged; null when they are stale
INDEXED = "indexed_with"  # likewise for what `store.index` holds
DECIDED = "decided"  # how many decisions had been taken when events were merged; null when they are all that there are
SWEEP = "sweep"  # the state that says that the file may still hold words of what was erased


class Waiting(Struct, frozen=True, kw_only=True):
    """What came in since events were merged last."""

    reports: list[str]  # new ones, in order
    decided: int | None  # how many decisions are older; null where all are


class Writer:
    """Opens a record to write it, makes it if need be, and brings an older one up to date.

    Raises `BusyRecordError`, `ReadOnlyRecordError`, `RecordFullError`, `NewerRecordError` or `RecordError`; after any
    of them the record is as it was before the call.
    """

    def __init__(self, path: str | Path | Server) -> None:
        self.path = place(path)
        if isinstance(self.path, Path):
            _make_folder(self.path)
        self._lock = database.take_lock(self.path)
        try:
            self._engine = migrate.open_for_writing(self.path)
            self._lock.guard(self._engine)
        except BaseException:
            self._lock.release()
            raise

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Leave one plain file and let the next loader in."""
        try:
            database.settle(self._engine)
            self._engine.dispose()
        finally:
            self._lock.release()

    def known(self, ids: Sequence[str]) -> dict[str, Known]:
        """What the record holds of some originals, by id."""
        with self._engine.begin() as connection:
            return originals.known(connection, ids)

    def load(self, batch: Sequence[Loaded]) -> None:
        """Put in what a shard's reading gave, in place of what an earlier reading of the same reports gave.

        What was erased stays away.
        """
        with self._engine.begin() as connection:
            gone = {*originals.tombs(connection, [loaded.original.report_id for loaded in batch])}
            batch = [loaded for loaded in batch if loaded.original.report_id not in gone]
            joins = _can_join(connection, batch)
            clearing.clear(connection, batch)
            rows = [originals.row(loaded) for loaded in batch]
            put_or_change(connection, t.originals, "report_id", rows)
            reports = [loaded.report for loaded in batch if loaded.report is not None]
            claims = [claim for loaded in batch for claim in loaded.claims]
            upsert(connection, REPORTS, reports)
            upsert(connection, CLAIMS, claims)
            upsert(connection, ISSUES, [issue for loaded in batch for issue in loaded.issues])
            search.add(connection, reports, claims)
            if joins:
                index.wait(connection, [report.report_id for report in reports])
            else:
                _set_state(connection, MERGED, None)

    def replace_input_issues(self, paths: Sequence[str], issues: Sequence[Issue]) -> None:
        """Issues of inputs that gave no report, in place of those that the same inputs gave before."""
        with self._engine.begin() as connection:
            for some in chunks(paths):
                chosen = t.issues.c.report_id.is_(None) & t.issues.c.input_path.in_(some)
                connection.execute(delete(t.issues).where(chosen))
            upsert(connection, ISSUES, issues)

    def merged_with(self) -> str | None:
        """By which code events were merged last; null when something came in or was decided since."""
        with self._engine.begin() as connection:
            waits = index.waiting_now(connection) or _state(connection, DECIDED) is not None
            return None if waits else _state(connection, MERGED)

    def waiting(self, code: str) -> Waiting | None:
        """What can join that which was merged by this code; null where all has to be merged anew."""
        with self._engine.begin() as connection:
            if not index.there(connection) or not _state(connection, MERGED) == _state(connection, INDEXED) == code:
                return None
            decided = _state(connection, DECIDED)
            return Waiting(reports=index.waiting_now(connection), decided=None if decided is None else int(decided))

    def shelf(self) -> StoredShelf:
        """What the record holds, for those that join it."""
        return StoredShelf(self._engine)

    def replace_merged(
        self,
        machine: Sequence[Claim],
        reports: Sequence[Report],
        claims: Sequence[Claim],
        events: Sequence[Event],
        pairs: Sequence[Pair],
        code: str,
        *,
        keys: index.Numbers | None = None,
        passages: index.Numbers | None = None,
        marks: index.Marks | None = None,
    ) -> None:
        """Put in what merging gave, in place of what it gave before, and leave redirects for events that are gone.

        `machine` are the claims that went into it, `claims` those that came out, with people's edits; `code` names
        what merged them. With `keys`, `marks` and `passages` later reports can join (`put_joined`).
        """
        with self._engine.begin() as connection:
            merged.mark_copies(connection, reports)
            merged.put_claims(connection, machine, claims)
            merged.put_events(connection, events, pairs)
            if keys is not None or index.there(connection):
                index.replace(connection, keys or {}, passages or {}, marks or {})
            _set_merged(connection, code, None if keys is None else code)

    def replace_many(
        self,
        reports: Sequence[Report],
        edited: Sequence[Claim],
        events: Iterable[Event],
        pairs: Iterable[Pair],
        code: str,
        found: index.Found,
    ) -> None:
        """As `replace_merged`, for more than memory holds: events and pairs come one after another, in order of id.

        `edited` are the claims that people's decisions have changed.
        """
        with self._engine.begin() as connection, database.roomy(connection):
            merged.mark_copies(connection, reports)
            merged.put_edited(connection, edited)
            merged.put_events(connection, events, pairs)
            index.empty(connection)
            index.put_found(connection, found)
            _set_merged(connection, code, code)

    def put_joined(
        self,
        *,
        reports: Sequence[Report],
        edited: Sequence[Claim],
        claims: Collection[str],
        gone: Sequence[str],
        events: Sequence[Event],
        linked: Sequence[Event],
        pairs: Sequence[Pair],
        old_keys: index.Numbers,
        keys: index.Numbers,
        passages: index.Numbers,
        marks: index.Marks,
    ) -> None:
        """Put in what the reports and decisions that waited have changed; the rest of the record stays as it is.

        `edited` are all claims that people's decisions have changed.
        """
        with self._engine.begin() as connection, database.roomy(connection):
            merged.mark_copies(connection, reports)
            merged.put_edited(connection, edited)
            joined.put_joined(connection, claims=claims, gone=gone, events=events, linked=linked, pairs=pairs)
            index.remove(connection, old_keys)
            index.add(connection, keys, passages, marks)
            index.wait_no_more(connection)
            _set_state(connection, DECIDED, None)

    def append_decision(self, decision: Decision) -> None:
        """Add to people's decisions; nothing is ever taken away from them."""
        with self._engine.begin() as connection:
            seq = connection.execute(select(func.count()).select_from(t.decisions)).scalar()
            for table, rows in DECISIONS.rows([decision]).items():
                put(connection, table, [{"seq": seq, **row} for row in rows])
            if _state(connection, DECIDED) is None:
                _set_state(connection, DECIDED, str(seq))

    def configure(self, name: str, value: str | None, *, who: str, when: str) -> None:
        """Change the record's own configuration; the change is logged for good."""
        with self._engine.begin() as connection:
            seq = connection.execute(select(func.count()).select_from(t.configuration)).scalar()
            row = {"seq": seq, "name": name, "value": value, "who": who, "when": when}
            connection.execute(insert(t.configuration), [row])

    def erase(self, wanted: erasure.Wanted, *, who: str, when: str, reason: str) -> tuple[dict[str, str | None], int]:
        """Take out reports for good; gives the paths that they came from, by id, and the number of their claims.

        Merge again and `sweep` after it: until then events, free pages and logs may still hold their words.
        """
        with self._engine.begin() as connection:
            found = erasure.chosen(connection, wanted)
            if not found:
                return {}, 0
            claims = erasure.erase(connection, found, who=who, when=when, reason=reason)
            _set_state(connection, MERGED, None)
            _set_state(connection, SWEEP, when)
        return found, claims

    def bury(self, tombstones: Sequence[erasure.Tombstone]) -> None:
        """Take over tombstones of another record, so that its reports do not come back here either."""
        with self._engine.begin() as connection:
            there = {*originals.tombs(connection, [one.report_id for one in tombstones])}
            put(connection, t.tombstones, [asdict(one) for one in tombstones if one.report_id not in there])

    def to_sweep(self) -> bool:
        """Whether something was erased and not swept out of the file yet."""
        with self._engine.begin() as connection:
            return _state(connection, SWEEP) is not None

    def sweep(self) -> None:
        """Write the record anew, so that no free page, index or log holds what was erased; raises `BusyRecordError`."""
        database.sweep(self._engine)
        with self._engine.begin() as connection:
            _set_state(connection, SWEEP, None)


def _can_join(connection: Connection, batch: Sequence[Loaded]) -> bool:
    """All of it is new, and what is there has been merged and indexed by one code."""
    code = _state(connection, MERGED)
    if code is None or code != _state(connection, INDEXED) or not index.there(connection):
        return False
    ids = [loaded.original.report_id for loaded in batch]
    return not words(connection, t.originals.c.report_id, t.originals.c.report_id, ids)


def _set_merged(connection: Connection, code: str, indexed: str | None) -> None:
    for name, value in ((MERGED, code), (INDEXED, indexed), (DECIDED, None)):
        _set_state(connection, name, value)


def _state(connection: Connection, name: str) -> str | None:
    value: str | None = connection.execute(select(t.states.c.value).where(t.states.c.name == name)).scalar()
    return value


def _set_state(connection: Connection, name: str, value: str | None) -> None:
    put_or_change(connection, t.states, "name", [{"name": name, "value": value}])


def _make_folder(path: Path) -> None:
    if path.is_dir():
        raise RecordError(f"{path}: a folder, not a record. Name a file in it, such as {path / 'record.db'}.")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ReadOnlyRecordError(
            f"{path}: its folder cannot be made ({error.strerror}). Choose another place for the record."
        ) from error
