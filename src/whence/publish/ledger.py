"""What has to be known of a record to mask a part of it as all of it would be: kept from one time to the next.

It holds names as they stand in the record, so it lies where nobody but its owner can look, and never for longer than
the process that needs it.
"""

from __future__ import annotations

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from zlib import crc32

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from whence.protect.collect import Found, Row, found, heard, named_in
from whence.protect.outgoing import strings
from whence.protect.pieces import PIECE, Key, fold
from whence.schema.records import Claim, Event, Report
from whence.store.statements import chunks

TABLES = """
CREATE TABLE known (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE heard (report TEXT, kind TEXT, name TEXT, PRIMARY KEY (report, kind, name)) WITHOUT ROWID;
CREATE INDEX heard_name ON heard (name);
CREATE TABLE named (event TEXT, claim TEXT, name TEXT, PRIMARY KEY (event, claim, name)) WITHOUT ROWID;
CREATE INDEX named_claim ON named (claim);
CREATE TABLE spelt (event INTEGER, id TEXT, pieces BLOB NOT NULL, PRIMARY KEY (event, id)) WITHOUT ROWID;
CREATE TABLE digests (event INTEGER, id TEXT, digest INTEGER NOT NULL, PRIMARY KEY (event, id)) WITHOUT ROWID;
CREATE TABLE states (name TEXT PRIMARY KEY, state TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE held (claim TEXT PRIMARY KEY, report TEXT NOT NULL) WITHOUT ROWID;
CREATE INDEX held_report ON held (report);
CREATE TABLE ends (report TEXT PRIMARY KEY, moment TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE coarse (report TEXT PRIMARY KEY, claims INTEGER NOT NULL) WITHOUT ROWID;
"""
Pieces = NDArray[np.uint32]
OF_NO_CLAIM = ""


class Ledger:
    """Beside the values of a spool, in its transactions."""

    def __init__(self, base: sqlite3.Connection) -> None:
        self._base = base

    def known(self, name: str) -> str | None:
        """A setting."""
        row = self._base.execute("SELECT value FROM known WHERE name = ?", (name,)).fetchone()
        return row[0] if row else None

    def know(self, name: str, value: str) -> None:
        """Keep a setting."""
        self._base.execute("INSERT OR REPLACE INTO known VALUES (?, ?)", (name, value))

    def hear(self, report: Report, claims: Collection[Claim]) -> None:
        """Take down the names in a report, in place of those before."""
        own = heard(report, claims, self._names([claim.claim_id for claim in claims]))
        self._base.execute("DELETE FROM heard WHERE report = ?", (report.report_id,))
        rows = ((where, kind, " ".join(name)) for kind, where, name in own.rows(report.report_id))
        self._base.executemany("INSERT INTO heard VALUES (?, ?, ?)", rows)
        self._spell(0, report.report_id, (report, *claims))

    def note(self, event: Event) -> set[str]:
        """Take down whom an event names, in place of those before; gives the claims of which that is new."""
        before = self.forget(event.event_id)
        now = {(claim, " ".join(name)) for claim, name in named_in(event)}
        self._base.executemany("INSERT INTO named VALUES (?, ?, ?)", ((event.event_id, *one) for one in now))
        self._spell(1, event.event_id, (event,))
        return {claim for claim, _ in now ^ before} - {OF_NO_CLAIM}

    def forget(self, event: str) -> set[tuple[str, str]]:
        """Strike out an event; gives the claims and names that it had."""
        rows = self._base.execute("SELECT claim, name FROM named WHERE event = ?", (event,)).fetchall()
        self._base.execute("DELETE FROM named WHERE event = ?", (event,))
        self._base.execute("DELETE FROM spelt WHERE event = 1 AND id = ?", (event,))
        return {(claim, name) for claim, name in rows}

    def _names(self, claims: Iterable[str]) -> Mapping[str, set[Key]]:
        names: dict[str, set[Key]] = defaultdict(set)
        for some in chunks(claims):
            marks = ", ".join("?" * len(some))
            query = f"SELECT claim, name FROM named WHERE claim IN ({marks})"  # noqa: S608 (marks)
            for claim, name in self._base.execute(query, some):
                names[claim].add(_key(name))
        return names

    def found(self) -> Found:
        """All names of the record."""
        return found(self._rows())

    def _rows(self) -> Iterator[Row]:
        for report, kind, name in self._base.execute("SELECT report, kind, name FROM heard"):
            yield kind, report, _key(name)
        for (name,) in self._base.execute("SELECT DISTINCT name FROM named"):
            yield "noted", "", _key(name)

    def changed(self, states: Mapping[Key, str]) -> set[Key]:
        """The names of which something else is known than before; from now on this is."""
        before = dict(self._base.execute("SELECT name, state FROM states"))
        now = {" ".join(name): state for name, state in states.items()}
        other = {name for name in before.keys() | now.keys() if before.get(name) != now.get(name)}
        self._base.executemany("DELETE FROM states WHERE name = ?", ((name,) for name in other - now.keys()))
        rows = ((name, now[name]) for name in other & now.keys())
        self._base.executemany("INSERT OR REPLACE INTO states VALUES (?, ?)", rows)
        return {_key(name) for name in other}

    def reached(self, names: Collection[Key]) -> tuple[set[str], set[str]]:
        """Reports in which any of these names was heard, and reports and events that may hold it somewhere."""
        reports: set[str] = set()
        if not names:
            return reports, set()
        for name in names:
            found = self._base.execute("SELECT report FROM heard WHERE name = ?", (" ".join(name),))
            reports.update(report for (report,) in found)
        spelt = [self._spelt(event, names) for event in (0, 1)]
        return reports | spelt[0], spelt[1]

    def _spell(self, event: int, id_: str, values: Iterable[Struct]) -> None:
        words = "\n".join({one for value in values for one in strings(value)})
        pieces = {crc32(fold(piece).encode()) for piece in PIECE.findall(words)}
        held = np.array(sorted(pieces), dtype=np.uint32).tobytes()
        self._base.execute("INSERT OR REPLACE INTO spelt VALUES (?, ?, ?)", (event, id_, held))

    def _spelt(self, event: int, names: Collection[Key]) -> set[str]:
        """Ids of what holds all pieces of a name, or the name in one piece."""
        forms = [{_number(piece) for piece in name} for name in names] + [{_number("".join(name))} for name in names]
        asked = np.array(sorted({one for form in forms for one in form}), dtype=np.uint32)
        by_first: dict[int, list[set[int]]] = defaultdict(list)
        for form in forms:
            by_first[min(form, default=0)].append(form)
        found = set()
        for id_, data in self._base.execute("SELECT id, pieces FROM spelt WHERE event = ?", (event,)):
            held = np.frombuffer(data, dtype=np.uint32)
            hits = {*held[np.isin(held, asked, assume_unique=True)].tolist()}
            if any(form <= hits for one in hits for form in by_first.get(one, ())):
                found.add(id_)
        return found

    def hold(self, report: str, claims: Iterable[str], until: str | None) -> None:
        """Note which claims of a report are held back, and until when the first of them is."""
        self._base.execute("DELETE FROM held WHERE report = ?", (report,))
        self._base.execute("DELETE FROM ends WHERE report = ?", (report,))
        self._base.executemany("INSERT INTO held VALUES (?, ?)", ((claim, report) for claim in claims))
        if until is not None:
            self._base.execute("INSERT INTO ends VALUES (?, ?)", (report, until))

    def held(self) -> set[str]:
        """All claims that are held back."""
        return {claim for (claim,) in self._base.execute("SELECT claim FROM held")}

    def ended(self, now: str) -> set[str]:
        """Reports of which a claim was held back until now."""
        return {report for (report,) in self._base.execute("SELECT report FROM ends WHERE moment <= ?", (now,))}

    def coarsen(self, counts: Mapping[str, int]) -> None:
        """Note how many claims of some reports are placed more coarsely."""
        self._base.executemany("INSERT OR REPLACE INTO coarse VALUES (?, ?)", counts.items())

    def coarse(self) -> int:
        """How many that are in all."""
        return int(self._base.execute("SELECT COALESCE(SUM(claims), 0) FROM coarse").fetchone()[0])

    def digests(self, event: int) -> dict[str, int]:
        """Of reports or events, as they were."""
        return dict(self._base.execute("SELECT id, digest FROM digests WHERE event = ?", (event,)))

    def keep(self, event: int, digests: Mapping[str, int], gone: Iterable[str] = ()) -> None:
        """Keep digests, without those of what is gone."""
        self._base.executemany("DELETE FROM digests WHERE event = ? AND id = ?", ((event, one) for one in gone))
        rows = ((event, id_, digest) for id_, digest in digests.items())
        self._base.executemany("INSERT OR REPLACE INTO digests VALUES (?, ?, ?)", rows)


def _key(name: str) -> Key:
    return tuple(name.split())


def _number(piece: str) -> int:
    return crc32(piece.encode())
