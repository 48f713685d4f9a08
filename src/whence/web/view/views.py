"""The copy that pages read now, and the next one, made in the background when the record changes."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

from whence.errors import RecordError, WhenceError
from whence.store.changes import changes
from whence.store.place import Place
from whence.store.scratch import Scratch, sweep
from whence.web.apart import apart
from whence.web.view.build import Built, Progress, about, build, stamp
from whence.web.view.columns import Columns
from whence.web.view.named import named
from whence.web.view.remembered import Remembered

log = logging.getLogger("whence.web")
LOOK = 1.0  # seconds between two looks at whether the record changed
REMEMBERED, MASKS, PAGES = 1024, 64, 1024  # counts; names and words looked up, a byte an event; finished pages, packed
CHOSEN = 16  # states whose filters are remembered: some bytes an event each
GRACE = 20.0  # seconds in which a page that began with an earlier copy is done
EMBARGO = 3600.0  # seconds after which a copy with movements held back is made anew


class View:
    """One finished copy, open for reading; connections are kept one a thread."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._local = threading.local()
        self._all: list[sqlite3.Connection] = []
        self.made = monotonic()
        self.remembered = Remembered(REMEMBERED)
        self.masks = Remembered(MASKS)
        self.chosen = Remembered(CHOSEN)
        self.pages = Remembered(PAGES)
        self.built: Built = about(self.connection())
        self.columns = Columns(self.connection())  # before the first page is asked for, not by it
        self.named = named(self.connection(), self.columns)

    def connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        found: sqlite3.Connection | None = getattr(self._local, "connection", None)
        if found is None:
            found = sqlite3.connect(f"file:{self.path}?mode=ro&immutable=1", uri=True, check_same_thread=False)
            found.executescript("PRAGMA query_only = 1; PRAGMA mmap_size = 2147483648; PRAGMA temp_store = MEMORY;")
            self._local.connection = found
            self._all.append(found)
        return found

    def close(self) -> None:
        """Let go of the file and remove it."""
        for one in self._all:
            one.close()
        self.path.unlink(missing_ok=True)


class Views:
    """Keeps the copy fresh. Pages never wait for the next one: they read the one before until it is done."""

    def __init__(self, record: Place, *, private: bool = False, progress: Progress | None = None) -> None:
        self.record, self.private = record, private
        self.changes = changes(record)
        self._progress = progress
        sweep()
        self._folder = Scratch("pages-")
        self._kept = self._folder.path / "kept"
        self._number = 0
        self._looked = monotonic()
        self._building = threading.Lock()
        self._old: list[View] = []
        self.merging = False  # events are about to be merged anew: the copy of what is between is nobody's use
        self.trouble: str | None = None  # why the last try to make a new copy failed
        self.now = self._make()

    @contextmanager
    def open(self) -> Iterator[View]:
        """The copy as it is; looks now and then whether the record changed."""
        self.look()
        yield self.now

    def look(self) -> None:
        """Have it seen to that the copy is fresh, if nobody did a moment ago; never waits for the record."""
        if monotonic() - self._looked > LOOK and not self.merging and not self._building.locked():
            self._looked = monotonic()
            self.refresh(wait=False)

    def stale(self) -> bool:
        """Whether the record is another than the copy's; raises `AwayRecordError` where its server does not answer."""
        built = self.now.built
        try:
            changed = stamp(self.changes, private=self.private) != built.stamp
        except OSError:
            return False
        return changed or (built.withheld_claims > 0 and monotonic() - self.now.made > EMBARGO)

    def refresh(self, *, wait: bool) -> None:
        """Make a new copy, in the background unless `wait`."""
        worker = threading.Thread(target=self._again, name="whence-pages", daemon=True)
        worker.start()
        if wait:
            worker.join()

    def size(self) -> int:
        """Bytes that the record takes; none where it is not to be had."""
        try:
            return self.changes.size()
        except (RecordError, OSError):
            return 0

    def close(self) -> None:
        """Remove every copy."""
        with self._building:
            self.changes.close()
            for one in (*self._old, self.now):
                one.close()
            self._folder.close()

    def _again(self) -> None:
        with self._building:
            try:
                if not self.stale():
                    self.trouble = None
                    return
                fresh = self._make()
            except (WhenceError, OSError, sqlite3.Error) as error:
                self.trouble = str(error)
                if isinstance(error, sqlite3.Error):  # what is kept may be torn: the next try begins anew
                    self._kept.unlink(missing_ok=True)
                log.warning("pages: the record cannot be read anew (%s); the last state stays", type(error).__name__)
                return
            self.trouble = None
            self._old.append(self.now)
            before, self.now = self.now, fresh
            if fresh.built.reports < before.built.reports:  # erased: no earlier copy stays to be looked into
                later = threading.Timer(GRACE, self._forget)
                later.daemon = True
                later.start()
            while len(self._old) > 1:  # the one before the last may still be read by a page that began with it
                self._old.pop(0).close()

    def _forget(self) -> None:
        with self._building:
            while self._old:
                self._old.pop().close()

    def _make(self) -> View:
        self._number += 1
        target = self._folder.path / f"view-{self._number}.db"
        if self._number == 1:
            build(self.record, target, kept=self._kept, private=self.private, progress=self._progress)
        else:
            apart(self.now.built.claims, build, self.record, target, kept=self._kept, private=self.private)
        return View(target)
