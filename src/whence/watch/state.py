"""What the watcher knows, in a SQLite file beside the record: every step one transaction.

An answer, what follows from it, and where its bytes lie in the archive are written together or not at all; an original
leaves the state only when the record holds it. A kill at any moment therefore loses nothing, and since a report's id
follows from its bytes, reading one again doubles nothing.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

import msgspec

from whence.errors import RecordError
from whence.schema.records import Issue
from whence.store.lock import Lock
from whence.store.place import Place, Server
from whence.watch.addresses import host_of
from whence.watch.rows import Capture, Feed, Page, Waiting

VERSION = 1
_TABLES = """
CREATE TABLE IF NOT EXISTS feeds (address TEXT PRIMARY KEY, host TEXT, due REAL, data BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS pages (address TEXT PRIMARY KEY, feed TEXT NOT NULL, host TEXT, due REAL, seen REAL NOT NULL,
    data BLOB NOT NULL);
CREATE INDEX IF NOT EXISTS pages_due ON pages (host, due) WHERE due IS NOT NULL;
CREATE INDEX IF NOT EXISTS pages_feed ON pages (feed) WHERE due IS NOT NULL;
CREATE INDEX IF NOT EXISTS pages_seen ON pages (seen) WHERE due IS NULL;
CREATE TABLE IF NOT EXISTS waiting (seq INTEGER PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS captures (seq INTEGER PRIMARY KEY, address TEXT NOT NULL, captured TEXT NOT NULL,
    sha256 TEXT NOT NULL, report_id TEXT, file TEXT NOT NULL, "offset" INTEGER NOT NULL, length INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS captures_report ON captures (report_id);
CREATE TABLE IF NOT EXISTS archives (file TEXT PRIMARY KEY, length INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS robots (origin TEXT PRIMARY KEY, until REAL NOT NULL, text TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS hosts (host TEXT PRIMARY KEY, until REAL NOT NULL);
CREATE TABLE IF NOT EXISTS issues (path TEXT, code TEXT, key TEXT, data BLOB NOT NULL, PRIMARY KEY (path, code, key));
CREATE TABLE IF NOT EXISTS told (path TEXT PRIMARY KEY);
"""
_DUE = """
SELECT host, min(due) FROM (SELECT host, due FROM feeds WHERE due IS NOT NULL
    UNION ALL SELECT host, min(due) FROM pages WHERE due IS NOT NULL GROUP BY host) GROUP BY host
"""
S = TypeVar("S")


def state_path(record: Place) -> Path:
    """Beside a file; in the working folder for a record on a server."""
    if isinstance(record, Server):
        return Path(f"whence-{record.digest.hex()[:12]}.watch.db")
    return record.with_name(record.name + ".watch.db")


class State:
    """Opens or makes the state of one record; one watcher at a time. Raises `RecordError` or `BusyRecordError`."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self._lock = Lock(path)
        try:
            self._db = sqlite3.connect(path, isolation_level=None, timeout=30)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = FULL")
            self._version()
        except sqlite3.Error as error:
            self._lock.release()
            raise RecordError(
                f"{path}: cannot be used ({error}). Move it away: feeds are then looked at anew."
            ) from None
        except BaseException:
            self._lock.release()
            raise

    def close(self) -> None:
        """Let the next watcher in."""
        self._db.close()
        self._lock.release()

    @contextmanager
    def step(self) -> Iterator[None]:
        """All that is written inside, or nothing."""
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def feed(self, address: str) -> Feed | None:
        """One feed."""
        return self._one(Feed, "SELECT data FROM feeds WHERE address = ?", address)

    def feeds(self) -> list[Feed]:
        """All of them, by address."""
        rows = self._db.execute("SELECT data FROM feeds ORDER BY address")
        return [msgspec.json.decode(row[0], type=Feed) for row in rows]

    def put_feed(self, feed: Feed) -> None:
        """Keep a feed; one that is gone is never due."""
        due = None if feed.gone else feed.due
        row = (feed.address, host_of(feed.at), due, msgspec.json.encode(feed))
        self._db.execute("INSERT OR REPLACE INTO feeds VALUES (?, ?, ?, ?)", row)

    def drop_feed(self, address: str) -> None:
        """Forget a feed that is no longer listed, and what of it was still to be fetched."""
        self._db.execute("DELETE FROM feeds WHERE address = ?", (address,))
        self._db.execute("DELETE FROM pages WHERE feed = ? AND due IS NOT NULL", (address,))

    def page(self, address: str) -> Page | None:
        """One page."""
        return self._one(Page, "SELECT data FROM pages WHERE address = ?", address)

    def put_page(self, page: Page, seen: float) -> None:
        """Keep a page; `seen` is when a feed showed it last."""
        row = (page.address, page.feed, host_of(page.address), page.due, seen, msgspec.json.encode(page))
        self._db.execute("INSERT OR REPLACE INTO pages VALUES (?, ?, ?, ?, ?, ?)", row)

    def see_pages(self, addresses: Iterable[str], now: float) -> None:
        """These are still shown."""
        self._db.executemany("UPDATE pages SET seen = ? WHERE address = ?", ((now, one) for one in addresses))

    def forget_pages(self, before: float) -> None:
        """Forget what no feed has shown since."""
        self._db.execute("DELETE FROM pages WHERE due IS NULL AND seen < ?", (before,))

    def due_hosts(self) -> dict[str, float]:
        """By host, when its next feed or page is due."""
        return {str(host): float(due) for host, due in self._db.execute(_DUE)}

    def due_feeds(self, host: str, now: float) -> list[Feed]:
        """Feeds of a host that are due."""
        query = "SELECT data FROM feeds WHERE host = ? AND due <= ? ORDER BY due, address"
        return [msgspec.json.decode(row[0], type=Feed) for row in self._db.execute(query, (host, now))]

    def due_page(self, host: str, now: float) -> Page | None:
        """The page of a host that has waited longest."""
        query = "SELECT data FROM pages WHERE host = ? AND due <= ? ORDER BY due, address LIMIT 1"
        return self._one(Page, query, host, now)

    def pages_due(self, feed: str | None = None) -> int:
        """How many pages wait to be fetched: of a feed, or of all."""
        query = "SELECT count(*) FROM pages WHERE due IS NOT NULL AND (? IS NULL OR feed = ?)"
        return int(self._db.execute(query, (feed, feed)).fetchone()[0])

    def untried(self, now: float) -> bool:
        """Whether a page is due that has not been tried yet."""
        query = "SELECT 1 FROM pages WHERE due <= ? AND json_extract(data, '$.tries') = 0 LIMIT 1"
        return self._db.execute(query, (now,)).fetchone() is not None

    def put_waiting(self, waiting: Waiting) -> None:
        """Keep an original until the record holds it."""
        self._db.execute("INSERT INTO waiting (data) VALUES (?)", (msgspec.msgpack.encode(waiting),))

    def waiting(self, most: int) -> list[tuple[int, Waiting]]:
        """The first that wait, with their numbers."""
        rows = self._db.execute("SELECT seq, data FROM waiting ORDER BY seq LIMIT ?", (most,))
        return [(seq, msgspec.msgpack.decode(data, type=Waiting)) for seq, data in rows]

    def count_waiting(self) -> int:
        """How many wait."""
        return int(self._db.execute("SELECT count(*) FROM waiting").fetchone()[0])

    def loaded(self, numbers: Iterable[int], told: Iterable[str]) -> None:
        """The record holds these originals, and the issues of these inputs."""
        self._db.executemany("DELETE FROM waiting WHERE seq = ?", ((one,) for one in numbers))
        self._db.executemany("DELETE FROM told WHERE path = ?", ((one,) for one in told))

    def put_capture(self, capture: Capture, length: int) -> None:
        """Keep where an answer lies; the archive file is now `length` long."""
        values = msgspec.structs.astuple(capture)
        names = 'address, captured, sha256, report_id, file, "offset", length'
        self._db.execute(f"INSERT INTO captures ({names}) VALUES (?, ?, ?, ?, ?, ?, ?)", values)  # noqa: S608
        self._db.execute("INSERT OR REPLACE INTO archives VALUES (?, ?)", (capture.file, length))

    def captures(self) -> list[Capture]:
        """All of them, in order."""
        rows = self._db.execute('SELECT address, captured, sha256, report_id, file, "offset", length FROM captures')
        return [Capture(**dict(zip(Capture.__struct_fields__, row, strict=True))) for row in rows]

    def archives(self) -> dict[str, int]:
        """By file of the archive, how much of it counts."""
        return dict(self._db.execute("SELECT file, length FROM archives ORDER BY file").fetchall())

    def robots(self, origin: str) -> tuple[float, str] | None:
        """Until when an origin's robots.txt holds, and its text."""
        row = self._db.execute("SELECT until, text FROM robots WHERE origin = ?", (origin,)).fetchone()
        return (float(row[0]), str(row[1])) if row else None

    def keep_robots(self, origin: str, until: float, text: str) -> None:
        """Keep one."""
        self._db.execute("INSERT OR REPLACE INTO robots VALUES (?, ?, ?)", (origin, until, text))

    def held_back(self) -> dict[str, float]:
        """By host, until when it asked to be left alone."""
        return dict(self._db.execute("SELECT host, until FROM hosts").fetchall())

    def hold_back(self, host: str, until: float) -> None:
        """Keep that."""
        self._db.execute("INSERT OR REPLACE INTO hosts VALUES (?, ?)", (host, until))

    def put_issue(self, path: str, key: str, issue: Issue, *, most: int | None = None) -> bool:
        """Keep an issue of an input, `most` of its kind; whether it was not there."""
        data = msgspec.json.encode(issue)
        at = (path, issue.code, key)
        old = self._db.execute("SELECT data FROM issues WHERE path = ? AND code = ? AND key = ?", at).fetchone()
        if old is not None and old[0] == data:
            return False
        self._db.execute("INSERT OR REPLACE INTO issues VALUES (?, ?, ?, ?)", (*at, data))
        if most is not None:
            query = (
                "DELETE FROM issues WHERE path = ? AND code = ? AND key NOT IN "
                "(SELECT key FROM issues WHERE path = ? AND code = ? ORDER BY key DESC LIMIT ?)"
            )
            self._db.execute(query, (path, issue.code, path, issue.code, most))
        self._db.execute("INSERT OR IGNORE INTO told VALUES (?)", (path,))
        return old is None

    def drop_issues(self, path: str, codes: Iterable[str]) -> None:
        """These no longer hold."""
        for code in codes:
            gone = self._db.execute("DELETE FROM issues WHERE path = ? AND code = ?", (path, code))
            if gone.rowcount:
                self._db.execute("INSERT OR IGNORE INTO told VALUES (?)", (path,))

    def issues(self, path: str) -> list[Issue]:
        """Those of an input."""
        rows = self._db.execute("SELECT data FROM issues WHERE path = ? ORDER BY code, key", (path,))
        return [msgspec.json.decode(row[0], type=Issue) for row in rows]

    def untold(self) -> list[str]:
        """Inputs whose issues the record does not hold as they are now."""
        return [str(row[0]) for row in self._db.execute("SELECT path FROM told ORDER BY path")]

    def _version(self) -> None:
        found = int(self._db.execute("PRAGMA user_version").fetchone()[0])
        if found > VERSION:
            raise RecordError(f"{self.path}: written by a later version of Whence. Use that one.")
        self._db.executescript(_TABLES)
        self._db.execute(f"PRAGMA user_version = {VERSION}")

    def _one(self, kind: type[S], query: str, *values: object) -> S | None:
        row = self._db.execute(query, values).fetchone()
        return msgspec.json.decode(row[0], type=kind) if row else None
