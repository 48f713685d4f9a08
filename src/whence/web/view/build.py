"""Makes the protected copy that pages read: piece by piece, the whole record goes through protection first."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from whence.api import Record
from whence.errors import NotFoundError
from whence.protect import Policy
from whence.publish.spool import Spool
from whence.publish.streamed import Shown, streamed
from whence.schema.records import Claim, Decision, Issue
from whence.store.reader import Reader
from whence.web.view import fill, tables
from whence.web.view.fill import MACHINE

Progress = Callable[[str], None]


class Stamp(Struct, frozen=True, kw_only=True):
    """What a copy was made from: while these are the same, so is the copy."""

    version: int
    size: int
    changed: int  # nanoseconds
    private: bool


class Built(Struct, frozen=True, kw_only=True):
    """What there is to say about a copy as a whole."""

    stamp: Stamp
    built: str
    record: str  # its file's name
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


def stamp(record: Path, *, private: bool) -> Stamp:
    """What a copy of the record as it is now would carry."""
    found = record.stat()
    return Stamp(version=tables.VERSION, size=found.st_size, changed=found.st_mtime_ns, private=private)


def build(
    record: Path, target: Path, *, private: bool = False, now: datetime | None = None, progress: Progress | None = None
) -> Built:
    """Write the copy to `target` (readable by its owner only) and say what is in it; raises a `RecordError`."""
    say = progress or (lambda _: None)
    say("reading the record")
    with Record(record, private=private) as opened, Reader(record) as reader:
        before = stamp(record, private=private)
        policy = opened.policy()
        aside = _aside(reader)
        salt = reader.configuration().get("salt")
        say("masking")
        shown = streamed(
            reader, policy, salt.encode() if salt else None, now or datetime.now(UTC), private=private, aside=aside,
        )  # fmt: skip
        with shown.view as view:
            say("writing")
            built = _about(before, record, shown, aside=len(aside))
            _write(target, view, built, reader.redirects(), reader.unsure())
    return built


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


def _about(before: Stamp, record: Path, shown: Shown, *, aside: int) -> Built:
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
    target.unlink(missing_ok=True)
    target.touch(mode=0o600)
    connection = sqlite3.connect(target, isolation_level=None)
    try:
        connection.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA page_size = 8192;")
        connection.executescript(tables.TABLES)
        connection.execute("BEGIN")
        fill.fill(connection, shown, redirects, unsure)
        connection.execute("INSERT INTO meta VALUES ('built', ?)", (msgspec.json.encode(built).decode(),))
        connection.execute("COMMIT")
        connection.executescript(tables.INDEXES)
    finally:
        connection.close()


def about(connection: sqlite3.Connection) -> Built:
    """What a copy says about itself."""
    (found,) = connection.execute("SELECT value FROM meta WHERE name = 'built'").fetchone()
    return msgspec.json.decode(found, type=Built)
