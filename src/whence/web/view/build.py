"""Makes the protected copy that the pages read: the whole record goes through `protect` before a byte of it is kept."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from whence.api import Record
from whence.protect import Policy, Protected, protect
from whence.schema.records import Claim
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
        decisions = reader.decisions()
        claims = list(reader.claims())
        aside = _aside(reader, claims) if decisions else []
        salt = reader.configuration().get("salt")
        say("masking")
        shown = protect(
            reader.reports(), [*claims, *aside], reader.events(), decisions, reader.issues(), policy,
            salt=salt.encode() if salt else None, now=now or datetime.now(UTC),
        )  # fmt: skip
        say("writing")
        built = _about(before, record, shown, policy, private=private, aside=len(aside))
        _write(target, shown, built, reader.redirects(), reader.unsure())
    return built


def _aside(reader: Reader, claims: Iterable[Claim]) -> list[Claim]:
    """Claims as the machine read them, where a person's decision changed them."""
    now = {claim.claim_id: claim for claim in claims}
    changed = (claim for claim in reader.machine_claims() if now.get(claim.claim_id) != claim)
    return [msgspec.structs.replace(claim, claim_id=MACHINE + claim.claim_id) for claim in changed]


def _about(before: Stamp, record: Path, shown: Protected, policy: Policy, *, private: bool, aside: int) -> Built:
    return Built(
        stamp=before,
        built=datetime.now(UTC).isoformat(timespec="seconds"),
        record=record.name,
        reports=len(shown.reports),
        claims=sum(not claim.claim_id.startswith(MACHINE) for claim in shown.claims),
        events=len(shown.events),
        decisions=len(shown.decisions),
        issues=len(shown.issues),
        names=shown.names,
        coarsened=shown.coarsened,
        withheld_claims=max(0, shown.withheld_claims - aside) if aside else shown.withheld_claims,
        withheld_events=shown.withheld_events,
        loosened=shown.loosened,
        policy=policy,
        private=private,
    )


def _write(
    target: Path, shown: Protected, built: Built, redirects: dict[str, str], unsure: Sequence[tuple[str, str]]
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
