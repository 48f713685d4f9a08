"""Makes the protected copy that pages read: piece by piece, the whole record goes through protection first."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path

import msgspec
from msgspec import Struct

from whence.api import Record
from whence.errors import NotFoundError
from whence.protect import Policy
from whence.publish.kept import Aside, Asked, Kept, Reach
from whence.publish.spool import Spool
from whence.publish.streamed import Shown
from whence.schema.records import Claim, Decision, Issue
from whence.store.changes import Changes, changes
from whence.store.place import Place
from whence.store.reader import Reader
from whence.store.scratch import Scratch
from whence.web.view import fill, tables
from whence.web.view.again import fill_again
from whence.web.view.fill import MACHINE

COPY = "copy"  # the file that was filled last, as the ledger knows it
Progress = Callable[[str], None]


class Stamp(Struct, frozen=True, kw_only=True):
    """What a copy was made from: while these are the same, so is the copy."""

    version: int
    mark: str  # of the record, see `store.changes`
    private: bool


class Built(Struct, frozen=True, kw_only=True):
    """What there is to say about a copy as a whole."""

    stamp: Stamp
    built: str
    record: str  # what its file or database is called
    reports: int
    claims: int
    events: int
    decisions: int
    issues: int
    names: int  # persons under a pseudonym
    coarsened: int
    withheld_claims: int
    withheld_events: int
    loosened: tuple[str, ...]
    policy: Policy
    private: bool


def stamp(now: Changes, *, private: bool) -> Stamp:
    """What a copy of the record as it is now would carry."""
    return Stamp(version=tables.VERSION, mark=now.mark(), private=private)


def build(
    record: Place,
    target: Path,
    *,
    kept: Path | None = None,
    private: bool = False,
    now: datetime | None = None,
    progress: Progress | None = None,
) -> Built:
    """Write the copy to `target` (readable by its owner only) and say what is in it; raises a `RecordError`.

    What is `kept` from one copy to the next spares masking what no change reaches.
    """
    if kept is None:
        own = Scratch("kept-")
        try:
            return build(record, target, kept=own.path / "kept", private=private, now=now, progress=progress)
        finally:
            own.close()
    say = progress or (lambda _: None)
    say("reading the record")
    with Record(record, private=private) as opened, Reader(record) as reader:
        before = _stamp(record, private=private)
        aside = cache(partial(_aside, reader))
        salt = reader.configuration().get("salt")
        asked = Asked(
            policy=opened.policy(), salt=salt.encode() if salt else None, now=now or datetime.now(UTC), private=private
        )
        say("masking")
        with _masked(reader, kept, asked, aside) as (held, shown, reach):
            say("writing")
            built = _about(before, record, shown, aside=len(aside()))
            earlier = kept.with_name(held.ledger.known(COPY) or "none")
            if reach is None or earlier == target or not earlier.is_file():
                _write(target, shown.view, built, reader.redirects(), reader.unsure())
            else:
                _write_again(target, earlier, shown.view, reach, built, reader.redirects(), reader.unsure())
            held.ledger.know(COPY, target.name)
            held.commit()
    return built


@contextmanager
def _masked(reader: Reader, path: Path, asked: Asked, aside: Aside) -> Iterator[tuple[Kept, Shown, Reach | None]]:
    """What may be shown, brought up to date or made anew; kept if the block ends well."""
    if path.exists():
        held = Kept(path, private=asked.private)
        try:
            found = held.again(reader, asked, aside)
            if found is not None:
                yield held, *found
                return
        finally:
            held.close()
    for one in (path, path.with_name(path.name + "-journal")):
        one.unlink(missing_ok=True)
    path.touch(mode=0o600)
    held = Kept(path, private=asked.private)
    try:
        yield held, held.whole(reader, asked, aside), None
    finally:
        held.close()


def _stamp(record: Place, *, private: bool) -> Stamp:
    now = changes(record)
    try:
        return stamp(now, private=private)
    finally:
        now.close()


def _aside(reader: Reader) -> list[Claim]:
    """Claims as the machine read them, where a person's decision changed them."""
    found = reader.aside()
    now = {claim_id: claim for claim_id in found if (claim := _now(reader, claim_id)) is not None}
    changed = (claim for claim_id, claim in sorted(found.items()) if now.get(claim_id) != claim)
    return [msgspec.structs.replace(claim, claim_id=MACHINE + claim.claim_id) for claim in changed]


def _now(reader: Reader, claim_id: str) -> Claim | None:
    try:
        return reader.claim(claim_id)
    except NotFoundError:
        return None


def _about(before: Stamp, record: Place, shown: Shown, *, aside: int) -> Built:
    counts, view = shown.view.counts(), shown.view
    return Built(
        stamp=before,
        built=datetime.now(UTC).isoformat(timespec="seconds"),
        record=record.name,
        reports=counts["reports"],
        claims=counts["claims"] - sum(1 for _ in view.values(Claim, MACHINE)),
        events=counts["events"],
        decisions=view.count(Decision),
        issues=view.count(Issue),
        names=shown.names,
        coarsened=shown.coarsened,
        withheld_claims=max(0, shown.withheld_claims - aside) if aside else shown.withheld_claims,
        withheld_events=shown.withheld_events,
        loosened=shown.loosened,
        policy=shown.policy,
        private=view.private,
    )


def _write(
    target: Path, shown: Spool, built: Built, redirects: dict[str, str], unsure: Sequence[tuple[str, str]]
) -> None:
    _fresh(target)
    with _open(target, built) as connection:
        connection.executescript(tables.TABLES)
        connection.execute("BEGIN")
        fill.fill(connection, shown, redirects, unsure)
        connection.execute("COMMIT")
        connection.executescript(tables.INDEXES)


def _write_again(
    target: Path,
    earlier: Path,
    shown: Spool,
    reach: Reach,
    built: Built,
    redirects: dict[str, str],
    unsure: Sequence[tuple[str, str]],
) -> None:
    """The earlier copy, which pages may still read, stays as it is."""
    _fresh(target)
    shutil.copyfile(earlier, target)
    with _open(target, built) as connection:
        connection.execute("BEGIN")
        fill_again(connection, shown, reach, redirects, unsure)
        connection.execute("COMMIT")


def _fresh(target: Path) -> None:
    target.unlink(missing_ok=True)
    target.touch(mode=0o600)


@contextmanager
def _open(target: Path, built: Built) -> Iterator[sqlite3.Connection]:
    """The copy's tables; one that is not finished is never looked at, so nothing is logged ahead."""
    connection = sqlite3.connect(target, isolation_level=None)
    try:
        connection.executescript(
            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 8192; PRAGMA secure_delete = ON;"
        )
        yield connection
        told = msgspec.json.encode(built).decode()
        connection.execute("INSERT OR REPLACE INTO meta VALUES ('built', ?)", (told,))
    finally:
        connection.close()


def about(connection: sqlite3.Connection) -> Built:
    """What a copy says about itself."""
    (found,) = connection.execute("SELECT value FROM meta WHERE name = 'built'").fetchone()
    return msgspec.json.decode(found, type=Built)
